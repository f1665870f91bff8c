/**
 * The one place that reaches around onnxruntime-web: it takes wasm as bytes only (`env.wasm.wasmBinary`) and hands them to
 * `WebAssembly.instantiate`. Here that one call is answered with a module that the page has compiled once for all
 * workers: starting costs 0.1–0.16 s and 15 MB instead of 0.6–1.0 s and 60 MB. On the way we learn the wasm memory, whose
 * size the pool shows and which the runtime keeps to itself.
 */

/** A compiled module or the bytes of one. */
export type WasmSource = WebAssembly.Module | ArrayBuffer;

export interface Hooked<T> {
  readonly result: T;
  /** Memory that was given to the instance, null when `start` has made none (a second session in one thread). */
  readonly memory: WebAssembly.Memory | null;
}

/** Runs `start`, and answers the `WebAssembly.instantiate` in it with `source`. Not for overlapping use. */
export async function withWasm<T>(source: WasmSource, start: () => Promise<T>): Promise<Hooked<T>> {
  const instantiate = WebAssembly.instantiate;
  let memory: WebAssembly.Memory | null = null;
  const answer = async (_bytes: unknown, imports: WebAssembly.Imports) => {
    memory = findMemory(imports);
    const module = source instanceof WebAssembly.Module ? source : await WebAssembly.compile(source);
    return { module, instance: await instantiate(module, imports) };
  };
  Object.defineProperty(WebAssembly, 'instantiate', { value: answer, configurable: true, writable: true });
  try {
    const result = await start();
    return { result, memory };
  } finally {
    Object.defineProperty(WebAssembly, 'instantiate', { value: instantiate, configurable: true, writable: true });
  }
}

function findMemory(imports: WebAssembly.Imports): WebAssembly.Memory | null {
  for (const namespace of Object.values(imports)) {
    for (const value of Object.values(namespace)) if (value instanceof WebAssembly.Memory) return value;
  }
  return null;
}
