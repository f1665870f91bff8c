import type { AudioMap } from '../dsp/audio-map.js';
import type { FrameStore } from '../dsp/frame-store.js';
import type { SignalFinder } from '../dsp/signal-finder.js';
import type { ChannelBoard } from './channel-board.js';
import type { DialPath } from './dial-path.js';
import { DialWatch, knownSignals } from './dial-watch.js';
import { type Dial, moveBetween, sameDial } from './radio.js';

/** The sound is tuned so from `frame` on; without a map it has been so from the start, and nobody knew. */
interface DialNews {
  readonly dial: Dial;
  readonly map: AudioMap | null;
  readonly frame: number;
}

/** Follows the dial, as soon as the sound does: path, finder and, by `told`, everything else. */
export class DialFollower {
  readonly #path: DialPath;
  readonly #finder: SignalFinder;
  readonly #board: ChannelBoard;
  readonly #told: (news: DialNews) => void;
  readonly #watch: DialWatch<Dial>;
  /** The dial has come to be known, or is not known any more. */
  #named: Dial | null = null;

  constructor(
    path: DialPath,
    frames: FrameStore,
    finder: SignalFinder,
    board: ChannelBoard,
    told: (news: DialNews) => void,
  ) {
    this.#path = path;
    this.#finder = finder;
    this.#board = board;
    this.#told = told;
    this.#watch = new DialWatch(frames, finder.noise);
  }

  /** The sound has not followed the dial yet. */
  get waiting(): boolean {
    return Number.isFinite(this.#watch.waitsFrom);
  }

  /** First frame of which nobody knows where the sound is tuned to. */
  get readable(): number {
    return this.#watch.waitsFrom;
  }

  /** The dial says this now. */
  turn(dial: Dial): void {
    const before = this.#named ?? this.#watch.newest ?? this.#path.dial;
    if (sameDial(before, dial)) return;
    const map = moveBetween(before, dial);
    if (map) this.#watch.tell(dial, map, () => knownSignals(this.#finder.candidates(), this.#board.heardLately));
    else this.#named = dial;
  }

  /** Goes where the sound is by now. True when that is elsewhere. @param all it does not go any farther */
  follow(all: boolean): boolean {
    const turns = this.#watch.heard(all || this.#named !== null);
    for (const { what, map, frame } of turns) {
      this.#path.move(frame, map, what);
      this.#finder.move(frame, map);
      this.#told({ dial: what, map, frame });
    }
    const named = this.#named;
    this.#named = null;
    if (named) {
      this.#path.name(named);
      this.#told({ dial: named, map: null, frame: 0 });
    }
    return turns.length > 0 || named !== null;
  }
}
