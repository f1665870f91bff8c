import { type AudioBlock, channelsOf, MOST_WAITING, secondsOf } from '../engine/audio-block.js';

/** Seconds of sound that are taken at once. */
const PIECE = 1;
/** Seconds by which sound that is not due yet may be ahead of what has been read. */
const AHEAD = 2;
/** Milliseconds after which sound that waits is looked at again although nothing has been read. */
const LOOK = 250;

export interface SoundQueueSetup {
  /** Takes in a piece of sound. */
  readonly push: (block: AudioBlock) => void;
  /** Seconds of audio that the slowest channel has still to read. */
  readonly backlog: () => number;
  /** Milliseconds of a steady clock. */
  readonly now: () => number;
  /** See `makeTurns`. */
  readonly turns: (turn: () => void) => () => void;
  /** Calls back after that many milliseconds. */
  readonly later: (act: () => void, milliseconds: number) => void;
}

type Entry =
  | { readonly block: AudioBlock; readonly due: number; readonly isWanted: () => boolean }
  | { readonly block: null; readonly act: () => void };

/**
 * Sound that has come, and what is asked for behind it, in order. A piece a task is taken: where the machine is late the messages
 * that wait are hundreds of blocks, and what an inference worker has read would come behind all of them.
 *
 * Sound that comes faster than it sounds, as a page pushes what it has at hand or what a slow connection had held back, is due when
 * it would sound if it went on from the block before. Until then it waits for the channels: that they are behind it is no overload, and
 * none of them has to be stopped for it.
 */
export class SoundQueue {
  readonly #setup: SoundQueueSetup;
  readonly #nextTurn: () => void;
  readonly #entries: Entry[] = [];
  /** A turn has been asked for. */
  #coming = false;
  /** Somebody looks again later. */
  #looking = false;
  /** When the newest block is due to its end, milliseconds. */
  #due = 0;
  /** Seconds and values of the sound that waits. */
  #seconds = 0;
  #values = 0;

  constructor(setup: SoundQueueSetup) {
    this.#setup = setup;
    this.#nextTurn = setup.turns(() => this.#takeTurn());
  }

  /** Seconds of sound that wait, less what is not due yet: negative where more has been taken than is due. */
  get waiting(): number {
    return this.#seconds - Math.max(0, this.#due - this.#setup.now()) / 1000;
  }

  /** @param isWanted asked when its turn has come */
  add(block: AudioBlock, isWanted = () => true): void {
    for (const piece of piecesOf(block)) {
      this.#due = Math.max(this.#due, this.#setup.now()) + 1000 * secondsOf(piece);
      this.#seconds += secondsOf(piece);
      this.#values += piece.samples.length;
      this.#entries.push({ block: piece, due: this.#due, isWanted });
    }
    this.#ask();
  }

  /** Does it behind the sound that has come: at once while none waits. */
  behind(act: () => void): void {
    if (this.#entries.length > 0) this.#entries.push({ block: null, act });
    else act();
  }

  /** Something has been read. */
  wake(): void {
    this.#ask();
  }

  clear(): void {
    this.#entries.length = 0;
    this.#seconds = 0;
    this.#values = 0;
  }

  #ask(): void {
    if (this.#coming || this.#entries.length === 0) return;
    if (!this.#mayTake) {
      this.#lookLater();
      return;
    }
    this.#coming = true;
    this.#nextTurn();
  }

  get #mayTake(): boolean {
    const first = this.#entries[0];
    if (!first?.block || this.#values > MOST_WAITING) return true;
    return first.due <= this.#setup.now() || this.#setup.backlog() <= AHEAD;
  }

  #lookLater(): void {
    if (this.#looking) return;
    this.#looking = true;
    this.#setup.later(() => {
      this.#looking = false;
      this.#ask();
    }, LOOK);
  }

  #takeTurn(): void {
    this.#coming = false;
    const first = this.#entries.shift();
    if (!first) return;
    if (!first.block) {
      first.act();
    } else {
      this.#seconds -= secondsOf(first.block);
      this.#values -= first.block.samples.length;
      if (first.isWanted()) this.#setup.push(first.block);
    }
    this.#ask();
  }
}

/** A block in pieces of at most one second; its time, or the gap before it, stays with the first. */
function* piecesOf(block: AudioBlock): Generator<AudioBlock> {
  const length = Math.max(1, Math.ceil(PIECE * block.sampleRate)) * channelsOf(block);
  const { samples, time, gap, ...same } = block;
  yield { ...block, samples: samples.subarray(0, length) };
  for (let at = length; at < samples.length; at += length)
    yield { ...same, samples: samples.subarray(at, at + length) };
}
