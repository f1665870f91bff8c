import { expect } from '@open-wc/testing';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { ERRORS, type ErrorCode } from '../../src/errors.js';
import type { MorseErrorEvent } from '../../src/page/events.js';
import type { SourceObject } from '../../src/sources/choose.js';
import {
  addDecoder,
  codeOf,
  RATE,
  reaches,
  replace,
  station,
  streamOf,
  TEST_TIMEOUT,
  watchRejections,
} from './support/page.js';

describe('bad input', function () {
  this.timeout(TEST_TIMEOUT);
  let decoder: MorseDecoderElement;
  let events: MorseErrorEvent[];
  let rejections: ReturnType<typeof watchRejections>;

  beforeEach(() => {
    rejections = watchRejections();
    decoder = addDecoder({ frequency: '700', channels: '0' });
    events = [];
    decoder.addEventListener('morse-error', (event) => events.push(event));
  });

  afterEach(async () => {
    decoder.remove();
    await new Promise((resolve) => setTimeout(resolve));
    rejections.stop();
    expect(rejections.reasons).to.deep.equal([]);
  });

  /** State, property, event and panel all tell it. */
  async function shows(code: ErrorCode): Promise<void> {
    expect(decoder.state).to.equal('error');
    expect(decoder.error?.code).to.equal(code);
    expect(events.map((event) => event.code)).to.deep.equal([code]);
    await decoder.updateComplete;
    const panel = decoder.shadowRoot?.textContent?.replace(/\s+/g, ' ') ?? '';
    expect(panel).to.include(ERRORS[code].action);
    expect(panel.includes('Try again')).to.equal(ERRORS[code].canRetry);
  }

  async function works(): Promise<void> {
    decoder.sourceObject = streamOf(station('E', 2));
    await decoder.start();
    expect(decoder.error).to.equal(null);
    await reaches(decoder, ['ended']);
  }

  it('no source', async () => {
    expect(await codeOf(decoder.start())).to.equal('no-source');
    await shows('no-source');
  });

  it('an object that is no source', async () => {
    decoder.sourceObject = { play: true } as unknown as SourceObject;
    expect(await codeOf(decoder.start())).to.equal('not-audio');
    await shows('not-audio');
  });

  it('settings as frameworks set them: a bare attribute, and what is not there', () => {
    for (const [given, iq] of [
      ['', 'iq'],
      [true, 'iq'],
      ['swapped', 'qi'],
      [false, null],
      ['qi', 'qi'],
      [undefined, null],
    ] as const) {
      decoder.iq = given;
      expect(decoder.iq, String(given)).to.equal(iq);
    }
    decoder.source = 'microphone';
    decoder.source = undefined;
    expect(decoder.hasAttribute('source')).to.equal(false);
    expect(decoder.source).to.equal('');
  });

  it('an id that no audio element has', async () => {
    decoder.source = '#nowhere';
    expect(await codeOf(decoder.start())).to.equal('element-not-found');
    await shows('element-not-found');
  });

  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`samples that are ${bad}`, async () => {
      const samples = new Float32Array(256);
      samples[200] = bad;
      decoder.push(samples, RATE);
      await shows('bad-samples');
      decoder.push(station('E', 2), RATE);
      expect(decoder.state).to.equal('error');
      await decoder.start();
      expect(decoder.state).to.equal('listening');
    });
  }

  for (const rate of [0, -8000, Number.NaN, 1e9]) {
    it(`a sample rate of ${rate}`, async () => {
      decoder.push(new Float32Array(256), rate);
      await shows('bad-sample-rate');
    });
  }

  it('times in milliseconds: one warning that says so, and decoding goes on', async () => {
    const warnings: string[] = [];
    const restore = replace(console, 'warn', (text: string) => warnings.push(text));
    for (let i = 0; i < 20; i++) decoder.push(new Float32Array(RATE / 50), RATE, { time: 1000 + 20 * i });
    restore();
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('milliseconds').and.to.include('time / 1000');
    expect(events.map(({ code }) => code)).to.deep.equal(['bad-time']);
    expect(decoder.state).to.equal('loading');
  });

  it('kHz without a dial, and a frequency that is none: one warning that says so, and everything goes on', async () => {
    const warnings: string[] = [];
    const restore = replace(console, 'warn', (text: string) => warnings.push(text));
    decoder.tune(7010.7, { radio: true });
    decoder.radioFrequency = 7010.8;
    const other = addDecoder();
    other.tune('700 Hz' as unknown as number);
    other.remove();
    restore();
    expect(warnings).to.have.length(2);
    expect(warnings[0]).to.include('tune(7010.7)').and.to.include('dial');
    expect(warnings[1]).to.include('tune(700 Hz)').and.to.include('no number');
    expect(events.map(({ code }) => code)).to.deep.equal(['bad-option']);
    expect([decoder.state, decoder.getAttribute('frequency')]).to.deep.equal(['idle', '700']);
    // In one turn: the sound is not there yet, and the dial that is wanted is the one.
    decoder.dial = 7010;
    decoder.tune(7010.65, { radio: true });
    expect(decoder.getAttribute('frequency')).to.equal('650');
  });

  it('a gap that is no number of seconds, also before the first samples', async () => {
    decoder.gap('x' as unknown as number);
    await shows('bad-time');
    expect(decoder.error?.message).to.include('a gap of x s');
  });

  for (const path of ['C:\\Users\\me\\cw.wav', 'file:///home/me/cw.wav', 'rtsp://radio.example/cw', 'https://']) {
    it(`${path}, which is at no server`, async () => {
      decoder.source = path;
      expect(await codeOf(decoder.start())).to.equal('url-not-found');
      expect(decoder.error?.message).to.include(path).and.to.include('no address of a web server');
    });
  }

  it('options of decode() that cannot be right: the value, and what is allowed', async () => {
    const told = (options: object) =>
      decoder
        .decode(station('E', 2), { sampleRate: RATE, ...options })
        .catch((error) => `${error.message} ${error.action}`);
    for (const frequency of [-5, Number.NaN, 100_000, '700'])
      expect(await told({ frequency }))
        .to.include(`frequency is ${frequency}`.replace('700', '“700”'))
        .and.to.include('50 to 96000 Hz');
    for (const [frequency, sampleRate] of [
      [2600, 5000],
      [5000, RATE],
    ] as const)
      expect(await told({ frequency, sampleRate }))
        .to.include(`${frequency}`)
        .and.to.include(`below ${sampleRate / 2} Hz`);
    expect(await told({ model: 'best' }))
      .to.include('“best”')
      .and.to.include('accurate, live');
    expect(await told({ iq: 'left' }))
      .to.include('“left”')
      .and.to.include('iq, qi');
    expect(await told({ iq: 'iq', frequency: -100_000 })).to.include('-96000 to 96000 Hz');
    expect(await codeOf(decoder.decode(station('E', 2), { frequency: -1 }))).to.equal('bad-option');
    expect(events).to.deep.equal([]);
  });

  it('a stream that fails in the middle', async () => {
    let reads = 0;
    decoder.sourceObject = new ReadableStream(
      {
        pull: (controller) => {
          if (reads++ > 2) controller.error(new TypeError('connection reset'));
          else controller.enqueue({ samples: new Float32Array(800), sampleRate: RATE });
        },
      },
      { highWaterMark: 0 },
    );
    void decoder.start();
    await reaches(decoder, ['error']);
    await shows('network');
    await works();
  });

  it('a file that is no audio, given to decode()', async () => {
    expect(await codeOf(decoder.decode(new Blob(['<!doctype html>'])))).to.equal('not-audio');
    expect(await codeOf(decoder.decode(new Float32Array(8)))).to.equal('bad-sample-rate');
    expect(decoder.state).to.equal('idle');
  });

  it('a model that is missing, and then is there', async () => {
    decoder.model = 'no-such-model.json';
    decoder.sourceObject = streamOf(station('E', 2));
    expect(await codeOf(decoder.start())).to.equal('model-missing');
    await shows('model-missing');
    decoder.model = '';
    await works();
  });

  it('a contract that is none', async () => {
    decoder.model = 'data:application/json,{"name":"x"}';
    decoder.sourceObject = streamOf(station('E', 2));
    expect(await codeOf(decoder.start())).to.equal('model-corrupt');
    await shows('model-corrupt');
  });

  it('a model whose checksum is another', async () => {
    const contract = (await (await fetch('/dist/morse-live.json')).json()) as Record<string, unknown>;
    const file = new URL('/dist/morse-live.onnx', location.href).href;
    const wrong = { ...contract, file, sha256: '0'.repeat(64) };
    decoder.model = `data:application/json,${encodeURIComponent(JSON.stringify(wrong))}`;
    decoder.sourceObject = streamOf(station('E', 2));
    expect(await codeOf(decoder.start())).to.equal('model-corrupt');
    await shows('model-corrupt');
  });
});
