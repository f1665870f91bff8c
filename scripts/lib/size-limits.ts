/** Most bytes of a shipped file, compressed by gzip: what a visitor pays for. Read by check-dist.ts. */
const limits: Readonly<Record<string, number>> = {
  // What every page loads at once. The last 0.4 kB are sources that the page itself suspends or stops, and networks that fail.
  'morse-decoder.js': 63_000,
  'index.js': 2_000,
  'classes.js': 63_000,
  // What the first start loads.
  // I and Q and whole bands have a spectrogram of their own in it; how learners space their letters takes 1 kB, whose call a call is another, frequency-shift keying half of one.
  'morse-receiver-worker.js': 75_900,
  'morse-inference-worker.js': 30_000,
  'morse-capture-worklet.js': 3_000,
  'ort-wasm-simd-threaded.wasm': 3_800_000,
  'morse-live.onnx': 2_000_000,
  'morse-live.json': 1_500,
  // What comes while the decoder listens.
  'morse-accurate.onnx': 5_000_000,
  'morse-side.onnx': 800_000,
  'morse-accurate.json': 1_500,
  'morse-language.bin': 320_000,
  // What pages with a list of stations load.
  'morse-spots.js': 14_000,
  // What no visitor loads.
  'server.js': 10_000,
  'spots-server.js': 6_000,
  'node.js': 111_900,
  'cli.js': 14_000,
  'checksums.json': 1_500,
  'integrity.json': 500,
};

/** What is wrong with the size of a file, as a sentence; null: nothing. @param compressed bytes */
export function sizeComplaint(name: string, compressed: number): string | null {
  const limit = limits[name];
  if (limit === undefined)
    return `dist/${name} has no limit in scripts/lib/size-limits.ts: who loads it, and what may it cost?`;
  return compressed > limit ? `dist/${name} has ${compressed} bytes compressed, of at most ${limit}.` : null;
}
