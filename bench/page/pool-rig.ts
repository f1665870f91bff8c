import type {
  InferenceToPool,
  InferenceToReceiver,
  PoolToInference,
  ReceiverToInference,
} from '../../src/workers/inference-messages.js';
import { FRAMES, featureCount, type Rig, type RigAssets, someFeatures } from './rig.js';

/** The pool's own workers, as a receiver uses them: the slots divided among them, one batch to each. */
export async function poolRig(workers: number, slots: number, assets: RigAssets): Promise<Rig> {
  const share = Math.ceil(slots / workers);
  const links = await Promise.all(Array.from({ length: workers }, () => startWorker(assets, share)));
  const width = featureCount(assets.contract);
  return {
    run: async (chunks) => {
      await Promise.all(
        links.map(async (link) => {
          for (let i = 0; i < chunks; i++) await link.run(someFeatures(share, width));
        }),
      );
    },
    close: () => {
      for (const link of links) link.worker.terminate();
    },
  };
}

interface Link {
  readonly worker: Worker;
  run(features: Float32Array): Promise<void>;
}

async function startWorker({ wasm, model, contract }: RigAssets, share: number): Promise<Link> {
  const worker = new Worker('/dist/morse-inference-worker.js', { name: 'bench-inference' });
  const tell = (message: PoolToInference, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
  await new Promise<void>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<InferenceToPool>) => {
      if (data.type === 'ready') resolve();
      else if (data.type === 'failed') reject(new Error(data.message));
    };
    worker.onerror = (event) => reject(new Error(event.message));
    tell({ type: 'load', seat: 1, wasm, model: model.slice(0), contract });
  });
  const { port1, port2 } = new MessageChannel();
  tell({ type: 'connect', seat: 1, client: 1, port: port2 }, [port2]);
  const ask = (message: ReceiverToInference, transfer: Transferable[] = []) => port1.postMessage(message, transfer);
  const numbers = Array.from({ length: share }, (_, i) => i);
  for (const slot of numbers) ask({ type: 'open', slot, state: null });
  let id = 0;
  return {
    worker,
    run: (features) =>
      new Promise((resolve, reject) => {
        port1.onmessage = ({ data }: MessageEvent<InferenceToReceiver>) => {
          if (data.type === 'result') resolve();
          else if (data.type === 'run-failed') reject(new Error(data.message));
        };
        const message = { type: 'run', id: id++, lane: 'live', slots: numbers, frames: FRAMES, features } as const;
        ask(message, [features.buffer]);
      }),
  };
}
