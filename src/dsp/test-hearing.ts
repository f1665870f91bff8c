/** What a receiver has heard of some audio, without a receiver. Imported by tests only. */

import type { AudioHistory } from './audio-history.js';
import { CrashLog } from './crash-log.js';
import { FrameStore } from './frame-store.js';
import { NoiseFloor } from './noise-floor.js';

export function hear(history: AudioHistory): { readonly store: FrameStore; readonly crashes: CrashLog } {
  const store = new FrameStore(history);
  const floor = new NoiseFloor();
  const crashes = new CrashLog();
  store.advance((k, long, short) => {
    floor.update(long);
    crashes.push(k, short, floor);
  });
  return { store, crashes };
}
