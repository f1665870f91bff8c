import { readdirSync } from 'node:fs';
import { defineConfig } from 'vite';

/** The demo takes the component as a page's author would: from dist/, by a script tag; each .html file is a page. */
const pages = () =>
  readdirSync(new URL('demo', import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .map((name) => `demo/${name}`);

export default defineConfig(({ command }) => ({
  root: 'demo',
  // Relative addresses, so that the demo may lie in any folder of a server.
  base: './',
  publicDir: '../dist',
  build: {
    outDir: '../demo-dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    ...(command === 'build' && { rolldownOptions: { input: pages() } }),
  },
  server: { host: '127.0.0.1', port: 5173 },
  preview: { host: '127.0.0.1', port: 4173 },
}));
