import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChannelState } from '../../page/snapshot.js';
import { labelPlaces } from './labels.js';

const SCALE = { min: 0, max: 3000, dial: null, sideband: 'usb', height: 54 } as const;

const channel = (id: number, lastHeard: number, role = 'automatic'): ChannelState =>
  ({
    info: { id, role, frequency: 300 * id, lastHeard, snr: 10, activity: 'live', radioFrequency: null },
    callsign: null,
    characters: [{ text: 'E' }],
  }) as unknown as ChannelState;

const ids = (places: ReturnType<typeof labelPlaces>): number[] => places.map(({ id }) => id).sort((a, b) => a - b);

test('in a full band the labels that are there stay while their stations send, and the main one always has its own', () => {
  const at = (heard: readonly number[]) => heard.map((seconds, i) => channel(i + 1, seconds));
  const first = labelPlaces(at([100, 99, 98, 97, 96]), SCALE);
  assert.deepEqual(ids(first), [1, 2, 3], 'three have room');
  const second = labelPlaces(at([100, 101, 100, 103, 104]), SCALE, first);
  assert.deepEqual(ids(second), [1, 2, 3], 'a letter more of another one changes nothing');
  const third = labelPlaces(at([100, 112, 111, 113, 96]), SCALE, second);
  assert.deepEqual(ids(third), [2, 3, 4], 'who is silent goes');
  const main = [channel(7, 10, 'main'), ...at([100, 112, 111, 113, 96])];
  assert.ok(ids(labelPlaces(main, SCALE, third)).includes(7));
});
