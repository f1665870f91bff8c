// `npm run dev`: the demo on a local server; a change in src/ or models/ builds dist/ again and reloads the page.
import { watch } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { build } from './lib/build.js';
import { root } from './lib/root.mjs';

const quietMilliseconds = 80;

const server = await createServer({ configFile: join(root, 'vite.config.ts') });
let building = Promise.resolve();
let timer: NodeJS.Timeout | undefined;

async function rebuild(): Promise<void> {
  const started = performance.now();
  try {
    const missing = await build({ development: true, declarations: false });
    if (missing.length > 0) console.error(`models/ has no ${missing.join(' and no ')}`);
    console.log(`built in ${Math.round(performance.now() - started)} ms`);
    server.ws.send({ type: 'full-reload' });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  }
}

function rebuildSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    building = building.then(rebuild);
  }, quietMilliseconds);
}

await rebuild();
watch(join(root, 'src'), { recursive: true }, rebuildSoon);
watch(join(root, 'models'), (_event, name) => {
  if (name?.startsWith('morse-live.')) rebuildSoon();
});
await server.listen();
server.printUrls();
