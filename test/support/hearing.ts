/** What a receiver has heard of some audio, without a receiver. Imported by tests only. */

import type { AudioHistory } from '../../src/dsp/audio-history.js';
import { CrashLog } from '../../src/dsp/crash-log.js';
import { FrameStore } from '../../src/dsp/frame-store.js';
import { NoiseFloor } from '../../src/dsp/noise-floor.js';

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
