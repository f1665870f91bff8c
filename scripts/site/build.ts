import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { build as viteBuild } from 'vite';
import { distFolder } from '../lib/build.js';
import { run } from '../lib/process.mjs';
import { root } from '../lib/root.mjs';
import { generate } from './generated.js';
import { layout } from './layout.js';
import { type Heading, type PageContext, picturePath, renderMarkdown } from './markdown.js';
import { DEMO, type SiteMap, type SitePage, siteMap, titleOf } from './pages.js';

/** Files of `site/` that are served as they are. */
const STATIC = ['style.css', 'page.js', 'playground.js'];

/** Writes the whole site into a folder, which is emptied first. `dist/` has to be there. @returns paths of its pages */
export async function buildSite(folder: string): Promise<readonly string[]> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'media'), { recursive: true });
  await ensureManifest();
  const map = siteMap();
  const pictures = new Set<string>();
  for (const page of map.pages) await writePage(folder, page, map, pictures);
  await Promise.all([
    ...[...pictures].map((file) => cp(join(root, file), join(folder, picturePath(file)))),
    ...STATIC.map((name) => cp(join(root, 'site', name), join(folder, name))),
    cp(join(root, 'demo/icon.svg'), join(folder, 'media/icon.svg')),
    cp(join(root, 'demo/recordings/pile-up.wav'), join(folder, 'media/pile-up.wav')),
    copyLibrary(join(folder, 'lib')),
    buildDemo(join(folder, 'demo')),
  ]);
  return [...map.pages.map(({ output }) => output), DEMO];
}

/** `npm run build -- --fast` leaves the manifest out. */
async function ensureManifest(): Promise<void> {
  if (!existsSync(join(root, 'custom-elements.json')))
    await run('npm', ['run', '--silent', 'analyze', '--', '--quiet']);
}

async function writePage(folder: string, page: SitePage, map: SiteMap, pictures: Set<string>): Promise<void> {
  const { source, output } = page;
  const markdown = await readFile(join(root, source), 'utf8');
  const headings: Heading[] = [];
  const context: PageContext = { page: output, pages: map.outputs, generate, headings, pictures };
  const included = !source.startsWith('site/');
  const body = renderMarkdown(markdown, source, context, included);
  const html = layout({ output, title: titleOf(markdown), body, headings, sections: map.sections });
  await mkdir(dirname(join(folder, output)), { recursive: true });
  await writeFile(join(folder, output), html);
}

/** What a page with a script tag loads: the script, and the files whose checksums it knows. */
async function copyLibrary(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const sums: Record<string, string> = JSON.parse(await readFile(join(distFolder, 'checksums.json'), 'utf8'));
  const names = ['morse-decoder.js', 'checksums.json', ...Object.keys(sums)];
  await Promise.all(names.map((name) => cp(join(distFolder, name), join(folder, name))));
}

/** The demo with the site's copy of the library, and the way back. */
async function buildDemo(folder: string): Promise<void> {
  await viteBuild({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    publicDir: false,
    build: { outDir: folder, emptyOutDir: true },
  });
  const page = join(folder, basename(DEMO));
  let html = await readFile(page, 'utf8');
  html = replaced(html, '"./morse-decoder.js"', '"../lib/morse-decoder.js"');
  html = replaced(html, '</h1>', '</h1>\n        <p><a href="../index.html">Documentation</a></p>');
  await writeFile(page, html);
}

function replaced(text: string, part: string, by: string): string {
  if (!text.includes(part)) throw new Error(`The demo has no ${part} any more: scripts/site/build.ts looks for it.`);
  return text.replace(part, by);
}
