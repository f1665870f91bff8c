import { FRAME_RATE } from '../dsp/frame.js';
import type { FrameStore } from '../dsp/frame-store.js';
import type { ModelContract } from './model-contract.js';
import type { NoiseSource } from './noise-source.js';
import type { Reader, Reading } from './reader.js';

/** Bins to each side of a channel that are watched: 23 Hz, beyond which its features see nothing that they could read. */
const REACH = 3;
/**
 * Times the mean noise power from which on something stands out: 9 dB in a bin, which a mark of −12 dB in 2500 Hz still has. White
 * noise does so every half a minute.
 */
const STANDS_OUT = 8;
/** Probability of a key that is down, from which on the model has heard something. */
const HEARD = 0.2;
/** Frames for which the model has heard nothing, and nothing has stood out, before it rests: 4 s, and half a second. */
const UNHEARD = 4 * FRAME_RATE;
const UNSEEN = FRAME_RATE / 2;
/** Frames before what stands out from which on it is read: 1 s, for the marks before it that were weaker. */
const RUN_UP = 128;

interface Watch {
  /** Frame after the newest one that was looked at. */
  at: number;
  /** Newest frame in which something stood out, and in which the model heard a mark. */
  seen: number;
  heard: number;
}

/**
 * Lets readers rest whose stations do not send: the model reads nothing while its own key is up and no power stands out of the
 * noise around the channel. It goes on, with its state, a second before something does. What lies between was no mark, so text and
 * times are those that it would have read; that takes watching, which costs a five-hundredth of reading.
 */
export class IdleReaders {
  readonly #contract: ModelContract;
  readonly #store: FrameStore;
  readonly #noise: NoiseSource;
  readonly #passed: (reader: Reader, reading: Reading) => void;
  readonly #watches = new WeakMap<Reader, Watch>();
  readonly #floor = new Float64Array(2 * REACH + 1);

  /** @param passed is told of what was not read, as a reading without tokens and with the key up */
  constructor(
    contract: ModelContract,
    store: FrameStore,
    noise: NoiseSource,
    passed: (reader: Reader, reading: Reading) => void,
  ) {
    this.#contract = contract;
    this.#store = store;
    this.#noise = noise;
    this.#passed = passed;
  }

  /** Takes what the model has read. */
  read(reader: Reader, { key }: Reading): void {
    const watch = this.#watches.get(reader);
    if (watch && key.some((down) => down > HEARD)) watch.heard = reader.done;
  }

  /**
   * Lets the reader rest, or go on, by what the frames before `end` hold.
   *
   * @param tick frames of which cursors are multiples
   * @param ended no frames come for now: what a resting reader would go back by is silence
   */
  update(reader: Reader, end: number, tick: number, ended: boolean): void {
    if (reader.urgent || !reader.live || reader.stopped) {
      this.#watches.delete(reader);
      reader.resting = false;
      return;
    }
    const fresh: Watch = { at: reader.cursor, seen: reader.cursor, heard: reader.cursor };
    const watch = this.#watches.get(reader) ?? fresh;
    this.#watches.set(reader, watch);
    if (end - watch.at < tick && !ended) return;
    this.#look(reader, watch, end);
    if (reader.busy) return;
    const { cursor } = reader;
    const quiet = cursor - watch.heard >= UNHEARD && cursor - watch.seen >= UNSEEN;
    if (!reader.resting && !quiet) return;
    const awake = watch.seen >= cursor;
    reader.resting = !awake;
    if (awake) reader.wokenAt = end;
    const until = awake ? watch.seen - RUN_UP : end - (ended ? 0 : RUN_UP);
    this.#pass(reader, Math.floor(until / tick) * tick);
  }

  #pass(reader: Reader, until: number): void {
    const from = reader.cursor;
    if (until <= from) return;
    const { stride } = this.#contract;
    const keyTime = reader.timeOfKey(from);
    reader.skim(this.#store, until);
    this.#passed(reader, { tokens: [], key: new Float32Array((until - from) / stride), keyTime });
  }

  #look(reader: Reader, watch: Watch, end: number): void {
    const floor = this.#floor;
    let centre = Number.NaN;
    for (let k = Math.max(watch.at, this.#store.start); k < end; k++) {
      const bin = reader.track.at(k) ?? reader.bin;
      if (bin !== centre) {
        centre = bin;
        for (let i = 0; i < floor.length; i++) floor[i] = Math.log(STANDS_OUT * this.#noise.at(bin + i - REACH));
      }
      const { long, first } = this.#store.rows(k, bin);
      for (let i = 0; i < floor.length; i++) {
        if ((long[bin + i - REACH - first] as number) > (floor[i] as number)) watch.seen = k;
      }
    }
    watch.at = Math.max(watch.at, end);
  }
}
