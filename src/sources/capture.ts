import { MorseDecoderError } from '../errors.js';
import type { Scope } from '../scope.js';
import { type AssetBase, assetAddress } from '../workers/asset-addresses.js';
import { askFor, checkAnswer, unreachable } from '../workers/asset-answer.js';
import { requireWorklet } from './audio-context.js';
import { CAPTURE_PROCESSOR, type CaptureToPage, type PageToCapture } from './capture-messages.js';
import type { SourceEnvironment } from './source.js';

/** A node's sound on its way to the receiver. */
export interface Capture {
  /** The end: settles when the receiver has taken in everything that was heard so far; nothing more is given until `hold(false)`. */
  flush(): Promise<void>;
  /** True: after a second of silence, which ends the last character, nothing more is given. */
  hold(on: boolean): void;
}

/** Seconds of silence between a player's pause and the hold. */
const HOLD_AFTER = 1.5;

const LOADED = Symbol.for('morse-decoder.capture-module.1');

/**
 * Connects a node to the receiver until the scope ends.
 *
 * @param live the sound does not wait: what is heard while the receiver still loads is kept for it.
 * @throws MorseDecoderError `assets-not-found`, `worklet-missing`, `no-audioworklet`, or what the receiver's start throws.
 */
export async function capture(environment: SourceEnvironment, node: AudioNode, live = false): Promise<Capture> {
  const { scope, assetBase } = environment;
  const { context } = node;
  await Promise.all([live || environment.sink, loadCaptureModule(context, assetBase)]);
  if (scope.disposed) throw new MorseDecoderError('aborted');
  const worklet = new AudioWorkletNode(context, CAPTURE_PROCESSOR, { numberOfOutputs: 1, outputChannelCount: [1] });
  const post = (message: PageToCapture, transfer: Transferable[] = []): void =>
    worklet.port.postMessage(message, transfer);
  node.connect(worklet).connect(context.destination);
  scope.add(() => {
    post({ type: 'close' });
    disconnect(node, worklet);
    worklet.disconnect();
  });
  scope.listen(worklet, 'processorerror', () => environment.failed(new MorseDecoderError('internal', 'capture')));
  const port = (await environment.sink).audioPort();
  post({ type: 'port', port }, [port]);
  return {
    flush: () => flush(worklet.port, post, scope),
    hold: (on) => post({ type: 'hold', on, seconds: HOLD_AFTER }),
  };
}

function flush(port: MessagePort, post: (message: PageToCapture) => void, scope: Scope): Promise<void> {
  return new Promise((resolve) => {
    port.onmessage = ({ data }: MessageEvent<CaptureToPage>) => {
      if (data.type === 'flushed') resolve();
    };
    scope.add(resolve);
    post({ type: 'flush' });
  });
}

/** A page may have disconnected its own node from everything. */
function disconnect(node: AudioNode, from: AudioNode): void {
  try {
    node.disconnect(from);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'InvalidAccessError')) throw error;
  }
}

/** Adds the processor to the context, once for all decoders and copies of the script. */
export function loadCaptureModule(context: BaseAudioContext, assetBase: AssetBase): Promise<void> {
  const marked = context as BaseAudioContext & { [LOADED]?: Promise<void> };
  marked[LOADED] ??= addModule(context, assetAddress(assetBase, 'morse-capture-worklet.js')).catch((error: unknown) => {
    delete marked[LOADED];
    throw error;
  });
  return marked[LOADED];
}

async function addModule(context: BaseAudioContext, url: URL): Promise<void> {
  requireWorklet(context);
  try {
    await context.audioWorklet.addModule(url.href);
  } catch (cause) {
    await addAsBlob(context, url, cause);
  }
}

/** For servers that send scripts with a wrong type, and policies that allow blob: but not the other origin. */
async function addAsBlob(context: BaseAudioContext, url: URL, first: unknown): Promise<void> {
  let blobUrl = '';
  try {
    const response = await fetchModule(url);
    blobUrl = URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
    await context.audioWorklet.addModule(blobUrl);
  } catch (cause) {
    if (cause instanceof MorseDecoderError) throw cause;
    const detail = cause instanceof Error ? cause.message : String(first);
    throw new MorseDecoderError('worklet-missing', detail, { cause });
  } finally {
    URL.revokeObjectURL(blobUrl);
  }
}

async function fetchModule(url: URL): Promise<Response> {
  const response = await askFor(url).catch(async (cause: unknown) => {
    throw await unreachable(url, 'assets-not-found', cause);
  });
  checkAnswer(response, url, 'assets-not-found');
  return response;
}
