import { expect, fixture, html } from '@open-wc/testing';
import type { MorseWaterfallElement } from '../../src/components/morse-waterfall.js';
import '../../src/components/morse-waterfall-define.js';
import { FakeDecoder, frames } from './support/fake-decoder.js';

const WIDTH = 600;
const HEIGHT = 350;

async function waterfall(): Promise<{ decoder: FakeDecoder; element: MorseWaterfallElement; plot: HTMLElement }> {
  const decoder = await fixture<FakeDecoder>(
    html`<fake-decoder><morse-waterfall style="width: ${WIDTH}px; height: ${HEIGHT}px"></morse-waterfall></fake-decoder>`,
  );
  const element = decoder.querySelector('morse-waterfall');
  const plot = element?.renderRoot.querySelector<HTMLElement>('[role=slider]');
  if (!element || !plot) throw new Error('no waterfall');
  await frames();
  return { decoder, element, plot };
}

const labels = (element: MorseWaterfallElement) => [...element.renderRoot.querySelectorAll<HTMLElement>('.label')];

/** Pixels down from the top at which a frequency of the band 200…3000 Hz lies. */
const height = (hertz: number) => ((3000 - hertz) / 2800) * HEIGHT;

function click(plot: HTMLElement, y: number, target: Element = plot): void {
  const { left, top } = plot.getBoundingClientRect();
  target.dispatchEvent(
    new MouseEvent('click', { bubbles: true, composed: true, clientX: left + 200, clientY: top + y }),
  );
}

const press = (plot: HTMLElement, key: string, shiftKey = false) =>
  plot.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, composed: true, cancelable: true }));

describe('<morse-waterfall>', () => {
  it('has its picture as high as its axis at any width, also after it was wider: a trace stands where it is clicked', async () => {
    const { element } = await waterfall();
    const canvas = element.renderRoot.querySelector('canvas');
    for (const width of [1900, 700, 1900, 390, 1280]) {
      element.style.width = `${width}px`;
      await frames();
      await frames();
      expect(canvas?.clientHeight, `${width} px wide`).to.equal(HEIGHT);
    }
  });

  it('stands as ever on a page that runs from the right, whatever the manner of its text', async () => {
    const { decoder, element, plot } = await waterfall();
    decoder.dir = 'rtl';
    decoder.style.cssText = 'text-transform: lowercase; text-align: center; letter-spacing: 4px; white-space: pre';
    decoder.open({ frequency: 1503.5 });
    decoder.print(0, 'CQ ');
    await element.updateComplete;
    const [label] = labels(element);
    const [hz, tail] = [label?.querySelector('.hz'), label?.querySelector('.tail > bdo')];
    if (!label || !hz || !tail) throw new Error('no label');
    const picture = element.renderRoot.querySelector('canvas')?.getBoundingClientRect();
    expect(picture?.right, 'the picture is left of the labels').to.be.at.most(label.getBoundingClientRect().left);
    const gap = tail.getBoundingClientRect().left - hz.getBoundingClientRect().right;
    expect(gap, 'text begins right behind its frequency').to.be.within(0, 16);
    const { letterSpacing, textTransform } = getComputedStyle(plot);
    expect([letterSpacing, textTransform]).to.deep.equal(['normal', 'none']);
  });

  it('tunes to the clicked height, past included', async () => {
    const { decoder, plot } = await waterfall();
    click(plot, height(1500));
    const [asked = ''] = decoder.asked;
    expect(asked).to.match(/^tune \d+ past$/);
    expect(Number(asked.split(' ')[1])).to.be.closeTo(1500, 8);
  });

  it('takes a trace near the click, and the channel of a clicked label', async () => {
    const { decoder, element, plot } = await waterfall();
    decoder.open({ frequency: 700, role: 'main' }, { frequency: 1503.5 }, { frequency: 1530 });
    for (const id of [1, 2]) decoder.print(id, 'CQ');
    await element.updateComplete;
    click(plot, height(1503.5) + 1);
    const label = labels(element).find(({ textContent }) => textContent?.includes('1530'));
    click(plot, height(900), label);
    expect(decoder.asked).to.deep.equal(['tune 1503.5 past', 'tune 1530 past']);
  });

  it('is tuned by the keyboard alone: arrows move, Enter tunes, Escape returns', async () => {
    const { decoder, element, plot } = await waterfall();
    decoder.open({ frequency: 700, role: 'main' }, { frequency: 1203 });
    await element.updateComplete;
    const now = async () => {
      await element.updateComplete;
      return Number(plot.getAttribute('aria-valuenow'));
    };
    expect(await now()).to.equal(700);
    press(plot, 'ArrowUp');
    expect(await now()).to.equal(710);
    press(plot, 'PageUp');
    expect(await now()).to.equal(810);
    press(plot, 'ArrowUp', true);
    expect(await now()).to.equal(1203);
    expect(plot.getAttribute('aria-valuetext')).to.equal('1203 hertz, signal, 24 words per minute');
    press(plot, 'Enter');
    expect(decoder.asked).to.deep.equal(['tune 1203 past']);
    press(plot, 'Home');
    expect(await now()).to.equal(200);
    press(plot, 'Escape');
    expect(await now()).to.equal(700);
  });

  it('leaves keys that it does not use to the page', async () => {
    const { plot } = await waterfall();
    expect(press(plot, 'Tab')).to.equal(true);
    expect(press(plot, 'Enter')).to.equal(true);
    expect(press(plot, 'ArrowUp')).to.equal(false);
  });

  it('prints the text of each channel beside its trace, close ones without covering each other', async () => {
    const { decoder, element } = await waterfall();
    decoder.open(...[700, 712, 725, 1400, 2900].map((frequency, id) => ({ id, frequency })));
    for (let id = 0; id < 5; id++) decoder.print(id, `CQ DE K${id}ABC`);
    await element.updateComplete;
    const boxes = labels(element).map((label) => label.getBoundingClientRect());
    const text = labels(element).map((label) => label.textContent?.replace(/\s+/g, ' ').trim());
    expect(text).to.include('1400CQ DE K3ABC');
    boxes.sort((a, b) => a.top - b.top);
    boxes.forEach((box, i) => {
      expect(box.height).to.be.greaterThan(10);
      if (i > 0) expect(box.top).to.be.at.least((boxes[i - 1]?.bottom ?? 0) - 0.5);
    });
  });

  it('shows the newest characters when the text is longer than the lane', async () => {
    const { decoder, element } = await waterfall();
    decoder.open({ frequency: 700 });
    decoder.print(0, `${'PARIS '.repeat(40)}END`);
    await element.updateComplete;
    const tail = element.renderRoot.querySelector('.tail');
    const text = tail?.querySelector('bdo');
    if (!tail || !text) throw new Error('no text');
    expect(text.textContent?.endsWith('END')).to.equal(true);
    expect(text.getBoundingClientRect().right).to.be.at.most(tail.getBoundingClientRect().right + 1);
  });

  it('has no label for who waits until the receiver is tuned back', async () => {
    const { decoder, element } = await waterfall();
    decoder.open({ id: 0, frequency: 900, activity: 'away' }, { id: 1, frequency: 1500 });
    for (const id of [0, 1]) decoder.print(id, 'CQ');
    await element.updateComplete;
    expect(labels(element).map(({ dataset }) => dataset.id)).to.deep.equal(['1']);
  });

  it('stays readable with 200 channels', async () => {
    const { decoder, element } = await waterfall();
    decoder.open(...Array.from({ length: 200 }, (_, id) => ({ id, frequency: 250 + id * 13, lastHeard: id })));
    for (let id = 0; id < 200; id++) decoder.print(id, 'TEST');
    await element.updateComplete;
    expect(labels(element)).to.have.lengthOf(Math.floor(HEIGHT / 18));
  });

  it('draws a signal at its height, at the right edge, and wipes the picture when another stream begins', async () => {
    const { decoder, element } = await waterfall();
    const canvas = element.renderRoot.querySelector('canvas');
    if (!canvas) throw new Error('no canvas');
    const ratio = canvas.height / HEIGHT;
    /** How much the pixels at a frequency differ, at most, from the one at 300 Hz; 3 pixels from the right edge. */
    const contrast = (hertz: number): number => {
      const pixels = canvas.getContext('2d')?.getImageData(canvas.width - 4, 0, 1, canvas.height).data;
      const green = (y: number) => pixels?.[4 * y + 1] ?? 0;
      const y = Math.floor(height(hertz) * ratio);
      const ground = green(Math.floor(height(300) * ratio));
      return Math.max(...[y - 1, y, y + 1].map((near) => Math.abs(green(near) - ground)));
    };
    decoder.hear(0.05, 100, 1500);
    await frames(20);
    expect(contrast(1500)).to.be.greaterThan(60);
    expect(contrast(2000)).to.be.lessThan(20);
    decoder.hear(0.05, 30, 2000);
    await frames(20);
    expect(contrast(2000)).to.be.greaterThan(60);
    expect(contrast(1500)).to.be.lessThan(20);
  });

  it('reads in kHz when the dial is known, the highest at the top, and tunes by keyboard in that sense on either sideband', async () => {
    const { decoder, element, plot } = await waterfall();
    decoder.open({ frequency: 700, radioFrequency: 14_024.3, role: 'main' });
    decoder.print(0, 'CQ');
    decoder.store.apply([{ type: 'dial', from: null, dial: 14_025, sideband: 'lsb' }]);
    await element.updateComplete;
    const ticks = [...element.renderRoot.querySelectorAll('.tick text')].map((tick) => Number(tick.textContent));
    expect(ticks.length).to.be.greaterThan(3);
    expect(ticks).to.include(14_024);
    const [first, last] = [...element.renderRoot.querySelectorAll('.tick text')].map((tick) =>
      Number(tick.getAttribute('y')),
    );
    expect(ticks).to.deep.equal([...ticks].sort((a, b) => a - b));
    expect(last).to.be.lessThan(first ?? 0);
    expect(element.renderRoot.querySelector('.unit')?.textContent).to.equal('kHz');
    const [label] = labels(element);
    expect(label?.querySelector('.hz')?.textContent).to.equal('14024.30');
    expect(label?.querySelector('.hz')?.getAttribute('title')).to.equal('14\u202f024.30 kHz (700 Hz)');
    expect(plot.getAttribute('aria-valuetext')).to.equal(
      '14024.30 kilohertz, 700 hertz, main channel, 24 words per minute',
    );
    press(plot, 'ArrowUp');
    await element.updateComplete;
    expect(plot.getAttribute('aria-valuenow')).to.equal('14024.31');
    press(plot, 'Enter');
    // 700 Hz lie at 14 024.3: the band's 14 022…14 024.8 from the bottom to the top.
    click(plot, ((14_024.8 - 14_023.5) / 2.8) * HEIGHT);
    expect(decoder.asked[0]).to.equal('tune 690 past');
    expect(Number(decoder.asked[1]?.split(' ')[1])).to.be.closeTo(1500, 8);
    await expect(element).to.be.accessible();
  });

  it('has room for every figure of its axis and its labels on a phone, from 40 m to a satellite on 10 GHz', async () => {
    const { decoder, element } = await waterfall();
    element.style.width = '358px';
    decoder.open({ frequency: 700, role: 'main' });
    decoder.print(0, 'CQ');
    for (const dial of [null, 7010, 14_025, 144_050, 10_489_500]) {
      decoder.store.apply([{ type: 'dial', from: null, dial, sideband: 'usb' }]);
      await frames(4);
      for (const tick of element.renderRoot.querySelectorAll<SVGTextElement>('.tick text'))
        expect(tick.getBBox().x, `${tick.textContent} of ${dial}`).to.be.at.least(0);
      const hz = labels(element)[0]?.querySelector('.hz');
      expect(hz?.scrollWidth, `${hz?.textContent}`).to.be.at.most(hz?.clientWidth ?? 0);
    }
  });

  it('draws sound from before a turn of the dial where it was on the band', async () => {
    const { decoder, element } = await waterfall();
    const canvas = element.renderRoot.querySelector('canvas');
    if (!canvas) throw new Error('no canvas');
    decoder.store.apply([{ type: 'dial', from: null, dial: 7010, sideband: 'usb' }]);
    decoder.hear(0.05, 60, 1500);
    decoder.store.apply([{ type: 'dial', from: 0.05 + 60 * 0.016 - 0.008, dial: 7010.5, sideband: 'usb' }]);
    decoder.hear(0.05 + 60 * 0.016, 60, 1000);
    await frames(20);
    const ratio = canvas.height / HEIGHT;
    /** Contrast of the row of 1000 Hz now, 7011.5 kHz, at so many columns from the right edge. */
    const contrast = (from: number, hertz: number): number => {
      const pixels = canvas.getContext('2d')?.getImageData(canvas.width - 1 - from, 0, 1, canvas.height).data;
      const green = (y: number) => pixels?.[4 * y + 1] ?? 0;
      const y = Math.floor(height(hertz) * ratio);
      return Math.max(
        ...[y - 1, y, y + 1].map((near) => Math.abs(green(near) - green(Math.floor(height(2500) * ratio)))),
      );
    };
    for (const column of [5, 50, 70, 110]) {
      expect(contrast(column, 1000), `column ${column}`).to.be.greaterThan(60);
      expect(contrast(column, 1500), `column ${column}`).to.be.lessThan(20);
    }
  });

  it('says what to do before there is anything to see', async () => {
    const { decoder, element } = await waterfall();
    const hint = () => element.renderRoot.querySelector('.hint')?.textContent;
    expect(hint()).to.equal('Press start, then click a trace.');
    decoder.hear(0.05, 4, 700);
    await element.updateComplete;
    expect(hint()).to.equal(undefined);
  });

  it('may stand elsewhere in the page, come before its decoder, and be moved', async () => {
    const page = await fixture(html`<div><morse-waterfall for="later" style="height: 300px"></morse-waterfall></div>`);
    const element = page.querySelector('morse-waterfall');
    if (!element) throw new Error('no waterfall');
    const decoder = new FakeDecoder();
    decoder.id = 'later';
    page.append(decoder);
    decoder.open({ frequency: 702, role: 'main' });
    await element.updateComplete;
    const plot = element.renderRoot.querySelector('[role=slider]');
    expect(plot?.getAttribute('aria-valuenow')).to.equal('702');
    page.prepend(decoder);
    page.append(element);
    decoder.hear(0.05, 40, 700);
    await frames();
    expect(plot?.getAttribute('aria-valuenow')).to.equal('702');
  });

  it('is told its decoder by a property, as frameworks do, before it is in the page and later', async () => {
    const page = await fixture(html`<div>
      <fake-decoder id="one"></fake-decoder><fake-decoder id="two"></fake-decoder>
    </div>`);
    const [one, two] = [...page.querySelectorAll<FakeDecoder>('fake-decoder')];
    one?.open({ frequency: 701, role: 'main' });
    two?.open({ frequency: 702, role: 'main' });
    const element = document.createElement('morse-waterfall');
    element.for = 'one';
    page.append(element);
    await element.updateComplete;
    const plot = element.renderRoot.querySelector('[role=slider]');
    expect(plot?.getAttribute('aria-valuenow')).to.equal('701');
    expect(element.getAttribute('for')).to.equal('one');
    element.for = 'two';
    await element.updateComplete;
    await element.updateComplete;
    expect(plot?.getAttribute('aria-valuenow')).to.equal('702');
  });

  it('tells the author of the page, once, why it shows nothing; not where a decoder came in time', async () => {
    const { warn } = console;
    const page = document.createElement('div');
    const warnings = new Promise<readonly string[]>((resolve) => {
      const told: string[] = [];
      console.warn = (text: string) => {
        if (told.push(text) === 3) resolve(told);
      };
    });
    try {
      page.innerHTML = `<p id="heading"></p><morse-waterfall for="soon"></morse-waterfall><morse-waterfall for="cv"></morse-waterfall>
        <morse-waterfall for="heading"></morse-waterfall><morse-waterfall></morse-waterfall>`;
      document.body.append(page);
      const decoder = new FakeDecoder();
      decoder.id = 'soon';
      page.append(decoder);
      const [unknown, wrong, alone] = await warnings;
      expect(unknown).to.match(/<morse-waterfall>.*for="cv".*no element/);
      expect(wrong).to.match(/<morse-waterfall>.*for="heading".*<p>/);
      expect(alone).to.match(/<morse-waterfall>.*in no <morse-decoder>/);
    } finally {
      console.warn = warn;
      page.remove();
    }
  });

  it('is accessible', async () => {
    const { decoder, element } = await waterfall();
    decoder.open({ frequency: 700, role: 'main' }, { frequency: 1400 });
    decoder.print(0, 'CQ CQ');
    decoder.print(1, 'TEST', 0.3);
    await element.updateComplete;
    await expect(element).to.be.accessible();
  });
});
