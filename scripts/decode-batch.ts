// `tsx scripts/decode-batch.ts LIVE.json [ACCURATE.json]`: many recordings through one engine, for models/evaluation.
// Reads a JSON line per batch from stdin, `[{ "file", "frequencies" }, …]` (raw float32 at 8 kHz; Hz), and answers each with
// a line that holds, for each file and each frequency, `[[code, start, end, confidence, shown], …]`, times in seconds of
// audio; `shown` is what had come when the character appeared, the accurate model's reading of it where there is one.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ModelContract } from '../src/engine/model-contract.js';
import { LanguageModel } from '../src/morse/language/language-model.js';
import { openSession } from '../src/node/models.js';
import { InferenceCore } from '../src/workers/inference-core.js';
import { type Clip, type Model, readTogether } from './lib/read-together.js';

const [liveFile, accurateFile] = process.argv.slice(2);
if (!liveFile) {
  console.error('Usage: tsx scripts/decode-batch.ts LIVE.json [ACCURATE.json]');
  process.exit(2);
}

async function loadClip({ file, frequencies }: { file: string; frequencies: number[] }): Promise<Clip> {
  const bytes = await readFile(file);
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / Float32Array.BYTES_PER_ELEMENT);
  return { samples, frequencies };
}

async function loadModel(contractFile: string): Promise<Model> {
  const contract: ModelContract = JSON.parse(await readFile(contractFile, 'utf8'));
  const session = await openSession(contract, await readFile(join(dirname(contractFile), contract.file)));
  const language =
    contract.language && new Uint8Array(await readFile(join(dirname(contractFile), contract.language.file)));
  const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
  const core = new InferenceCore(session, contract, { now: () => performance.now(), breathe });
  return { contract, core, ...(language && { language: new LanguageModel(language.buffer) }) };
}

const live = await loadModel(liveFile);
const accurate = accurateFile ? await loadModel(accurateFile) : null;

for await (const line of createInterface({ input: process.stdin })) {
  const clips = await Promise.all(JSON.parse(line).map(loadClip));
  console.log(JSON.stringify(await readTogether(clips, live, accurate)));
}
