import type { KeyMarks } from './key-marks.js';

/** Dit length that is taken when the keying trace says nothing: 20 WPM. */
const DEFAULT_DIT = 0.06;
/** Marks before the newest ones among which a code is looked for: a model may decide one letter late. */
const LATE_MARKS = 4;
/** Cost of each mark that is passed over after the code. */
const LATENESS = 0.05;

/**
 * Where in the keying trace a code was sent that a model has just read: of the runs of `code.length` neighbouring marks that
 * begin after `after` (s), the one whose lengths fit dits and dahs best and that stands freest; a mark that lasts still is of what
 * comes next. Without such a run, a guess that ends before `now` (s). The span never begins before `after`.
 */
export const locateCode = (
  code: string,
  marks: KeyMarks,
  after: number,
  now: number,
): { start: number; end: number } => {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  const last = marks.count - (marks.down ? 1 : 0) - code.length;
  for (let first = Math.max(marks.oldest, last - LATE_MARKS); first <= last; first++) {
    if ((marks.start(first) + marks.end(first)) / 2 < after) continue;
    const cost = misfit(code, marks, first) + LATENESS * (last - first);
    if (cost < least) {
      least = cost;
      best = first;
    }
  }
  if (best >= 0) {
    const start = Math.max(after, marks.start(best));
    return { start, end: Math.max(start, marks.end(best + code.length - 1)) };
  }
  const end = Math.max(
    after,
    marks.count > 0 && marks.end(marks.count - 1) > after ? marks.end(marks.count - 1) : now - 2 * DEFAULT_DIT,
  );
  return { start: Math.max(after, end - units(code) * DEFAULT_DIT), end };
};

/** Length of a code, in dits. */
export const units = (code: string): number => [...code].reduce((sum, mark) => sum + (mark === '-' ? 4 : 2), -1);

/** How badly the marks from `first` on fit a code: 0 is perfect, 1 and more is nonsense. */
export const misfit = (code: string, marks: KeyMarks, first: number): number => {
  let product = 0;
  let pattern = 0;
  let energy = 0;
  let inner = 0;
  for (let i = 0; i < code.length; i++) {
    const length = marks.end(first + i) - marks.start(first + i);
    const ideal = code[i] === '-' ? 3 : 1;
    product += length * ideal;
    pattern += ideal * ideal;
    energy += length * length;
    if (i > 0) inner = Math.max(inner, marks.start(first + i) - marks.end(first + i - 1));
  }
  const shape = energy > 0 ? 1 - (product * product) / (pattern * energy) : 1;
  const before = first > marks.oldest ? marks.start(first) - marks.end(first - 1) : Number.POSITIVE_INFINITY;
  const next = first + code.length;
  const behind = next < marks.count ? marks.start(next) - marks.end(next - 1) : Number.POSITIVE_INFINITY;
  const outer = Math.min(before, behind);
  const crowding = inner > 0 ? Math.max(0, 1 - outer / (1.5 * inner)) : 0;
  return shape + 0.5 * crowding;
};
