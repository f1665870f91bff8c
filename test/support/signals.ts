/** Signals for tests: seeded noise and keyed tones. Imported by tests only. */

import { SAMPLE_RATE } from '../../src/dsp/frame.js';
import { alphabet } from '../../src/morse/codes.js';

export type Random = () => number;

/** Uniform numbers 0…1 (mulberry32). */
export const seeded = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

/** A number of the standard normal distribution (Box and Muller). */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** White Gaussian noise, 8 kHz. */
export const whiteNoise = (seconds: number, sigma: number, random: Random): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, () => sigma * normal(random));

/** Amplitude of a sine whose SNR in 2500 Hz is `snr` dB over white noise of standard deviation `sigma` (MODEL.md). */
export const amplitudeFor = (snr: number, sigma: number): number =>
  Math.sqrt(2 * 10 ** (snr / 10) * sigma * sigma * (2500 / (SAMPLE_RATE / 2)));

/** Start and end of a mark, s. */
export type Mark = readonly [start: number, end: number];

export interface Fist {
  readonly wpm: number;
  /** s. */
  readonly start?: number;
  /** Standard deviation of the logarithm of every length; 0 is machine keying. */
  readonly jitter?: number;
  readonly random?: Random;
  /** Length of a dah, dits. */
  readonly dah?: number;
  /** What marks are longer and gaps shorter by, dits. */
  readonly weight?: number;
  /** Gaps between letters and between words, dits; 3 and 7. */
  readonly letterGap?: number;
  readonly wordGap?: number;
}

/**
 * Letters at `wpm`, spaced for `overall` words a minute: what is missing to the slower speed is shared out among the 19 units of
 * the gaps in PARIS (ARRL, A standard for Morse timing using the Farnsworth technique, 1990).
 */
export const farnsworth = (wpm: number, overall: number): Fist => {
  const unit = (60 * wpm - 37.2 * overall) / (overall * wpm) / 19;
  const dit = 1.2 / wpm;
  return { wpm, letterGap: (3 * unit) / dit, wordGap: (7 * unit) / dit };
};

/** Marks of a text. */
export const keying = (text: string, fist: Fist): Mark[] => {
  const dit = 1.2 / fist.wpm;
  const weight = (fist.weight ?? 0) * dit;
  const vary = (): number => (fist.jitter && fist.random ? Math.exp(fist.jitter * normal(fist.random)) : 1);
  const letterGap = fist.letterGap ?? 3;
  const wordGap = fist.wordGap ?? 7;
  const marks: Mark[] = [];
  let time = fist.start ?? 0;
  for (const code of alphabet('international').encode(text)) {
    if (code === '') {
      time += (wordGap - letterGap) * dit * vary();
      continue;
    }
    for (const element of code) {
      const length = (element === '-' ? (fist.dah ?? 3) : 1) * dit * vary() + weight;
      marks.push([time, time + length]);
      time += length + dit * vary() - weight;
    }
    time += (letterGap - 1) * dit * vary();
  }
  return marks;
};

/** Adds a burst of noise to `samples`, from `start` to `end`, seconds. */
export function addCrash(samples: Float32Array, start: number, end: number, sigma: number, random: Random): void {
  for (let n = Math.round(start * SAMPLE_RATE); n < Math.min(samples.length, Math.round(end * SAMPLE_RATE)); n++) {
    samples[n] = (samples[n] as number) + sigma * normal(random);
  }
}

/** A text of random words that lasts at least `seconds`. */
export const randomText = (seconds: number, wpm: number, random: Random): string => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  let text = '';
  while (text.length < (seconds * wpm) / 8) {
    const length = 1 + Math.floor(random() * 7);
    for (let i = 0; i < length; i++) text += letters[Math.floor(random() * letters.length)];
    text += ' ';
  }
  return text;
};

export interface Tone {
  /** Hz, or Hz as a function of the time in s. */
  readonly frequency: number | ((time: number) => number);
  readonly amplitude: number;
  /** Rise and fall of a mark, s; raised cosine. 0 keys hard. */
  readonly rise?: number;
  /** Factor of the amplitude as a function of the time in s. */
  readonly fading?: (time: number) => number;
}

/** Adds a keyed tone to `samples`. */
export const addKeyed = (samples: Float32Array, marks: readonly Mark[], tone: Tone): Float32Array => {
  const rise = tone.rise ?? 0.005;
  const { frequency } = tone;
  let phase = 0;
  let next = 0;
  for (let n = 0; n < samples.length; n++) {
    const time = n / SAMPLE_RATE;
    phase += (2 * Math.PI * (typeof frequency === 'number' ? frequency : frequency(time))) / SAMPLE_RATE;
    while (next < marks.length && (marks[next] as Mark)[1] + rise / 2 < time) next++;
    const mark = marks[next];
    if (!mark) break;
    const inside = Math.min(time - mark[0], mark[1] - time) + rise / 2;
    if (inside <= 0) continue;
    const envelope = inside < rise ? 0.5 - 0.5 * Math.cos((Math.PI * inside) / rise) : 1;
    samples[n] = (samples[n] as number) + tone.amplitude * envelope * (tone.fading?.(time) ?? 1) * Math.sin(phase);
  }
  return samples;
};
