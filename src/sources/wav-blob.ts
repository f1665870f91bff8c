import { looksLikeWav } from '../recordings/looks-like-wav.js';

/** Whether a file may be one that the receiver can read by itself. */
export const startsLikeWav = async (file: Blob): Promise<boolean> =>
  looksLikeWav(new Uint8Array(await file.slice(0, 4).arrayBuffer()));

/** The whole of what is at an address, when it begins as a WAV file does; of an endless stream of anything else no more is read. */
export async function fetchWav(url: string, signal: AbortSignal): Promise<Blob | null> {
  const reader = (await fetch(url, { signal })).body?.getReader();
  const parts: BlobPart[] = [];
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done || !value) return new Blob(parts);
    if (parts.length === 0 && !looksLikeWav(value)) {
      await reader?.cancel();
      return null;
    }
    parts.push(new Blob([value]));
  }
}
