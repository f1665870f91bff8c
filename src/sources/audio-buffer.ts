import { acquireAudioContext, resumeContext } from './audio-context.js';
import { capture } from './capture.js';
import type { OpenedSource, Source, SourceEnvironment } from './source.js';

/** A decoded recording, played in real time. Stopped and started again, it goes on where it was. */
export class AudioBufferSource implements Source {
  readonly kind = 'audio-buffer';
  readonly #buffer: AudioBuffer;
  /** Seconds into the buffer. */
  #position = 0;

  constructor(buffer: AudioBuffer) {
    this.#buffer = buffer;
  }

  async open(environment: SourceEnvironment): Promise<OpenedSource> {
    const { scope } = environment;
    const context = acquireAudioContext(scope);
    await resumeContext(context);
    const player = new AudioBufferSourceNode(context, { buffer: this.#buffer });
    const wide = new GainNode(context);
    player.connect(wide).connect(context.destination);
    const sound = await capture(environment, player);
    const offset = this.#position;
    const startedAt = context.currentTime;
    let atEnd = false;
    scope.listen(player, 'ended', () => {
      atEnd = true;
      void sound.flush().then(() => environment.ended());
    });
    scope.add(() => {
      this.#position = atEnd ? 0 : offset + context.currentTime - startedAt;
      player.disconnect();
      wide.disconnect();
    });
    player.start(0, offset);
    const heard = { muted: false, wide: true };
    const apply = (): void => {
      wide.gain.value = heard.wide && !heard.muted ? 1 : 0;
    };
    return {
      description: { kind: 'audio-buffer', label: 'recording', sampleRate: context.sampleRate, processing: null },
      resumes: true,
      openTap: async () => ({
        node: player,
        setWide: (audible) => {
          heard.wide = audible;
          apply();
        },
      }),
      setMuted: (muted) => {
        heard.muted = muted;
        apply();
      },
    };
  }
}
