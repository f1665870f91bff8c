import type { Scope } from '../scope.js';
import type { AudioTap } from './source.js';

/** Hz between the −3 dB points of the whole filter: a tone with room for drift, and little else. */
const BANDWIDTH = 150;
/** Two equal band-passes in a row are narrower than each: by √(√2 − 1). */
const STAGE_BANDWIDTH = BANDWIDTH / Math.sqrt(Math.SQRT2 - 1);
/** Seconds in which the filter follows a retuned channel without a click. */
const GLIDE = 0.05;

/** One channel through a narrow filter to the speakers, instead of the whole band, until its scope ends. */
export class ChannelListening {
  readonly #stages: readonly BiquadFilterNode[];

  /** @param frequency Hz */
  constructor(scope: Scope, { node, setWide }: AudioTap, frequency: number) {
    const { context } = node;
    const options = { type: 'bandpass', frequency, Q: frequency / STAGE_BANDWIDTH } as const;
    const first = new BiquadFilterNode(context, options);
    const second = new BiquadFilterNode(context, options);
    this.#stages = [first, second];
    node.connect(first).connect(second).connect(context.destination);
    setWide(false);
    scope.add(() => {
      setWide(true);
      node.disconnect(first);
      second.disconnect();
    });
  }

  /** @param frequency Hz */
  follow(frequency: number): void {
    for (const stage of this.#stages) {
      const { currentTime } = stage.context;
      stage.frequency.setTargetAtTime(frequency, currentTime, GLIDE);
      stage.Q.setTargetAtTime(frequency / STAGE_BANDWIDTH, currentTime, GLIDE);
    }
  }
}
