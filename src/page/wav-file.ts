import type { PairOrder } from '../engine/audio-block.js';
import { toDecoderError } from '../errors.js';
import type { FileNews, FilePurpose } from '../workers/receiver-messages.js';
import type { Receiver } from './receiver.js';

interface ReadSettings {
  /** Gets the part that is done, 0…1. */
  readonly onPart?: (part: number) => void;
  /** How I and Q lie in it; null: its channels are mixed. */
  readonly pairs?: PairOrder | null;
  /** No more of it is to be heard. */
  readonly signal?: AbortSignal;
}

/**
 * Lets a receiver read a WAV file: browsers know few kinds of them.
 *
 * @returns the last news: `heard` or `unpacked`
 * @throws MorseDecoderError `not-audio`, with why, or `iq-not-pairs`, by rejection
 */
export function readWavFile(
  receiver: Pick<Receiver, 'openFile'>,
  file: Blob,
  purpose: FilePurpose,
  { onPart = () => {}, pairs = null, signal }: ReadSettings = {},
): Promise<Exclude<FileNews, { type: 'refused' | 'part' }>> {
  return new Promise((resolve, reject) => {
    const port = receiver.openFile(file, purpose, pairs);
    signal?.addEventListener('abort', () => port.postMessage('stop'), { once: true });
    port.onmessage = ({ data }: MessageEvent<FileNews>) => {
      if (data.type === 'part') return onPart(data.part);
      port.close();
      if (data.type === 'refused') reject(toDecoderError(data, 'not-audio'));
      else resolve(data);
    };
  });
}
