import assert from 'node:assert/strict';
import { test } from 'node:test';
import { find, near, SIGMA } from '../../test/support/found-signals.js';
import { addKeyed, amplitudeFor, keying, seeded, whiteNoise } from '../../test/support/signals.js';

test('callers of a pile-up, who send and pause together, are found within 3 s', () => {
  const calls = ['DL1ABC', 'OK2XYZ', 'SP5KLM', 'F6HJK', 'G4TUV', 'I2WER', 'LZ3QA', 'YO9FG', 'OZ1RT', 'SM7PO'];
  const late: string[] = [];
  for (let seed = 101; seed < 104; seed++) {
    const random = seeded(seed);
    const samples = whiteNoise(14, SIGMA, random);
    const callers = calls.map((call, i) => {
      const frequency = 500 + 90 * i + 20 * random();
      const start = 9 + 1.2 * random();
      const amplitude = amplitudeFor(3 + 15 * random(), SIGMA);
      const marks = keying(`${call} ${call}`, { wpm: 20 + 16 * random(), start });
      addKeyed(samples, marks, { frequency, amplitude });
      return { call, frequency, start, found: Number.POSITIVE_INFINITY };
    });
    find(samples, (time, candidates) => {
      for (const caller of callers) if (near(candidates, caller.frequency)) caller.found = Math.min(caller.found, time);
    });
    late.push(...callers.filter(({ start, found }) => found > start + 3.5).map(({ call }) => `${call} of ${seed}`));
  }
  assert.ok(late.length <= 1, `late: ${late.join()}`);
});
