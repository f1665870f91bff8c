import { expect, fixture, html } from '@open-wc/testing';
import type { MorseWaterfallElement } from '../../src/components/morse-waterfall.js';
import '../../src/components/morse-waterfall-define.js';
import '../../src/components/morse-channel-define.js';
import { type FakeDecoder, frames } from './support/fake-decoder.js';

const ROW = 0.016;

async function page(content = html`<morse-waterfall style="width: 600px; height: 200px"></morse-waterfall>`) {
  const decoder = await fixture<FakeDecoder>(html`<fake-decoder>${content}</fake-decoder>`);
  const element = decoder.querySelector('morse-waterfall') as MorseWaterfallElement;
  await frames();
  const canvas = element.renderRoot.querySelector('canvas') as HTMLCanvasElement;
  return { decoder, element, canvas };
}

const pixels = (canvas: HTMLCanvasElement) =>
  canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();

/** Share of values that differ by more than rounding. */
const difference = (a: Uint8ClampedArray, b: Uint8ClampedArray): number =>
  a.reduce((sum, value, i) => sum + (Math.abs(value - (b[i] ?? 0)) > 2 ? 1 : 0), 0) / a.length;

/** What is drawn once nothing moves any more. */
async function still(canvas: HTMLCanvasElement): Promise<Uint8ClampedArray> {
  for (let last = pixels(canvas); ; ) {
    await frames(6);
    const now = pixels(canvas);
    if (difference(now, last) === 0) return now;
    last = now;
  }
}

/** Counts calls of the browser's own functions until it is told to stop. */
function watch<K extends 'drawImage' | 'putImageData'>(name: K): { count: number; stop(): void } {
  const original = CanvasRenderingContext2D.prototype[name] as (...given: unknown[]) => void;
  const watched = { count: 0, stop: () => Object.assign(CanvasRenderingContext2D.prototype, { [name]: original }) };
  Object.assign(CanvasRenderingContext2D.prototype, {
    [name](this: CanvasRenderingContext2D, ...given: unknown[]) {
      watched.count++;
      return original.apply(this, given);
    },
  });
  return watched;
}

describe('what moves with the sound', () => {
  it('looks the same drawn bit by bit as drawn at once', async () => {
    const { decoder, canvas, element } = await page();
    for (let i = 0; i < 30; i++) {
      decoder.hear(0.05 + i * 4 * ROW, 4, 600 + i * 70);
      await new Promise(requestAnimationFrame);
    }
    const bitByBit = await still(canvas);
    // Another palette and back: all of it is drawn anew.
    element.palette = 'grey';
    await frames();
    expect(difference(pixels(canvas), bitByBit)).to.be.greaterThan(0.1);
    element.palette = null;
    await frames();
    expect(difference(pixels(canvas), bitByBit)).to.be.lessThan(0.002);
  });

  it('draws nothing while it is out of sight, and all of it when it is back', async () => {
    const { decoder, element, canvas } = await page();
    decoder.hear(0.05, 40, 1500);
    await frames(10);
    const before = pixels(canvas);
    element.style.marginTop = '5000px';
    await frames();
    const drawn = watch('drawImage');
    decoder.hear(0.05 + 40 * ROW, 40, 2500);
    await frames(10);
    drawn.stop();
    expect(drawn.count).to.equal(0);
    element.style.marginTop = '0';
    await frames(30);
    expect(difference(pixels(canvas), before)).to.be.greaterThan(0.001);
  });

  it('draws only the columns that are new', async () => {
    const { decoder } = await page();
    decoder.hear(0.05, 1000, 1500);
    await frames(20);
    const pieces = watch('putImageData');
    decoder.hear(0.05 + 1000 * ROW, 4, 1500);
    await frames(20);
    pieces.stop();
    // A whole picture of 600 columns is ten pieces.
    expect(pieces.count).to.be.within(1, 4);
  });

  it('renders what many channels print at the same time once, and the main channel without waiting for them', async () => {
    const { decoder, element } = await page(
      html`<morse-waterfall style="height: 200px"></morse-waterfall><morse-channel main></morse-channel>`,
    );
    const main = decoder.querySelector('morse-channel');
    decoder.open({ role: 'main' }, { frequency: 900 }, { frequency: 1100 });
    await frames();
    let renders = 0;
    const count = new MutationObserver(() => renders++);
    count.observe(element.renderRoot, { subtree: true, childList: true, characterData: true });
    for (const letter of 'CQ TEST') {
      decoder.print(1, letter);
      decoder.print(2, letter);
      await new Promise(requestAnimationFrame);
    }
    decoder.print(0, 'K');
    await frames(1);
    expect(main?.renderRoot.querySelector('.text')?.textContent).to.equal('K');
    await element.updateComplete;
    expect(renders).to.be.at.most(3);
    expect(element.renderRoot.querySelector('.lane')?.textContent).to.include('CQ TEST');
    count.disconnect();
  });
});
