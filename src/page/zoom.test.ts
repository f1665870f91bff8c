import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INITIAL_SNAPSHOT, type Range } from './snapshot.js';
import { askedRange, canZoom, movedTo, rangeAround, shownOf, zoomedAt, zoomedByStep } from './zoom.js';

const WIDE: Range = { min: -48_000, max: 48_000 };
const seen = (zoom: Range | null = null, band = WIDE) => ({ ...INITIAL_SNAPSHOT, band, zoom });
const widthOf = ({ min, max }: Range) => max - min;

test('a receiver’s sound is not zoomed: its bins are seen as they are', () => {
  const narrow = seen(null, { min: 200, max: 3000 });
  assert.equal(canZoom(narrow), false);
  assert.equal(zoomedByStep(narrow, 1), null);
  assert.deepEqual(shownOf({ ...narrow, zoom: { min: 600, max: 700 } }), narrow.band);
});

test('what is at the pointer stays under it, in and out again', () => {
  const before = seen({ min: 0, max: 10_000 });
  const closer = zoomedAt(before, 2500, 2);
  assert.deepEqual(closer, { min: 1250, max: 6250 });
  assert.deepEqual(zoomedAt(seen(closer), 2500, 1 / 2), before.zoom);
});

test('it goes no farther than 2 kHz, and no farther out than the band', () => {
  assert.equal(widthOf(zoomedAt(seen(), 100, 1e6) ?? WIDE), 2000);
  assert.equal(zoomedAt(seen({ min: 0, max: 60_000 }), 100, 1 / 4), null);
  assert.deepEqual(zoomedAt(seen(), -48_000, 8), { min: -48_000, max: -36_000 });
});

test('the ends of the band stop it, also those of a band that has become another', () => {
  assert.deepEqual(rangeAround(WIDE, 47_000, 0.5, 8000), { min: 40_000, max: 48_000 });
  assert.deepEqual(shownOf(seen({ min: 30_000, max: 40_000 }, { min: 200, max: 24_000 })), {
    min: 14_000,
    max: 24_000,
  });
  assert.deepEqual(shownOf(seen({ min: Number.NaN, max: 40_000 })), WIDE);
});

test('a cursor or a main channel that leaves what is shown takes it along', () => {
  const zoom = { min: 0, max: 10_000 };
  assert.equal(movedTo(seen(zoom), 9990), zoom);
  assert.deepEqual(movedTo(seen(zoom), 10_010), { min: 1010, max: 11_010 });
  assert.deepEqual(movedTo(seen(zoom), -10), { min: -1010, max: 8990 });
});

test('a range that a page asks for may have either end first; what is none is all of the band', () => {
  assert.deepEqual(askedRange({ min: 5000, max: 1000 }), { min: 1000, max: 5000 });
  assert.deepEqual(shownOf(seen(askedRange({ min: 5000, max: 1000 }))), { min: 1000, max: 5000 });
  for (const none of [null, { min: Number.NaN, max: 1000 }, { min: 0, max: Number.POSITIVE_INFINITY }])
    assert.equal(askedRange(none), null);
});
