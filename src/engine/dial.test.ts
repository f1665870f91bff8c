import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { errorRate } from '../../test/support/cer.js';
import { type LocalModel, localModel } from '../../test/support/local-model.js';
import { ReceiverBench } from '../../test/support/receiver-bench.js';
import { addKeyed, amplitudeFor, keying, seeded, whiteNoise } from '../../test/support/signals.js';
import type { ReceiverOptions } from './types.js';

const RATE = 8000;
const SIGMA = 0.01;
/** kHz. */
const DIAL = 7010;
const STATIONS = [
  { radio: 7010.65, wpm: 22, snr: 14, text: 'NOW IS THE TIME FOR ALL GOOD MEN TO COME TO THE AID OF THE PARTY' },
  { radio: 7011.3, wpm: 26, snr: 12, text: 'THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG AND CQ CQ DE DL1ABC DL1ABC K' },
  { radio: 7012.05, wpm: 19, snr: 16, text: 'CQ CQ CQ DE OZ7XYZ OZ7XYZ NAME IS OLE OLE QTH ODENSE' },
] as const;

interface Receiver {
  /** kHz at a stream time, s. */
  readonly dial: (time: number) => number;
  readonly sideband?: 'usb' | 'lsb';
  readonly stations?: readonly { radio: number; wpm: number; snr: number; text: string; start?: number }[];
  readonly seconds?: number;
}

/** What a receiver gives of these stations; what is below 0 or above 3 kHz of audio is filtered away. */
function heardOn({ dial, sideband = 'usb', stations = STATIONS, seconds = 36 }: Receiver): Float32Array {
  const samples = whiteNoise(seconds, SIGMA, seeded(3));
  const sign = sideband === 'usb' ? 1000 : -1000;
  for (const [i, { radio, wpm, snr, text, ...rest }] of stations.entries()) {
    const audio = (time: number) => sign * (radio - dial(time));
    const marks = keying(text, { wpm, start: rest.start ?? 1 + i / 2 });
    const fading = (time: number) => (audio(time) > 30 && audio(time) < 3000 ? 1 : 0);
    addKeyed(samples, marks, { frequency: audio, amplitude: amplitudeFor(snr, SIGMA), fading });
  }
  return samples;
}

/** A dial that goes to `kilohertz` at `at` s, in a sound that is `late` s behind it. */
const jump = (at: number, kilohertz: number, late = 0) => ({
  dial: (time: number) => (time < at + late ? DIAL : kilohertz),
});

const textOf = (characters: readonly { text: string }[]) =>
  characters
    .map(({ text }) => text)
    .join('')
    .trim();

describe('a receiver whose dial is turned', () => {
  let model: LocalModel;
  before(async () => {
    model = await localModel();
  });
  const benchOf = (options: Partial<ReceiverOptions> = {}, settled = false) => {
    const bench = new ReceiverBench(model, { dial: DIAL, ...options }, true, settled ? {} : {});
    const near = (radio: number) =>
      [...bench.channels.values()].filter(({ info }) => Math.abs((info.radioFrequency ?? 0) - radio) < 0.02);
    return {
      bench,
      near,
      turn: (part: Partial<ReceiverOptions>) => bench.receiver.request({ type: 'options', options: part }),
    };
  };

  for (const late of [0, 0.4, 1.1]) {
    test(`text goes on in the same channels when the sound follows ${late * 1000} ms after a turn by 0.3 kHz`, async () => {
      const { bench, near, turn } = benchOf();
      const samples = heardOn(jump(12, DIAL + 0.3, late));
      await bench.push(samples.subarray(0, 12 * RATE));
      const ids = STATIONS.map(({ radio }) => near(radio)[0]?.info.id);
      turn({ dial: DIAL + 0.3 });
      await bench.push(samples.subarray(12 * RATE));
      await bench.end();
      const dials = bench.events.flatMap((event) => (event.type === 'dial' ? [event.from] : []));
      console.log(
        late,
        dials,
        [...bench.channels.values()].map(({ info, characters, open }) => [
          info.id,
          info.frequency,
          info.radioFrequency,
          open,
          textOf(characters),
        ]),
      );
      assert.equal(bench.channels.size, STATIONS.length, 'no ghosts');
      STATIONS.forEach(({ radio, text }, i) => {
        const [channel] = near(radio);
        assert.ok(channel && channel.info.id === ids[i], `${radio} is still the same channel`);
        assert.ok(Math.abs((channel.info.radioFrequency ?? 0) - radio) < 0.005);
        assert.ok(
          errorRate(textOf(channel.characters), text).withoutBlanks <= 2 / text.length + 0.03,
          textOf(channel.characters),
        );
      });
    });
  }
});
