import { SAMPLE_RATE } from './frame.js';
import { type Cells, PackedCells, PlainCells } from './sample-cells.js';

/** Bytes of a wide history at most; what is asked for beyond that is not kept. 128 s of 192 kHz, 258 s of 96 kHz. */
const MOST_BYTES = 100e6;

/**
 * Ring of the newest samples, addressed in 1/8000 s: index 0 is the first one ever appended. For each index it holds `width`
 * values: one of sound at 8 kHz; of a wider band interleaved ones, in 16 bits with a level of their own, which is 4 bytes a
 * pair: 46 MB for 120 s of 96 kHz.
 */
export class AudioHistory {
  readonly width: number;
  #cells: Cells;
  #end = 0;
  #start = 0;

  /** @throws RangeError when `seconds` is not a positive finite number. */
  constructor(seconds: number, width = 1) {
    this.width = width;
    this.#cells = cellsFor(seconds, width);
  }

  /** Indices that are held at most. */
  get capacity(): number {
    return this.#cells.count;
  }

  /** Absolute index after the newest sample: so many have been appended. */
  get end(): number {
    return this.#end;
  }

  /** Absolute index of the oldest sample that is still held. */
  get start(): number {
    return this.#start;
  }

  /** @param samples whole indices: a multiple of `width` values */
  append(samples: Float32Array): void {
    const { width } = this;
    const size = this.#cells.count;
    const given = samples.length / width;
    const count = Math.min(given, size);
    const kept = samples.subarray((given - count) * width);
    this.#end += given;
    const at = (this.#end - count) % size;
    const head = Math.min(count, size - at);
    this.#cells.set(kept.subarray(0, head * width), at);
    this.#cells.set(kept.subarray(head * width), 0);
    this.#start = Math.max(this.#start, this.#end - size);
  }

  /** Lets so many indices pass that nobody knows; nothing before them is held any more. */
  skip(count: number): void {
    this.#end += count;
    this.#start = this.#end;
  }

  /**
   * Puts others in the place of the newest samples.
   * @throws RangeError when there are not so many.
   */
  replaceNewest(samples: Float32Array): void {
    const count = samples.length / this.width;
    if (count > this.#end - this.#start) throw new RangeError(`${count} samples are not held`);
    this.#end -= count;
    this.append(samples);
  }

  /**
   * Samples `from … to − 1`, `width` values each, in `out` when that is given (its first values).
   * @throws RangeError when part of the span is not held, or `out` is too short.
   */
  read(from: number, to: number, out?: Float32Array): Float32Array {
    const { width } = this;
    const count = to - from;
    if (!(from >= this.#start && to <= this.#end && count >= 0)) {
      throw new RangeError(`Samples ${from}…${to} are not in the history ${this.#start}…${this.#end}`);
    }
    const length = count * width;
    if (out && out.length < length) throw new RangeError(`${length} samples do not fit into ${out.length}`);
    const target = out ?? new Float32Array(length);
    const size = this.#cells.count;
    const at = from % size;
    const head = Math.min(count, size - at);
    this.#cells.copy(at, head, target, 0);
    this.#cells.copy(0, count - head, target, head * width);
    return target.length === length ? target : target.subarray(0, length);
  }

  /**
   * Changes how many seconds are held; the newest samples that fit stay, indices stay.
   * @throws RangeError when `seconds` is not a positive finite number.
   */
  resize(seconds: number): void {
    const cells = cellsFor(seconds, this.width);
    const size = cells.count;
    if (size === this.#cells.count) return;
    const start = Math.max(this.#start, this.#end - size);
    const kept = this.read(start, this.#end);
    this.#cells = cells;
    const at = start % size;
    const head = Math.min(this.#end - start, size - at) * this.width;
    cells.set(kept.subarray(0, head), at);
    cells.set(kept.subarray(head), 0);
    this.#start = start;
  }
}

const cellsFor = (seconds: number, width: number): Cells => {
  const asked = Math.ceil(seconds * SAMPLE_RATE);
  if (!(asked > 0 && Number.isFinite(asked))) throw new RangeError(`A history of ${seconds} s is not possible`);
  if (width === 1) return new PlainCells(asked);
  return new PackedCells(Math.min(asked, Math.floor(MOST_BYTES / PackedCells.bytesOf(width))), width);
};
