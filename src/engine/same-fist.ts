/** By how much the logarithm of the speed may differ from one word to the next: less than from one operator to most others. */
const SPEED = 0.12;
/** Marks of a kind from which their mean counts. */
const FEWEST = 2;
/** Frames by which the long window lengthens a mark. */
const SMEAR = 1.3;

/**
 * Whether marks, in frames, may have been keyed by the sender of the ones before: they last as long as those do, dits and dahs
 * taken together.
 *
 * @param dit frames of a dit of that sender
 */
export function isSameFist(before: readonly number[], marks: readonly number[], dit: number): boolean {
  const isDah = (mark: number) => mark > 2 * dit + SMEAR;
  const dah = usual(before.filter(isDah)) ?? 3 * dit + SMEAR;
  const dot = usual(before.filter((mark) => !isDah(mark))) ?? dit + SMEAR;
  const expected = marks.reduce((sum, mark) => sum + (isDah(mark) ? dah : dot), 0);
  const found = marks.reduce((sum, mark) => sum + mark, 0);
  return marks.length === 0 || Math.abs(Math.log(found / expected)) < SPEED;
}

function usual(marks: readonly number[]): number | null {
  return marks.length < FEWEST ? null : marks.reduce((sum, mark) => sum + mark, 0) / marks.length;
}
