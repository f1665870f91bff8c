import { type Fist, type Keying, keyText } from './keyer.js';
import type { Random } from './random.js';

/** A path through the ionosphere. */
export interface Fading {
  /** Hz: how fast the paths change against each other. */
  readonly rate: number;
  /** 0: steady; 1: Rayleigh fading, no steady path at all. */
  readonly depth: number;
}

/** What a station is; everything that may be turned while it sends. */
export interface StationSettings {
  /** Hz of audio. */
  frequency: number;
  /** PARIS words per minute, for the next message. */
  wpm: number;
  /** Mark power (before fading) over noise power in 2500 Hz, dB. */
  snr: number;
  fist: Fist;
  fading: Fading;
  /** Hz per second; the frequency wanders to and fro within ±`DRIFT_SPAN`. */
  drift: number;
}

/** What is sent next, and the silence after it, seconds; null: nothing more. */
export type Message = { readonly text: string; readonly pause: number } | null;

/** Hz to either side. */
const DRIFT_SPAN = 30;
/** Seconds of a raised-cosine edge: soft enough for no clicks, ARRL's recommendation of 5 ms. */
const EDGE = 0.005;
/** Pairs of a wide band between which the key's envelope is a straight line. */
const STRAIGHT = 8;
/** Seconds from one value of the fading to the next. */
const FADING_STEP = 0.004;
const PATHS = 8;

/** A transmitter and its path: adds itself to blocks of samples, one after the other. */
export class Station {
  readonly settings: StationSettings;
  readonly #sampleRate: number;
  readonly #random: Random;
  readonly #next: () => Message;
  readonly #paths: readonly { readonly speed: number; readonly phase: number }[];
  #keying: Keying | null = null;
  #mark = 0;
  /** Samples since the message started; negative while it waits for its turn. */
  #position: number;
  #length = 0;
  #phase: number;
  #clock = 0;
  #done = false;

  /** @param delay seconds before the first message. */
  constructor(settings: StationSettings, sampleRate: number, random: Random, next: () => Message, delay = 0) {
    this.settings = settings;
    this.#sampleRate = sampleRate;
    this.#random = random;
    this.#next = next;
    this.#position = -Math.round(delay * sampleRate);
    this.#phase = random.between(0, 2 * Math.PI);
    this.#paths = Array.from({ length: PATHS }, () => ({
      speed: Math.cos(random.between(0, Math.PI)),
      phase: random.between(0, 2 * Math.PI),
    }));
  }

  /** Adds the station to `out`; `noise` is the noise's RMS in 2500 Hz, to which the SNR refers. */
  addTo(out: Float32Array, noise: number): void {
    const amplitude = noise * Math.SQRT2 * 10 ** (this.settings.snr / 20);
    const step = Math.max(1, Math.round(FADING_STEP * this.#sampleRate));
    for (let from = 0; from < out.length; from += step) {
      const to = Math.min(out.length, from + step);
      const gain = amplitude * this.#fade();
      const turn = (2 * Math.PI * this.#frequency()) / this.#sampleRate;
      for (let i = from; i < to; i++) {
        const envelope = this.#envelope();
        if (envelope > 0) out[i] = (out[i] ?? 0) + gain * envelope * Math.sin(this.#phase);
        this.#phase += turn;
      }
      this.#phase %= 2 * Math.PI;
      this.#clock += (to - from) / this.#sampleRate;
    }
  }

  /** Adds the station to interleaved pairs of I and Q; its frequency may be negative. */
  addPairsTo(out: Float32Array, noise: number): void {
    const amplitude = noise * 10 ** (this.settings.snr / 20);
    const step = Math.max(1, Math.round((FADING_STEP * this.#sampleRate) / STRAIGHT)) * STRAIGHT;
    const count = out.length / 2;
    for (let from = 0; from < count; from += step) {
      const to = Math.min(count, from + step);
      const gain = amplitude * this.#fade();
      const turn = (2 * Math.PI * this.#frequency()) / this.#sampleRate;
      for (let i = from; i < to; i += STRAIGHT) this.#addStraight(out, i, Math.min(to, i + STRAIGHT), gain, turn);
      this.#clock += (to - from) / this.#sampleRate;
    }
  }

  #addStraight(out: Float32Array, from: number, to: number, gain: number, turn: number): void {
    const before = this.#envelope();
    this.#position += to - from - 1;
    const after = this.#envelopeAt(this.#position);
    if (before > 0 || after > 0) {
      const [turnCos, turnSin] = [Math.cos(turn), Math.sin(turn)];
      let c = gain * Math.cos(this.#phase);
      let s = gain * Math.sin(this.#phase);
      for (let i = from; i < to; i++) {
        const envelope = before + ((after - before) * (i - from)) / (to - from);
        out[2 * i] = (out[2 * i] ?? 0) + envelope * c;
        out[2 * i + 1] = (out[2 * i + 1] ?? 0) + envelope * s;
        const turned = c * turnCos - s * turnSin;
        s = c * turnSin + s * turnCos;
        c = turned;
      }
    }
    this.#phase = (this.#phase + turn * (to - from)) % (2 * Math.PI);
  }

  /** Key envelope of the next sample, 0…1; moves on to the next message when one ends. */
  #envelope(): number {
    if (this.#position >= this.#length && !this.#done) this.#start();
    return this.#envelopeAt(this.#position++);
  }

  #envelopeAt(position: number): number {
    const time = position / this.#sampleRate;
    const marks = this.#keying?.marks;
    let mark = marks?.[this.#mark];
    while (mark && time > mark.start + mark.duration + EDGE / 2) mark = marks?.[++this.#mark];
    if (!mark) return 0;
    const inside = Math.min(time - mark.start, mark.start + mark.duration - time) / EDGE + 0.5;
    return inside <= 0 ? 0 : inside >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * inside);
  }

  #start(): void {
    const message = this.#next();
    this.#done = message === null;
    this.#keying = message && keyText(message.text, { ...this.settings, random: this.#random });
    this.#mark = 0;
    this.#position = 0;
    this.#length = Math.round(((this.#keying?.seconds ?? 0) + (message?.pause ?? 0)) * this.#sampleRate);
  }

  /** Amplitude of the path: a steady ray and `PATHS` that turn against it (Jakes), mean power 1. */
  #fade(): number {
    const { rate, depth } = this.settings.fading;
    if (depth <= 0) return 1;
    const scale = Math.sqrt(depth / PATHS);
    let re = Math.sqrt(1 - depth);
    let im = 0;
    for (const { speed, phase } of this.#paths) {
      const angle = 2 * Math.PI * rate * speed * this.#clock + phase;
      re += scale * Math.cos(angle);
      im += scale * Math.sin(angle);
    }
    return Math.hypot(re, im);
  }

  #frequency(): number {
    const { frequency, drift } = this.settings;
    if (drift === 0) return frequency;
    const quarter = DRIFT_SPAN / Math.abs(drift);
    const turn = (this.#clock / quarter + 1) % 4;
    return frequency + Math.sign(drift) * DRIFT_SPAN * (turn < 2 ? turn - 1 : 3 - turn);
  }
}
