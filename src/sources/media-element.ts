import { MorseDecoderError } from '../errors.js';
import { PolicyWatch } from '../workers/page-policy.js';
import { acquireAudioContext, captureMediaElement, muteCaptured, resumeContext } from './audio-context.js';
import { capture } from './capture.js';
import { isMediaElement, isMediaStream } from './kinds.js';
import { openStream } from './media-stream.js';
import { whyUnplayable } from './probe.js';
import type { OpenedSource, Source, SourceEnvironment } from './source.js';

/** Milliseconds after a pause within which what has sounded before is printed. */
const ON_THE_WAY = 1000;

/** An `<audio>` or `<video>` of the page, named by `#id`. It stays audible, and its own controls stay in charge. */
export class MediaElementSource implements Source {
  readonly kind = 'media-element';
  readonly #find: () => Element | null;
  readonly #name: string;

  /** @param name for people; @param find looks the element up when the source is opened */
  constructor(name: string, find: () => Element | null) {
    this.#name = name;
    this.#find = find;
  }

  async open(environment: SourceEnvironment): Promise<OpenedSource> {
    const element = this.#find();
    if (!isMediaElement(element)) throw new MorseDecoderError('element-not-found', this.#name);
    const context = acquireAudioContext(environment.scope);
    await resumeContext(context);
    if (isMediaStream(element.srcObject)) {
      const onEnded = (): void => environment.ended();
      return openStream(environment, context, element.srcObject, { kind: 'media-element', onEnded });
    }
    requireReadable(element);
    // Whoever has failed before says nothing more.
    if (element.error) throw await whyFailed(element, environment);
    return this.#capture(environment, context, element);
  }

  async #capture(
    environment: SourceEnvironment,
    context: AudioContext,
    element: HTMLMediaElement,
  ): Promise<OpenedSource> {
    const { scope } = environment;
    const captured = captureMediaElement(context, element, true);
    const sound = await capture(environment, captured.source);
    let quiet: ReturnType<typeof setTimeout> | undefined;
    const hold = (): void => {
      sound.hold(element.paused || element.ended);
      clearTimeout(quiet);
      if (element.paused) quiet = setTimeout(() => environment.paused(), ON_THE_WAY);
    };
    scope.add(() => clearTimeout(quiet));
    for (const type of ['play', 'playing', 'pause', 'ended']) scope.listen(element, type, hold);
    scope.listen(element, 'seeking', () => sound.jump());
    scope.listen(element, 'playing', () => environment.resumed());
    scope.listen(element, 'loadstart', () => failWhenUnreadable(environment, element));
    scope.listen(element, 'error', () => void whyFailed(element, environment).then(environment.failed));
    scope.listen(element, 'ended', () => {
      if (!element.loop) void sound.flush().then(() => environment.ended());
    });
    hold();
    const listener = {};
    scope.add(() => muteCaptured(captured, listener, false));
    return {
      description: {
        kind: 'media-element',
        label: element.title || element.getAttribute('aria-label') || this.#name,
        sampleRate: context.sampleRate,
        processing: null,
      },
      replayable: true,
      openTap: async () => ({
        node: captured.source,
        setWide: (audible) => muteCaptured(captured, listener, !audible),
      }),
    };
  }
}

/**
 * The sound of another origin, loaded without CORS, reaches an audio graph as silence and without any error.
 *
 * @throws MorseDecoderError `cors`
 */
function requireReadable(element: HTMLMediaElement): void {
  const address = element.currentSrc || element.src;
  if (!address || element.crossOrigin !== null) return;
  const { origin, protocol } = new URL(address, element.baseURI);
  if (protocol === 'file:') throw new MorseDecoderError('cors', address);
  if (protocol.startsWith('http') && origin !== location.origin) {
    throw new MorseDecoderError('cors', 'the element needs the attribute crossorigin');
  }
}

/** What its `error` does not tell. */
async function whyFailed(element: HTMLMediaElement, { scope }: SourceEnvironment): Promise<MorseDecoderError> {
  const watch = new PolicyWatch();
  const { currentSrc, error } = element;
  const why = currentSrc ? await whyUnplayable(currentSrc, watch, scope.signal) : null;
  watch.close();
  return why ?? new MorseDecoderError('not-audio', error?.message);
}

function failWhenUnreadable(environment: SourceEnvironment, element: HTMLMediaElement): void {
  try {
    requireReadable(element);
  } catch (error) {
    if (error instanceof MorseDecoderError) environment.failed(error);
  }
}
