import { BIN_GAIN, BIN_HZ, FRAME_RATE } from '../dsp/frame.js';
import type { FrameStore } from '../dsp/frame-store.js';
import type { Candidate } from '../dsp/station-list.js';
import type { NoiseSource } from './noise-source.js';
import { framesAbout, marksOf, tonesIn } from './tones.js';

/** Frames before a signal was found in which it is looked for, 16 s, and each so many that is looked at. */
const BACK = 16 * FRAME_RATE;
const STEP = 2;
/** Frames between two overs of one station, 12 s; within one of them, 1.5 s. */
const OTHERS_OVER = 12 * FRAME_RATE;
const PAUSE = 1.5 * FRAME_RATE;
/** Marks that make an over, and frames that the longest of them may last, 0.5 s: fewer are somebody's clicks, longer ones carriers. */
const FEWEST = 8;
const LONGEST = 0.5 * FRAME_RATE;
/** dB from which on frames tell marks from noise and from others' clicks. */
const CLEAR = 3;

/**
 * First frame of the overs that a signal sent, on its frequency and as strong as it is, before it was found: who answers a call
 * with no more than a callsign is only found when he sends more.
 *
 * @param found first frame of the marks by which it was found
 */
export function firstMark(
  store: FrameStore,
  noise: NoiseSource,
  { frequency, snr }: Pick<Candidate, 'frequency' | 'snr'>,
  found: number,
): number {
  if (snr < CLEAR) return found;
  const bin = Math.round(frequency / BIN_HZ);
  const level = Math.log(BIN_GAIN * noise.at(bin)) + (snr * Math.LN10) / 10;
  const stretch = { low: bin - 1, high: bin + 1, from: Math.floor(found) - BACK, to: Math.floor(found), step: STEP };
  const frames = framesAbout(tonesIn(store, noise, stretch, level), bin, 1);
  let first = found;
  for (let end = frames.length; end > 0; ) {
    let begin = end - 1;
    while (begin > 0 && (frames[begin] as number) - (frames[begin - 1] as number) <= PAUSE) begin--;
    const over = frames.slice(begin, end);
    const [oldest, newest] = [over[0] as number, over.at(-1) as number];
    if (first - newest > OTHERS_OVER) break;
    const marks = marksOf(over);
    if (marks.length >= FEWEST && Math.max(...marks) <= LONGEST) first = oldest;
    end = begin;
  }
  return first;
}
