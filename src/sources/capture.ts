import type { PairOrder } from '../engine/audio-block.js';
import { MorseDecoderError } from '../errors.js';
import type { Scope } from '../scope.js';
import type { CaptureToPage } from './capture-messages.js';
import { loadCaptureModule } from './capture-module.js';
import { type CaptureNode, scriptCapture, workletCapture } from './capture-node.js';
import { exceptionName } from './kinds.js';
import type { SourceEnvironment } from './source.js';

/** A node's sound on its way to the receiver. */
export interface Capture {
  /** The end: settles when the receiver has taken in everything that was heard so far; nothing more is given until `hold(false)`. */
  flush(): Promise<void>;
  /** True: the silence of a paused player is left out. */
  hold(on: boolean): void;
  /** What comes does not follow what has come. */
  jump(): void;
}

/** Seconds that a jump in a recording counts as: more than any pause between words. */
const JUMP = 2;

/**
 * Connects a node to the receiver until the scope ends.
 *
 * @param live the sound does not wait: what is heard while the receiver still loads is kept for it.
 * @throws MorseDecoderError `assets-not-found`, `network`, `worker-corrupt`, `worklet-missing`, `worklet-blocked`, or what the receiver's start throws.
 */
export async function capture(environment: SourceEnvironment, node: AudioNode, live = false): Promise<Capture> {
  const { scope } = environment;
  const { context } = node;
  await Promise.all([live || environment.sink, loadCaptureModule(context, environment.folders)]);
  if (scope.disposed) throw new MorseDecoderError('aborted');
  const flushes = new Flushes(scope);
  const captured = captureNode(context, (message) => flushes.take(message), environment.pairs);
  node.connect(captured.input);
  captured.output.connect(context.destination);
  scope.add(() => {
    captured.post({ type: 'close' });
    disconnect(node, captured.input);
    captured.output.disconnect();
  });
  if (captured.errors) {
    const failed = (): void => environment.failed(new MorseDecoderError('internal', 'capture'));
    scope.listen(captured.errors, 'processorerror', failed);
  }
  const port = (await environment.sink).audioPort();
  captured.post({ type: 'port', port }, [port]);
  return {
    flush: () => flushes.await(captured),
    hold: (on) => captured.post({ type: 'hold', on }),
    jump: () => captured.post({ type: 'gap', seconds: JUMP }),
  };
}

function captureNode(
  context: BaseAudioContext,
  answer: (message: CaptureToPage) => void,
  pairs: PairOrder | null,
): CaptureNode {
  if (context.audioWorklet) return workletCapture(context, answer, pairs);
  if (pairs) throw new MorseDecoderError('insecure-page', 'I and Q');
  return scriptCapture(context, !('startRendering' in context), answer);
}

/** Who waits for the receiver to have all. */
class Flushes {
  readonly #scope: Scope;
  #waiting: (() => void)[] = [];

  constructor(scope: Scope) {
    this.#scope = scope;
    scope.add(() => this.#settle());
  }

  await(captured: CaptureNode): Promise<void> {
    if (this.#scope.disposed) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      captured.post({ type: 'flush' });
    });
  }

  take({ type }: CaptureToPage): void {
    if (type === 'flushed') this.#settle();
  }

  #settle(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** A page may have disconnected its own node from everything. */
function disconnect(node: AudioNode, from: AudioNode): void {
  try {
    node.disconnect(from);
  } catch (error) {
    if (exceptionName(error) !== 'InvalidAccessError') throw error;
  }
}
