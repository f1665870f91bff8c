import { MorseDecoderError } from '../errors.js';
import { resumeContext } from './audio-context.js';
import { capture } from './capture.js';
import { followContext } from './follow-context.js';
import type { OpenedSource, Source, SourceEnvironment } from './source.js';

/** A node of the page's own audio graph, in the page's own context, be it live or offline. */
export class AudioNodeSource implements Source {
  readonly kind = 'audio-node';
  /** Offline rendering is as fast as it can be, and does not mind when its text comes. */
  readonly patient: boolean;
  readonly #node: AudioNode;

  constructor(node: AudioNode) {
    this.#node = node;
    this.patient = !isLive(node.context);
  }

  async open(environment: SourceEnvironment): Promise<OpenedSource> {
    const { context } = this.#node;
    const live = isLive(context) ? context : null;
    if (live?.state === 'closed') throw new MorseDecoderError('not-audio', 'the node’s AudioContext is closed');
    if (live) await resumeContext(live);
    const sound = await capture(environment, this.#node, live !== null);
    const endsWith = live ? this.#node : context;
    environment.scope.listen(endsWith, live ? 'ended' : 'complete', () => {
      void sound.flush().then(() => environment.ended());
    });
    if (live) followContext(environment, live, sound);
    return {
      description: {
        kind: 'audio-node',
        label: this.#node.constructor.name,
        sampleRate: context.sampleRate,
        processing: null,
      },
      openTap: live ? async () => ({ node: this.#node, setWide: () => {} }) : null,
    };
  }
}

const isLive = (context: BaseAudioContext): context is AudioContext =>
  typeof Reflect.get(context, 'resume') === 'function' && !('startRendering' in context);
