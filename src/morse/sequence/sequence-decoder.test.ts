import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { distance } from '../../../test/support/cer.js';
import { CONTRACT, FREQUENCY, type Message, message, misread, noOpinion } from '../../../test/support/passages.js';
import { randomText, seeded } from '../../../test/support/signals.js';
import { toBaseband } from '../../dsp/baseband.js';
import type { DecodedToken } from '../ctc.js';
import { SequenceDecoder } from './sequence-decoder.js';

const decoder = new SequenceDecoder(CONTRACT.tokens);

function decode({ samples }: Message, reading: readonly DecodedToken[]) {
  const seconds = samples.length / 8000;
  const outputs = Math.floor(seconds * 62.5);
  return decoder.decode({
    signal: toBaseband(samples, FREQUENCY),
    crashes: [],
    from: 0,
    to: seconds,
    boundary: null,
    before: [],
    reading,
    outputs: { logProbs: noOpinion(outputs), outputs, start: 0.048, period: 0.016, tokens: CONTRACT.tokens },
  });
}

const codesOf = (found: ReturnType<typeof decode>) =>
  (found ?? []).flatMap(({ code, spaced }, i) => (spaced && i > 0 ? ['', code] : [code]));

describe('the likeliest sequence of codes', () => {
  for (const [wpm, snr] of [
    [12, -11],
    [20, -9],
    [30, -7],
    [40, -6],
  ] as const) {
    test(`is found in noise at ${wpm} WPM and ${snr} dB where a third of the first reading is wrong`, () => {
      let errors = 0;
      let count = 0;
      for (let seed = 1; seed <= 4; seed++) {
        const sent = message({ text: randomText(20, wpm, seeded(seed)).trim(), wpm, snr, seed });
        const found = codesOf(decode(sent, misread(sent.tokens, 3)));
        errors += distance(sent.codes, found);
        count += sent.codes.length;
      }
      assert.ok(errors <= 0.06 * count, `${errors} of ${count}`);
    });
  }

  test('is timed like what was sent', () => {
    const sent = message({ text: 'CQ DE K1ABC TEST', wpm: 25, snr: 10, seed: 5 });
    const found = decode(sent, sent.tokens);
    const letters = sent.tokens.filter(({ space }) => !space);
    assert.equal(found?.length, letters.length);
    found?.forEach(({ start, end, confidence, marks, code }, i) => {
      const token = letters[i] as DecodedToken;
      assert.ok(Math.abs(start - token.start) < 0.012 && Math.abs(end - token.end) < 0.012, code);
      assert.equal(marks.length, code.length);
      assert.ok(confidence > 0.9 && confidence <= 1);
    });
  });

  test('is surer of what is right', () => {
    const sums = { right: [0, 0], wrong: [0, 0] };
    for (let seed = 10; seed < 18; seed++) {
      const sent = message({ text: randomText(20, 20, seeded(seed)).trim(), wpm: 20, snr: -11.5, seed });
      for (const { code, start, end, confidence } of decode(sent, misread(sent.tokens, 4)) ?? []) {
        const right = sent.tokens.some((token) => token.code === code && token.start < end && token.end > start);
        const sum = right ? sums.right : sums.wrong;
        sum[0] = (sum[0] as number) + confidence;
        sum[1] = (sum[1] as number) + 1;
      }
    }
    const mean = ([sum = 0, count = 0]: number[]) => sum / count;
    assert.ok((sums.wrong[1] ?? 0) >= 5, 'there is something wrong to judge');
    assert.ok(mean(sums.right) > mean(sums.wrong) + 0.1, JSON.stringify(sums));
  });

  test('follows a hand that varies', () => {
    const text = 'THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG';
    const sent = message({ text, wpm: 18, snr: 0, seed: 6, jitter: 0.1 });
    const found = codesOf(decode(sent, misread(sent.tokens, 4)));
    assert.ok(distance(sent.codes, found) <= 2, found.join(' '));
  });

  test('is not sought where a clear signal does not suit what the network is sure of', () => {
    const sent = message({ text: 'PARIS PARIS PARIS', wpm: 20, snr: 12, seed: 7 });
    const other = sent.tokens.map((token) =>
      token.code === '.-' ? { ...token, code: '.-.', confidence: 0.99 } : token,
    );
    assert.equal(decode(sent, other), null);
  });

  test('is left to the network where the level cannot be foreseen', () => {
    const fading = (time: number) => 0.08 + Math.abs(Math.sin(2 * time)) ** 3;
    const sent = message({ text: randomText(25, 20, seeded(8)), wpm: 20, snr: 8, seed: 8, tone: { fading } });
    assert.equal(decode(sent, sent.tokens), null);
  });

  test('of nothing is nothing', () => {
    const sent = message({ text: 'E', wpm: 20, snr: -30, seed: 9 });
    assert.equal(decode(sent, []), null);
  });
});
