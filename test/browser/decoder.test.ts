import { expect } from '@open-wc/testing';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import type { MorseTextEvent, MorseTuneEvent } from '../../src/page/events.js';
import {
  addDecoder,
  becomes,
  codeOf,
  RATE,
  reaches,
  samplesOf,
  station,
  streamOf,
  TEST_TIMEOUT,
  watchRejections,
} from './support/page.js';
import { wav } from './support/wav.js';

const TEXT = 'CQ TEST DE OE1ABC';
/** The same station at another audio frequency. */
const MOVED = { stations: [{ frequency: 400, wpm: 25, snr: 20, text: TEXT, start: 0.5 }] };

/** After all that waits for promises alone. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

describe('morse-decoder', function () {
  this.timeout(TEST_TIMEOUT);
  let rejections: ReturnType<typeof watchRejections>;

  beforeEach(() => {
    rejections = watchRejections();
  });

  afterEach(async () => {
    for (const decoder of document.querySelectorAll('morse-decoder')) decoder.remove();
    await Promise.resolve();
    rejections.stop();
    expect(rejections.reasons).to.deep.equal([]);
  });

  it('copies pushed samples, tells each character, and ends when the page says so', async () => {
    const decoder = addDecoder({ frequency: '700', channels: '0' });
    const states: string[] = [];
    let told = '';
    document.body.addEventListener('morse-state', (event) => states.push(event.state), { once: false });
    const note = (event: MorseTextEvent): void => {
      const before = [...told.matchAll(/<\w+>|./g)].map(([character]) => character);
      before.splice(event.index, event.removed, ...event.characters.map(({ text }) => text));
      told = before.join('');
    };
    document.body.addEventListener('morse-text', note);
    expect(decoder.state).to.equal('idle');
    const samples = station(TEXT, 12);
    for (let at = 0; at < samples.length; at += 2000) decoder.push(samples.subarray(at, at + 2000), RATE);
    decoder.end();
    await reaches(decoder, ['ended', 'error']);
    document.body.removeEventListener('morse-text', note);
    expect(decoder.error).to.equal(null);
    expect(decoder.text).to.equal(TEXT);
    expect(told.trim()).to.equal(TEXT);
    expect([states[0], states[1], states.at(-1)]).to.deep.equal(['loading', 'listening', 'ended']);
    expect(states).to.include('decoding');
  });

  it('reads all of what is pushed at once, be it longer than its history', async () => {
    const decoder = addDecoder({ frequency: '700', channels: '0', history: '10' });
    const text = 'CQ TEST DE OE1ABC OE1ABC K '.repeat(6).trim();
    decoder.push(station(text, 92), RATE);
    decoder.end();
    await reaches(decoder, ['ended', 'error']);
    expect(decoder.text).to.equal(text);
  });

  it('shows its panel where a page has put nothing but words for browsers without scripts into it, by the name that the page gives it', async () => {
    const decoder = addDecoder({ 'aria-label': 'Second receiver' });
    decoder.innerHTML = '<noscript>Needs scripts</noscript>';
    await decoder.updateComplete;
    const panel = () => decoder.shadowRoot?.querySelector('section.panel');
    expect(panel()?.getAttribute('aria-label')).to.equal('Second receiver');
    expect(panel()?.getAttribute('lang')).to.equal('en');
    decoder.append(document.createElement('div'));
    await new Promise((resolve) => setTimeout(resolve));
    await decoder.updateComplete;
    expect(panel()).to.equal(null);
    decoder.remove();
  });

  it('shows its state to style sheets', async () => {
    const decoder = addDecoder({ frequency: '700', channels: '0' });
    const matches = (state: string): boolean => decoder.matches(`:state(${state})`);
    if (!CSS.supports('selector(:state(idle))')) return;
    expect(matches('idle')).to.equal(true);
    decoder.sourceObject = streamOf(station('E', 2));
    const started = decoder.start();
    expect(matches('loading')).to.equal(true);
    await started;
    await reaches(decoder, ['ended']);
    expect(matches('ended')).to.equal(true);
    expect(matches('loading')).to.equal(false);
  });

  it('stops and goes on in the same stream, and keeps what it has copied', async () => {
    const decoder = addDecoder({ frequency: '700', channels: '0' });
    const samples = station(TEXT, 12);
    decoder.push(samples.subarray(0, RATE * 6), RATE);
    await becomes(decoder, () => decoder.text.includes('CQ'), 'CQ');
    await decoder.updateComplete;
    const figures = () => decoder.shadowRoot?.querySelector('[part=status]')?.textContent ?? '';
    expect(figures()).to.include('1 channel');
    decoder.stop();
    expect(decoder.state).to.equal('paused');
    await decoder.updateComplete;
    expect(figures(), 'of what is over').to.equal('');
    decoder.push(samples.subarray(0, RATE), RATE);
    await decoder.start();
    expect(decoder.text).to.include('CQ');
    decoder.push(samples, RATE);
    await becomes(decoder, () => decoder.text.includes('OE1ABC'), 'OE1ABC');
    expect(decoder.text.startsWith('CQ')).to.equal(true);
  });

  it('reads a whole recording faster than it was sent, with progress, and can be told to stop', async () => {
    const decoder = addDecoder();
    const parts: number[] = [];
    const transcript = await decoder.decode(station(TEXT, 20), {
      sampleRate: RATE,
      frequency: 700,
      onProgress: (part) => parts.push(part),
    });
    expect(transcript.text).to.equal(TEXT);
    expect(transcript.seconds).to.equal(20);
    expect(parts.at(-1)).to.equal(1);
    expect(parts).to.deep.equal([...parts].sort((a, b) => a - b));
    expect(decoder.state).to.equal('idle');

    const abort = new AbortController();
    const reason = decoder
      .decode(station(TEXT, 20), { sampleRate: RATE, signal: abort.signal })
      .catch((error) => error);
    abort.abort();
    expect(await reason)
      .to.be.instanceOf(DOMException)
      .and.to.equal(abort.signal.reason);
    expect((await reason).name).to.equal('AbortError');
  });

  it('reads all stations of a WAV file', async () => {
    const decoder = addDecoder();
    const stations = [
      { frequency: 600, wpm: 22, snr: 20, text: 'QRZ DE DL1AAA', start: 0.5 },
      { frequency: 900, wpm: 28, snr: 16, text: 'CQ DE G3XYZ', start: 0.5 },
    ];
    const { channels } = await decoder.decode(wav(samplesOf({ stations, seconds: 14, sampleRate: RATE }), RATE));
    expect(channels.map(({ text }) => text)).to.include.members(['QRZ DE DL1AAA', 'CQ DE G3XYZ']);
  });

  it('clamps absurd attributes, with one warning for each', async () => {
    const warnings: string[] = [];
    const { warn } = console;
    console.warn = (text: string) => warnings.push(text);
    try {
      const decoder = addDecoder({ channels: '1e9', history: '-1', frequency: 'NaN', 'min-frequency': '99999' });
      decoder.setAttribute('channels', '-5');
      decoder.setAttribute('alphabet', 'klingon');
      decoder.setAttribute('alphabet', 'elvish');
      expect(decoder.alphabet).to.equal('international');
      expect(decoder.channels).to.equal(0);
      expect(decoder.history).to.equal(10);
      expect(decoder.frequency).to.equal(null);
      expect(decoder.maxFrequency).to.be.greaterThan(decoder.minFrequency);
      expect(warnings.filter((text) => text.includes('channels='))).to.have.length(1);
      expect(warnings.filter((text) => text.includes('alphabet='))).to.have.length(1);
      await Promise.resolve();
      expect(warnings).to.have.length(6);
      expect(warnings.filter((text) => text.includes('wrong way round'))).to.have.length(1);
      decoder.tune(Number.NaN);
      expect(warnings.at(-1)).to.include('tune(NaN)');
      decoder.minFrequency = 3200;
      decoder.maxFrequency = 3600;
      const channel = document.createElement('morse-channel');
      channel.frequency = 99_999;
      decoder.append(channel);
      await channel.updateComplete;
      expect(warnings.at(-1)).to.include('frequency="99999"').and.to.include('96000');
      expect(warnings).to.have.length(8);
    } finally {
      console.warn = warn;
    }
  });

  it('keeps its history when it is moved, lets everything go when it is removed, and works when it is put back', async () => {
    const decoder = addDecoder({ frequency: '700', channels: '0' });
    const samples = station(TEXT, 12);
    decoder.push(samples.subarray(0, RATE * 6), RATE);
    await becomes(decoder, () => decoder.text.includes('CQ'), 'CQ');
    const other = document.body.appendChild(document.createElement('section'));
    other.append(decoder);
    await nextTask();
    expect(decoder.text).to.include('CQ');
    decoder.remove();
    for (let wait = 0; wait < 5; wait++) await Promise.resolve();
    other.append(decoder);
    await nextTask();
    expect(decoder.text, 'a router that waits for promises before it puts it back').to.include('CQ');
    decoder.push(samples.subarray(RATE * 6), RATE);
    await becomes(decoder, () => decoder.text.endsWith('OE1ABC'), 'OE1ABC');

    decoder.remove();
    await nextTask();
    expect(decoder.state).to.equal('idle');
    expect(decoder.text).to.equal('');
    other.remove();
    decoder.push(samples, RATE);
    expect(await codeOf(decoder.start())).to.equal('aborted');
    expect(decoder.state).to.equal('idle');

    document.body.append(decoder);
    decoder.push(samples, RATE);
    await becomes(decoder, () => decoder.text.includes('CQ TEST'), 'CQ TEST');
  });

  it('can be removed while it loads, and be started again', async () => {
    const decoder = addDecoder({ frequency: '700', channels: '0' });
    decoder.sourceObject = streamOf(station(TEXT, 12));
    const started = codeOf(decoder.start());
    decoder.remove();
    expect(await started).to.equal('aborted');
    document.body.append(decoder);
    await decoder.start();
    await reaches(decoder, ['ended']);
    expect(decoder.text).to.equal(TEXT);
  });

  it('takes over properties that were set before it was defined', async () => {
    const early = document.createElement('morse-decoder-late') as MorseDecoderElement;
    early.frequency = 650;
    early.channels = 3;
    document.body.append(early);
    const { MorseDecoderElement: Base } = await import('../../src/components/morse-decoder.js');
    customElements.define('morse-decoder-late', class extends Base {});
    expect(early.getAttribute('frequency')).to.equal('650');
    expect(early.channels).to.equal(3);
    early.remove();
  });

  it('says where the main channel is as the user tunes, and only then', async () => {
    const decoder = addDecoder({ channels: '0' });
    decoder.push(station(TEXT, 6), RATE);
    await becomes(decoder, () => decoder.frequency !== null, 'a main channel');
    expect(decoder.hasAttribute('frequency')).to.equal(false);
    decoder.tune(750);
    expect(decoder.getAttribute('frequency')).to.equal('750');
    await decoder.tuneUp();
    await becomes(decoder, () => decoder.getAttribute('frequency') === '760', 'tuning up');
    decoder.setAttribute('frequency', '700');
    await becomes(decoder, () => decoder.frequency === 700, 'the attribute’s frequency');
  });

  it('knows radio frequencies by the dial, and moves with it', async () => {
    const decoder = addDecoder({ frequency: '700', channels: '0', dial: '7010' });
    let retuned = 0;
    decoder.addEventListener('morse-channel-retuned', ({ channel }) => {
      retuned = channel.radioFrequency ?? 0;
    });
    const samples = station(TEXT, 12);
    // The band 0.3 kHz further up from 6 s on: the station is at 400 Hz.
    samples.set(samplesOf({ ...MOVED, seconds: 12, sampleRate: RATE }).subarray(RATE * 6), RATE * 6);
    decoder.push(samples.subarray(0, RATE * 6), RATE);
    await becomes(decoder, () => decoder.text.includes('CQ'), 'CQ');
    expect(decoder.radioFrequency).to.equal(7010.7);
    await becomes(decoder, () => (decoder.store.snapshot.status?.time ?? 0) > 5.5, '6 s');
    decoder.dial = 7010.3;
    await Promise.resolve();
    decoder.push(samples.subarray(RATE * 6), RATE);
    decoder.end();
    await reaches(decoder, ['ended']);
    expect(decoder.text).to.match(/^CQ TEST.*OE1ABC$/);
    expect(decoder.frequency).to.be.closeTo(400, 1);
    expect(decoder.radioFrequency).to.be.closeTo(7010.7, 0.001);
    expect(retuned).to.be.closeTo(7010.7, 0.001);
    expect(decoder.getAttribute('frequency')).to.equal('400');
    decoder.tune(7010.9, { radio: true });
    expect(decoder.getAttribute('frequency')).to.equal('600');
    decoder.radioFrequency = 7100;
    expect(decoder.getAttribute('frequency'), 'not in the sound').to.equal('600');
  });

  it('lets the page tune its receiver to what the user asks for, and leaves it at that when the page wants so', async () => {
    const decoder = addDecoder({ channels: '0', dial: '14025', sideband: 'lsb' });
    await decoder.updateComplete;
    const asked: (number | null)[] = [];
    let prevented = true;
    const note = (event: MorseTuneEvent): void => {
      asked.push(event.frequency, event.radioFrequency);
      if (prevented) event.preventDefault();
    };
    document.body.addEventListener('morse-tune', note);
    const plot = decoder.shadowRoot?.querySelector('morse-waterfall')?.renderRoot.querySelector('[role=slider]');
    const press = (key: string) =>
      plot?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
    press('Home');
    press('Enter');
    expect(asked).to.deep.equal([3000, 14_022]);
    expect(decoder.hasAttribute('frequency')).to.equal(false);
    prevented = false;
    press('End');
    press('Enter');
    expect(asked.slice(2)).to.deep.equal([200, 14_024.8]);
    expect(decoder.getAttribute('frequency')).to.equal('200');
    decoder.tune(500);
    expect(asked, 'what the page does itself it need not be told').to.have.length(4);

    decoder.push(station(TEXT, 8), RATE);
    await becomes(decoder, () => decoder.frequency !== null && decoder.store.snapshot.newest > 6, 'a main channel');
    const heard = new Promise<void>((resolve) =>
      document.body.addEventListener('morse-tune', () => resolve(), { once: true }),
    );
    await decoder.nextSignal();
    await heard;
    expect(asked[4]).to.be.closeTo(700, 5);
    expect(asked[5]).to.be.closeTo(14_024.3, 0.005);
    document.body.removeEventListener('morse-tune', note);
  });

  it('takes dial and sideband that change in one turn as one change', async () => {
    const decoder = addDecoder({ channels: '0', dial: '7010', frequency: '700' });
    await Promise.resolve();
    decoder.setAttribute('sideband', 'lsb');
    decoder.dial = 7011.4;
    await Promise.resolve();
    expect(decoder.store.snapshot.dial).to.equal(7011.4);
    expect(decoder.store.snapshot.sideband).to.equal('lsb');
    expect(decoder.store.snapshot.dials).to.have.length(1);
  });
});
