import type { PairOrder } from '../engine/audio-block.js';
import { CaptureCore } from './capture-core.js';
import {
  CAPTURE_PROCESSOR,
  type CaptureOptions,
  type CaptureToPage,
  NEARLY_SILENT,
  type PageToCapture,
} from './capture-messages.js';
import { ClockedBuffers, clockTurn } from './clocked-buffers.js';

/** A node that captures sound, and its link to the page. */
export interface CaptureNode {
  /** Where the sound goes in. */
  readonly input: AudioNode;
  /** To be connected to the destination: only then the browser runs it. It cannot be heard. */
  readonly output: AudioNode;
  post(message: PageToCapture, transfer?: Transferable[]): void;
  /** Hears an error that ends the capture. */
  readonly errors: EventTarget | null;
}

/** On a thread of its own. The context must have the module. */
export function workletCapture(
  context: BaseAudioContext,
  answer: (message: CaptureToPage) => void,
  pairs: PairOrder | null,
): CaptureNode {
  const node = new AudioWorkletNode(context, CAPTURE_PROCESSOR, {
    numberOfOutputs: 1,
    outputChannelCount: [1],
    processorOptions: { pairs } satisfies CaptureOptions,
    ...(pairs && { channelCount: 2, channelCountMode: 'explicit', channelInterpretation: 'discrete' }),
  });
  node.port.onmessage = ({ data }: MessageEvent<CaptureToPage>) => answer(data);
  const post = (message: PageToCapture, transfer: Transferable[] = []): void =>
    node.port.postMessage(message, transfer);
  return { input: node, output: node, post, errors: node };
}

/**
 * Samples of a ScriptProcessorNode's buffer. The largest: 341 ms at 48 kHz, for which the page's thread may be busy and nothing is
 * lost.
 */
const LIVE_BUFFER = 16_384;
/** An offline graph waits for the page, and what does not fill a buffer at its end never comes: the smallest. */
const OFFLINE_BUFFER = 256;
/** Events after which a live sound is there that was heard when they were awaited: the next one may be late. */
const EVENTS_TO_FLUSH = 2;

/**
 * On the page's own thread, by a ScriptProcessorNode: for insecure pages, which have no AudioWorklet. A clock is recorded as a second
 * channel beside the sound, so that a page which was busy for too long gets a hole of the right length and no sound twice.
 * Mono is the browser's own mix, which is the mean of two or four channels.
 *
 * @param live the context runs in real time
 */
export function scriptCapture(
  context: BaseAudioContext,
  live: boolean,
  answer: (message: CaptureToPage) => void,
): CaptureNode {
  const core = new CaptureCore(context.sampleRate, answer);
  const order = new ClockedBuffers();
  const merger = new ChannelMergerNode(context, { numberOfInputs: 2 });
  const input = new GainNode(context, { channelCount: 1, channelCountMode: 'explicit' });
  const clock = startClock(context);
  const node = context.createScriptProcessor(live ? LIVE_BUFFER : OFFLINE_BUFFER, 2, 1);
  input.connect(merger, 0, 0);
  clock.connect(merger, 0, 1).connect(node);
  /** Events until the flush is due; 0: none is awaited. */
  let awaited = 0;
  node.onaudioprocess = ({ inputBuffer, outputBuffer }) => {
    for (const piece of order.add(inputBuffer.getChannelData(0), inputBuffer.getChannelData(1))) {
      core.hear([piece], piece.length);
    }
    outputBuffer.getChannelData(0).fill(NEARLY_SILENT);
    if (awaited > 0 && --awaited === 0) core.take({ type: 'flush' });
  };
  const post = (message: PageToCapture): void => {
    if (message.type === 'flush' && live) awaited = EVENTS_TO_FLUSH;
    else core.take(message);
    if (message.type !== 'close') return;
    node.onaudioprocess = null;
    clock.stop();
    merger.disconnect();
  };
  return { input, output: node, post, errors: null };
}

function startClock(context: BaseAudioContext): AudioBufferSourceNode {
  const turn = clockTurn();
  const buffer = new AudioBuffer({ length: turn.length, sampleRate: context.sampleRate });
  buffer.copyToChannel(turn, 0);
  const clock = new AudioBufferSourceNode(context, { buffer, loop: true });
  clock.start();
  return clock;
}
