import assert from 'node:assert/strict';
import { test } from 'node:test';
import { find, SIGMA, station } from '../../test/support/found-signals.js';
import { addKeyed, amplitudeFor, seeded, whiteNoise } from '../../test/support/signals.js';
import type { Candidate } from './station-list.js';

/** What is found in noise with a steady carrier, and with a station beside it that begins after a second. */
function heard(away: number, decibels: number, seed: number): { when: number; others: string } {
  const random = seeded(seed);
  const samples = whiteNoise(12, SIGMA, random);
  if (Number.isFinite(away)) station(samples, 900, 10, 22, random, 1);
  const frequency = 900 + (Number.isFinite(away) ? away : 0);
  addKeyed(samples, [[0, 12]], { frequency, amplitude: amplitudeFor(10 + decibels, SIGMA) });
  let when = Number.POSITIVE_INFINITY;
  const isStation = (candidate: Candidate) => Math.abs(candidate.frequency - 900) < 12;
  const last = find(samples, (time, candidates) => {
    if (candidates.some(isStation)) when = Math.min(when, time);
  });
  return {
    when: when - 1,
    others: last
      .filter((candidate) => !isStation(candidate))
      .map(({ frequency }) => Math.round(frequency))
      .join(),
  };
}

test('a station 20 to 35 Hz beside a carrier is found within 4 s, be it weaker or stronger than that', () => {
  let seed = 300;
  for (const away of [-35, -25, 20, 30]) {
    for (const decibels of [-6, 0, 10]) {
      const { when, others } = heard(away, decibels, ++seed);
      assert.ok(when <= 4, `${away} Hz, ${decibels} dB: after ${when} s`);
      assert.equal(others, '', `${away} Hz, ${decibels} dB: more than the station`);
    }
  }
});

test('a carrier alone has nothing beside it', () => {
  for (let seed = 320; seed < 326; seed++) {
    const { when, others } = heard(Number.NaN, 3 * (seed - 322), seed);
    assert.deepEqual({ found: when < 20, others }, { found: false, others: '' }, `seed ${seed}`);
  }
});
