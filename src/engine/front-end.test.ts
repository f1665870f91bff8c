import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addKeyed, keying, seeded, whiteNoise } from '../../test/support/signals.js';
import { SAMPLE_RATE } from '../dsp/frame.js';
import { NoiseFloor } from '../dsp/noise-floor.js';
import { Resampler } from '../dsp/resampler.js';
import type { AudioBlock } from './audio-block.js';
import { FrontEnd } from './front-end.js';

/** A front end whose long holes hold noise like that around them. */
function open(seconds = 60): FrontEnd {
  const floor = new NoiseFloor();
  return new FrontEnd(seconds, floor, (_, long) => floor.update(long));
}

/** Gives samples in blocks of 20 ms. @param change what becomes of block `i` */
function give(
  front: FrontEnd,
  samples: Float32Array,
  rate = SAMPLE_RATE,
  change = (block: AudioBlock, _i: number) => [block],
) {
  const size = rate / 50;
  for (let at = 0, i = 0; at < samples.length; at += size, i++) {
    for (const block of change({ samples: samples.slice(at, at + size), sampleRate: rate }, i)) front.push(block);
  }
}

const everything = ({ history }: FrontEnd): Float32Array => history.read(history.start, history.end);
const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);
/** Amplitude of a tone in samples. */
function amplitude(samples: Float32Array, frequency: number): number {
  let re = 0;
  let im = 0;
  samples.forEach((x, n) => {
    re += x * Math.cos((2 * Math.PI * frequency * n) / SAMPLE_RATE);
    im += x * Math.sin((2 * Math.PI * frequency * n) / SAMPLE_RATE);
  });
  return (2 * Math.hypot(re, im)) / samples.length;
}
const toned = (seconds: number, rate = SAMPLE_RATE) => {
  const random = seeded(5);
  const noise = whiteNoise((seconds * rate) / SAMPLE_RATE, 0.02, random);
  return noise.map((x, n) => x + 0.2 * Math.sin((2 * Math.PI * 600 * n) / rate));
};

describe('sound without holes', () => {
  const rounded = (samples: Float32Array, steps: number) => samples.map((x) => Math.round(x * steps) / steps);
  const keyed = addKeyed(whiteNoise(8, 0.02, seeded(2)), keying('CQ TEST 5NN', { wpm: 25, start: 1 }), {
    frequency: 700,
    amplitude: 0.1,
  });
  const sidetone = addKeyed(new Float32Array(80_000), keying('PARIS 00', { wpm: 30 }), {
    frequency: 700,
    amplitude: 0.5,
  });
  for (const [name, samples] of [
    ['noise and a signal', keyed],
    ['the same in 16 bits', rounded(keyed, 32768)],
    ['practice sound without noise, whose pauses are zeros', sidetone],
    ['practice sound in 16 bits', rounded(sidetone, 32767)],
    ['practice sound in 8 bits', rounded(sidetone, 127)],
  ] as const) {
    test(`${name} reaches the history bit by bit and at once`, () => {
      const front = open();
      give(front, samples);
      assert.equal(front.history.end, samples.length);
      assert.deepEqual(everything(front), samples);
    });
  }

  test('at 48 kHz it is what the resampler makes of it', () => {
    const front = open();
    const samples = toned(3, 48_000);
    const resampler = new Resampler(48_000);
    give(front, samples, 48_000);
    assert.deepEqual(everything(front), resampler.process(samples));
  });

  test('a tune-up of 5 s before the practice text makes no holes of its pauses', () => {
    const samples = addKeyed(new Float32Array(80_000), [[0.2, 5], ...keying('TEST', { wpm: 20, start: 5.06 })], {
      frequency: 700,
      amplitude: 0.5,
    });
    const front = open();
    give(front, rounded(samples, 32768));
    assert.deepEqual(everything(front), rounded(samples, 32768));
  });
});

describe('lost packets', () => {
  const LOST = 200;
  const at = (LOST / 50) * SAMPLE_RATE;
  const constant = (value: number) => (block: AudioBlock, i: number) => [
    i === LOST ? { ...block, samples: block.samples.map(() => value) } : block,
  ];
  for (const [name, rate, change] of [
    ['of zeros', SAMPLE_RATE, constant(0)],
    ['of the value that a KiwiSDR gives while it is squelched', SAMPLE_RATE, constant(1 / 32768)],
    ['of zeros at 48 kHz', 48_000, constant(0)],
    ['of what is no number', SAMPLE_RATE, constant(Number.NaN)],
    [
      'left out, told by the time',
      SAMPLE_RATE,
      (block: AudioBlock, i: number) => (i === LOST ? [] : [{ ...block, time: 77 + i / 50 + (i % 2) * 0.004 }]),
    ],
    [
      'left out, told by a gap',
      44_100,
      (block: AudioBlock, i: number) => [
        i === LOST ? { samples: new Float32Array(0), sampleRate: 44_100, gap: 0.02 } : block,
      ],
    ],
  ] as const) {
    test(`${name}: a mark goes on through them`, () => {
      const front = open();
      give(front, toned(6, rate), rate, change);
      front.pad(0, 8);
      const sound = everything(front).subarray(0, 6 * SAMPLE_RATE);
      const before = amplitude(sound.subarray(at - 160, at), 600);
      const inside = amplitude(sound.subarray(at, at + 160), 600);
      assert.ok(inside > 0.7 * before && inside < 1.2 * before, `${inside} in ${before}`);
      const whole = open();
      give(whole, toned(6, rate), rate);
      whole.pad(0, 8);
      const expected = everything(whole).subarray(at + 400, 6 * SAMPLE_RATE - 100);
      const after = sound.subarray(at + 400, 6 * SAMPLE_RATE - 100);
      const error = rms(after.map((x, n) => x - (expected[n] as number)));
      assert.ok(error < 1e-3, `and what comes after stands where it was: ${error}`);
    });
  }

  test('in noise alone leave noise as loud as that around them', () => {
    const noise = whiteNoise(12, 0.02, seeded(8));
    const front = open();
    give(front, noise, SAMPLE_RATE, (block, i) => (i >= 300 && i < 303 ? constant(0)(block, LOST) : [block]));
    const inside = rms(everything(front).subarray(6 * SAMPLE_RATE, 6 * SAMPLE_RATE + 480));
    assert.ok(Math.abs(20 * Math.log10(inside / 0.02)) < 1.5, `${inside}`);
  });

  test('a squelch that closes for 10 s: noise like that around, taken in while it lasts', () => {
    const front = open();
    const noise = whiteNoise(20, 0.02, seeded(9));
    noise.fill(0, 5 * SAMPLE_RATE, 15 * SAMPLE_RATE);
    give(front, noise.subarray(0, 14 * SAMPLE_RATE));
    assert.ok(front.time > 13.9, `nothing is kept waiting: ${front.time} s`);
    give(front, noise.subarray(14 * SAMPLE_RATE));
    assert.equal(front.time, 20);
    for (let second = 5; second < 15; second++) {
      const inside = rms(everything(front).subarray(second * SAMPLE_RATE, (second + 1) * SAMPLE_RATE));
      assert.ok(Math.abs(20 * Math.log10(inside / 0.02)) < 1.5, `second ${second}: ${inside}`);
    }
  });

  test('weak sound in 8 bits whose noise rounds to runs of zeros keeps its pauses', () => {
    const samples = addKeyed(
      whiteNoise(20, 0.25 / 128, seeded(4)),
      keying('CQ CQ DE TEST TEST', { wpm: 20, start: 4 }),
      {
        frequency: 700,
        amplitude: 4 / 128,
      },
    ).map((x) => Math.round(x * 128) / 128);
    const front = open();
    give(front, samples);
    front.pad(0, 8);
    const [first] = keying('CQ', { wpm: 20, start: 4 });
    assert.ok(first);
    const pause = everything(front).subarray(
      Math.round((first[1] + 0.01) * 8000),
      Math.round((first[1] + 0.05) * 8000),
    );
    assert.ok(amplitude(pause, 700) < 1 / 128, `${amplitude(pause, 700)}`);
  });

  test('a hole at the very beginning and one at the end wait for nothing', () => {
    const front = open();
    front.push({ samples: new Float32Array(0), sampleRate: 8000, gap: 3 });
    assert.equal(front.time, 0, 'before the first sound there is no gap');
    give(front, toned(5));
    front.push({ samples: new Float32Array(400), sampleRate: 8000 });
    front.pad(0, 8);
    assert.ok(front.time >= 5.05);
  });
});

describe('the source’s clock', () => {
  const tenth = new Float32Array(800).fill(0.01);
  const timesOf = (times: readonly (number | undefined)[], rate = 8000) => {
    const front = open();
    for (const time of times) {
      const samples = new Float32Array(rate / 10).map((_, n) => 0.01 * Math.sin(n));
      front.push({ samples, sampleRate: rate, ...(time !== undefined && { time }) });
    }
    return front.missed;
  };
  const near = (value: number, expected: number) => assert.ok(Math.abs(value - expected) < 1e-6, `${value}`);

  test('jitter of some milliseconds is no hole, and neither is a clock that runs 0.05 % fast', () => {
    near(timesOf([0, 0.104, 0.197, 0.301, 0.4]), 0);
    near(timesOf(Array.from({ length: 600 }, (_, i) => i * 0.1 * 1.0005)), 0);
  });
  test('a jump is a hole of its length, at any origin, and blocks without a time between go on', () => {
    near(timesOf([1e6, 1e6 + 0.1, 1e6 + 0.5]), 0.3);
    near(timesOf([5, undefined, 5.2, 5.25, 6]), 0.65);
  });
  test('many small losses add up to what was lost', () => {
    const missed = timesOf(Array.from({ length: 300 }, (_, i) => i * 0.108));
    assert.ok(Math.abs(missed - 300 * 0.008) < 0.05, `${missed}`);
  });
  test('set back, it begins anew, after a pause that parts the texts', () => {
    near(timesOf([100, 100.1, 3, 3.1]), 2);
    near(timesOf([100, 100.1, 100.15, 100.25]), 0);
    near(timesOf([100, 100.1, 9e9, 9e9 + 0.1]), 2);
  });
  test('goes on over another sample rate and over an end', () => {
    const front = open();
    front.push({ samples: tenth, sampleRate: 8000, time: 0 });
    front.push({ samples: new Float32Array(1200).fill(0.01), sampleRate: 12_000, time: 0.5 });
    front.pad(1, 8);
    const ended = front.time;
    front.push({ samples: tenth, sampleRate: 8000, time: 10 });
    front.pad(0, 8);
    assert.ok(ended < 2 && front.time > 10 && front.time < 10.3, `${ended} … ${front.time}`);
  });
  test('silence that was put where the sound seemed to end is no time that has passed', () => {
    const front = open();
    const at = (times: readonly number[]) => {
      for (const time of times) front.push({ samples: tenth, sampleRate: 8000, time });
    };
    at([0, 0.1]);
    front.pad(2, 8);
    const { time } = front;
    at([0.2, 0.3]);
    near(front.time - time, 0.2);
    // A pause that is longer anyhow makes up for it: 30 s lie between the two, and so they do in the stream.
    at([30.3]);
    while (front.leaping) {
      front.leap(8);
      front.takeQueue();
    }
    assert.ok(Math.abs(front.time - 30.4) < 0.01, `${front.time}`);
  });
  test('a gap that is told after it counts from the end of the sound', () => {
    const front = open();
    front.push({ samples: tenth, sampleRate: 8000 });
    front.pad(2, 8);
    front.push({ samples: tenth, sampleRate: 8000, gap: 9 });
    assert.ok(Math.abs(front.time - 9.2) < 0.01, `${front.time}`);
  });
});
