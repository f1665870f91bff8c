import type { AudioBlock } from '../engine/audio-block.js';
import type { Scope } from '../scope.js';
import { acquireAudioContext, resumeContext } from './audio-context.js';
import type { AudioTap } from './source.js';

/** Seconds by which the first block is delayed, against late ones. */
const LEAD = 0.1;
/** Seconds of sound that may wait to be played; what comes faster is not heard. */
const MAX_AHEAD = 2;

/** Makes samples that never were in an audio graph audible, for as long as somebody listens. */
export class SampleTap {
  #context: AudioContext | null = null;
  #output: GainNode | null = null;
  /** Context time at which the next block begins, seconds. */
  #next = 0;

  /** @throws MorseDecoderError `needs-gesture` */
  async open(scope: Scope): Promise<AudioTap> {
    const context = acquireAudioContext(scope);
    await resumeContext(context);
    const node = new GainNode(context);
    this.#context = context;
    this.#output = node;
    this.#next = 0;
    scope.add(() => {
      node.disconnect();
      this.#context = null;
      this.#output = null;
    });
    return { node, setWide: () => {} };
  }

  /** Plays a block after those before it; does nothing while nobody listens, nor with I and Q, which are no sound that could be heard. */
  feed({ samples, sampleRate, pairs }: AudioBlock): void {
    if (!this.#context || !this.#output || samples.length === 0 || pairs) return;
    const now = this.#context.currentTime;
    if (this.#next < now) this.#next = now + LEAD;
    if (this.#next > now + MAX_AHEAD) return;
    const buffer = new AudioBuffer({ length: samples.length, sampleRate });
    buffer.copyToChannel(new Float32Array(samples), 0);
    const player = new AudioBufferSourceNode(this.#context, { buffer });
    player.connect(this.#output);
    player.start(this.#next);
    this.#next += buffer.duration;
  }
}
