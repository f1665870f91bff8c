import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { generateJetBrainsWebTypes } from 'custom-element-jet-brains-integration';
import { generateVsCodeCustomElementData } from 'custom-element-vs-code-integration';
import { elementTypes, type Manifest } from './element-types.js';
import { run } from './process.mjs';
import { root } from './root.mjs';

/** The modules whose declarations users import; what none of them needs is left out. */
const ENTRIES = ['index', 'classes', 'spots', 'node', 'react', 'preact', 'solid', 'vue', 'svelte'];

/** A module that a declaration names: after `from`, in `import("…")`, or imported for its effect. */
const NAMED = /(?:\bfrom\s+|\bimport\(|\bimport\s+)['"]([^'"]+)['"]/g;

/** What the generators of data for editors write where a style property has no default. */
const NO_DEFAULT = ' _(default: undefined)_';

/** Writes types/ and editors/ into the folder, and custom-elements.json into the repository. */
export async function writeDeclarations(folder: string): Promise<void> {
  const types = join(folder, 'types');
  const results = await Promise.allSettled([
    run('node_modules/.bin/tsc', ['-p', 'tsconfig.types.json', '--outDir', types]),
    run('npm', ['run', '--silent', 'analyze', '--', '--quiet']),
  ]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  const manifest = await readFile(join(root, 'custom-elements.json'), 'utf8');
  await writeFile(join(types, 'elements.d.ts'), elementTypes(JSON.parse(manifest) as Manifest));
  await cp(join(root, 'types'), types, { recursive: true });
  await pointAtOwnLit(types);
  await leaveOutUnused(types);
  await writeEditorData(join(folder, 'editors'), manifest);
}

/** Lit is part of the bundles, so that nothing of it is installed: the declarations name our own description of it. */
async function pointAtOwnLit(types: string): Promise<void> {
  const own = join(types, 'lit.d.ts').replace(/\.d\.ts$/, '.js');
  for (const file of await declarationsBelow(types)) {
    const text = await readFile(file, 'utf8');
    const path = relative(dirname(file), own).replace(/^(?!\.)/, './');
    const changed = text.replace(/(['"])lit\1/g, `'${path}'`);
    if (changed !== text) await writeFile(file, changed);
  }
}

async function leaveOutUnused(types: string): Promise<void> {
  const used = new Set<string>();
  const visit = async (file: string): Promise<void> => {
    if (used.has(file) || !existsSync(file)) return;
    used.add(file);
    for (const [, specifier = ''] of (await readFile(file, 'utf8')).matchAll(NAMED)) {
      if (specifier.startsWith('.')) await visit(join(dirname(file), specifier.replace(/\.js$/, '.d.ts')));
    }
  };
  for (const entry of ENTRIES) await visit(join(types, `${entry}.d.ts`));
  const unused = (await declarationsBelow(types)).filter((file) => !used.has(file));
  await Promise.all(unused.map((file) => rm(file)));
}

async function declarationsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, encoding: 'utf8' });
  return entries.filter((name) => name.endsWith('.d.ts')).map((name) => join(folder, name));
}

/** Both generators write into the manifest that they are given. */
async function writeEditorData(outdir: string, manifest: string): Promise<void> {
  await mkdir(outdir, { recursive: true });
  const options = { outdir, hideLogs: true };
  generateVsCodeCustomElementData(JSON.parse(manifest), {
    ...options,
    htmlFileName: 'vscode.html-custom-data.json',
    cssFileName: 'vscode.css-custom-data.json',
  });
  generateJetBrainsWebTypes(JSON.parse(manifest), { ...options, packageJson: false });
  for (const name of await readdir(outdir)) {
    const text = await readFile(join(outdir, name), 'utf8');
    await writeFile(join(outdir, name), text.replaceAll(NO_DEFAULT, ''));
  }
}
