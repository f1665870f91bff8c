/** Signals that move, as satellites, drifting oscillators and receivers that are corrected in steps give them. */
import { addKeyed, amplitudeFor, keying, type Mark, normal, randomText, seeded, whiteNoise } from './signals.js';

const SIGMA = 0.01;

export interface Moving {
  readonly samples: Float32Array;
  readonly text: string;
  /** Hz at a time, s. */
  readonly frequency: (time: number) => number;
}

export interface MovingSpec {
  readonly seconds: number;
  readonly snr: number;
  readonly seed: number;
  readonly wpm?: number;
  /** Hz at a time, s; of the text's marks. */
  readonly frequency: (time: number, marks: readonly Mark[]) => number;
  /** Another station all the time, so many Hz from where the signal is at the start. */
  readonly neighbour?: number;
}

/** Hz at `time` of what begins at `start` and drifts by `rate` Hz/s, to and fro within `reach` Hz where that is given. */
export function drifting(start: number, rate: number, reach = Number.POSITIVE_INFINITY) {
  return (time: number): number => {
    const moved = Math.abs(rate) * time;
    const fold = Number.isFinite(reach) ? reach - Math.abs((moved % (2 * reach)) - reach) : moved;
    return start + Math.sign(rate) * fold;
  };
}

/** Hz at `time` of a pass: `reach` Hz above `centre` at first, as much below it at last, fastest at `middle`, by `rate` Hz/s there. */
export const doppler = (centre: number, reach: number, rate: number, middle: number) => {
  return (time: number): number =>
    centre - (2 * reach * Math.atan((Math.PI * rate * (time - middle)) / (2 * reach))) / Math.PI;
};

/**
 * Hz at `time` of what jumps by steps of `hertz`, up and down by turns, at the pauses of the keying of `least` s and more that
 * come `every` s or later after the jump before.
 */
export function jumping(start: number, hertz: number, every: number, least: number) {
  let jumps: number[] | null = null;
  return (time: number, marks: readonly Mark[]): number => {
    if (!jumps) {
      jumps = [];
      for (const [i, mark] of marks.entries()) {
        const end = marks[i - 1]?.[1] ?? mark[0];
        const pause = mark[0] - end;
        if (pause > least && end - (jumps.at(-1) ?? 0) > every) jumps.push(end + pause / 2);
      }
    }
    const count = jumps.filter((at) => at <= time).length;
    return start + (count % 2) * hertz;
  };
}

export function moving({ seconds, snr, seed, wpm = 20, frequency, neighbour }: MovingSpec): Moving {
  const random = seeded(seed);
  const samples = whiteNoise(seconds, SIGMA, random);
  let text = randomText(seconds - 4, wpm, random).trim();
  while ((keying(text, { wpm, start: 2 }).at(-1)?.[1] ?? 0) > seconds - 2) text = text.slice(0, -1).trim();
  const marks = keying(text, { wpm, start: 2 });
  addKeyed(samples, marks, { frequency: (time) => frequency(time, marks), amplitude: amplitudeFor(snr, SIGMA) });
  if (neighbour !== undefined) {
    const theirs = keying(randomText(seconds, 24, random), { wpm: 24, start: 1 + Math.abs(normal(random)) });
    addKeyed(samples, theirs, { frequency: frequency(0, marks) + neighbour, amplitude: amplitudeFor(snr + 3, SIGMA) });
  }
  return { samples, text, frequency: (time) => frequency(time, marks) };
}

/**
 * Hz at `time` of what is corrected in steps against a Doppler shift, as satellites' receivers are: every few seconds it slides by
 * `hertz` within 0.15 s, whatever is sent just then, and in the pauses of 0.3 s and more it has fallen back by as much.
 */
export function wandering(start: number, hertz: number) {
  let steps: { readonly at: number; readonly up: boolean }[] | null = null;
  const stepsIn = (marks: readonly Mark[]) => {
    const found: { readonly at: number; readonly up: boolean }[] = [];
    let newest = marks[0]?.[0] ?? 0;
    for (const [i, [from, to]] of marks.entries()) {
      const up = found.length % 2 === 0;
      const pause = from - (marks[i - 1]?.[1] ?? from);
      if (up && to - from > 0.1 && from - newest > 1.5) found.push({ at: from + 0.02, up });
      else if (!up && pause > 0.3) found.push({ at: from - pause / 2, up });
      else continue;
      newest = from;
    }
    return found;
  };
  return (time: number, marks: readonly Mark[]): number => {
    steps ??= stepsIn(marks);
    return steps.reduce(
      (sum, { at, up }) => sum + (up ? hertz : -hertz) * Math.max(0, Math.min(1, (time - at) / 0.15)),
      start,
    );
  };
}

/** Hz at `time` of a transmitter that chirps: each mark begins `hertz` off, and settles with a time constant of 60 ms. */
export function chirping(settled: number, hertz: number) {
  return (time: number, marks: readonly Mark[]): number => {
    const mark = marks.findLast(([from]) => from <= time);
    return settled + (mark ? hertz * Math.exp((mark[0] - time) / 0.06) : 0);
  };
}
