/** Messages in noise with what a network might have read of them. Imported by tests only. */

import contract from '../../models/morse-accurate.json' with { type: 'json' };
import type { ModelContract } from '../../src/engine/model-contract.js';
import { INTERNATIONAL } from '../../src/morse/alphabets/international.js';
import type { DecodedToken } from '../../src/morse/ctc.js';
import { addKeyed, amplitudeFor, keying, type Mark, seeded, type Tone, whiteNoise } from './signals.js';

export const CONTRACT: ModelContract = contract;

export const NOISE = 0.05;
export const FREQUENCY = 625;

export interface Message {
  readonly samples: Float32Array;
  /** Codes, and '' for a word space. */
  readonly codes: readonly string[];
  /** What was sent, as a network would say it that makes no mistake. */
  readonly tokens: readonly DecodedToken[];
}

export interface MessageOptions {
  readonly text: string;
  readonly wpm: number;
  /** dB in 2500 Hz. */
  readonly snr: number;
  readonly seed: number;
  readonly jitter?: number;
  /** s before the message. */
  readonly start?: number;
  /** s after it. */
  readonly after?: number;
  readonly tone?: Partial<Tone>;
}

/** A message on about {@link FREQUENCY}. */
export function message({ text, wpm, snr, seed, jitter = 0, start = 1, after = 3, tone }: MessageOptions): Message {
  const random = seeded(seed);
  const marks = keying(text, { wpm, start, jitter, random });
  const end = (marks.at(-1) as Mark)[1];
  const samples = whiteNoise(end + after, NOISE, random);
  addKeyed(samples, marks, { frequency: FREQUENCY + 4.3, amplitude: amplitudeFor(snr, NOISE), ...tone });
  const codes = INTERNATIONAL.encode(text);
  let next = 0;
  let before = start;
  const tokens = codes.map((code): DecodedToken => {
    const first = marks[next] as Mark;
    const last = marks[next + code.length - 1] ?? first;
    next += code.length;
    const space = code === '';
    const [from, to] = space ? [before, first[0]] : [first[0], last[1]];
    before = to;
    return { code, space, frame: Math.round(to * 125), start: from, end: to, confidence: 0.9 };
  });
  return { samples, codes, tokens };
}

/** A reading that has one code in `every` wrong, and is not sure of anything. */
export const misread = (tokens: readonly DecodedToken[], every: number): DecodedToken[] =>
  tokens.map((token, i) =>
    token.space || i % every < every - 1
      ? token
      : { ...token, code: token.code === '-.' ? '.-' : '-.', confidence: 0.6 },
  );

/** Outputs of a network that has no opinion. */
export const noOpinion = (outputs: number): Float32Array =>
  new Float32Array(outputs * CONTRACT.tokens.length).fill(Math.log(1 / CONTRACT.tokens.length));
