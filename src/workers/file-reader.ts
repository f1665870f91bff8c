import type { AudioBlock, PairOrder } from '../engine/audio-block.js';
import { ByteReader } from '../recordings/byte-reader.js';
import { mixed } from '../recordings/mixed.js';
import { openWav } from '../recordings/wav.js';
import { WavError } from '../recordings/wav-error.js';

/** A file that is to hold I and Q has not two channels. */
export class NotPairs extends WavError {}

/** As some browsers cannot do by themselves. */
async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/**
 * Reads a WAV file of any length, mixed to one channel or as pairs, never holding more than a stretch of it.
 *
 * @param take settles when more may come
 * @returns its length, and its rate in Hz
 * @throws WavError by rejection
 */
export async function readWavFile(
  file: Blob,
  take: (block: AudioBlock, part: number) => Promise<void>,
  pairs: PairOrder | null = null,
): Promise<{ seconds: number; sampleRate: number }> {
  const reader = new ByteReader(chunksOf(file));
  try {
    const { format, blocks } = await openWav(reader, file.size);
    const { sampleRate, channels } = format;
    if (pairs && channels !== 2)
      throw new NotPairs(`I and Q are two channels; the WAV file has ${channels === 1 ? 'one' : channels}.`);
    let frames = 0;
    for await (const samples of blocks()) {
      const block = pairs ? { samples, sampleRate, pairs } : { samples: mixed(samples, channels), sampleRate };
      frames += samples.length / channels;
      await take(block, reader.position / file.size);
    }
    return { seconds: frames / sampleRate, sampleRate };
  } finally {
    await reader.close();
  }
}

/** The same as a WAV file that every browser plays: 32-bit floats, one channel. @throws WavError by rejection */
export async function unpackWavFile(file: Blob): Promise<Blob> {
  const parts: Blob[] = [];
  let rate = 0;
  // As Blobs they need not stay in memory.
  await readWavFile(file, async ({ samples, sampleRate }) => {
    rate = sampleRate;
    parts.push(new Blob([samples.slice()]));
  });
  const bytes = parts.reduce((sum, { size }) => sum + size, 0);
  return new Blob([floatHeader(rate, bytes), ...parts], { type: 'audio/wav' });
}

/** What is longer than a size can say is said to be as long as can be. */
function floatHeader(sampleRate: number, bytes: number): ArrayBuffer {
  const header = new DataView(new ArrayBuffer(44));
  const text = (at: number, value: string): void => {
    for (let i = 0; i < value.length; i++) header.setUint8(at + i, value.charCodeAt(i));
  };
  text(0, 'RIFF');
  header.setUint32(4, Math.min(0xffffffff, 36 + bytes), true);
  text(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 3, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, sampleRate, true);
  header.setUint32(28, sampleRate * 4, true);
  header.setUint16(32, 4, true);
  header.setUint16(34, 32, true);
  text(36, 'data');
  header.setUint32(40, Math.min(0xffffffff, bytes), true);
  return header.buffer;
}
