import type { Page } from 'puppeteer-core';
import { type StationSpec, synthesizeBand } from '../../demo/simulator/band.js';
import { keyText } from '../../demo/simulator/keyer.js';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { openPage } from '../../test/support/chromium.js';
import { decoderPage } from '../../test/support/decoder-page.js';
import { textFor } from '../../test/support/texts.js';
import { RATE } from '../lib/listener.js';
import type { Stage } from '../lib/stage.js';
import { quantile, type Row, type Section } from '../lib/table.js';

const SECONDS = 22;
const STATIONS: readonly StationSpec[] = [15, 25, 35].map((wpm, i) => ({
  frequency: 600 + 400 * i,
  wpm,
  snr: 15,
  start: 1,
  text: textFor(3 + 5 * i, wpm, SECONDS - 3),
}));

/** A printed character, and when it was there: milliseconds since the stream's first sample was given. */
interface Printed {
  readonly text: string;
  readonly at: number;
  /** End of its last mark by the decoder, seconds of stream time. */
  readonly end: number;
}

/** Seconds by which the decoder's time of a mark may be off when a printed character is paired with the one that was sent. */
const SAME = 0.15;

/** From the end of a character's last mark to its text in the page, in real time. */
export async function measureLatency(stage: Stage): Promise<Section[]> {
  const samples = synthesizeBand({ stations: STATIONS, seconds: SECONDS, seed: 2 });
  const body = new Uint8Array(samples.buffer);
  const address = stage.server.answer('/latency.f32', { body });
  const html = decoderPage({ decoder: 'channels="0" frequency="600"', inside: '<span hidden></span>', commands: [] });
  const { page } = await openPage(stage.browser, stage.server.page('/latency', html));
  const printed = await pushInRealTime(page, address);
  await page.close();
  const rows = STATIONS.map((station, i): Row => {
    const delays = delaysOf(station, printed[i] ?? []);
    const dit = 1200 / station.wpm;
    const middle = quantile(delays, 0.5);
    const note = `median of ${delays.length} characters, ${(middle / dit).toFixed(1)} dits; 95 %: ${Math.round(quantile(delays, 0.95))} ms`;
    return { what: `${station.wpm} WPM`, value: middle, unit: 'ms', note };
  });
  return [{ title: 'From the end of a character’s last mark to its text', rows }];
}

/** Delays, ms, of the characters that were read right; by the times at which they were sent. */
function delaysOf({ text, wpm, start = 0 }: StationSpec, printed: readonly Printed[]): number[] {
  const sent = keyText(text, { wpm }).characters;
  return printed.flatMap((character) => {
    const match = sent.find(
      (other) => other.text === character.text && Math.abs(start + other.end - character.end) < SAME,
    );
    return match ? [character.at - 1000 * (start + match.end)] : [];
  });
}

/** Pushes the samples as a sound card gives them, 20 ms at a time; returns what each station's channel printed. */
function pushInRealTime(page: Page, address: string): Promise<Printed[][]> {
  return page.$eval(
    '#cw',
    async (element, url, rate, frequencies) => {
      const decoder = element as MorseDecoderElement;
      const samples = new Float32Array(await (await fetch(url)).arrayBuffer());
      const printed = frequencies.map((): { text: string; at: number; end: number }[] => []);
      const block = rate / 50;
      decoder.push(new Float32Array(block), rate);
      for (const frequency of frequencies.slice(1)) decoder.holdChannel(frequency);
      await decoder.start();
      await new Promise((resolve) => setTimeout(resolve, 500));
      const first = performance.now();
      const note = () => {
        for (const { info, characters } of decoder.store.snapshot.channels) {
          const list = printed[frequencies.findIndex((frequency) => Math.abs(frequency - info.frequency) < 30)];
          for (let i = list?.length ?? 0; i < characters.length; i++) {
            const { text = '', end = 0 } = characters[i] ?? {};
            list?.push({ text, end, at: performance.now() - first });
          }
        }
      };
      decoder.store.subscribe(note);
      for (let at = 0; at < samples.length; at += block) {
        const due = first + (1000 * (at + block)) / rate;
        const wait = due - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        decoder.push(samples.slice(at, at + block), rate);
      }
      return printed;
    },
    address,
    RATE,
    STATIONS.map(({ frequency }) => frequency),
  );
}
