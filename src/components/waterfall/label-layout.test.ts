import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeLabels } from './label-layout.js';

const wish = (y: number, id = y, priority = 0) => ({ id, y, priority });

function assertReadable(ys: readonly number[], height: number, line: number): void {
  for (const [i, y] of ys.entries()) {
    assert.ok(y >= line / 2 - 1e-9 && y <= height - line / 2 + 1e-9, `${y} is outside`);
    assert.ok(i === 0 || y - (ys[i - 1] ?? 0) >= line - 1e-9, `${y} covers the label above`);
  }
}

test('labels with room stay beside their traces', () => {
  assert.deepEqual(
    placeLabels([wish(50), wish(100), wish(200)], 300, 18).map(({ y }) => y),
    [50, 100, 200],
  );
});

test('close traces share the shift evenly, and no label covers another', () => {
  const ys = placeLabels([wish(100), wish(104), wish(108)], 300, 18).map(({ y }) => y);
  assert.deepEqual(ys, [86, 104, 122]);
});

test('crowds at the edges stay inside, in the order of their traces', () => {
  const wishes = [0, 1, 2, 3, 294, 297, 299].map((y) => wish(y));
  const places = placeLabels(wishes, 300, 18);
  assertReadable(
    places.map(({ y }) => y),
    300,
    18,
  );
  assert.deepEqual(
    places.map(({ id }) => id),
    [0, 1, 2, 3, 294, 297, 299],
  );
});

test('with 200 channels the most important ones are shown, as many as fit', () => {
  const wishes = Array.from({ length: 200 }, (_, i) => wish(150 + Math.sin(i) * 140, i, i));
  const places = placeLabels(wishes, 360, 18);
  assert.equal(places.length, 20);
  assertReadable(
    places.map(({ y }) => y),
    360,
    18,
  );
  assert.ok(places.every(({ id }) => id >= 180));
});

test('no room, no labels', () => {
  assert.deepEqual(placeLabels([wish(3)], 10, 18), []);
});
