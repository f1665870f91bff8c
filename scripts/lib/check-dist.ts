import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { distFolder, filesBelow } from './build.js';
import { sizeComplaint } from './size-limits.js';

/** A longer data: URL means that a bundler has inlined an asset (or our own source) into a script. */
const longestDataUrl = 1000;

const expectedFiles = [
  'morse-decoder.js',
  'index.js',
  'classes.js',
  'server.js',
  'morse-spots.js',
  'spots-server.js',
  'morse-receiver-worker.js',
  'morse-inference-worker.js',
  'morse-capture-worklet.js',
  'ort-wasm-simd-threaded.wasm',
  'node.js',
];

/** Scripts that pages load by an address of their own, and the bytes below which Vite makes a data: URL of a file. */
const addressedScripts = ['morse-receiver-worker.js', 'morse-inference-worker.js', 'morse-capture-worklet.js'];
const inlinedBelow = 4096;

/** Prints the size of each shipped file and returns what is wrong with dist/, a sentence each. */
export async function checkDist(): Promise<string[]> {
  const complaints = expectedFiles
    .filter((name) => !existsSync(join(distFolder, name)))
    .map((name) => `dist/${name} is missing.`);
  const shipped = (await filesBelow(distFolder)).filter((name) => !/^(?:types|editors)\//.test(name));
  for (const name of shipped.sort()) {
    const bytes = await readFile(join(distFolder, name));
    const compressed = gzipSync(bytes, { level: 6 }).length;
    console.log(`${kilobytes(bytes.length)} ${kilobytes(compressed)} gzip  dist/${name}`);
    const tooLarge = name.endsWith('.map') ? null : sizeComplaint(name, compressed);
    if (tooLarge) complaints.push(tooLarge);
    if (addressedScripts.includes(name) && bytes.length < inlinedBelow)
      complaints.push(
        `dist/${name} has ${bytes.length} bytes: with less than ${inlinedBelow}, Vite puts it into a data: URL.`,
      );
    if (!name.endsWith('.js')) continue;
    const source = bytes.toString();
    for (const [url] of source.matchAll(/\bdata:[a-z]+\/[\w.+-]+[;,][^"'`\s)]*/gi)) {
      if (url.length > longestDataUrl)
        complaints.push(`dist/${name} holds a data: URL of ${url.length} characters: ${url.slice(0, 60)}…`);
    }
  }
  return complaints;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(12);
}
