import { expect } from '@open-wc/testing';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { typed, wave64 } from '../support/wav-layouts.js';
import {
  addDecoder,
  becomes,
  codeOf,
  RATE,
  reaches,
  replace,
  samplesOf,
  station,
  TEST_TIMEOUT,
} from './support/page.js';
import { wav } from './support/wav.js';

const TEXT = 'CQ DE OE1ABC';

/** Sources with an audio graph: only Chromium runs one on a machine without a sound device. */
describe('sources', function () {
  this.timeout(TEST_TIMEOUT);
  let decoder: MorseDecoderElement;
  let restore: (() => void)[] = [];

  beforeEach(() => {
    decoder = addDecoder({ frequency: '700', channels: '0' });
  });

  afterEach(() => {
    for (const giveBack of restore) giveBack();
    restore = [];
    document.body.replaceChildren();
  });

  function microphone(getUserMedia: () => Promise<MediaStream>, touched = true): void {
    restore.push(
      replace(navigator.mediaDevices, 'getUserMedia', getUserMedia),
      replace(navigator, 'userActivation', { hasBeenActive: touched, isActive: touched }),
    );
    decoder.source = 'microphone';
  }

  const refuse = (name: string) => (): Promise<never> => Promise.reject(new DOMException('stub', name));

  for (const [name, code] of [
    ['NotAllowedError', 'permission-denied'],
    ['NotFoundError', 'no-device'],
    ['NotReadableError', 'device-busy'],
  ] as const) {
    it(`a microphone that fails with ${name}`, async () => {
      microphone(refuse(name));
      expect(await codeOf(decoder.start())).to.equal(code);
      expect(decoder.error?.code).to.equal(code);
    });
  }

  it('a microphone by a name that there is not: that name, and those that there are', async () => {
    restore.push(replace(navigator, 'userActivation', { hasBeenActive: true, isActive: true }));
    decoder.source = 'microphone:USB Audio CODEC';
    expect(await codeOf(decoder.start())).to.equal('no-device');
    const inputs = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'audioinput');
    expect(inputs.length).to.be.greaterThan(0);
    expect(decoder.error?.message).to.include('“USB Audio CODEC”');
    for (const { label } of inputs) expect(decoder.error?.message).to.include(`“${label}”`);
  });

  it('does not ask for the microphone before the user has touched the page', async () => {
    let asked = 0;
    microphone(() => {
      asked++;
      return refuse('NotAllowedError')();
    }, false);
    expect(await codeOf(decoder.start())).to.equal('needs-gesture');
    expect(asked).to.equal(0);
  });

  it('asks for a microphone without speech processing, tells what it got, and lets it go', async () => {
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    let asked: MediaStreamConstraints | undefined;
    let given: MediaStream | undefined;
    microphone(async (...[constraints]: [MediaStreamConstraints?]) => {
      asked = constraints;
      given = await real(constraints);
      return given;
    });
    await decoder.start();
    const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    expect(asked).to.deep.equal({ audio: raw });
    expect(decoder.store.snapshot.source?.processing).to.deep.equal(raw);
    await becomes(decoder, () => decoder.store.snapshot.newest > 0.5, 'sound');
    decoder.remove();
    await new Promise((done) => setTimeout(done));
    expect(given?.getTracks().map(({ readyState }) => readyState)).to.deep.equal(['ended']);
  });

  it('a microphone that is unplugged', async () => {
    const context = new AudioContext();
    const { stream } = context.createMediaStreamDestination();
    microphone(async () => stream);
    await decoder.start();
    const [track] = stream.getAudioTracks();
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
    await reaches(decoder, ['error']);
    expect(decoder.error?.code).to.equal('device-lost');
    await context.close();
  });

  it('an address where nothing is, and one that is no audio', async () => {
    decoder.source = '/no-such-file.wav';
    expect(await codeOf(decoder.start())).to.equal('url-not-found');
    decoder.source = '/package.json';
    expect(await codeOf(decoder.start())).to.equal('not-audio');
  });

  it('a file without a sample', async () => {
    decoder.sourceObject = new File([wav(new Float32Array(0), RATE)], 'empty.wav');
    expect(await codeOf(decoder.start())).to.equal('not-audio');
    expect(decoder.error?.message).to.include('empty.wav');
  });

  it('an audio element that has failed before anybody listened', async () => {
    const audio = new Audio('/nothing-is-here.wav');
    audio.id = 'gone';
    document.body.append(audio);
    await new Promise((resolve) => audio.addEventListener('error', resolve, { once: true }));
    decoder.source = '#gone';
    expect(await codeOf(decoder.start())).to.equal('url-not-found');
  });

  it('knows a microphone in capitals too', async () => {
    microphone(refuse('NotFoundError'));
    decoder.source = 'Microphone';
    expect(await codeOf(decoder.start())).to.equal('no-device');
  });

  it('plays a WAV file that the browser does not know, from the user and from an address', async () => {
    const samples = station(TEXT, 9);
    const data = typed(Int16Array.from(samples, (value) => 32_767 * value));
    const file = new Blob([wave64({ codec: 1, bits: 16, sampleRate: RATE, data })]);
    decoder.muted = true;
    for (const source of ['file', 'url'] as const) {
      if (source === 'file') decoder.sourceObject = file;
      else {
        decoder.sourceObject = null;
        decoder.source = URL.createObjectURL(file);
      }
      await decoder.start();
      expect(decoder.store.snapshot.source?.kind).to.equal(source);
      await becomes(decoder, () => decoder.text.startsWith('CQ'), 'text');
      decoder.stop();
      await decoder.clear();
    }
  });

  it('plays a file to its end, unheard when muted, and lets one channel be heard', async () => {
    decoder.muted = true;
    decoder.sourceObject = wav(station(TEXT, 9), RATE);
    await decoder.start();
    await becomes(decoder, () => decoder.text !== '', 'text');
    const heard = () => decoder.store.snapshot.channels.map(({ listening }) => listening);
    await decoder.listen();
    expect(heard()).to.deep.equal([true]);
    await decoder.listen();
    expect(heard()).to.deep.equal([false]);
    await reaches(decoder, ['ended']);
    expect(decoder.text).to.equal(TEXT);
  });

  it('goes on in a file where it was stopped', async () => {
    decoder.muted = true;
    decoder.sourceObject = wav(station(TEXT, 9), RATE);
    await decoder.start();
    await becomes(decoder, () => decoder.store.snapshot.newest > 3, '3 s');
    decoder.stop();
    await decoder.start();
    await reaches(decoder, ['ended']);
    // 9 s of file, and the silence with which the last character is read.
    expect(decoder.store.snapshot.newest).to.be.within(9, 12);
    expect(decoder.text).to.match(/^CQ .*ABC$/);
  });

  it('a paused audio element goes on where it was: in the middle of a letter nothing is broken', async () => {
    const audio = document.body.appendChild(document.createElement('audio'));
    audio.id = 'paused';
    audio.src = URL.createObjectURL(wav(station(TEXT, 8), RATE));
    const decoder = addDecoder({ source: '#paused', frequency: '700', channels: '0' });
    await decoder.start();
    await audio.play();
    for (const time of [1.3, 2.9, 4.2]) {
      while (audio.currentTime < time) await new Promise((resolve) => setTimeout(resolve, 5));
      audio.pause();
      await new Promise((resolve) => setTimeout(resolve, 2500));
      expect(decoder.state, 'nothing is copied').to.equal('listening');
      await audio.play();
    }
    await reaches(decoder, ['ended', 'error']);
    expect(decoder.text).to.equal(TEXT);
    URL.revokeObjectURL(audio.src);
    audio.remove();
  });

  it('two decoders hear one audio element, which stays the page’s, and hear it again when it is played again', async () => {
    const audio = document.body.appendChild(document.createElement('audio'));
    audio.id = 'rx';
    audio.src = URL.createObjectURL(wav(station(TEXT, 8), RATE));
    const second = addDecoder({ frequency: '700', channels: '0', source: '#rx' });
    decoder.source = '#rx';
    await Promise.all([decoder.start(), second.start()]);
    await audio.play();
    await Promise.all([reaches(decoder, ['ended']), reaches(second, ['ended'])]);
    expect([decoder.text, second.text]).to.deep.equal([TEXT, TEXT]);
    second.remove();
    await audio.play();
    await reaches(decoder, ['listening', 'decoding']);
    await reaches(decoder, ['ended']);
    expect(decoder.text.match(/OE1ABC/g)).to.have.length(2);
    URL.revokeObjectURL(audio.src);
  });

  /** Plays 8 s in a context of the page's own. */
  function ownGraph() {
    const context = new AudioContext({ sampleRate: 48_000 });
    const samples = samplesOf({
      stations: [{ frequency: 700, wpm: 25, snr: 20, text: TEXT, start: 0.5 }],
      seconds: 8,
      sampleRate: 48_000,
    });
    const buffer = new AudioBuffer({ length: samples.length, sampleRate: 48_000 });
    buffer.copyToChannel(samples, 0);
    const player = new AudioBufferSourceNode(context, { buffer });
    return { context, player };
  }
  const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

  it('a context that is suspended is a paused player, and one that is closed has ended', async () => {
    const { context, player } = ownGraph();
    const gain = new GainNode(context);
    player.connect(gain);
    decoder.sourceObject = gain;
    await decoder.start();
    player.start();
    for (const newest of [1.3, 2.9, 4.2]) {
      await becomes(decoder, () => decoder.store.snapshot.newest > newest, `${newest} s`);
      await context.suspend();
      await pause(2.5);
      expect(decoder.state, 'nothing is copied').to.equal('listening');
      await context.resume();
    }
    await becomes(decoder, () => decoder.text === TEXT, 'whole text');
    await context.close();
    await reaches(decoder, ['ended']);
    expect(decoder.text).to.equal(TEXT);
    expect(await codeOf(decoder.start())).to.equal('not-audio');
  });

  it('a stream whose track the page stops, which fires no event', async () => {
    const { context, player } = ownGraph();
    const out = new MediaStreamAudioDestinationNode(context);
    player.connect(out);
    decoder.sourceObject = out.stream;
    await decoder.start();
    player.start();
    await becomes(decoder, () => decoder.text === TEXT, 'whole text');
    for (const track of out.stream.getTracks()) track.stop();
    await reaches(decoder, ['ended'], 5000);
    expect(decoder.text).to.equal(TEXT);
    await context.close();
  });

  it('reads an AudioBuffer and a whole offline graph', async () => {
    const samples = samplesOf({
      stations: [{ frequency: 700, wpm: 25, snr: 20, text: TEXT, start: 0.5 }],
      seconds: 8,
      sampleRate: 48_000,
    });
    const buffer = new AudioBuffer({ length: samples.length, sampleRate: 48_000 });
    buffer.copyToChannel(samples, 0);
    decoder.muted = true;
    decoder.sourceObject = buffer;
    await decoder.start();
    await reaches(decoder, ['ended']);
    expect(decoder.text).to.equal(TEXT);

    const context = new OfflineAudioContext(1, samples.length, 48_000);
    const player = new AudioBufferSourceNode(context, { buffer });
    decoder.sourceObject = player;
    await decoder.start();
    player.start();
    await context.startRendering();
    await reaches(decoder, ['ended']);
    expect(decoder.text).to.equal(TEXT);
  });
});
