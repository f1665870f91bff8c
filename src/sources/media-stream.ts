import { MorseDecoderError } from '../errors.js';
import { acquireAudioContext, resumeContext } from './audio-context.js';
import { capture } from './capture.js';
import type { AudioProcessing, OpenedSource, Source, SourceDescription, SourceEnvironment } from './source.js';

/** Milliseconds from one look at the tracks to the next. */
const LOOK = 1000;

/** A stream that the page gives; its tracks stay the page's. */
export class MediaStreamSource implements Source {
  readonly kind = 'media-stream';
  readonly #stream: MediaStream;

  constructor(stream: MediaStream) {
    this.#stream = stream;
  }

  async open(environment: SourceEnvironment): Promise<OpenedSource> {
    const context = acquireAudioContext(environment.scope);
    await resumeContext(context);
    return openStream(environment, context, this.#stream, {
      kind: 'media-stream',
      onEnded: () => environment.ended(),
    });
  }
}

export interface StreamDetails {
  readonly kind: SourceDescription['kind'];
  /** All audio tracks have ended. */
  readonly onEnded: () => void;
}

/** The common part of every source that is a MediaStream. @throws MorseDecoderError `not-audio` without an audio track */
export async function openStream(
  environment: SourceEnvironment,
  context: AudioContext,
  stream: MediaStream,
  { kind, onEnded }: StreamDetails,
): Promise<OpenedSource> {
  const tracks = stream.getAudioTracks();
  const [track] = tracks;
  if (!track || track.readyState === 'ended') throw new MorseDecoderError('not-audio', 'the stream has no live audio');
  const node = context.createMediaStreamSource(stream);
  environment.scope.add(() => node.disconnect());
  const captured = await capture(environment, node, true);
  const whenEnded = (): void => {
    if (timer === undefined || tracks.some(({ readyState }) => readyState !== 'ended')) return;
    clearInterval(timer);
    timer = undefined;
    void captured.flush().then(onEnded);
  };
  for (const audio of tracks) environment.scope.listen(audio, 'ended', whenEnded);
  // A track that ended while the model loaded fires no event any more, and one that the page stops fires none at all.
  let timer: ReturnType<typeof setInterval> | undefined = setInterval(whenEnded, LOOK);
  environment.scope.add(() => clearInterval(timer));
  whenEnded();
  return {
    description: { kind, label: track.label, sampleRate: context.sampleRate, processing: processingOf(track, kind) },
    openTap: async () => ({ node, setWide: () => {} }),
  };
}

function processingOf(track: MediaStreamTrack, kind: SourceDescription['kind']): AudioProcessing | null {
  if (kind === 'media-stream') return null;
  const settings = track.getSettings();
  return {
    echoCancellation: flag(settings.echoCancellation),
    noiseSuppression: flag(settings.noiseSuppression),
    autoGainControl: flag(settings.autoGainControl),
  };
}

/** Newer browsers tell the kind of echo cancellation by a string. */
const flag = (value: unknown): boolean | null => (value === undefined ? null : value !== false);
