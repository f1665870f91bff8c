import { expect, fixture, html } from '@open-wc/testing';
import type { MorseChannelElement } from '../../src/components/morse-channel.js';
import '../../src/components/morse-channel-define.js';
import '../../src/components/morse-waterfall-define.js';
import { type FakeDecoder, frames } from './support/fake-decoder.js';

async function channel(content = html`<morse-channel main style="width: 500px"></morse-channel>`) {
  const decoder = await fixture<FakeDecoder>(html`<fake-decoder>${content}</fake-decoder>`);
  const element = decoder.querySelector('morse-channel');
  if (!element) throw new Error('no channel');
  await element.updateComplete;
  return { decoder, element };
}

function find<T extends Element = HTMLElement>(element: MorseChannelElement, selector: string): T {
  const found = element.renderRoot.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

const log = (element: MorseChannelElement) => find(element, '.text');
const button = (element: MorseChannelElement, label: string) => find(element, `button[aria-label="${label}"]`);
const OVER = 'CQ CQ DE K1ABC ';

describe('<morse-channel>', () => {
  it('shows frequency, speed and strength, with a real minus', async () => {
    const { decoder, element } = await channel();
    decoder.open({ frequency: 712.4, role: 'main', wpm: 23.6, snr: -5.8 });
    await element.updateComplete;
    expect([...element.renderRoot.querySelectorAll('dd')].map(({ textContent }) => textContent)).to.deep.equal([
      '712',
      '24',
      '−6',
    ]);
  });

  it('shows the radio frequency first where there is one, and says when the signal is out of the sound', async () => {
    const { decoder, element } = await channel();
    decoder.open({ frequency: 620.3, radioFrequency: 14_025.6203, role: 'main', wpm: 23.6, snr: 5.8 });
    await element.updateComplete;
    const shown = (selector: string) =>
      [...element.renderRoot.querySelectorAll(selector)].map((one) => one.textContent);
    expect(shown('dt')).to.deep.equal(['kHz', 'Hz', 'WPM', 'dB']);
    expect(shown('dd')).to.deep.equal(['14\u202f025.62', '620', '24', '+6']);
    const [info] = decoder.store.snapshot.channels.map((state) => state.info);
    if (info)
      decoder.store.apply([{ type: 'channel-changed', channel: { ...info, frequency: -380, activity: 'away' } }]);
    await element.updateComplete;
    expect(shown('.doing')).to.deep.equal(['Out of range: it goes on when the receiver is tuned back']);
    element.compact = true;
    await element.updateComplete;
    expect(shown('.hz').map((text) => text?.trim())).to.deep.equal(['14\u202f025.62']);
    expect(find(element, '.actions').getAttribute('aria-label')).to.equal('Channel 14\u202f025.62 kHz');
  });

  it('has room for what it is doing on a phone, whatever else the header says', async () => {
    const { decoder, element } = await channel(html`<morse-channel main style="width: 372px"></morse-channel>`);
    decoder.open({
      ...{ role: 'main', activity: 'catching-up' },
      ...{ frequency: 1620.3, radioFrequency: 14_025.6203, wpm: 23.6, snr: 15.8 },
    });
    await element.updateComplete;
    const doing = find(element, '.doing');
    const words = document.createRange();
    words.selectNodeContents(doing);
    expect(words.getClientRects(), 'on one line').to.have.length(1);
    const { left, right } = words.getBoundingClientRect();
    const own = element.getBoundingClientRect();
    const buttons = find(element, '.actions').getBoundingClientRect();
    const { bottom } = doing.getBoundingClientRect();
    expect(left >= own.left && right <= own.right, 'not cut').to.equal(true);
    expect(right <= buttons.left || bottom <= buttons.top, 'not under the buttons').to.equal(true);
  });

  it('puts signals of another band away below the others, the highest radio frequency first', async () => {
    const { decoder } = await channel();
    const root = decoder.showPanel();
    decoder.open(
      { id: 0, role: 'main', frequency: 500 },
      { id: 1, frequency: 700, radioFrequency: 7010.7 },
      { id: 2, frequency: -7e9, radioFrequency: 14_021, activity: 'away' },
      { id: 3, frequency: 900, radioFrequency: 7010.9 },
    );
    for (const id of [1, 2, 3]) decoder.print(id, 'CQ');
    const ids = (list: string) =>
      [...root.querySelectorAll<MorseChannelElement>(`${list} > ul morse-channel`)].map((one) => one.channelId);
    expect(ids('.side')).to.deep.equal([3, 1]);
    expect(ids('.side details')).to.deep.equal([2]);
    expect(root.querySelector('.side summary')?.textContent).to.equal(
      '1 out of range, until the receiver is tuned back',
    );
  });

  it('prints text as it comes and corrects it in place', async () => {
    const { decoder, element } = await channel();
    decoder.open({ role: 'main' });
    decoder.print(0, 'CQ DE K1XBC K');
    await element.updateComplete;
    decoder.replace(0, 8, 1, 'A');
    await element.updateComplete;
    decoder.print(0, ' E');
    await element.updateComplete;
    expect(log(element).textContent).to.equal('CQ DE K1ABC K E');
  });

  it('leaves what is selected in final text selected, while the text behind it comes and becomes final', async () => {
    const { decoder, element } = await channel();
    decoder.open({ role: 'main' });
    decoder.print(0, 'CQ DE K1ABC ');
    await element.updateComplete;
    const text = log(element).querySelector('.said span')?.firstChild;
    if (!text) throw new Error('no text');
    const selected = document.createRange();
    selected.setStart(text, 6);
    selected.setEnd(text, 11);
    decoder.print(0, 'EA4KD ');
    await element.updateComplete;
    decoder.replace(0, 12, 6, 'DL1ABC', 0.99, false);
    await element.updateComplete;
    decoder.replace(0, 12, 6, 'DL1ABD');
    await element.updateComplete;
    expect(log(element).textContent).to.equal('CQ DE K1ABC DL1ABD');
    expect(selected.toString()).to.equal('K1ABC');
  });

  it('is as wide as it may be where a layout asks how wide it wants to be, and no wider', async () => {
    const row = await fixture<HTMLElement>(
      html`<div style="display: flex; width: 900px"><fake-decoder style="display: contents"><morse-channel main></morse-channel></fake-decoder></div>`,
    );
    const width = () => row.querySelector('morse-channel')?.getBoundingClientRect().width ?? 0;
    expect(width()).to.be.greaterThan(300);
    row.style.width = '200px';
    expect(width()).to.be.at.most(200);
  });

  it('keeps its buttons in reach in a narrow column, alone and in a list', async () => {
    const decoder = await fixture<FakeDecoder>(
      html`<fake-decoder style="display: block; width: 180px"><morse-channel main></morse-channel><morse-channel compact .channelId=${1}></morse-channel></fake-decoder>`,
    );
    decoder.open(
      { id: 0, role: 'main', radioFrequency: 14_055.3 },
      { id: 1, frequency: 900, radioFrequency: 14_055.5 },
    );
    decoder.print(1, 'CQ DE K1ABC');
    for (const element of decoder.querySelectorAll('morse-channel')) {
      await element.updateComplete;
      const buttons = [...(element.shadowRoot?.querySelectorAll('button') ?? [])].filter(
        ({ offsetWidth }) => offsetWidth > 0,
      );
      expect(buttons.length).to.be.greaterThan(1);
      const { right } = element.getBoundingClientRect();
      for (const button of buttons)
        expect(button.getBoundingClientRect().right, button.ariaLabel ?? '').to.be.at.most(right + 1);
    }
  });

  it('marks doubtful characters, and them only', async () => {
    const { decoder, element } = await channel();
    decoder.open({ role: 'main' });
    decoder.print(0, 'CQ ');
    decoder.print(0, 'DE', 0.3);
    decoder.print(0, ' K');
    await element.updateComplete;
    expect([...log(element).querySelectorAll('.doubtful')].map(({ textContent }) => textContent)).to.deep.equal(['DE']);
  });

  it('keeps thousands of characters cheap, and leaves what is printed alone', async () => {
    const { decoder, element } = await channel();
    decoder.open({ role: 'main' });
    decoder.print(0, OVER.repeat(400));
    await element.updateComplete;
    expect(log(element).querySelectorAll('*').length).to.be.lessThan(80);
    const first = log(element).querySelector('.said span');
    const last = log(element).querySelector('p:last-child .said');
    decoder.print(0, 'K');
    await element.updateComplete;
    expect(log(element).querySelector('.said span')).to.equal(first);
    expect(log(element).querySelector('p:last-child .said')).to.equal(last);
    expect(log(element).textContent).to.equal(`${OVER.repeat(400)}K`);
  });

  it('follows the text at its end, stays where the reader has scrolled, and goes back by a button', async () => {
    const { decoder, element } = await channel();
    const text = log(element);
    const fromEnd = () => text.scrollHeight - text.scrollTop - text.clientHeight;
    decoder.open({ role: 'main' });
    decoder.print(0, OVER.repeat(100));
    await frames();
    expect(fromEnd()).to.be.lessThan(2);
    text.scrollTop = 40;
    await frames();
    decoder.print(0, OVER.repeat(20));
    await frames();
    expect(text.scrollTop).to.be.closeTo(40, 2);
    find(element, '.newest').click();
    await frames();
    expect(fromEnd()).to.be.lessThan(2);
    decoder.print(0, OVER.repeat(20));
    await frames();
    expect(fromEnd()).to.be.lessThan(2);
    expect(element.renderRoot.querySelector('.newest')).to.equal(null);
  });

  it('tells screen readers each word once, when it is complete', async () => {
    const { decoder, element } = await channel();
    const told = () => find(element, '.announcer').textContent;
    decoder.open({ role: 'main' });
    await element.updateComplete;
    decoder.print(0, 'CQ D');
    await element.updateComplete;
    expect(told()).to.equal('CQ');
    decoder.print(0, 'E ');
    await element.updateComplete;
    decoder.replace(0, 0, 2, 'TQ');
    await element.updateComplete;
    expect(told()).to.equal('CQDE');
    expect(find(element, '.announcer').children).to.have.lengthOf(2);
    expect(find(element, '.announcer').getAttribute('aria-live')).to.equal('polite');
  });

  it('tells screen readers that the text was cleared, once, and not that a doubtful letter has gone', async () => {
    const { decoder, element } = await channel();
    const told = () => [...find(element, '.announcer').children].map(({ textContent }) => textContent);
    decoder.open({ role: 'main' });
    await element.updateComplete;
    decoder.print(0, 'E', 0.6, false);
    await element.updateComplete;
    decoder.replace(0, 0, 1, '');
    await element.updateComplete;
    expect(told()).to.deep.equal([]);
    decoder.print(0, 'CQ DE ');
    await element.updateComplete;
    decoder.replace(0, 0, 6, '');
    await element.updateComplete;
    element.requestUpdate();
    await element.updateComplete;
    expect(told()).to.deep.equal(['CQ DE', 'Text cleared']);
  });

  it('shows what may still change in italics, and tells it once, when it is final', async () => {
    const { decoder, element } = await channel();
    const told = () => find(element, '.announcer').textContent;
    const slanted = () =>
      [...log(element).querySelectorAll('.provisional')].map(({ textContent }) => textContent).join('|');
    decoder.open({ role: 'main' });
    await element.updateComplete;
    decoder.print(0, 'CQ DX DE ', 0.99, false);
    await element.updateComplete;
    expect([log(element).textContent, slanted(), told()]).to.deep.equal(['CQ DX DE ', 'CQ DX DE ', '']);
    decoder.replace(0, 0, 6, 'CQ TX ');
    await element.updateComplete;
    expect([log(element).textContent, slanted(), told()]).to.deep.equal(['CQ TX DE ', 'DE ', 'CQ TX']);
    decoder.replace(0, 3, 6, 'OX DE ');
    await element.updateComplete;
    expect([log(element).textContent, slanted(), told()]).to.deep.equal(['CQ OX DE ', '', 'CQ TXDE']);
  });

  it('keeps its place while the newest text becomes final, whether or not the reader has scrolled', async () => {
    const { decoder, element } = await channel();
    const text = log(element);
    const fromEnd = () => text.scrollHeight - text.scrollTop - text.clientHeight;
    decoder.open({ role: 'main' });
    decoder.print(0, OVER.repeat(100));
    const start = 100 * OVER.length;
    decoder.print(0, OVER, 0.99, false);
    await frames();
    const height = text.scrollHeight;
    decoder.replace(0, start, OVER.length, OVER);
    await frames();
    expect([fromEnd() < 2, text.scrollHeight]).to.deep.equal([true, height]);
    text.scrollTop = 40;
    await frames();
    const first = text.querySelector('.said');
    decoder.replace(0, start, OVER.length, OVER.replace('Q', 'O'));
    await frames();
    expect(text.scrollTop).to.be.closeTo(40, 2);
    expect(text.querySelector('.said')).to.equal(first);
  });

  it('does not read out the past of a channel that becomes the main one', async () => {
    const { decoder, element } = await channel();
    decoder.open({ role: 'main', id: 0 }, { id: 1, frequency: 900 });
    decoder.print(1, OVER);
    await element.updateComplete;
    const [first, second] = decoder.store.snapshot.channels;
    if (!first || !second) throw new Error('no channels');
    decoder.store.apply([
      { type: 'channel-changed', channel: { ...first.info, role: 'automatic' } },
      { type: 'channel-changed', channel: { ...second.info, role: 'main' } },
    ]);
    await element.updateComplete;
    expect(log(element).textContent).to.equal(OVER);
    expect(find(element, '.announcer').textContent).to.equal('');
  });

  it('sends its own requests, for its own channel', async () => {
    const { decoder, element } = await channel(html`<morse-channel compact .channelId=${3}></morse-channel>`);
    decoder.open({ role: 'main', id: 0 }, { id: 3, frequency: 900 });
    await element.updateComplete;
    for (const label of ['Make main', 'Keep channel', 'Listen']) button(element, label).click();
    expect(decoder.asked).to.deep.equal(['make-main 3', 'pin 3', 'listen 3']);
  });

  it('offers nothing to press while there is no channel', async () => {
    const { element } = await channel();
    const buttons = [...element.renderRoot.querySelectorAll('button')];
    expect(buttons.length).to.be.greaterThan(3);
    expect(buttons.every(({ disabled }) => disabled)).to.equal(true);
  });

  it('with a frequency keeps a channel of its own, as long as it is in the page', async () => {
    const { decoder, element } = await channel(html`<morse-channel frequency="650"></morse-channel>`);
    decoder.open({ id: 0, role: 'main', frequency: 900 }, { id: 5, role: 'pinned', frequency: 650 });
    decoder.print(5, 'TEST');
    await element.updateComplete;
    expect(log(element).textContent).to.equal('TEST');
    element.frequency = 660;
    await element.updateComplete;
    element.remove();
    expect(decoder.asked).to.deep.equal(['hold 650', 'let go 650', 'hold 660', 'let go 660']);
    decoder.append(element);
    await element.updateComplete;
    expect(decoder.asked.at(-1)).to.equal('hold 660');
  });

  it('keeps one below 0 Hz, of a decoder that hears I and Q', async () => {
    const { decoder, element } = await channel();
    decoder.store.update((snapshot) => ({ ...snapshot, band: { min: -24_000, max: 24_000 } }));
    element.frequency = -1500;
    await element.updateComplete;
    expect(decoder.asked).to.deep.equal(['hold -1500']);
  });

  it('draws the keying', async () => {
    const { decoder, element } = await channel();
    decoder.open({ role: 'main' });
    const key = Float32Array.from({ length: 600 }, (_, i) => (i % 40 < 20 ? 1 : 0));
    decoder.store.apply([{ type: 'trace', trace: { channel: 0, time: 0, key } }]);
    await frames(20);
    const canvas = find<HTMLCanvasElement>(element, 'canvas');
    const { data } = canvas.getContext('2d')?.getImageData(0, 6, canvas.width, 1) ?? { data: [] };
    const painted = Array.from({ length: canvas.width }, (_, x) => (data[4 * x + 3] ?? 0) > 128);
    const share = painted.filter(Boolean).length / painted.length;
    expect(share).to.be.closeTo(0.4, 0.15);
  });

  it('is accessible in both forms', async () => {
    const { decoder, element } = await channel();
    decoder.open({ role: 'main' });
    decoder.print(0, 'CQ CQ DE ');
    decoder.print(0, 'K1ABC ', 0.3);
    await element.updateComplete;
    await expect(element).to.be.accessible();
    element.compact = true;
    await element.updateComplete;
    await expect(element).to.be.accessible();
  });
});

describe('the panel', () => {
  async function panel() {
    const decoder = await fixture<FakeDecoder>(html`<fake-decoder></fake-decoder>`);
    return { decoder, root: decoder.showPanel() };
  }

  it('starts, stops and moves to the next signal', async () => {
    const { decoder, root } = await panel();
    root.querySelector<HTMLElement>('.toolbar button')?.click();
    decoder.open({ role: 'main' });
    expect(root.querySelector('.toolbar button')?.textContent?.trim()).to.equal('Stop');
    root.querySelector<HTMLElement>('[aria-label="Next signal"]')?.click();
    expect(decoder.asked).to.deep.equal(['toggle null', 'next-signal null']);
  });

  it('says what went wrong and what to do, and offers to try again where that can help', async () => {
    const { decoder, root } = await panel();
    const fail = (canRetry: boolean) =>
      decoder.store.update((snapshot) => ({
        ...snapshot,
        state: 'error',
        error: { code: 'no-device', message: 'No sound input was found.', action: 'Connect one.', canRetry },
      }));
    fail(true);
    const alert = root.querySelector('[role=alert]');
    expect(alert?.textContent).to.contain('No sound input was found.');
    expect(alert?.textContent).to.contain('Connect one.');
    alert?.querySelector('button')?.click();
    expect(decoder.asked).to.deep.equal(['start null']);
    fail(false);
    expect(root.querySelector('[role=alert] button')).to.equal(null);
  });

  it('shows a download as a bar with its name, and that of the accurate model in the status line', async () => {
    const { decoder, root } = await panel();
    decoder.store.update((snapshot) => ({ ...snapshot, state: 'loading' }));
    expect(root.querySelector('progress'), 'everything is at hand').to.equal(null);
    decoder.store.showDownload('live', { loaded: 4_100_000, total: 16_300_000 });
    await frames();
    const bar = root.querySelector('progress');
    expect(bar?.position).to.be.closeTo(0.25, 0.01);
    expect(bar?.labels[0]?.textContent).to.equal('Fetching the decoder');
    expect(bar?.parentElement?.textContent).to.contain('4.1 of 16.3 MB');
    await expect(decoder).to.be.accessible();

    decoder.open({ role: 'main' });
    expect(root.querySelector('progress'), 'it listens').to.equal(null);
    const status = {
      time: 1,
      sampleRate: 8000,
      level: -30,
      clipping: false,
      lag: 0,
      latency: 0,
      work: 0,
      stations: 0,
      unsettled: 0,
      badSamples: 0,
    };
    decoder.store.update((snapshot) => ({
      ...snapshot,
      status: { ...snapshot.status, ...status } as typeof snapshot.status,
    }));
    decoder.store.showDownload('accurate', { loaded: 2_000_000, total: 4_900_000 });
    expect(root.querySelector('.status')?.textContent).to.contain('Fetching the accurate model: 2.0 of 4.9 MB');
    decoder.store.showDownload('accurate', null);
    expect(root.querySelector('.status')?.textContent).not.to.contain('Fetching');
  });

  it('lists side channels that have printed, in the order of the waterfall', async () => {
    const { decoder, root } = await panel();
    decoder.open(
      { id: 0, role: 'main' },
      { id: 1, frequency: 500 },
      { id: 2, frequency: 900 },
      { id: 3, frequency: 700 },
    );
    decoder.print(1, 'A');
    decoder.print(2, 'B');
    expect(
      [...root.querySelectorAll('li morse-channel')].map((element) => Reflect.get(element, 'channelId')),
    ).to.deep.equal([2, 1]);
  });

  it('is accessible before it starts', async () => {
    const { decoder } = await panel();
    await frames();
    await expect(decoder).to.be.accessible();
  });

  it('is accessible with 17 channels', async () => {
    const { decoder, root } = await panel();
    decoder.open(
      ...Array.from({ length: 17 }, (_, id) => {
        const role = id === 0 ? ('main' as const) : ('automatic' as const);
        return { id, frequency: 400 + id * 140, role };
      }),
    );
    for (let id = 0; id < 17; id++) decoder.print(id, OVER);
    await frames();
    expect(root.querySelectorAll('li')).to.have.lengthOf(16);
    await expect(decoder).to.be.accessible();
  });

  it('is accessible when something went wrong', async () => {
    const { decoder } = await panel();
    decoder.store.update((snapshot) => ({
      ...snapshot,
      state: 'error',
      error: { code: 'no-device', message: 'No sound input was found.', action: 'Connect one.', canRetry: true },
    }));
    await frames();
    await expect(decoder).to.be.accessible();
  });
});
