import { synthesizeBand } from '../../demo/simulator/band.js';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { textFor } from '../../test/support/texts.js';
import { hearUntil, openListener } from '../lib/listener.js';
import type { Stage } from '../lib/stage.js';
import { median, type Section } from '../lib/table.js';

const SECONDS = 110;
const ROUNDS = 3;

/** How long the operator waits after `--re-decode`. */
export async function measureReDecode(stage: Stage): Promise<Section[]> {
  const station = { frequency: 700, wpm: 25, snr: 10, text: textFor(1, 25, SECONDS - 4), start: 1 };
  const samples = synthesizeBand({ stations: [station], seconds: SECONDS });
  const page = await openListener(stage, samples, { decoder: 'channels="0" frequency="700"' });
  await hearUntil(page, SECONDS);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const ms = await page.$eval('#cw', async (element) => {
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
    times.push(ms);
  }
  await page.close();
  const value = median(times) / 1000 / SECONDS;
  const note = `${(median(times) / 1000).toFixed(2)} s for ${SECONDS} s of history`;
  return [{ title: 'Reading again', rows: [{ what: '1 s of history', value: 1000 * value, unit: 'ms', note }] }];
}
