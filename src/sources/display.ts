import { MorseDecoderError } from '../errors.js';
import { acquireAudioContext, resumeContext } from './audio-context.js';
import { deviceError, RAW_SOUND, requireGesture, requireMediaDevices, stopLater } from './devices.js';
import { openStream } from './media-stream.js';
import type { OpenedSource, Source, SourceEnvironment } from './source.js';

/** The sound of another tab or window, which the user picks in the browser's own dialog. */
export class DisplaySource implements Source {
  readonly kind = 'display';

  async open(environment: SourceEnvironment): Promise<OpenedSource> {
    const devices = requireMediaDevices();
    if (!devices.getDisplayMedia) throw new MorseDecoderError('not-supported');
    requireGesture();
    const context = acquireAudioContext(environment.scope);
    const resumed = resumeContext(context);
    const [stream] = await Promise.all([share(devices), resumed.catch((error: unknown) => error)]);
    stopLater(environment.scope, stream);
    await resumed;
    if (stream.getAudioTracks().length === 0) throw new MorseDecoderError('no-display-audio');
    // The picture is not needed, but browsers share sound only with one.
    for (const video of stream.getVideoTracks()) video.stop();
    const sound = new MediaStream(stream.getAudioTracks());
    return openStream(environment, context, sound, { kind: 'display', onEnded: () => environment.ended() });
  }
}

async function share(devices: MediaDevices): Promise<MediaStream> {
  const options: DisplayMediaStreamOptions & { systemAudio: 'include' } = {
    video: true,
    audio: RAW_SOUND,
    systemAudio: 'include',
  };
  try {
    return await devices.getDisplayMedia(options);
  } catch (error) {
    throw deviceError(error, 'display-capture');
  }
}
