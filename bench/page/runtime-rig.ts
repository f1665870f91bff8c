import type { InferenceSession, Tensor } from 'onnxruntime-web';
import { FRAMES, featureCount, type Rig, type RigAssets, someFeatures } from './rig.js';

/** Where the bench server has onnxruntime-web as it was published: its proxy starts its own file again as a worker. */
const RUNTIME = '/onnxruntime/ort.wasm.bundle.min.mjs';

type Runtime = typeof import('onnxruntime-web');

/** onnxruntime-web's own ways to use more than the calling thread. */
export interface RuntimeOptions {
  readonly proxy: boolean;
  readonly numThreads: number;
}

/** A session in the calling thread (or in the proxy's worker); the states go in and out with every run. */
export async function runtimeRig(slots: number, assets: RigAssets, options: RuntimeOptions): Promise<Rig> {
  const runtime = (await import(RUNTIME)) as Runtime;
  runtime.env.logLevel = 'error';
  runtime.env.wasm.wasmPaths = { wasm: '/dist/ort-wasm-simd-threaded.wasm' };
  runtime.env.wasm.proxy = options.proxy;
  runtime.env.wasm.numThreads = options.numThreads;
  const session = await runtime.InferenceSession.create(new Uint8Array(assets.model.slice(0)), {
    executionProviders: ['wasm'],
  });
  return { run: makeRun(runtime, session, slots, assets), close: () => void session.release() };
}

function makeRun(runtime: Runtime, session: InferenceSession, slots: number, { contract }: RigAssets): Rig['run'] {
  const width = featureCount(contract);
  let state = new Float32Array(slots * contract.stateSize);
  return async (chunks) => {
    for (let i = 0; i < chunks; i++) {
      const output = await session.run({
        features: new runtime.Tensor('float32', someFeatures(slots, width), [FRAMES, slots, width]),
        state: new runtime.Tensor('float32', state, [slots, contract.stateSize]),
      });
      // The proxy detaches what it is given, so each run gets the states that the last one gave.
      state = Float32Array.from((output.next_state as Tensor).data as Float32Array);
    }
  };
}
