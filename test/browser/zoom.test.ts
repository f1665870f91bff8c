import { expect, fixture, html } from '@open-wc/testing';
import type { MorseWaterfallElement } from '../../src/components/morse-waterfall.js';
import '../../src/components/morse-waterfall-define.js';
import { shownOf } from '../../src/page/zoom.js';
import { type FakeDecoder, frames } from './support/fake-decoder.js';

const HEIGHT = 400;
const EDGE = 48_000;
const BINS = 12_288;

interface Stage {
  readonly decoder: FakeDecoder;
  readonly element: MorseWaterfallElement;
  readonly plot: HTMLElement;
  /** Pixels down from the top at which a frequency is to be. */
  readonly height: (hertz: number) => number;
}

/** A decoder that hears 96 kHz of I and Q. */
async function wideWaterfall(): Promise<Stage> {
  const decoder = await fixture<FakeDecoder>(
    html`<fake-decoder><morse-waterfall style="width: 700px; height: ${HEIGHT}px"></morse-waterfall></fake-decoder>`,
  );
  const element = decoder.querySelector('morse-waterfall');
  const plot = element?.renderRoot.querySelector<HTMLElement>('[role=slider]');
  if (!element || !plot) throw new Error('no waterfall');
  decoder.store.update((snapshot) => ({ ...snapshot, band: { min: -EDGE, max: EDGE } }));
  await element.updateComplete;
  await frames();
  const height = (hertz: number) => {
    const { min, max } = shownOf(decoder.store.snapshot);
    return ((max - hertz) / (max - min)) * HEIGHT;
  };
  return { decoder, element, plot, height };
}

const shown = ({ decoder }: Stage) => shownOf(decoder.store.snapshot);
const width = (stage: Stage) => shown(stage).max - shown(stage).min;

function at({ plot }: Stage, y: number) {
  const { left, top } = plot.getBoundingClientRect();
  return { bubbles: true, composed: true, cancelable: true, clientX: left + 200, clientY: top + y };
}

const wheel = (stage: Stage, hertz: number, deltaY: number, shiftKey = false): boolean =>
  stage.plot.dispatchEvent(new WheelEvent('wheel', { ...at(stage, stage.height(hertz)), deltaY, shiftKey }));

const press = ({ plot }: Stage, key: string) =>
  plot.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));

function pointer(stage: Stage, type: string, y: number, pointerId = 1): void {
  stage.plot.dispatchEvent(new PointerEvent(type, { ...at(stage, y), pointerId, isPrimary: pointerId === 1 }));
}

describe('the waterfall of a wide band', () => {
  it('is not tuned by the first click of a double click, which looks closer', async () => {
    const stage = await wideWaterfall();
    const { decoder, plot } = stage;
    const click = (detail: number) => plot.dispatchEvent(new MouseEvent('click', { ...at(stage, 100), detail }));
    click(1);
    click(2);
    plot.dispatchEvent(new MouseEvent('dblclick', { ...at(stage, 100), detail: 2 }));
    expect(width(stage)).to.be.lessThan(2 * EDGE);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(decoder.asked).to.deep.equal([]);
    click(1);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(decoder.asked).to.have.length(1);
  });

  it('zooms where the wheel is turned, and is right there: labels, clicks, main channel', async () => {
    const stage = await wideWaterfall();
    const { decoder, element, plot, height } = stage;
    decoder.open(
      { id: 0, frequency: -20_300, role: 'main' },
      { id: 1, frequency: -20_900 },
      { id: 2, frequency: 9000 },
    );
    for (const id of [0, 1, 2]) decoder.print(id, 'CQ');
    for (let i = 0; i < 30; i++) expect(wheel(stage, -20_500, -100), 'the page does not scroll').to.equal(false);
    await element.updateComplete;
    expect(width(stage)).to.equal(2000);
    const labels = [...element.renderRoot.querySelectorAll('.label .hz')].map(({ textContent }) => textContent);
    expect(labels, 'what is not shown has no label').to.have.members(['−20300', '−20900']);
    const band = element.renderRoot.querySelector('.passband');
    const middle = Number(band?.getAttribute('y')) + Number(band?.getAttribute('height')) / 2;
    expect(middle).to.be.closeTo(height(-20_300), 2);
    plot.dispatchEvent(new MouseEvent('click', at(stage, height(-20_700))));
    expect(Number(decoder.asked[0]?.split(' ')[1])).to.be.closeTo(-20_700, 6);
    const { min } = shown(stage);
    wheel(stage, -20_500, -100, true);
    expect(shown(stage).min, 'with Shift it pans').to.be.greaterThan(min);
    expect(width(stage)).to.equal(2000);
    plot.dispatchEvent(new MouseEvent('dblclick', at(stage, 100)));
    expect(shown(stage)).to.deep.equal({ min: -EDGE, max: EDGE });
    expect(wheel(stage, 0, 100), 'nothing more to see: the page scrolls').to.equal(true);
    plot.dispatchEvent(new MouseEvent('dblclick', at(stage, height(9000))));
    expect(height(9000), 'a double click looks closer').to.be.within(0, HEIGHT);
    expect(width(stage)).to.equal(12_000);
  });

  it('shows a trace in bins of 8 Hz when it is zoomed, also what was heard before', async () => {
    const stage = await wideWaterfall();
    const { decoder, element, height } = stage;
    const levels = new Uint8Array(100 * BINS).fill(60);
    for (let row = 0; row < 100; row++) levels[row * BINS + Math.round(31_234 / 7.8125) + BINS / 2] = 200;
    decoder.store.apply([{ type: 'rows', rows: { time: 0.05, rows: 100, bins: BINS, firstBin: -BINS / 2, levels } }]);
    decoder.zoomTo({ min: 30_000, max: 32_000 });
    await frames(20);
    const canvas = element.renderRoot.querySelector('canvas');
    const pixels = canvas?.getContext('2d')?.getImageData((canvas?.width ?? 0) - 50, 0, 1, canvas?.height ?? 0).data;
    if (!canvas || !pixels) throw new Error('no canvas');
    const ratio = canvas.height / HEIGHT;
    const green = (hertz: number) => pixels[4 * Math.floor(height(hertz) * ratio) + 1] ?? 0;
    const ground = green(30_500);
    expect(Math.abs(green(31_234) - ground)).to.be.greaterThan(60);
    for (const beside of [31_234 - 30, 31_234 + 30]) expect(Math.abs(green(beside) - ground)).to.be.lessThan(20);
  });

  it('zooms and pans by keyboard, follows cursor and main channel, and says what it shows', async () => {
    const stage = await wideWaterfall();
    const { decoder, element, plot } = stage;
    decoder.open({ frequency: 5000, radioFrequency: 7035, role: 'main' });
    decoder.store.apply([{ type: 'dial', from: null, dial: 7030, sideband: 'usb' }]);
    for (let i = 0; i < 4; i++) press(stage, '+');
    await element.updateComplete;
    expect(width(stage)).to.equal(6000);
    const said = () => element.renderRoot.querySelector('[role=status]')?.textContent;
    const { min, max } = shown(stage);
    expect(said()).to.equal(`${7030 + min / 1000} to ${7030 + max / 1000} kilohertz`);
    for (let i = 0; i < 40; i++) press(stage, 'PageDown');
    await element.updateComplete;
    const cursor = Number(plot.getAttribute('aria-valuenow'));
    expect(7030 + shown(stage).min / 1000).to.be.at.most(cursor);
    expect(7030 + shown(stage).max / 1000).to.be.at.least(cursor);
    expect(Number(plot.getAttribute('aria-valuemin')), 'the cursor may go through all of the band').to.equal(6982);
    const [channel] = decoder.store.snapshot.channels;
    if (!channel) throw new Error('no channel');
    const moved = { ...channel.info, frequency: 30_000, radioFrequency: 7060 };
    decoder.store.apply([{ type: 'channel-changed', channel: moved }]);
    expect(shown(stage).max).to.be.greaterThan(30_000);
    press(stage, '0');
    await element.updateComplete;
    expect(said()).to.equal('6982 to 7078 kilohertz');
    const buttons = [...element.renderRoot.querySelectorAll<HTMLButtonElement>('.zoom button')];
    expect(buttons.map(({ ariaLabel, disabled }) => `${ariaLabel} ${disabled}`)).to.deep.equal([
      'Zoom in false',
      'Zoom out true',
      'Whole band true',
    ]);
    buttons[0]?.click();
    expect(decoder.asked).to.deep.equal(['zoom-in null']);
    await expect(element).to.be.accessible();
  });

  it('is dragged by one pointer and spread by two, which is no click', async () => {
    const stage = await wideWaterfall();
    const { decoder, element, plot, height } = stage;
    decoder.zoomTo({ min: 0, max: 8000 });
    await element.updateComplete;
    pointer(stage, 'pointerdown', 100);
    pointer(stage, 'pointermove', 103);
    expect(shown(stage).min, 'a hand that trembles clicks').to.equal(0);
    pointer(stage, 'pointermove', 150);
    pointer(stage, 'pointerup', 150);
    plot.dispatchEvent(new MouseEvent('click', at(stage, 150)));
    expect(shown(stage)).to.deep.equal({ min: 1000, max: 9000 });
    expect(decoder.asked).to.deep.equal([]);
    await element.updateComplete;
    pointer(stage, 'pointerdown', 150);
    pointer(stage, 'pointerdown', 250, 2);
    pointer(stage, 'pointermove', 100);
    pointer(stage, 'pointermove', 300, 2);
    expect(width(stage)).to.equal(4000);
    expect(height(5000), 'what was between the fingers is there still').to.equal(200);
    pointer(stage, 'pointerup', 100);
    pointer(stage, 'pointerup', 300, 2);
  });

  it('leaves wheel, keys and room to the page where the band is a receiver’s', async () => {
    const stage = await wideWaterfall();
    const { decoder, element } = stage;
    decoder.store.update((snapshot) => ({ ...snapshot, band: { min: 200, max: 3000 } }));
    await element.updateComplete;
    expect(wheel(stage, 1500, -100)).to.equal(true);
    expect(press(stage, '+')).to.equal(true);
    expect(element.renderRoot.querySelector('.zoom')).to.equal(null);
  });
});
