import { BIN_HZ, FRAME_RATE } from '../dsp/frame.js';
import type { FrameStore } from '../dsp/frame-store.js';
import type { NoiseSource } from './noise-source.js';
import { isSameFist } from './same-fist.js';
import { framesAbout, LOBE, marksOf, type Stretch, type Tones, toneOf, tonesIn } from './tones.js';

/** Hz by which a signal may jump; nearer ones are found by whoever follows its drift. */
const FARTHEST = 105;
const NEAREST = 20;
/** Dits for which it must have been silent where it was: longer than a word space, so that it would have gone on there. */
const SILENT = 15;
/** Dits after its newest mark within which the first one must come elsewhere: no more than a word space. After it another answers. */
const GAP = 9;
/** Frames for which it is then looked for, 3 s: the longest chunk that is read at once, and more. */
const LOOKED_FOR = 3 * FRAME_RATE;
/** Dits of the window that is looked at, and of marks that must be in it. */
const WINDOW_DITS = 24;
const MARKS = 3;
/** Dits before its newest mark in which its marks are measured to compare. */
const OWN_DITS = 60;
/** Frames of mark that are needed at any speed, and by which the long window lengthens a mark. */
const FEWEST = 16;
const SMEAR = 12;
/** Dits that a mark may last: more is a carrier. */
const LONGEST = 5;
/** Nats by which its marks may be stronger or weaker elsewhere: 5 dB. */
const AS_STRONG = 1.2;
/** Frames before its newest mark, 2 s, in which nobody may have sent there, and the part of them that chance may fill. */
const BEFORE = 2 * FRAME_RATE;
const CHANCE = 0.04;
/** Frames before it, 30 s, in which somebody is known to use that frequency, by so many frames of marks; each 4th is looked at. */
const LONG_BEFORE = 30 * FRAME_RATE;
const USED = 64;
const STEP = 4;
/** Bins to each side that are its own. */
const OWN = LOBE - 0.5;
/** Frames, 30 s, for which one that has jumped is looked for where it was before, and Hz from where it was last. */
const RETURN = 30 * FRAME_RATE;
const RETURNS = 12;
/** Frames, 60 s, for which it is remembered where that was, and from one look to the next. */
const REMEMBERED = 60 * FRAME_RATE;
const PLACES = 32;
/** Frames after a mark in which a frame still holds something of it. */
const CLEAR = 7;

/** A signal as it is known. */
export interface Sender {
  /** Hz. */
  readonly frequency: number;
  /** Newest frame in which its key was down. */
  readonly newest: number;
  /** Log power of its marks. */
  readonly level: number;
  /** Frames of a dit. */
  readonly dit: number;
  /** Bin in which it was at a frame; null: not known. */
  readonly was: (frame: number) => number | null;
}

/** Frames that are looked at, and Hz that are no jump. */
interface Window {
  readonly from: number;
  readonly to: number;
  readonly nearest: number;
}

export interface Jump {
  /** First frame there, within the pause before its first mark. */
  readonly frame: number;
  /** Hz, and by how many it has changed. */
  readonly frequency: number;
  readonly by: number;
  /** Newest frame in which it was heard there. */
  readonly newest: number;
}

/**
 * Finds signals that jump by up to 100 Hz while they send, as those of receivers and transmitters do that are corrected in
 * steps: one frequency falls silent for longer than a sender pauses between words, and a new tone of the same strength and speed
 * goes on keying elsewhere where a word space at most has passed, and nobody has sent before.
 */
export class JumpWatch {
  readonly #store: FrameStore;
  readonly #noise: NoiseSource;

  constructor(store: FrameStore, noise: NoiseSource) {
    this.#store = store;
    this.#noise = noise;
  }

  /** Whether another look can find nothing else: all has been heard by which a jump after its newest mark is told. */
  isOver({ newest, dit }: Sender, heard: number): boolean {
    return heard >= newest + SILENT * dit && this.#store.end >= newest + WINDOW_DITS * dit;
  }

  /**
   * @param heard newest frame up to which it is known whether the key is down on its frequency
   * @returns null where it has not jumped, as far as is known
   */
  look(sender: Sender, heard: number): Jump | null {
    const { frequency, newest, level, dit } = sender;
    const silent = heard - newest - SILENT * dit;
    if (silent < 0 || silent > LOOKED_FOR || newest - BEFORE < this.#store.start) return null;
    const centre = frequency / BIN_HZ;
    const [low, high] = [Math.ceil(centre - FARTHEST / BIN_HZ), Math.floor(centre + FARTHEST / BIN_HZ)];
    const to = Math.round(newest + WINDOW_DITS * dit);
    const tones = this.#tones({ low, high, from: newest + CLEAR, to }, level);
    const jump = this.#jumpIn(tones, sender, { from: newest + CLEAR, to, nearest: NEAREST });
    return jump && jump.first - newest <= GAP * dit + SMEAR ? jump : null;
  }

  /**
   * After a longer pause, of one that has jumped: whether it goes on where it was before.
   *
   * @param looked what `heard` was at the look before
   */
  lookBack(sender: Sender, looked: number, heard: number): Jump | null {
    const { frequency, newest, level, dit, was } = sender;
    if (heard - newest > RETURN) return null;
    const places = new Set<number>();
    for (let k = newest - REMEMBERED; k < newest; k += PLACES) places.add(was(k) ?? Number.NaN);
    const former = [...places].filter((bin) => Math.abs(bin - frequency / BIN_HZ) * BIN_HZ > RETURNS);
    if (former.length === 0) return null;
    const from = Math.max(newest + CLEAR, Math.round(looked - WINDOW_DITS * dit));
    const stretch = { low: Math.min(...former) - 1, high: Math.max(...former) + 1, from, to: heard };
    const all = this.#tones(stretch, level);
    const tones = new Map([...all].filter(([bin]) => former.some((one) => Math.abs(one - bin) <= 1)));
    return this.#jumpIn(tones, sender, { from, to: heard, nearest: RETURNS });
  }

  /** The jump to where most tones are, when they are keyed as the sender keys and nobody else is known there. */
  #jumpIn(tones: Tones, sender: Sender, { from, to, nearest }: Window): (Jump & { readonly first: number }) | null {
    const { frequency, newest, dit } = sender;
    const centre = frequency / BIN_HZ;
    const bin = busiest(tones, centre);
    const frames = bin === null ? [] : framesAbout(tones, bin, 1);
    const [first, last] = [frames[0], frames.at(-1)];
    if (bin === null || first === undefined || last === undefined) return null;
    if (frames.length < Math.max(FEWEST, MARKS * dit)) return null;
    const marks = marksOf(frames);
    if (marks.length < 2 || marks.some((mark) => mark > LONGEST * dit + SMEAR)) return null;
    const { hertz, level: there } = toneOf(this.#store, frames, bin);
    if (Math.abs(hertz - frequency) < nearest || goesOn(tones, centre, first)) return null;
    if (this.#isAnother(sender, { low: bin - 1, high: bin + 1, from, to }, there) || this.#isUsed(sender, bin))
      return null;
    const frame = Math.round((newest + first) / 2);
    return { frame, frequency: hertz, by: hertz - frequency, newest: last, first };
  }

  /** What is keyed elsewhere, at that level (log power), is not keyed as this sender keys. */
  #isAnother({ frequency, newest, level, dit }: Sender, elsewhere: Stretch, there: number): boolean {
    const bin = Math.round(frequency / BIN_HZ);
    const own = { low: bin - LOBE, high: bin + LOBE, from: Math.round(newest - OWN_DITS * dit), to: newest + CLEAR };
    const before = this.#frames(own, level);
    if (before.length < FEWEST) return false;
    const strong = toneOf(this.#store, before, bin).level;
    if (Math.abs(strong - there) > AS_STRONG) return true;
    // Each measured at its own level; the first of one stretch and the last of the other may be cut.
    const [one, other] = [marksOf(this.#frames(own, strong)), marksOf(this.#frames(elsewhere, there))];
    return !isSameFist(one.slice(1), other.slice(0, -1), dit);
  }

  /** Somebody else has sent there before. */
  #isUsed({ newest, level, was }: Sender, bin: number): boolean {
    const there = { low: bin - 1, high: bin + 1, to: newest - CLEAR };
    const others = (frames: readonly number[]) =>
      frames.filter((frame) => Math.abs((was(frame) ?? Number.POSITIVE_INFINITY) - bin) > LOBE + 2).length;
    const count = (from: number, step: number) => others(this.#frames({ ...there, from, step }, level)) * step;
    return count(newest - BEFORE, 1) > CHANCE * BEFORE || count(newest - LONG_BEFORE, STEP) > USED;
  }

  #tones(stretch: Stretch, level: number): Tones {
    return tonesIn(this.#store, this.#noise, stretch, level);
  }

  /** Frames of all tones in a stretch. */
  #frames(stretch: Stretch, level: number): number[] {
    return framesAbout(this.#tones(stretch, level), (stretch.low + stretch.high) / 2, stretch.high - stretch.low);
  }
}

/** The bin that has most tones, with its neighbours' frames, other than those about `centre`. */
function busiest(tones: Tones, centre: number): number | null {
  let [best, most] = [null as number | null, 0];
  for (const bin of tones.keys()) {
    if (Math.abs(bin - centre) < LOBE - 1) continue;
    const count = [bin - 1, bin, bin + 1].reduce((sum, b) => sum + (tones.get(b)?.length ?? 0), 0);
    if (count > most) [best, most] = [bin, count];
  }
  return best;
}

/** Somebody sends on its own frequency too. */
function goesOn(tones: Tones, centre: number, first: number): boolean {
  return framesAbout(tones, centre, OWN).filter((frame) => frame >= first).length > FEWEST / 2;
}
