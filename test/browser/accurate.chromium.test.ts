import { expect } from '@open-wc/testing';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import type { Character } from '../../src/morse/character.js';
import type { MorseErrorEvent, MorseTextEvent } from '../../src/page/events.js';
import {
  addDecoder,
  becomes,
  RATE,
  reaches,
  station,
  streamOf,
  TEST_TIMEOUT,
  watchRejections,
} from './support/page.js';
import { wav } from './support/wav.js';

const TEXT = 'CQ CQ DE OE1ABC OE1ABC PSE K';
const SECONDS = 19;
/** Seconds after which text has to be final. */
const FINAL = 10;

const fetched = (name: string): number =>
  performance.getEntriesByType('resource').filter(({ name: address }) => address.endsWith(`/${name}`)).length;

describe('the accurate model', function () {
  this.timeout(TEST_TIMEOUT);
  let decoder: MorseDecoderElement;
  let errors: string[];
  let rejections: ReturnType<typeof watchRejections>;

  function add(attributes: Readonly<Record<string, string>> = {}): void {
    decoder = addDecoder({ frequency: '700', channels: '0', 'accurate-model': '', ...attributes });
    decoder.addEventListener('morse-error', (event: MorseErrorEvent) => errors.push(event.code));
  }

  beforeEach(() => {
    rejections = watchRejections();
    errors = [];
  });

  afterEach(async () => {
    decoder.remove();
    await new Promise((resolve) => setTimeout(resolve));
    rejections.stop();
    expect(rejections.reasons).to.deep.equal([]);
  });

  const characters = (): readonly Character[] => decoder.store.snapshot.channels[0]?.characters ?? [];

  it('is not fetched where it is not wanted', async () => {
    add({ 'accurate-model': 'none' });
    decoder.sourceObject = streamOf(station(TEXT, SECONDS));
    await decoder.start();
    await reaches(decoder, ['ended']);
    expect(decoder.text).to.equal(TEXT);
    expect(characters().every(({ final }) => final)).to.equal(true);
    const { text } = await decoder.decode(wav(station(TEXT, SECONDS), RATE));
    expect(text).to.equal(TEXT);
    decoder.remove();
    add();
    await decoder.decode(wav(station(TEXT, SECONDS), RATE), { model: 'live' });
    expect(fetched('morse-accurate.json')).to.equal(0);
  });

  it('goes over the main channel: text comes at once, may change, and is final within 10 s', async () => {
    add();
    const samples = station(TEXT, SECONDS);
    let kinds = '';
    decoder.addEventListener('morse-text', (event: MorseTextEvent) => {
      for (const { final } of event.characters) kinds += final ? 'f' : 'p';
    });
    decoder.push(new Float32Array(RATE / 50), RATE);
    await decoder.start();
    const from = performance.now();
    let oldest = 0;
    for (let at = 0; at < samples.length; at += RATE / 10) {
      const wait = from + (1000 * at) / RATE - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      decoder.push(samples.slice(at, at + RATE / 10), RATE);
      const { newest } = decoder.store.snapshot;
      for (const { final, end } of characters()) if (!final) oldest = Math.max(oldest, newest - end);
    }
    expect(kinds).to.match(/^p{4}/);
    expect(kinds).to.include('f');
    expect(oldest).to.be.within(2, FINAL);
    expect(fetched('morse-accurate.onnx')).to.equal(1);
    // The page says nothing of the end.
    await becomes(decoder, () => characters().every(({ final }) => final), 'final text');
    expect(decoder.text).to.equal(TEXT);
    expect(['listening', 'decoding']).to.include(decoder.state);
    decoder.end();
    await reaches(decoder, ['ended']);
    expect(decoder.text).to.equal(TEXT);
  });

  it('reads a past again', async () => {
    add();
    decoder.sourceObject = streamOf(station(TEXT, SECONDS));
    await decoder.start();
    await reaches(decoder, ['ended']);
    let began = false;
    void decoder.reDecode();
    await becomes(
      decoder,
      () => {
        const { reDecoding = false } = decoder.store.snapshot.channels[0] ?? {};
        began ||= reDecoding;
        return began && !reDecoding;
      },
      're-decode',
    );
    expect(decoder.text).to.equal(TEXT);
  });

  for (const model of ['nowhere.json', 'morse-live.json']) {
    it(`that is not there (${model}) is one warning, and everything goes on with the live one`, async () => {
      add({ 'accurate-model': model });
      decoder.sourceObject = streamOf(station(TEXT, SECONDS));
      await decoder.start();
      await reaches(decoder, ['ended']);
      expect(decoder.text).to.equal(TEXT);
      await becomes(decoder, () => characters().every(({ final }) => final), 'final text');
      void decoder.reDecode();
      const { text } = await decoder.decode(wav(station(TEXT, SECONDS), RATE));
      expect(text).to.equal(TEXT);
      expect(errors).to.deep.equal(['accurate-unavailable']);
      expect(decoder.state).to.equal('ended');
    });
  }

  it('gives the text of a recording', async () => {
    add();
    const { text, channels } = await decoder.decode(wav(station(TEXT, SECONDS), RATE));
    expect(text).to.equal(TEXT);
    expect(channels[0]?.characters.every(({ final }) => final)).to.equal(true);
  });
});
