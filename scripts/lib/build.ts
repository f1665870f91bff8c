import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { type BuildOptions, build as esbuild } from 'esbuild';
import { run } from './process.mjs';
import { root } from './root.mjs';

/** Where everything that is shipped lands. */
export const distFolder = join(root, 'dist');

/** The bundles that become a worker or a worklet: one classic script each, without imports, so that a Blob URL works. */
const threadEntries = {
  'morse-receiver-worker': 'src/workers/receiver-worker.ts',
  'morse-inference-worker': 'src/workers/inference-worker.ts',
  'morse-capture-worklet': 'src/sources/capture-worklet.ts',
};

const modelFiles = ['morse-live.onnx', 'morse-live.json', 'morse-accurate.onnx', 'morse-accurate.json'];

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
    const documents = declarations ? writeDeclarations(join(scratch, 'types')) : undefined;
    await allDone(bundleThreads(scratch, development), copyAssets(scratch), documents);
    const sums = await checksums(scratch);
    await writeFile(join(scratch, 'checksums.json'), JSON.stringify(sums, null, 2));
    await bundleEntries(scratch, development, sums);
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
  await esbuild({
    ...shared(development),
    entryPoints: threadEntries,
    outdir,
    format: 'iife',
    platform: 'browser',
    // onnxruntime-web looks at import.meta.url; a classic script has none, its own address serves.
    define: { 'import.meta.url': 'self.location.href', __VERSION__: await version() },
  });
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
}

function missingModelFiles(): string[] {
  return modelFiles.filter((name) => !existsSync(join(root, 'models', name)));
}

async function bundleEntries(outdir: string, development: boolean, sums: Record<string, string>): Promise<void> {
  const define = { __ASSET_CHECKSUMS__: JSON.stringify(sums), __VERSION__: await version() };
  const options = { ...shared(development), outdir, define, format: 'esm', sourcemap: 'linked' } as const;
  await allDone(
    esbuild({ ...options, entryPoints: { 'morse-decoder': 'src/index.ts' }, platform: 'browser' }),
    esbuild({ ...options, entryPoints: { node: 'src/node.ts' }, platform: 'node', packages: 'external' }),
  );
}

/** SHA-256, lower-case hex, of each file that lies at the top of the folder. */
async function checksums(folder: string): Promise<Record<string, string>> {
  const files = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isFile());
  const names = files.map((file) => file.name).sort();
  const sums = names.map(async (name) => {
    const bytes = await readFile(join(folder, name));
    return [name, createHash('sha256').update(bytes).digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(sums));
}

async function writeDeclarations(outdir: string): Promise<void> {
  await allDone(
    run('node_modules/.bin/tsc', ['-p', 'tsconfig.types.json', '--outDir', outdir]),
    run('node_modules/.bin/custom-elements-manifest', [
      'analyze',
      '--config',
      'scripts/custom-elements-manifest.config.mjs',
      '--quiet',
    ]),
  );
}

async function install(scratch: string, declarations: boolean): Promise<void> {
  const fresh = new Set(await filesBelow(scratch));
  for (const name of fresh) {
    await mkdir(dirname(join(distFolder, name)), { recursive: true });
    await rename(join(scratch, name), join(distFolder, name));
  }
  const stale = (await filesBelow(distFolder)).filter((name) => !fresh.has(name));
  const removable = declarations ? stale : stale.filter((name) => !name.startsWith('types/'));
  await Promise.all(removable.map((name) => rm(join(distFolder, name), { force: true })));
}

/** Paths, relative to the folder, of every file in it and below; none when there is no such folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
