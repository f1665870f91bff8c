import { type AudioMap, followedBy, moved, UNMOVED } from '../dsp/audio-map.js';
import { BIN_GAIN, BIN_HZ, FRAME_RATE } from '../dsp/frame.js';
import type { FrameStore } from '../dsp/frame-store.js';
import type { NoiseFloor } from '../dsp/noise-floor.js';

/** Frames after a turn of the dial within which the sound shows it: 1.5 s of buffers and network. */
const LATEST = 1.5 * FRAME_RATE;
/** Frames before it: a page that looks at its receiver a few times a second tells late, 0.3 s. */
const EARLIEST = 40;
/** Turns that wait at most; more are one with the last. */
const MOST = 16;
/** Nats by which what has been heard must speak for a turn. */
const SURE = 6;
/** Frames that are not independent of one another, by the length of the window. */
const CORRELATED = 8;
/** Nats that a frame more or less than usual costs, so that silence is decided by habit. */
const UNUSUAL = 0.004;
/** Part of the time that the key of a known signal is down. */
const KEY_DOWN = 0.3;
/** Nats above the noise that count as a mark: this part of the signal's own, but no less than noise does not reach. */
const MARK = { part: 0.6, least: 2.2 } as const;
/** Nats in favour of a mark, from a frame's level: slope and ends. */
const EVIDENCE = { slope: 2, least: -3, most: 4 } as const;
/** Bins at the ends of the spectrum in which no signal is looked for. */
const EDGE = 3;

/** A signal that is known to be in the sound. */
export interface KnownSignal {
  /** Hz. */
  readonly frequency: number;
  /** Nats above the noise in a bin. */
  readonly mark: number;
}

/** A turn of the dial and the frame at which the sound has shown it. */
export interface Turn<T> {
  readonly what: T;
  readonly map: AudioMap;
  readonly frame: number;
}

interface Pending<T> {
  what: T;
  /** Of this turn alone, and of all that wait up to it. */
  map: AudioMap;
  whole: AudioMap;
  /** Newest frame when it was told. */
  readonly told: number;
  /** Evidence of each frame from the first one on, nats. */
  scores: number[];
}

/** A way through the turns so far: its evidence, and the frame of each turn. */
interface Way {
  readonly sum: number;
  readonly frames: readonly number[];
}

/**
 * Finds when the sound follows the dial. A receiver's sound comes through buffers and a network: what the dial says now is heard
 * 0…1.5 s later, and nobody says when. The signals that are known tell: at each frame they key where they were, or where a turn
 * has put them. The likeliest way through all turns that wait is sought (Viterbi, left to right).
 */
export class DialWatch<T> {
  readonly #store: FrameStore;
  readonly #noise: Pick<NoiseFloor, 'logAt'>;
  #signals: readonly KnownSignal[] = [];
  #pending: Pending<T>[] = [];
  /** Evidence for no turn at all. */
  #still: number[] = [];
  #first = 0;
  /** Frames that the sound was late the last time. */
  #usual = 0;

  constructor(store: FrameStore, noise: Pick<NoiseFloor, 'logAt'>) {
    this.#store = store;
    this.#noise = noise;
  }

  /** Newest frame when the oldest turn that waits was told; Infinity: none does. */
  get waitsFrom(): number {
    return this.#pending[0]?.told ?? Number.POSITIVE_INFINITY;
  }

  /** What the dial says; undefined: no turn waits. */
  get newest(): T | undefined {
    return this.#pending.at(-1)?.what;
  }

  /**
   * The dial was turned.
   * @param signals what is heard now, before it; looked at when no turn waits.
   */
  tell(what: T, map: AudioMap, signals: () => readonly KnownSignal[]): void {
    const told = this.#store.end;
    if (this.#pending.length === 0) {
      this.#signals = signals();
      this.#first = Math.max(this.#store.start, told - EARLIEST);
      this.#still = [];
    }
    const last = this.#pending.at(-1);
    if (last && (last.told === told || this.#pending.length >= MOST)) {
      last.what = what;
      last.map = followedBy(last.map, map);
      last.whole = followedBy(last.whole, map);
      last.scores = [];
      return;
    }
    this.#pending.push({ what, map, whole: followedBy(last?.whole ?? UNMOVED, map), told, scores: [] });
  }

  /** The turns that have been heard by now, in order. @param all no sound comes that could tell more */
  heard(all = false): Turn<T>[] {
    const count = this.#pending.length;
    if (count === 0) return [];
    const ways = this.#ways();
    const known = this.#signals.length > 0;
    const settled = known && !all ? this.#settled(ways) : count;
    if (settled === 0) return [];
    return this.#take(settled, known ? (best(ways, settled)?.frames ?? []) : []);
  }

  /** How many turns are surely over: by what was heard, or because it is late. */
  #settled(ways: readonly (Way | null)[]): number {
    const late = this.#pending.filter(({ told }) => this.#store.end - told > LATEST).length;
    let count = this.#pending.length;
    while (count > late && sumOf(best(ways, count)) - Math.max(...ways.slice(0, count).map(sumOf)) <= SURE) count--;
    return count;
  }

  /** For each number of turns the likeliest way that has come through so many; null: that cannot be. */
  #ways(): (Way | null)[] {
    const states = [{ whole: UNMOVED, told: Number.NEGATIVE_INFINITY, scores: this.#still }, ...this.#pending];
    for (const state of states) this.#score(state.whole, state.scores);
    const ways: (Way | null)[] = states.map((_, i) => (i === 0 ? { sum: 0, frames: [] } : null));
    for (let k = this.#first; k < this.#store.end; k++) {
      for (let i = states.length - 1; i >= 0; i--) {
        const stay = ways[i] ?? null;
        const way = this.#entered(ways, i, k, stay);
        const overdue = (states[i + 1]?.told ?? k) + LATEST < k;
        ways[i] =
          way && !overdue ? { ...way, sum: way.sum + ((states[i]?.scores[k - this.#first] ?? 0) as number) } : null;
      }
    }
    return ways;
  }

  /** The better one of staying after `i` turns and coming there at frame `k`. */
  #entered(ways: readonly (Way | null)[], i: number, k: number, stay: Way | null): Way | null {
    const turn = this.#pending[i - 1];
    if (!turn || k < turn.told - EARLIEST) return stay;
    const cost = UNUSUAL * Math.abs(k - turn.told - this.#usual);
    let better = stay;
    for (let from = 0; from < i; from++) {
      const way = ways[from];
      if (!way || way.sum - cost <= sumOf(better)) continue;
      better = { sum: way.sum - cost, frames: [...way.frames, ...new Array<number>(i - from).fill(k)] };
    }
    return better;
  }

  #score(whole: AudioMap, scores: number[]): void {
    const { first, bins } = this.#store.grid;
    const places = this.#signals
      .map(({ frequency, mark }) => ({ bin: Math.round(moved(whole, frequency) / BIN_HZ), mark }))
      .filter(({ bin }) => bin >= first + EDGE && bin < first + bins - EDGE);
    for (let k = this.#first + scores.length; k < this.#store.end; k++) {
      const { long } = this.#store.rows(k);
      let sum = 0;
      for (const { bin, mark } of places) {
        const at = bin - first;
        const level = Math.max(long[at - 1] as number, long[at] as number, long[at + 1] as number);
        const above = level - this.#noise.logAt(bin) - Math.max(MARK.least, MARK.part * mark);
        const evidence = Math.min(EVIDENCE.most, Math.max(EVIDENCE.least, EVIDENCE.slope * above));
        sum += Math.log(1 - KEY_DOWN + KEY_DOWN * Math.exp(evidence));
      }
      scores.push(sum / CORRELATED);
    }
  }

  #take(count: number, frames: readonly number[]): Turn<T>[] {
    const taken = this.#pending.splice(0, count);
    const turns = taken.map(({ what, map, told }, i) => ({ what, map, frame: frames[i] ?? told }));
    const last = taken.at(-1);
    const at = turns.at(-1)?.frame;
    if (!last || at === undefined) return turns;
    if (this.#signals.length > 0) this.#usual = Math.max(0, at - last.told);
    // Those that still wait begin where these have come to.
    this.#signals = this.#signals.map((one) => ({ ...one, frequency: moved(last.whole, one.frequency) }));
    this.#still = [];
    this.#first = Math.max(this.#store.start, at, (this.#pending[0]?.told ?? 0) - EARLIEST);
    let whole = UNMOVED;
    for (const turn of this.#pending) {
      whole = followedBy(whole, turn.map);
      turn.whole = whole;
      turn.scores = [];
    }
    return turns;
  }
}

/** Nats of a decibel. */
const DECIBEL = Math.LN10 / 10;
/** Hz within which two are the same signal. */
const SAME = 20;

/** Signals with a known strength (dB), each once. */
export function knownSignals(
  ...lists: readonly (readonly { readonly frequency: number; readonly snr: number | null }[])[]
): KnownSignal[] {
  const known: KnownSignal[] = [];
  for (const { frequency, snr } of lists.flat()) {
    const there = known.some((other) => Math.abs(other.frequency - frequency) < SAME);
    if (snr !== null && !there) known.push({ frequency, mark: Math.log(BIN_GAIN) + DECIBEL * snr });
  }
  return known;
}

const sumOf = (way: Way | null | undefined): number => way?.sum ?? Number.NEGATIVE_INFINITY;

/** The likeliest way that comes through `count` turns at least. */
const best = (ways: readonly (Way | null)[], count: number): Way | null =>
  ways.slice(count).reduce<Way | null>((a, b) => (sumOf(b) > sumOf(a) ? b : a), null);
