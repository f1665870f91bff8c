import { MorseDecoderError } from '../errors.js';
import type { FileNews, FilePurpose } from '../workers/receiver-messages.js';
import type { Receiver } from './receiver.js';

/**
 * Lets a receiver read a WAV file: browsers know few kinds of them.
 *
 * @param onPart gets the part that is done, 0…1
 * @returns the last news: `heard` or `unpacked`
 * @throws MorseDecoderError `not-audio`, with why, by rejection
 */
export function readWavFile(
  receiver: Pick<Receiver, 'openFile'>,
  file: Blob,
  purpose: FilePurpose,
  onPart: (part: number) => void = () => {},
): Promise<Exclude<FileNews, { type: 'refused' | 'part' }>> {
  return new Promise((resolve, reject) => {
    const port = receiver.openFile(file, purpose);
    port.onmessage = ({ data }: MessageEvent<FileNews>) => {
      if (data.type === 'part') return onPart(data.part);
      port.close();
      if (data.type === 'refused') reject(new MorseDecoderError('not-audio', data.message));
      else resolve(data);
    };
  });
}
