// `npm run check:package`: what the npm package would hold, whether its entries are sound, and whether Node can import them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { distFolder } from './lib/build.js';
import { readIntegrity, readmeIsRight } from './lib/integrity.js';
import { strayFields, tagsByReader, unexplained } from './lib/package-texts.js';
import { run } from './lib/process.mjs';
import { root } from './lib/root.mjs';

interface Meta {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
}

const meta: Meta = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Most bytes of the tarball: two models, of which one has 4.9 MB, the runtime that runs them, and README's picture. */
const LARGEST = 12_250_000;

const allowed =
  /^(?:dist\/.+|integrations\/.+|bench\/README\.md|docs\/\w+\.(?:png|svg)|models\/(?:README|variants)\.md|models\/\w+\.svg|custom-elements\.json|package\.json|README\.md|CHANGELOG\.md|THIRD-PARTY-NOTICES\.md|LICENSE)$/;
const unwanted = /\.(?:map|ts)$/;
const required = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'THIRD-PARTY-NOTICES.md',
  'custom-elements.json',
  'dist/checksums.json',
  'dist/classes.js',
  'dist/cli.js',
  'dist/editors/vscode.css-custom-data.json',
  'dist/editors/vscode.html-custom-data.json',
  'dist/editors/web-types.json',
  'dist/index.js',
  'dist/integrity.json',
  'dist/morse-accurate.json',
  'dist/morse-accurate.onnx',
  'dist/morse-language.bin',
  'dist/morse-capture-worklet.js',
  'dist/morse-decoder.js',
  'dist/morse-inference-worker.js',
  'dist/morse-live.json',
  'dist/morse-live.onnx',
  'dist/morse-receiver-worker.js',
  'dist/morse-side.onnx',
  'dist/morse-spots.js',
  'dist/node.js',
  'dist/ort-wasm-simd-threaded.wasm',
  'dist/server.js',
  'dist/spots-server.js',
  ...['classes', 'index', 'node', 'preact', 'react', 'solid', 'spots', 'svelte', 'vue'].map(
    (name) => `dist/types/${name}.d.ts`,
  ),
  'package.json',
];

assert(
  await readmeIsRight(await readIntegrity(distFolder)),
  'README.md has not the integrity of dist/morse-decoder.js: npm run build -- --write',
);

const scratch = mkdtempSync(join(tmpdir(), 'morse-pack-'));
try {
  const options = ['--json', '--loglevel=error', '--ignore-scripts', '--pack-destination', scratch];
  const listing = execFileSync('npm', ['pack', ...options], { cwd: root, encoding: 'utf8' });
  const [packed]: { filename: string; size: number; files: { path: string }[] }[] = JSON.parse(listing);
  assert(packed, 'npm pack makes no package');
  const paths = packed.files.map(({ path }) => path);
  const misplaced = (path: string) => !allowed.test(path) || (unwanted.test(path) && !path.endsWith('.d.ts'));
  assert.deepEqual([required.filter((path) => !paths.includes(path))], [[]], 'missing from the package');
  assert.deepEqual([paths.filter(misplaced)], [[]], 'does not belong in the package');
  assert.deepEqual(deadLinks(paths), [], 'links to what is not in the package');
  assert.deepEqual(strayFields(paths), [], 'fields of package.json that name no packed file');
  assert.deepEqual(unexplained(paths), [], 'README.md says what each file of dist/ is for, and names no other');
  const { manifest, vscode, jetbrains } = tagsByReader();
  assert.equal(manifest.length, 4, manifest.join('\n'));
  assert.deepEqual({ vscode, jetbrains }, { vscode: manifest, jetbrains: manifest }, 'what editors know of the tags');
  assert(packed.size <= LARGEST, `${packed.size} bytes packed, of at most ${LARGEST}`);

  const tarball = join(scratch, packed.filename);
  await run('node_modules/.bin/publint', ['--strict', tarball]);
  // CommonJS is served by Node itself, which can require() modules since 20.19.
  await run('node_modules/.bin/attw', [tarball, '--profile', 'esm-only', '--format', 'ascii', '--quiet']);

  console.log(`${paths.length} files, ${(packed.size / 1e6).toFixed(2)} MB packed; Node imports:`);
  for (const entry of Object.keys(meta.exports).filter((name) => !/[*]|json$/.test(name))) {
    console.log(`  ${meta.name}${entry.slice(1)}: ${namesOf(meta.name + entry.slice(1))}`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Links of the packed texts that lead to nothing in the package: on npm there is no other place that they could mean. */
function deadLinks(paths: readonly string[]): string[] {
  return paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => {
      const links = [...readFileSync(join(root, path), 'utf8').matchAll(/\]\(([^)#\s]+)/g)].map(
        ([, link = '']) => link,
      );
      const local = links.filter((link) => !/^[a-z]+:/.test(link));
      const there = (link: string) => {
        const target = posix.join(posix.dirname(path), link);
        return paths.some((packed) => packed === target || packed.startsWith(`${target.replace(/\/$/, '')}/`));
      };
      return local.filter((link) => !there(link)).map((link) => `${path}: ${link}`);
    });
}

/** A package may import itself by its name; Node then takes the same conditions as for whoever depends on it. */
function namesOf(specifier: string): string {
  const script = `console.log(Object.keys(await import(${JSON.stringify(specifier)})).join(' '));`;
  const names = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    encoding: 'utf8',
  }).trim();
  assert(names, `${specifier} exports nothing in Node`);
  return names;
}
