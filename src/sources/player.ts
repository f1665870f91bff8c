import type { PairOrder } from '../engine/audio-block.js';
import { MorseDecoderError, toDecoderError } from '../errors.js';
import type { Scope } from '../scope.js';
import { PolicyWatch } from '../workers/page-policy.js';
import { acquireAudioContext, captureMediaElement, muteCaptured, resumeContext } from './audio-context.js';
import { capture } from './capture.js';
import { exceptionName, fileName } from './kinds.js';
import { whyUnplayable } from './probe.js';
import type { OpenedSource, Source, SourceDescription, SourceEnvironment } from './source.js';
import { fetchWav, startsLikeWav } from './wav-blob.js';

/** What I and Q may be read from. */
const PAIRED_FILES = 'Give a WAV file with I and Q as its two channels: RIFF, RF64, BW64 or Wave64.';

/** What to play: an address that may be revoked once the player is done with it. */
interface Playable {
  readonly url: string;
  readonly label: string;
  readonly done: () => void;
}

/**
 * Plays an address through a hidden `<audio>`, so that endless streams and hours-long files need no more memory than a
 * page that plays them. Stopped and started again, a file goes on where it was and a live stream at its present.
 */
abstract class PlayerSource implements Source {
  abstract readonly kind: 'url' | 'file';
  /** Seconds into the file. */
  #position = 0;

  protected abstract playable(): Playable;

  /** What is played, when it begins as a WAV file does. */
  protected abstract wavFile(signal: AbortSignal): Promise<Blob | null>;

  async open(environment: SourceEnvironment): Promise<OpenedSource> {
    const { scope, pairs } = environment;
    if (pairs) return this.#hear(environment, pairs);
    const context = acquireAudioContext(scope);
    const { url, label, done } = this.playable();
    scope.add(done);
    const [, audio] = await Promise.all([resumeContext(context), this.#load(url, environment)]);
    scope.add(() => {
      this.#position = audio.ended || !Number.isFinite(audio.duration) ? 0 : audio.currentTime;
    });
    const captured = captureMediaElement(context, audio, false);
    scope.add(() => captured.wide.disconnect());
    const sound = await capture(environment, captured.source);
    scope.listen(audio, 'ended', () => void sound.flush().then(() => environment.ended()));
    scope.listen(audio, 'error', () => environment.failed(new MorseDecoderError('network', audio.error?.message)));
    await play(audio, label);
    // The browser has paused it when the user went to another page, and comes back to this one as it was.
    scope.listen(globalThis, 'pageshow', () => {
      if (audio.paused && !audio.ended)
        play(audio, label).catch((error: unknown) => environment.failed(toDecoderError(error)));
    });
    const description: SourceDescription = { kind: this.kind, label, sampleRate: context.sampleRate, processing: null };
    const listener = {};
    return {
      description,
      resumes: Number.isFinite(audio.duration),
      openTap: async () => ({
        node: captured.source,
        setWide: (audible) => muteCaptured(captured, listener, !audible),
      }),
      setMuted: (muted) => muteCaptured(captured, this, muted),
    };
  }

  /** Browsers would bring I and Q to the rate of the loudspeakers: the receiver reads the file, as fast as it can, and it is not heard. */
  async #hear(environment: SourceEnvironment, pairs: PairOrder): Promise<OpenedSource> {
    const { scope } = environment;
    const { label, done } = this.playable();
    done();
    const [sink, file] = await Promise.all([environment.sink, this.wavFile(scope.signal)]);
    if (!file) throw new MorseDecoderError('not-audio', label, { action: PAIRED_FILES });
    sink.hear(file, pairs).then(
      () => environment.ended(),
      (error: unknown) => environment.failed(toDecoderError(error)),
    );
    const description = { kind: this.kind, label, sampleRate: 0, processing: null };
    return { description, openTap: null };
  }

  /** A WAV file of a kind that the browser does not know is unpacked by the receiver, and then played. */
  async #load(url: string, environment: SourceEnvironment): Promise<HTMLAudioElement> {
    const { scope } = environment;
    try {
      return await load(url, this.#position, scope);
    } catch (error) {
      const file =
        toDecoderError(error).code === 'not-audio' ? await this.wavFile(scope.signal).catch(() => null) : null;
      if (!file) throw error;
      const unpacked = URL.createObjectURL(await (await environment.sink).unpack(file));
      scope.add(() => URL.revokeObjectURL(unpacked));
      return load(unpacked, this.#position, scope);
    }
  }
}

/** An audio file or a stream on a server. */
export class UrlSource extends PlayerSource {
  readonly kind = 'url';
  readonly #url: string;

  /** @param url may be relative to the document */
  constructor(url: string) {
    super();
    this.#url = url;
  }

  protected override playable(): Playable {
    return { url: addressOf(this.#url), label: this.#url, done: () => {} };
  }

  protected override wavFile(signal: AbortSignal): Promise<Blob | null> {
    return fetchWav(this.playable().url, signal);
  }
}

/** A file that the user has chosen or dropped. */
export class FileSource extends PlayerSource {
  readonly kind = 'file';
  readonly #blob: Blob;

  constructor(blob: Blob) {
    super();
    this.#blob = blob;
  }

  protected override playable(): Playable {
    const url = URL.createObjectURL(this.#blob);
    const label = fileName(this.#blob) ?? (this.#blob.type || 'recording');
    return { url, label, done: () => URL.revokeObjectURL(url) };
  }

  protected override async wavFile(): Promise<Blob | null> {
    return (await startsLikeWav(this.#blob)) ? this.#blob : null;
  }
}

/**
 * In full. A path on the user's own disk, such as `C:\\cw.wav`, is an address too by its form, and so are those that only other programs
 * play (`rtsp:`).
 *
 * @throws MorseDecoderError `url-not-found`
 */
function addressOf(text: string): string {
  const address = URL.canParse(text, document.baseURI) && new URL(text, document.baseURI);
  if (address && (/^(http|data|blob)/.test(address.href) || address.protocol === location.protocol))
    return address.href;
  throw new MorseDecoderError('url-not-found', `“${text}” is no address of a web server`);
}

async function load(url: string, position: number, scope: Scope): Promise<HTMLAudioElement> {
  const audio = createAudio(url, position);
  scope.add(() => silence(audio));
  await loaded(audio, scope.signal);
  return audio;
}

function createAudio(url: string, position: number): HTMLAudioElement {
  const audio = new Audio();
  audio.crossOrigin = 'anonymous';
  audio.preload = 'auto';
  audio.src = url;
  if (position > 0) audio.currentTime = position;
  return audio;
}

/** Ends playing and loading; an `<audio>` that is merely dropped would go on with both. */
function silence(audio: HTMLAudioElement): void {
  audio.pause();
  audio.removeAttribute('src');
  audio.load();
}

function loaded(audio: HTMLAudioElement, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.reject(new MorseDecoderError('aborted'));
  const watch = new PolicyWatch();
  return new Promise<void>((resolve, reject) => {
    audio.addEventListener('loadedmetadata', () => resolve(), { signal });
    audio.addEventListener('error', () => void whyUnplayable(audio.src, watch, signal).then(reject), { signal });
    signal.addEventListener('abort', () => reject(new MorseDecoderError('aborted')), { once: true });
  }).finally(() => watch.close());
}

async function play(audio: HTMLAudioElement, label: string): Promise<void> {
  try {
    await audio.play();
  } catch (cause) {
    const name = exceptionName(cause);
    // Nobody has stopped it: it had come to its end before it began.
    if (name === 'AbortError' && audio.ended) throw new MorseDecoderError('not-audio', `${label} holds no sound`);
    const code = name === 'NotAllowedError' ? 'needs-gesture' : name === 'AbortError' ? 'aborted' : 'not-audio';
    throw new MorseDecoderError(code, undefined, { cause });
  }
}
