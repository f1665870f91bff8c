import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ElementHandle, EvaluateFuncWith, Frame, Page } from 'puppeteer-core';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import type { DecoderSnapshot } from '../../src/page/snapshot.js';
import { foldText } from './cer.js';
import type { HeardChannel } from './stations.js';

export interface PageParts {
  /** Attributes of the decoder. */
  readonly decoder?: string;
  /** Children of the decoder. */
  readonly inside?: string;
  /** What stands after it. */
  readonly after?: string;
  /** Address of the script; default `/dist/morse-decoder.js`. */
  readonly script?: string;
  /** Commands that get a button `#name` each. */
  readonly commands?: readonly string[];
}

/** A page as an author writes it: the script, one decoder `#cw`, and buttons of plain HTML. */
export function decoderPage(parts: PageParts = {}): string {
  const { decoder = '', inside = '', after = '', script = '/dist/morse-decoder.js', commands = ['start'] } = parts;
  const buttons = commands.map(
    (name) => `<button type="button" id="${name}" commandfor="cw" command="--${name}">${name}</button>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Test</title>
<link rel="icon" href="data:,">
<script type="module" src="${script}"></script>
<morse-decoder id="cw" ${decoder}>${inside}</morse-decoder>
${buttons.join('\n')}
${after}
</html>`;
}

/** A page, or a frame in one. */
export type Place = Page | Frame;

/** Runs a function in the page with the decoder `#cw`, once it is defined. */
export async function withDecoder<A extends unknown[], R>(
  page: Place,
  run: (decoder: MorseDecoderElement, ...args: A) => R,
  ...args: A
): Promise<Awaited<R>> {
  await page.evaluate(() => customElements.whenDefined('morse-decoder').then(() => undefined));
  const decoder = await page.$('#cw');
  if (!decoder) throw new Error('The page has no decoder #cw.');
  const typed = decoder as unknown as ElementHandle<MorseDecoderElement>;
  return typed.evaluate(run as EvaluateFuncWith<MorseDecoderElement, A>, ...args) as Promise<Awaited<R>>;
}

/** What the decoder shows now, typed arrays as plain objects. */
export const snapshotOf = (page: Place): Promise<DecoderSnapshot> =>
  withDecoder(page, (decoder) => decoder.store.snapshot) as Promise<DecoderSnapshot>;

/** Times the limit that a test gives which is waited in truth: a machine that others use too is as many times slower now and then. */
const PATIENCE = 3;

/** Waits until the decoder's state is one of these; throws with the state that it has when it takes too long. */
export async function waitForState(page: Place, states: readonly string[], milliseconds: number): Promise<void> {
  const reached = await withDecoder(
    page,
    (decoder, wanted, limit) =>
      new Promise<string>((resolve) => {
        const check = () => {
          if (wanted.includes(decoder.store.snapshot.state)) done('');
        };
        const unsubscribe = decoder.store.subscribe(check);
        const timer = setTimeout(() => done(JSON.stringify(decoder.store.snapshot, ['state', 'error', 'code'])), limit);
        const done = (answer: string) => {
          clearTimeout(timer);
          unsubscribe();
          resolve(answer);
        };
        check();
      }),
    [...states],
    PATIENCE * milliseconds,
  );
  if (reached)
    throw new Error(`The decoder is not ${states.join(' or ')} after ${PATIENCE * milliseconds} ms: ${reached}`);
}

/** From now on, keeps what every channel reads, also after it has closed; see {@link heardChannels}. */
export const recordChannels = (page: Page): Promise<void> =>
  withDecoder(page, (decoder) => {
    const heard = new Map<number, HeardChannel>();
    Object.assign(globalThis, { heard });
    const note = () => {
      for (const { info, characters } of decoder.store.snapshot.channels) {
        const { id, frequency, role } = info;
        heard.set(id, { id, frequency, role, text: characters.map(({ text }) => text).join('') });
      }
    };
    decoder.store.subscribe(note);
    note();
  });

export const heardChannels = (page: Page): Promise<HeardChannel[]> =>
  page.evaluate(() => [...(globalThis as unknown as { heard: Map<number, HeardChannel> }).heard.values()]);

export interface MainCopy {
  /** Text of the main channel, empty when there is none. */
  readonly text: string;
  /** Stream time heard so far, seconds. */
  readonly newest: number;
  readonly reDecoding: boolean;
}

export function mainCopy(page: Place): Promise<MainCopy> {
  return withDecoder(page, ({ store: { snapshot } }) => {
    const main = snapshot.channels.find(({ info }) => info.id === snapshot.mainId);
    const text = (main?.characters ?? []).map((character) => character.text).join('');
    return { text, newest: snapshot.newest, reDecoding: main?.reDecoding ?? false };
  });
}

/**
 * Lets the page push a recording as fast as it sounds: 32-bit samples at `path`, at `rate` Hz, interleaved if there are more channels. Nothing of it is lost, be the
 * machine as busy as it likes; a fake microphone may drop samples then.
 */
export const pushInRealTime = (page: Page, path: string, rate: number, channels = 1): Promise<void> =>
  withDecoder(
    page,
    async (decoder, address, hertz, values) => {
      const samples = new Float32Array(await (await fetch(address)).arrayBuffer());
      const started = performance.now();
      let at = 0;
      const push = () => {
        const due = Math.min(samples.length, values * Math.floor(((performance.now() - started) / 1000) * hertz));
        if (due > at) decoder.push(samples.subarray(at, due), hertz);
        at = due;
        if (at < samples.length) setTimeout(push, 20);
      };
      push();
    },
    path,
    rate,
    channels,
  );

/** True when nothing of any channel's text can change any more. */
export const allFinal = (page: Page): Promise<boolean> =>
  withDecoder(page, ({ store: { snapshot } }) =>
    snapshot.channels.every(({ characters }) => characters.every(({ final }) => final)),
  );

/** Waits until all text is final, which it is within 10 s, and compares that of the main channel with what was sent. */
export async function assertFinalCopy(page: Page, sent: string, claim: string): Promise<void> {
  const until = performance.now() + PATIENCE * 10_000;
  while (!(await allFinal(page)) && performance.now() < until) await sleep(50);
  const [wanted, read] = [foldText(sent), foldText((await mainCopy(page)).text)];
  assert.equal(read, wanted, `${claim}\nsent ${wanted}\nread ${read}`);
}

/** Waits until that much of the stream has been heard, seconds. */
export async function waitForStreamTime(page: Place, seconds: number, limit: number): Promise<void> {
  const time = await withDecoder(
    page,
    (decoder, wanted, milliseconds) =>
      new Promise<number>((resolve) => {
        const timer = setTimeout(() => done(), milliseconds);
        const check = () => {
          if (decoder.store.snapshot.newest >= wanted) done();
        };
        const unsubscribe = decoder.store.subscribe(check);
        const done = () => {
          clearTimeout(timer);
          unsubscribe();
          resolve(decoder.store.snapshot.newest);
        };
        check();
      }),
    seconds,
    PATIENCE * limit,
  );
  if (time < seconds)
    throw new Error(`Only ${time.toFixed(1)} s of ${seconds} s have been heard after ${PATIENCE * limit} ms.`);
}
