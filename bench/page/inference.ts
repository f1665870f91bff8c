import { poolRig } from './pool-rig.js';
import { loadAssets, type Rig, type RigAssets } from './rig.js';
import { runtimeRig } from './runtime-rig.js';
import type { ToThreadsWorker } from './threads-worker.js';

/** The variants that `bench/measures/inference.ts` measures by turns. */
const VARIANTS: Readonly<Record<string, (slots: number, assets: RigAssets) => Promise<Rig>>> = {
  'pool, 1 worker': (slots, assets) => poolRig(1, slots, assets),
  'pool, 2 workers': (slots, assets) => poolRig(2, slots, assets),
  proxy: (slots, assets) => runtimeRig(slots, assets, { proxy: true, numThreads: 1 }),
  'numThreads = 2': (slots, assets) => threadsRig(slots, assets, 2),
};

const rigs = new Map<string, Rig>();

/** What the Node side calls. */
export const inferenceBench = {
  async open(name: string, variant: string, slots: number): Promise<void> {
    const make = VARIANTS[variant];
    if (!make) throw new Error(`No variant is called ${variant}.`);
    rigs.set(name, await make(slots, await assets));
  },
  async run(name: string, chunks: number): Promise<number> {
    const started = performance.now();
    await rigs.get(name)?.run(chunks);
    return performance.now() - started;
  },
  close(): void {
    for (const rig of rigs.values()) rig.close();
    rigs.clear();
  },
};

const assets = loadAssets();
Object.assign(globalThis, { inferenceBench });

async function threadsRig(slots: number, rigAssets: RigAssets, numThreads: number): Promise<Rig> {
  const worker = new Worker('/bench/threads-worker.js', { name: 'bench-threads', type: 'module' });
  const ask = (message: ToThreadsWorker) =>
    new Promise<void>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<string>) => (data === 'done' ? resolve() : reject(new Error(data)));
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage(message);
    });
  await ask({ type: 'start', slots, assets: rigAssets, numThreads });
  return { run: (chunks) => ask({ type: 'run', chunks }), close: () => worker.terminate() };
}
