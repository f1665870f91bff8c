import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { distance } from '../../test/support/cer.js';
import { hear } from '../../test/support/hearing.js';
import { CONTRACT, FREQUENCY, type Message, message, misread, NOISE, noOpinion } from '../../test/support/passages.js';
import { addCrash, addKeyed, amplitudeFor, keying, randomText, seeded } from '../../test/support/signals.js';
import { AudioHistory } from '../dsp/audio-history.js';
import { frameTime, HOP, WINDOW } from '../dsp/frame.js';
import type { DecodedToken } from '../morse/ctc.js';
import { FrequencyTrack } from './frequency-track.js';
import { SecondReading } from './second-reading.js';

const BIN = Math.round(FREQUENCY / 7.8125);
/** Seconds after a code at which the network says it. */
const DELAY = 0.2;

interface Feed {
  /** Frames of a chunk's text, and of the look-ahead. */
  readonly step: number;
  readonly lookahead: number;
  /** Seconds of sound that are kept. */
  readonly history?: number;
  /** Centre bin of the channel, by the first frame of a chunk. */
  readonly bin?: (first: number) => number;
}

/** Reads a message in chunks. */
function read({ samples }: Message, tokens: readonly DecodedToken[], { step, lookahead, history = 300, bin }: Feed) {
  const audio = new AudioHistory(history);
  audio.append(samples);
  const { store, crashes } = hear(audio);
  const second = new SecondReading(CONTRACT, crashes);
  const total = Math.floor((samples.length - WINDOW) / HOP / 2) * 2;
  const given: DecodedToken[] = [];
  for (let first = 0; first < total; ) {
    const frames = Math.min(step + lookahead, total - first);
    const last = first + frames >= total;
    const ahead = last ? 1 : lookahead / 2;
    const until = frameTime(first + frames - 2 * ahead) - DELAY;
    const from = first === 0 ? Number.NEGATIVE_INFINITY : frameTime(first) - DELAY;
    const decided = tokens.filter(({ end }) => end > from && (end <= until || last));
    const known = frameTime(first + frames) - DELAY;
    const coming = tokens.filter(({ end }) => end > until && end <= known && !last);
    const outputs = { logProbs: noOpinion(frames / 2), outputs: frames / 2, ahead };
    const chunk = { first, ...outputs, tokens: decided, coming, bin: bin?.(first) ?? BIN, track: new FrequencyTrack() };
    given.push(...second.read(chunk, store));
    if (last) break;
    first += step;
  }
  return given;
}

const codesOf = (tokens: readonly DecodedToken[]) => tokens.map(({ code }) => code);

describe('a second reading', () => {
  const text = randomText(60, 20, seeded(21)).trim();
  const sent = message({ text, wpm: 20, snr: -6, seed: 22 });
  const first = misread(sent.tokens, 4);

  test('mends what the network misread, in chunks of any length, each code once and in order', () => {
    assert.ok(distance(sent.codes, codesOf(first)) > 0.15 * sent.codes.length);
    for (const step of [96, 250, 384, 1024, 4096]) {
      const given = read(sent, first, { step, lookahead: 512 });
      const errors = distance(sent.codes, codesOf(given));
      assert.ok(errors <= 0.06 * sent.codes.length, `${step}: ${errors} of ${sent.codes.length}`);
      for (const [i, token] of given.entries()) {
        assert.ok(token.start >= (given[i - 1]?.end ?? 0) - 1e-9, `${step}: ${token.code} at ${token.start}`);
        assert.ok(!token.space || !given[i - 1]?.space, 'two spaces');
        assert.ok(token.confidence >= 0 && token.confidence <= 1);
      }
    }
  });

  test('takes what comes for a signal, not for noise, when little has been decided', () => {
    const strong = message({ text: 'U6EWT 599 795 795 BK', wpm: 24, snr: 22, seed: 26, start: 0.3, jitter: 0.08 });
    const given = read(strong, strong.tokens, { step: 384, lookahead: 512 });
    assert.deepEqual(codesOf(given), [...strong.codes, '']);
  });

  test('does not take stations on both sides for static', () => {
    for (const seed of [31, 32, 33]) {
      const sent = message({ text: randomText(40, 29, seeded(seed)).trim(), wpm: 29, snr: 8, seed });
      const seconds = sent.samples.length / 8000;
      for (const [side, wpm] of [
        [-160, 24],
        [160, 35],
      ] as const) {
        const marks = keying(randomText(seconds, wpm, seeded(seed + side)), { wpm });
        addKeyed(sent.samples, marks, { frequency: FREQUENCY + side, amplitude: amplitudeFor(16, NOISE) });
      }
      const codes = codesOf(read(sent, sent.tokens, { step: 384, lookahead: 512 }));
      assert.deepEqual(codes.slice(0, sent.codes.length), sent.codes);
      assert.ok(codes.length <= sent.codes.length + 1, 'and nothing but a space after it');
    }
  });

  test('lets static count for little', () => {
    const random = seeded(41);
    const sent = message({ text: randomText(60, 20, random).trim(), wpm: 20, snr: 5, seed: 41 });
    const seconds = sent.samples.length / 8000;
    for (let at = 2; at < seconds; at += 0.3 + random()) {
      addCrash(sent.samples, at, at + 0.02 + 0.1 * random(), NOISE * 10 ** (1 + 0.5 * random()), random);
    }
    const given = read(sent, misread(sent.tokens, 6), { step: 384, lookahead: 512 });
    const errors = distance([...sent.codes, ''], codesOf(given));
    assert.ok(errors <= 0.08 * sent.codes.length, `${errors} of ${sent.codes.length}`);
  });

  test('reads overs by themselves, with a space between them', () => {
    const one = message({ text: 'CQ CQ DE DL1ABC', wpm: 22, snr: 3, seed: 23, after: 6 });
    const two = message({ text: 'DL1ABC DE OH2XYZ', wpm: 14, snr: 0, seed: 24 });
    const offset = one.samples.length / 8000;
    const samples = new Float32Array(one.samples.length + two.samples.length);
    samples.set(one.samples);
    samples.set(two.samples, one.samples.length);
    const later = two.tokens.map((token) => ({ ...token, start: token.start + offset, end: token.end + offset }));
    const codes = [...one.codes, '', ...two.codes];
    const tokens = [...misread(one.tokens, 8), ...misread(later, 8)];
    const given = read({ samples, codes, tokens }, tokens, { step: 384, lookahead: 512 });
    assert.deepEqual(codesOf(given), codes);
  });

  test('a channel that follows a drifting signal goes on with the same word', () => {
    const steady = message({ text, wpm: 20, snr: 6, seed: 27 });
    for (const period of [384, 1152]) {
      const bin = (frame: number) => BIN + (Math.floor(frame / period) % 2 === 0 ? -1 : 1);
      const given = read(steady, steady.tokens, { step: 384, lookahead: 512, bin });
      assert.deepEqual(codesOf(given), steady.codes, `moved each ${period} frames`);
    }
  });

  test('leaves alone what is too little to tell anything', () => {
    const short = message({ text: 'TU', wpm: 20, snr: 0, seed: 25 });
    const given = read(short, misread(short.tokens, 1), { step: 384, lookahead: 512 });
    assert.deepEqual(codesOf(given), ['-.', '-.']);
  });

  test('leaves alone what has left the history', () => {
    const given = read(sent, first, { step: 384, lookahead: 512, history: 0.5 });
    assert.deepEqual(codesOf(given), codesOf(first));
  });

  test('finds nothing where the network has found nothing', () => {
    assert.deepEqual(read(sent, [], { step: 384, lookahead: 512 }), []);
  });
});
