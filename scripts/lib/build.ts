import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { type BuildOptions, build as esbuild, type Plugin } from 'esbuild';
import { minify as terser } from 'terser';
import { writeDeclarations } from './declarations.js';
import { writeIntegrity } from './integrity.js';
import { leanTemplates } from './lean-templates.js';
import { root } from './root.mjs';

/** Where everything that is shipped lands. */
export const distFolder = join(root, 'dist');

/** The bundles that become a worker or a worklet: one classic script each, without imports, so that a Blob URL works. */
const workerEntries = {
  'morse-receiver-worker': 'src/workers/receiver-worker.ts',
  'morse-inference-worker': 'src/workers/inference-worker.ts',
};
const workletEntries = { 'morse-capture-worklet': 'src/sources/capture-worklet.ts' };

const modelFiles = [
  'morse-live.onnx',
  'morse-live.json',
  'morse-side.onnx',
  'morse-accurate.onnx',
  'morse-accurate.json',
  'morse-language.bin',
];

export interface BuildSettings {
  /** Leave the bundles readable. */
  development?: boolean;
  /** Also write declarations and custom-elements.json. */
  declarations?: boolean;
}

/**
 * Builds into a scratch folder and then moves file by file into dist/, so that a server or a test that reads dist/
 * meanwhile never finds it half written.
 *
 * @returns the names of the model files that models/ lacks; dist/ is complete but for them.
 */
export async function build({ development = false, declarations = true }: BuildSettings = {}): Promise<string[]> {
  await mkdir(join(root, 'node_modules/.cache'), { recursive: true });
  const scratch = await mkdtemp(join(root, 'node_modules/.cache/build-'));
  try {
    const documents = declarations ? writeDeclarations(scratch) : undefined;
    await allDone(bundleThreads(scratch, development), copyAssets(scratch), documents);
    const files = await topFiles(scratch);
    const sums = checksums(files);
    await writeFile(join(scratch, 'checksums.json'), JSON.stringify(sums, null, 2));
    await bundleEntries(scratch, development, sums, sizes(files));
    await writeIntegrity(scratch);
    await install(scratch, declarations);
    return missingModelFiles();
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function shared(development: boolean): BuildOptions {
  return {
    absWorkingDir: root,
    bundle: true,
    target: 'es2022',
    minify: !development,
    legalComments: 'none',
    logLevel: 'warning',
  };
}

async function bundleThreads(outdir: string, development: boolean): Promise<void> {
  const threads: BuildOptions = {
    ...shared(development),
    outdir,
    format: 'iife',
    platform: 'browser',
    // onnxruntime-web looks at import.meta.url; a classic script has none, its own address serves.
    define: { 'import.meta.url': 'self.location.href', __VERSION__: await version() },
    // It could also import modules; we never let it, and Vite's development server puts an `import` on top of a script that can.
    supported: { 'dynamic-import': false },
  };
  await allDone(
    esbuild({ ...threads, entryPoints: workerEntries }),
    esbuild({ ...threads, entryPoints: workletEntries, minify: false, banner: { js: await licence() } }),
  );
  if (!development) await squeeze(join(outdir, 'morse-receiver-worker.js'), { module: false });
}

/**
 * Stands above the worklet, which is left readable too: Vite makes a data: URL of a file of less than 4 kB, and a page's policy
 * that allows no such scripts would keep the worklet out (check-dist.ts holds its size).
 */
async function licence(): Promise<string> {
  const text = await readFile(join(root, 'LICENSE'), 'utf8');
  return `/*\nThe capture worklet of <morse-decoder>.\n\n${text.trim()}\n*/`;
}

/** The package's, as a JavaScript expression. */
async function version(): Promise<string> {
  const description: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return JSON.stringify(Reflect.get(Object(description), 'version'));
}

/** As Promise.all, but waits for the others when one fails, so that nothing still writes when the folder is removed. */
async function allDone(...work: (Promise<unknown> | undefined)[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason;
}

async function copyAssets(outdir: string): Promise<void> {
  const runtime = createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm');
  await cp(runtime, join(outdir, 'ort-wasm-simd-threaded.wasm'));
  const missing = missingModelFiles();
  const models = modelFiles.filter((name) => !missing.includes(name));
  await Promise.all(models.map((name) => cp(join(root, 'models', name), join(outdir, name))));
  if (models.includes('morse-live.json'))
    await writeFile(join(outdir, 'morse-live.json'), await contractText('morse-live.json'));
}

/** The text of a contract in models/; what the live model's says of the smaller one is taken from that one's own. */
async function contractText(name: string): Promise<string> {
  const text = await readFile(join(root, 'models', name), 'utf8');
  if (name !== 'morse-live.json' || !existsSync(join(root, 'models/morse-side.json'))) return text;
  const { file, sha256, bytes, stateSize, calibration } = JSON.parse(
    await readFile(join(root, 'models/morse-side.json'), 'utf8'),
  );
  return `${JSON.stringify({ ...JSON.parse(text), side: { file, sha256, bytes, stateSize, calibration } }, null, 1)}\n`;
}

function missingModelFiles(): string[] {
  return modelFiles.filter((name) => !existsSync(join(root, 'models', name)));
}

/**
 * `morse-decoder.js` is one file for script tags. For those who import, `index.js` registers the classes of `classes.js`, so
 * that an application which imports both has each class once.
 */
async function bundleEntries(
  outdir: string,
  development: boolean,
  sums: Record<string, string>,
  sizes: Record<string, number>,
): Promise<void> {
  const define = {
    __ASSET_CHECKSUMS__: JSON.stringify(sums),
    __ASSET_SIZES__: JSON.stringify(sizes),
    __MODEL_CONTRACTS__: await contracts(),
    __VERSION__: await version(),
  };
  const sourcemap = development ? 'linked' : false;
  const options = { ...shared(development), outdir, define, format: 'esm', sourcemap } as const;
  const pages: BuildOptions = { ...options, platform: 'browser', plugins: [leanTemplates] };
  await allDone(
    esbuild({
      ...pages,
      entryPoints: { 'morse-decoder': 'src/index.ts' },
      banner: development ? { js: moduleHint } : {},
    }),
    esbuild({ ...pages, entryPoints: { classes: 'src/classes.ts' } }),
    esbuild({ ...pages, entryPoints: { index: 'src/index.ts' }, plugins: [leanTemplates, classesBeside] }),
    // Of Lit it needs style sheets alone; templates would bring another copy, and a policy, into the page.
    esbuild({
      ...pages,
      entryPoints: { 'morse-spots': 'src/spots.ts' },
      alias: { lit: '@lit/reactive-element/css-tag.js' },
    }),
    esbuild({ ...pages, entryPoints: { server: 'src/server.ts', 'spots-server': 'src/spots-server.ts' } }),
    esbuild({ ...options, entryPoints: { node: 'src/node.ts' }, platform: 'node' }),
    esbuild({
      ...options,
      entryPoints: { cli: 'src/cli.ts' },
      platform: 'node',
      banner: SHEBANG,
      plugins: [nodeBeside],
    }),
  );
  if (development) return;
  await squeeze(join(outdir, 'morse-decoder.js'), { preamble: moduleHint });
  await squeeze(join(outdir, 'classes.js'));
  await squeeze(join(outdir, 'morse-spots.js'));
}

/** Minifies a script once more: terser finds 3 to 6 % that esbuild leaves. @param preamble stands above it */
async function squeeze(file: string, { preamble = '', module = true } = {}): Promise<void> {
  const { code } = await terser(await readFile(file, 'utf8'), {
    module,
    ecma: 2022,
    compress: { passes: 4, unsafe_arrows: true },
    format: { preamble },
  });
  if (!code) throw new Error(`Nothing is left of ${file}.`);
  await writeFile(file, code);
}

/** Where a script tag forgets what the script is, the browser's error points at the first line. */
const moduleHint = 'import.meta;/* A module: <script type="module" src="…/morse-decoder.js"></script> */';

/** npm makes a command of it. */
const SHEBANG = { js: '#!/usr/bin/env node' };

/** The command imports the engine from the file beside it. */
const nodeBeside: Plugin = {
  name: 'node-beside',
  setup(build) {
    build.onResolve({ filter: /\/node\.js$/ }, () => ({ path: './node.js', external: true }));
  },
};

/** The elements, and all that is exported with them, are in the file `classes.js`. */
const classesBeside: Plugin = {
  name: 'classes-beside',
  setup(build) {
    const classes = () => ({ path: './classes.js', external: true });
    build.onResolve({ filter: /\/(?:classes|packing|morse-(?:channel|decoder|waterfall))\.js$/ }, classes);
  },
};

/** What models/*.json say, by file name, as JSON. */
async function contracts(): Promise<string> {
  const missing = missingModelFiles();
  const names = modelFiles.filter((name) => name.endsWith('.json') && !missing.includes(name));
  const texts = names.map(async (name) => `${JSON.stringify(name)}:${await contractText(name)}`);
  return `{${(await Promise.all(texts)).join()}}`;
}

/** The files that lie at the top of the folder, by name. */
async function topFiles(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
  const names = files.map((file) => file.name).sort();
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)));
}

/** SHA-256, lower-case hex. */
const checksums = (files: ReadonlyMap<string, Buffer>): Record<string, string> =>
  Object.fromEntries([...files].map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]));

const sizes = (files: ReadonlyMap<string, Buffer>): Record<string, number> =>
  Object.fromEntries([...files].map(([name, bytes]) => [name, bytes.length]));

async function install(scratch: string, declarations: boolean): Promise<void> {
  const fresh = new Set(await filesBelow(scratch));
  for (const name of fresh) {
    await mkdir(dirname(join(distFolder, name)), { recursive: true });
    await rename(join(scratch, name), join(distFolder, name));
  }
  const stale = (await filesBelow(distFolder)).filter((name) => !fresh.has(name));
  const removable = declarations ? stale : stale.filter((name) => !/^(?:types|editors)\//.test(name));
  await Promise.all(removable.map((name) => rm(join(distFolder, name), { force: true })));
}

/** Paths, relative to the folder, of every file in it and below; none when there is no such folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
