import { expect } from '@open-wc/testing';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { addDecoder, becomes, RATE, reaches, station, TEST_TIMEOUT } from './support/page.js';

/** The samples of a word at 25 WPM with 0.1 s to each side. */
const word = (text: string, seconds: number) => station(text, 0.5 + seconds + 0.1).slice(0.4 * RATE);
/** Seconds of a dit at 25 WPM. TEST has 21 of them and its last letter begins after 18; OK has 23. */
const DIT = 1.2 / 25;
const FIRST = word('TEST', 21 * DIT);
const SECOND = word('OK', 23 * DIT);

describe('sound with holes', function () {
  this.timeout(TEST_TIMEOUT);
  let decoder: MorseDecoderElement;

  beforeEach(() => {
    decoder = addDecoder({ frequency: '700', channels: '0' });
  });
  afterEach(() => decoder.remove());

  const starts = () =>
    (decoder.store.snapshot.channels[0]?.characters ?? []).filter(({ code }) => code).map(({ start }) => start);
  const ends = async (text: string, away: number) => {
    await reaches(decoder, ['ended', 'error']);
    expect(decoder.error).to.equal(null);
    expect(decoder.text).to.equal(text);
    const [, , , last = 0, next = 0] = starts();
    expect(next - last).to.be.closeTo(away + FIRST.length / RATE - 18 * DIT, 0.03);
  };

  it('keeps the time of samples that are pushed while the model loads', async () => {
    decoder.push(FIRST, RATE, { time: 4711 });
    decoder.push(SECOND, RATE, { time: 4711 + FIRST.length / RATE + 3 });
    expect(decoder.state).to.equal('loading');
    decoder.end();
    await ends('TEST OK', 3);
  });

  it('takes a gap at once, so that a squelch that closes ends the last character', async () => {
    decoder.push(station('E', 1), RATE);
    await becomes(decoder, () => decoder.state === 'listening', 'start');
    decoder.push(FIRST, RATE);
    decoder.gap(1);
    // Whether a lone E before it is a word of its own is not what this is about.
    await becomes(decoder, () => decoder.text.replaceAll(' ', '') === 'ETEST', 'text');
    decoder.gap(Number.NaN);
    expect(decoder.error?.code).to.equal('bad-time');
  });

  it('takes times from a stream of samples', async () => {
    decoder.sourceObject = new ReadableStream({
      start: (controller) => {
        controller.enqueue({ samples: FIRST, sampleRate: RATE, time: -20 });
        controller.enqueue({ samples: SECOND, sampleRate: RATE, time: -20 + FIRST.length / RATE + 100 });
        controller.close();
      },
    });
    await decoder.start();
    await ends('TEST OK', 100);
  });

  it('refuses a time that is none', () => {
    decoder.push(FIRST, RATE, { time: Number.NaN });
    expect(decoder.error?.code).to.equal('bad-time');
  });
});
