import type { Rig, RigAssets } from './rig.js';
import { runtimeRig } from './runtime-rig.js';

/** A worker with one session on `numThreads` threads: what a page would use instead of several workers. */
export type ToThreadsWorker =
  | { readonly type: 'start'; readonly slots: number; readonly assets: RigAssets; readonly numThreads: number }
  | { readonly type: 'run'; readonly chunks: number };

let rig: Rig | null = null;

self.onmessage = ({ data }: MessageEvent<ToThreadsWorker>) => {
  const done = () => self.postMessage('done');
  const failed = (error: unknown) => self.postMessage(String(error));
  if (data.type === 'run') void rig?.run(data.chunks).then(done, failed);
  else {
    const { slots, assets, numThreads } = data;
    void runtimeRig(slots, assets, { proxy: false, numThreads }).then((started) => {
      rig = started;
      done();
    }, failed);
  }
};
