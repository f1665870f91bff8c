import { SAMPLE_RATE } from './frame.js';

/** Ring of the newest 8 kHz samples, addressed by absolute sample index: sample 0 is the first one ever appended. */
export class AudioHistory {
  #ring: Float32Array;
  #end = 0;
  #start = 0;

  /** @throws RangeError when `seconds` is not a positive finite number. */
  constructor(seconds: number) {
    this.#ring = new Float32Array(capacity(seconds));
  }

  /** Samples that are held at most. */
  get capacity(): number {
    return this.#ring.length;
  }

  /** Absolute index after the newest sample: samples appended so far. */
  get end(): number {
    return this.#end;
  }

  /** Absolute index of the oldest sample that is still held. */
  get start(): number {
    return this.#start;
  }

  append(samples: Float32Array): void {
    const size = this.#ring.length;
    const kept = samples.length > size ? samples.subarray(samples.length - size) : samples;
    this.#end += samples.length;
    const at = (this.#end - kept.length) % size;
    const head = Math.min(kept.length, size - at);
    this.#ring.set(kept.subarray(0, head), at);
    this.#ring.set(kept.subarray(head), 0);
    this.#start = Math.max(this.#start, this.#end - size);
  }

  /** Lets so many samples pass that nobody knows; nothing before them is held any more. */
  skip(count: number): void {
    this.#end += count;
    this.#start = this.#end;
  }

  /**
   * Puts others in the place of the newest samples.
   * @throws RangeError when there are not so many.
   */
  replaceNewest(samples: Float32Array): void {
    if (samples.length > this.#end - this.#start) throw new RangeError(`${samples.length} samples are not held`);
    this.#end -= samples.length;
    this.append(samples);
  }

  /**
   * Samples `from … to − 1`, in `out` when that is given (its first `to − from` values).
   * @throws RangeError when part of the span is not held, or `out` is too short.
   */
  read(from: number, to: number, out?: Float32Array): Float32Array {
    const length = to - from;
    if (!(from >= this.#start && to <= this.#end && length >= 0)) {
      throw new RangeError(`Samples ${from}…${to} are not in the history ${this.#start}…${this.#end}`);
    }
    if (out && out.length < length) throw new RangeError(`${length} samples do not fit into ${out.length}`);
    const target = out ?? new Float32Array(length);
    const size = this.#ring.length;
    const at = from % size;
    const head = Math.min(length, size - at);
    target.set(this.#ring.subarray(at, at + head), 0);
    target.set(this.#ring.subarray(0, length - head), head);
    return target.length === length ? target : target.subarray(0, length);
  }

  /**
   * Changes how many seconds are held; the newest samples that fit stay, indices stay.
   * @throws RangeError when `seconds` is not a positive finite number.
   */
  resize(seconds: number): void {
    const size = capacity(seconds);
    if (size === this.#ring.length) return;
    const start = Math.max(this.#start, this.#end - size);
    const kept = this.read(start, this.#end);
    this.#ring = new Float32Array(size);
    const at = start % size;
    const head = Math.min(kept.length, size - at);
    this.#ring.set(kept.subarray(0, head), at);
    this.#ring.set(kept.subarray(head), 0);
    this.#start = start;
  }
}

const capacity = (seconds: number): number => {
  const samples = Math.ceil(seconds * SAMPLE_RATE);
  if (!(samples > 0 && Number.isFinite(samples))) throw new RangeError(`A history of ${seconds} s is not possible`);
  return samples;
};
