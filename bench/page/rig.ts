import type { ModelContract } from '../../src/engine/model-contract.js';

/** One way of running the model on some slots at once. */
export interface Rig {
  /** Runs every slot over `chunks` chunks of {@link FRAMES} frames, one chunk after the other as they do live. */
  run(chunks: number): Promise<void>;
  /** Ends its workers. */
  close(): void;
}

/** Frames of a live chunk: 64 ms. */
export const FRAMES = 8;

export interface RigAssets {
  readonly contract: ModelContract;
  readonly model: ArrayBuffer;
  readonly wasm: WebAssembly.Module;
}

export async function loadAssets(): Promise<RigAssets> {
  const [contract, model, wasm] = await Promise.all([
    fetch('/dist/morse-live.json').then((response) => response.json() as Promise<ModelContract>),
    fetch('/dist/morse-live.onnx').then((response) => response.arrayBuffer()),
    WebAssembly.compileStreaming(fetch('/dist/ort-wasm-simd-threaded.wasm')),
  ]);
  return { contract, model, wasm };
}

export const featureCount = ({ shortOffsets, longOffsets }: ModelContract): number =>
  shortOffsets.length + longOffsets.length;

/** Features of the size that real ones have; their values do not change the cost. */
export function someFeatures(slots: number, width: number): Float32Array {
  return Float32Array.from({ length: FRAMES * slots * width }, (_, i) => 2 * Math.sin(i * 1.7));
}
