import type { Page } from 'puppeteer-core';
import { synthesizeBand } from '../../demo/simulator/band.js';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { textFor } from '../../test/support/texts.js';
import { hearUntil, openListener } from '../lib/listener.js';
import type { Stage } from '../lib/stage.js';
import { median, type Row, type Section } from '../lib/table.js';

const SECONDS = 110;
const ROUNDS = 3;
const MODELS = [
  ['live model alone', 'accurate-model="none"'],
  ['accurate model', ''],
] as const;

/** How long the operator waits after `--re-decode`, with each of the two models. */
export async function measureReDecode(stage: Stage): Promise<Section[]> {
  const station = { frequency: 700, wpm: 25, snr: 10, text: textFor(1, 25, SECONDS - 4), start: 1 };
  const samples = synthesizeBand({ stations: [station], seconds: SECONDS });
  const rows: Row[] = [];
  for (const [model, attribute] of MODELS) {
    const page = await openListener(stage, samples, { decoder: `channels="0" frequency="700" ${attribute}` });
    await hearUntil(page, SECONDS);
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await readAgain(page));
    await page.close();
    const seconds = median(times) / 1000;
    const note = `${seconds.toFixed(2)} s for ${SECONDS} s of history; ${(SECONDS / seconds).toFixed(0)} × real time`;
    rows.push({ what: `1 s of history, ${model}`, value: (1000 * seconds) / SECONDS, unit: 'ms', note });
  }
  return [{ title: 'Reading again', rows }];
}

/** Milliseconds from the request to the replaced text. */
function readAgain(page: Page): Promise<number> {
  return page.$eval('#cw', async (element) => {
    const decoder = element as MorseDecoderElement;
    const busy = () => decoder.store.snapshot.channels.some(({ reDecoding }) => reDecoding);
    const before = performance.now();
    let began = false;
    const done = new Promise<void>((resolve) => {
      const unsubscribe = decoder.store.subscribe(() => {
        began ||= busy();
        if (!began || busy()) return;
        unsubscribe();
        resolve();
      });
    });
    await decoder.run('re-decode');
    await done;
    return performance.now() - before;
  });
}
