import { receiverFilter } from './filter.js';
import type { Fist } from './keyer.js';
import { Random } from './random.js';
import { type Fading, Station } from './station.js';

/** RMS of the noise in 2500 Hz, full scale 1, when nothing else is said: 46 dB below full scale. */
export const DEFAULT_NOISE = 0.005;

/** Standard deviation of white noise at `sampleRate` whose power in 2500 Hz is `noise`². */
export const noiseDeviation = (noise: number, sampleRate: number): number => noise * Math.sqrt(sampleRate / 2 / 2500);

export interface StationSpec {
  /** Hz of audio. */
  readonly frequency: number;
  /** PARIS words per minute. */
  readonly wpm: number;
  /** Mark power (before fading) over noise power in 2500 Hz, dB. */
  readonly snr: number;
  readonly text: string;
  readonly fist?: Fist;
  readonly fading?: Fading;
  /** Hz per second, to and fro within ±30 Hz. */
  readonly drift?: number;
  /** Seconds before the first mark. */
  readonly start?: number;
  /** Seconds of silence before the text comes again; left out: it is sent once. */
  readonly repeat?: number;
}

export interface BandSpec {
  readonly stations: readonly StationSpec[];
  readonly seconds: number;
  /** Hz, default 8000. */
  readonly sampleRate?: number;
  /** Default 1. The same seed gives the same samples. */
  readonly seed?: number;
  /** RMS of the noise in 2500 Hz, default `DEFAULT_NOISE`; 0: no noise at all, and SNRs refer to the default. */
  readonly noise?: number;
  /** Hz, the receiver's filter; left out: white noise to half the sample rate. */
  readonly passband?: readonly [low: number, high: number];
}

/** Mono samples of a whole band: stations by their texts in Gaussian noise. */
export function synthesizeBand(spec: BandSpec): Float32Array {
  const { sampleRate = 8000, seed = 1, noise = DEFAULT_NOISE } = spec;
  const random = new Random(seed);
  const samples = new Float32Array(Math.round(spec.seconds * sampleRate));
  const noiseSource = random.fork();
  for (const station of stationsOf(spec, sampleRate, random)) station.addTo(samples, noise || DEFAULT_NOISE);
  addNoise(samples, noiseDeviation(noise, sampleRate), noiseSource);
  if (spec.passband) for (const section of receiverFilter(...spec.passband, sampleRate)) section.process(samples);
  return samples;
}

/** Interleaved pairs of I and Q of a whole band, which reaches as far below 0 Hz as above it. */
export function synthesizePairs(spec: Omit<BandSpec, 'passband'>): Float32Array {
  const { sampleRate = 96_000, seed = 1, noise = DEFAULT_NOISE } = spec;
  const random = new Random(seed);
  const pairs = new Float32Array(2 * Math.round(spec.seconds * sampleRate));
  const noiseSource = random.fork();
  for (const station of stationsOf(spec, sampleRate, random)) station.addPairsTo(pairs, noise || DEFAULT_NOISE);
  addNoise(pairs, noiseDeviation(noise, sampleRate), noiseSource);
  return pairs;
}

function stationsOf({ stations }: Pick<BandSpec, 'stations'>, sampleRate: number, random: Random): Station[] {
  return stations.map(({ start, repeat, text, ...rest }) => {
    let sent = 0;
    const next = () => (sent++ > 0 && repeat === undefined ? null : { text, pause: repeat ?? 0 });
    const settings = { fist: 'machine', fading: { rate: 0, depth: 0 }, drift: 0, ...rest } as const;
    return new Station({ ...settings }, sampleRate, random.fork(), next, start);
  });
}

export function addNoise(samples: Float32Array, deviation: number, random: Random): void {
  if (deviation === 0) return;
  for (let i = 0; i < samples.length; i++) samples[i] = (samples[i] ?? 0) + deviation * random.normal();
}
