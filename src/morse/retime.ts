import { frameTime } from '../dsp/frame.js';
import type { DecodedToken } from './ctc.js';
import type { KeyMarks } from './key-marks.js';
import { misfit } from './locate-code.js';

/** Cost of a mark that belongs to no code, and of a code that no marks are found for; a code that fits costs about 0. */
const SPARE_MARK = 0.15;
const LOST_CODE = 1;
/** Seconds before and after the end of a code's last mark in which the model may decide it. */
const EARLY = 0.6;
const LATE = 2.5;
/** Where two divisions fit alike, the one wins whose codes were decided about so many seconds after their end. */
const USUAL = 0.15;
const PER_SECOND = 0.05;

/**
 * Finds when the codes of a stretch of text were sent, from a keying trace that goes on behind it: the marks are divided among
 * the codes, in order, so that lengths and gaps fit best as a whole (by dynamic programming). So it does not hang on how long
 * after a code the model decides, as `locateCode` does, which has to place every code at once. A code without marks keeps its
 * times, where they are still possible.
 *
 * @param after stream time of the end of the code before, seconds
 */
export function retime(tokens: readonly DecodedToken[], marks: KeyMarks, after: number): readonly DecodedToken[] {
  const codes = tokens.filter(({ space }) => !space);
  const first = firstMark(marks, after);
  const places = divide(codes, marks, first);
  let end = after;
  let next = 0;
  const starts = codes.map((code, i) => startOf(code, marks, places[i] ?? null));
  return tokens.map((token) => {
    if (token.space) {
      const until = starts[next] ?? token.end;
      return { ...token, start: end, end: Math.max(end, until) };
    }
    const place = places[next++] ?? null;
    const start = Math.max(end, startOf(token, marks, place));
    const last = place === null ? token.end : marks.end(place + token.code.length - 1);
    end = Math.max(start, last);
    return { ...token, start, end };
  });
}

const startOf = ({ start }: DecodedToken, marks: KeyMarks, place: number | null): number =>
  place === null ? start : marks.start(place);

/** Index of the first mark whose middle lies after `after`. */
function firstMark(marks: KeyMarks, after: number): number {
  let first = marks.oldest;
  while (first < marks.count && (marks.start(first) + marks.end(first)) / 2 < after) first++;
  return first;
}

/** For each code the index of its first mark, or null. */
function divide(codes: readonly DecodedToken[], marks: KeyMarks, first: number): (number | null)[] {
  const count = marks.count - first;
  const width = count + 1;
  /** Least cost of the first `i` codes within the first `m` marks, and what the last step to it was. */
  const cost = new Float64Array((codes.length + 1) * width).fill(Number.POSITIVE_INFINITY);
  const step = new Int8Array((codes.length + 1) * width);
  const improve = (at: number, value: number, how: number) => {
    if (value >= (cost[at] as number)) return;
    cost[at] = value;
    step[at] = how;
  };
  cost[0] = 0;
  for (let i = 0; i <= codes.length; i++) {
    const code = codes[i - 1];
    for (let m = 0; m <= count; m++) {
      const at = i * width + m;
      if (m > 0) improve(at, (cost[at - 1] as number) + SPARE_MARK, SPARE);
      if (!code) continue;
      improve(at, (cost[at - width] as number) + LOST_CODE, LOST);
      const from = m - code.code.length;
      if (from < 0) continue;
      const before = cost[at - width - code.code.length] as number;
      if (before < Number.POSITIVE_INFINITY) improve(at, before + placing(code, marks, first + from), code.code.length);
    }
  }
  return trace(codes, cost, step, width, first);
}

const SPARE = -1;
const LOST = 0;

function placing({ code, frame }: DecodedToken, marks: KeyMarks, place: number): number {
  const delay = frameTime(frame) - marks.end(place + code.length - 1);
  if (delay < -EARLY || delay > LATE) return Number.POSITIVE_INFINITY;
  return misfit(code, marks, place) + PER_SECOND * Math.abs(delay - USUAL);
}

/** Marks behind the last code are those of codes to come and cost nothing. */
function trace(
  codes: readonly DecodedToken[],
  cost: Float64Array,
  step: Int8Array,
  width: number,
  first: number,
): (number | null)[] {
  const places: (number | null)[] = codes.map(() => null);
  const row = cost.subarray(codes.length * width);
  let m = row.reduce((best, value, i) => (value < (row[best] as number) ? i : best), 0);
  for (let i = codes.length; i > 0; ) {
    const how = step[i * width + m] as number;
    if (how === SPARE) {
      m--;
    } else {
      m -= how;
      i--;
      if (how > LOST) places[i] = first + m;
    }
  }
  return places;
}
