import { toDecoderError } from '../errors.js';
import type { DecoderHandle } from './decoder-handle.js';
import type { DecoderSession } from './decoder-session.js';
import { MorseErrorEvent } from './events.js';
import type { RequestActions } from './requests.js';
import { copyToClipboard, saveAsFile } from './save.js';
import { channelOf } from './snapshot.js';
import { timedTranscript, transcriptOf } from './transcript.js';

/** The element, as far as requests use it. */
type Decoder = DecoderHandle & { follow: boolean; start(): Promise<void>; stop(): void };

/** What the requests of the table do to a decoder. */
export function requestActions(decoder: Decoder, session: DecoderSession): RequestActions {
  const { store } = decoder;
  return {
    get snapshot() {
      return store.snapshot;
    },
    start: () => decoder.start(),
    stop: () => decoder.stop(),
    post: (request) => session.ask(request),
    setFollowing: (id, on) => {
      if (id === null || id === store.snapshot.mainId) decoder.follow = on;
      return session.ask({ type: 'follow', channel: id, on });
    },
    listenTo: (id) => session.listenTo(id),
    zoomTo: (range) => decoder.zoomTo(range),
    copyText: async (id) => {
      const text = transcriptOf(channelOf(store.snapshot, id)?.characters ?? []);
      await copyToClipboard(text).catch((error: unknown) => {
        decoder.dispatchEvent(new MorseErrorEvent(toDecoderError(error)));
      });
    },
    saveText: (id) => {
      const channel = channelOf(store.snapshot, id);
      if (!channel) return;
      const { info, characters } = channel;
      saveAsFile(
        timedTranscript(info, characters),
        `morse-${info.radioFrequency === null ? `${Math.round(info.frequency)}-hz` : `${info.radioFrequency.toFixed(2)}-khz`}.txt`,
      );
    },
  };
}
