import { MorseDecoderError } from '../errors.js';
import type { Scope } from '../scope.js';

/** An `<audio>` or `<video>` whose sound goes through our graph. An element can be captured only once, for ever. */
export interface CapturedElement {
  readonly source: MediaElementAudioSourceNode;
  /** From the element to the speakers. */
  readonly wide: GainNode;
  /** Who wants the element's whole sound off just now. */
  readonly muters: Set<object>;
}

/** What all decoders of a page share, whatever the number of copies of the script. */
interface PageAudio {
  context: AudioContext | null;
  users: number;
  readonly captured: WeakMap<HTMLMediaElement, CapturedElement>;
  /** An element of the page is captured: it is heard only while the context runs, so the context stays. */
  needed: boolean;
}

const PAGE_AUDIO = Symbol.for('morse-decoder.audio.1');

/** ms that `resume()` may take; without an output device, or before a click, it may never settle. */
const RESUME_TIMEOUT = 1000;

function pageAudio(): PageAudio {
  const page = globalThis as { [PAGE_AUDIO]?: PageAudio };
  page[PAGE_AUDIO] ??= { context: null, users: 0, captured: new WeakMap(), needed: false };
  return page[PAGE_AUDIO];
}

/**
 * The page's one audio context, at the device's own rate; closed when the last scope that uses it has ended.
 *
 * @throws MorseDecoderError `no-audioworklet`
 */
export function acquireAudioContext(scope: Scope): AudioContext {
  if (typeof AudioContext === 'undefined') throw new MorseDecoderError('no-audioworklet');
  const audio = pageAudio();
  if (!audio.context || audio.context.state === 'closed')
    audio.context = new AudioContext({ latencyHint: 'interactive' });
  const { context } = audio;
  audio.users++;
  scope.add(() => {
    audio.users--;
    if (audio.users > 0 || audio.needed || audio.context !== context) return;
    audio.context = null;
    void context.close().catch(() => {});
  });
  return context;
}

/** A context at another rate than the device's, for I and Q that are wider than that; closed with the scope. */
export function wideContext(scope: Scope, sampleRate: number): AudioContext {
  const context = new AudioContext({ latencyHint: 'interactive', sampleRate });
  scope.add(() => void context.close().catch(() => {}));
  return context;
}

/**
 * Lets the context run. To be called within the user's click.
 *
 * @throws MorseDecoderError `needs-gesture` when the browser does not let it, or does not answer, within a second.
 */
export async function resumeContext(context: AudioContext): Promise<void> {
  if (context.state === 'running') return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, RESUME_TIMEOUT);
  });
  await Promise.race([context.resume().catch(() => {}), timeout]);
  clearTimeout(timer);
  if ((context.state as AudioContextState) !== 'running') throw new MorseDecoderError('needs-gesture');
}

/**
 * The element's sound as a node of the shared context. It goes on being heard through that context.
 *
 * @param ofPage the element is the page's own: it outlives us, and so must the context.
 * @throws MorseDecoderError `already-captured` when the page has a graph of its own for it.
 */
export function captureMediaElement(
  context: AudioContext,
  element: HTMLMediaElement,
  ofPage: boolean,
): CapturedElement {
  const audio = pageAudio();
  const known = audio.captured.get(element);
  if (known?.source.context === context) return known;
  const source = createSource(context, element);
  const wide = new GainNode(context);
  source.connect(wide).connect(context.destination);
  const captured = { source, wide, muters: new Set<object>() };
  audio.captured.set(element, captured);
  if (ofPage) audio.needed = true;
  return captured;
}

function createSource(context: AudioContext, element: HTMLMediaElement): MediaElementAudioSourceNode {
  try {
    return context.createMediaElementSource(element);
  } catch (cause) {
    throw new MorseDecoderError('already-captured', undefined, { cause });
  }
}

/** Turns the element's whole sound off for one of those who share it, or lets it be heard again. */
export function muteCaptured(captured: CapturedElement, muter: object, muted: boolean): void {
  if (muted) captured.muters.add(muter);
  else captured.muters.delete(muter);
  captured.wide.gain.value = captured.muters.size > 0 ? 0 : 1;
}
