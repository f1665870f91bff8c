// `npm run site`: the documentation as one static folder, site-dist/, for any static server and any path on it.
// `npm run site -- --serve` serves it and prints the address; `--built` takes dist/ as it is.
import { join } from 'node:path';
import { preview } from 'vite';
import { build } from './lib/build.js';
import { root } from './lib/root.mjs';
import { buildSite } from './site/build.js';

const folder = join(root, 'site-dist');
try {
  if (!process.argv.includes('--built')) await build();
  const pages = await buildSite(folder);
  console.log(`${pages.length} pages in site-dist/`);
  if (process.argv.includes('--serve')) {
    const server = await preview({ root, configFile: false, logLevel: 'warn', build: { outDir: 'site-dist' } });
    server.printUrls();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
