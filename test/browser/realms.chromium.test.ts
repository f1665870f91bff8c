import { expect } from '@open-wc/testing';
import { AudioContext as WrappedContext } from 'standardized-audio-context';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import type { SourceObject } from '../../src/sources/choose.js';
import type { Samples } from '../../src/sources/samples.js';
import { addDecoder, becomes, codeOf, RATE, reaches, samplesOf, station, TEST_TIMEOUT } from './support/page.js';
import { wav } from './support/wav.js';

const TEXT = 'DE OE1IF';
const SECONDS = 6;
/** Played live, from context to context: a busy machine drops blocks, and one call of several is enough. */
const CALL = 'OE1IF';
const LIVE_SECONDS = 10;
const HERTZ = 48_000;

type Realm = Window & typeof globalThis;

/** Objects that a frame has made, or a library has wrapped, are no `instanceof` of this page's classes. */
describe('sound from another frame, and wrapped', function () {
  this.timeout(TEST_TIMEOUT);
  let decoder: MorseDecoderElement;
  let frame: HTMLIFrameElement;
  let realm: Realm;
  const sound = station(TEXT, SECONDS);

  beforeEach(() => {
    frame = document.body.appendChild(document.createElement('iframe'));
    realm = frame.contentWindow as Realm;
    decoder = addDecoder({ frequency: '700', channels: '0', muted: '' });
  });
  afterEach(() => document.body.replaceChildren());

  const wideSound = () =>
    samplesOf({
      stations: [{ frequency: 700, wpm: 25, snr: 20, text: `${CALL} ${CALL} ${CALL} ${CALL}`, start: 1 }],
      seconds: LIVE_SECONDS,
      sampleRate: HERTZ,
    });

  async function reads(): Promise<void> {
    await becomes(decoder, () => decoder.text.includes(CALL), CALL);
  }

  const pushes: readonly [name: string, of: (realm: Realm) => Samples, sampleRate: number][] = [
    ['a Float32Array of a frame', (of) => of.Float32Array.from(sound), RATE],
    ['the 16-bit integers of a receiver', () => Int16Array.from(sound, (value) => Math.round(value * 32_768)), RATE],
    ['a Float64Array', () => Float64Array.from(sound), RATE],
    ['a plain array of a frame', (of) => of.Array.from(sound), RATE],
  ];
  for (const [name, make, sampleRate] of pushes) {
    it(`push() takes ${name}`, async () => {
      decoder.push(make(realm), sampleRate);
      decoder.end();
      await reaches(decoder, ['ended']);
      expect(decoder.text).to.equal(TEXT);
    });
  }

  it('16-bit integers are as loud as the floats that they stand for', async () => {
    const level = async (samples: Samples): Promise<number> => {
      decoder.push(samples, RATE);
      await becomes(decoder, () => decoder.store.snapshot.newest >= 1, 'sound');
      return decoder.store.snapshot.status?.level ?? 0;
    };
    const floats = Float32Array.from({ length: 2 * RATE }, (_, i) => 0.25 * Math.sin((2 * Math.PI * 700 * i) / RATE));
    const loud = await level(floats);
    decoder.remove();
    decoder = addDecoder({ frequency: '700', channels: '0' });
    const same = await level(Int16Array.from(floats, (value) => Math.round(value * 32_768)));
    expect(same).to.be.closeTo(loud, 0.1);
  });

  it('integers whose full scale nobody knows are told as such', async () => {
    decoder.push(new Uint8Array(800) as unknown as Samples, RATE);
    await reaches(decoder, ['error']);
    expect(decoder.error?.code).to.equal('bad-samples');
    expect(decoder.error?.message).to.match(/Int16Array.*not Uint8Array/);
  });

  it('a Blob and a ReadableStream of a frame', async () => {
    decoder.sourceObject = new realm.ReadableStream({
      start: (controller) => {
        controller.enqueue({ samples: realm.Float32Array.from(sound), sampleRate: RATE });
        controller.close();
      },
    });
    await decoder.start();
    await reaches(decoder, ['ended']);
    expect(decoder.text).to.equal(TEXT);
    const transcript = await decoder.decode(new realm.Blob([wav(sound, RATE)]), { frequency: 700, model: 'live' });
    expect(transcript.text).to.equal(TEXT);
  });

  it('an AudioNode of a frame, a MediaStream of a frame, and a node of standardized-audio-context', async () => {
    const theirs = new realm.AudioContext({ sampleRate: HERTZ });
    const buffer = new realm.AudioBuffer({ length: HERTZ * LIVE_SECONDS, sampleRate: HERTZ });
    buffer.copyToChannel(wideSound(), 0);
    const node = new realm.AudioBufferSourceNode(theirs, { buffer });
    const sent = new realm.AudioBufferSourceNode(theirs, { buffer });
    const out = new realm.MediaStreamAudioDestinationNode(theirs);
    sent.connect(out);

    const wrapping = new WrappedContext({ sampleRate: HERTZ });
    const wrappedBuffer = wrapping.createBuffer(1, HERTZ * LIVE_SECONDS, HERTZ);
    wrappedBuffer.copyToChannel(wideSound(), 0);
    const wrapped = wrapping.createBufferSource();
    wrapped.buffer = wrappedBuffer;
    const volume = wrapping.createGain();
    wrapped.connect(volume).connect(wrapping.destination);

    const all = [node, out.stream, volume].map((source) => {
      const one = addDecoder({ frequency: '700', channels: '0' });
      one.append(document.createElement('i'));
      one.sourceObject = source as SourceObject;
      return one;
    });
    await Promise.all(all.map((one) => one.start()));
    for (const player of [node, sent, wrapped]) player.start();
    for (const one of all) {
      decoder = one;
      await reads();
    }
    await Promise.all([theirs.close(), wrapping.close()]);
  });

  it('an audio element that was made in a frame', async () => {
    const audio = realm.document.createElement('audio');
    audio.id = 'theirs';
    audio.src = URL.createObjectURL(wav(sound, RATE));
    document.body.append(audio);
    expect(audio).not.to.be.instanceOf(HTMLMediaElement);
    decoder.source = '#theirs';
    await decoder.start();
    await audio.play();
    await reads();
  });

  it('an object that can none of this is still no source', async () => {
    for (const object of [{}, { connect: () => {} }, realm.document.body]) {
      decoder.sourceObject = object as SourceObject;
      expect(await codeOf(decoder.start())).to.equal('not-audio');
    }
  });
});
