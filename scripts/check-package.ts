// Part of `npm run check:package`: what the npm package would hold, and whether plain Node can import it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/root.mjs';

const meta: { name: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const allowed = /^(?:dist\/.+|custom-elements\.json|package\.json|README\.md|LICENSE)$/;
const required = [
  'LICENSE',
  'README.md',
  'custom-elements.json',
  'dist/morse-accurate.json',
  'dist/morse-accurate.onnx',
  'dist/morse-capture-worklet.js',
  'dist/morse-decoder.js',
  'dist/morse-inference-worker.js',
  'dist/morse-live.json',
  'dist/morse-live.onnx',
  'dist/morse-receiver-worker.js',
  'dist/node.js',
  'dist/ort-wasm-simd-threaded.wasm',
  'dist/types/index.d.ts',
  'dist/types/node.d.ts',
  'package.json',
];

const listing = execFileSync('npm', ['pack', '--dry-run', '--json', '--loglevel=error'], {
  cwd: root,
  encoding: 'utf8',
});
const [tarball]: { size: number; files: { path: string }[] }[] = JSON.parse(listing);
assert(tarball, 'npm pack lists no package');
const paths = tarball.files.map(({ path }) => path);
assert.deepEqual(
  required.filter((path) => !paths.includes(path)),
  [],
  'missing from the package',
);
assert.deepEqual(
  paths.filter((path) => !allowed.test(path)),
  [],
  'does not belong in the package',
);

// A package may import itself by its name; Node then takes the "node" condition, as it does for whoever depends on it.
const script = `const names = Object.keys(await import(${JSON.stringify(meta.name)})); console.log(names.join(' '));`;
const names = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
  cwd: root,
  encoding: 'utf8',
});
assert(names.trim(), 'the Node entry exports nothing');

console.log(`${paths.length} files, ${(tarball.size / 1e6).toFixed(2)} MB packed; Node imports: ${names.trim()}`);
