import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'puppeteer-core';
import { root } from '../../scripts/lib/root.mjs';
import { launchChromium } from '../../test/support/chromium.js';
import { TestServer } from '../../test/support/server.js';

/** What every measurement needs. */
export interface Stage {
  readonly browser: Browser;
  /** Cross-origin isolated, so that threads can be compared; assets may be cached. */
  readonly server: TestServer;
  close(): Promise<void>;
}

const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cache-control': 'max-age=3600',
};

/** Bundles the bench's page scripts, and starts a server and a Chromium. */
export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'morse-bench-'));
  const server = await TestServer.start({ headers: ISOLATED });
  const browser = await launchChromium();
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/page/inference.ts', 'bench/page/threads-worker.ts'],
    outdir: folder,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'warning',
  });
  for (const name of await readdir(folder)) {
    const body = await readFile(join(folder, name));
    server.answer(`/bench/${name}`, { body, headers: { 'content-type': 'text/javascript' } });
  }
  const runtime = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'));
  for (const name of await readdir(runtime)) {
    if (!name.endsWith('.mjs')) continue;
    const headers = { 'content-type': 'text/javascript' };
    server.answer(`/onnxruntime/${name}`, { body: await readFile(join(runtime, name)), headers });
  }
  return {
    browser,
    server,
    close: async () => {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
