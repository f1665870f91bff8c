/**
 * `npm run bench [-- --json] [-- --write] [-- part …]`: what decoding costs in Chromium, from the built dist/. See README.md
 * in this folder for what each row means. Prints a Markdown table; `--json` prints JSON; `--write` also puts the table
 * between the markers in the README of the project, and the graph into docs/. A part is one of the names of MEASURES.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../scripts/lib/root.mjs';
import { openStage, type Stage } from './lib/stage.js';
import { markdownTable, replaceTable, type Section } from './lib/table.js';
import { measureEngine } from './measures/engine.js';
import { measureInference } from './measures/inference.js';
import { measureLatency } from './measures/latency.js';
import { measureMemory } from './measures/memory.js';
import { measurePage } from './measures/page.js';
import { measureReDecode } from './measures/re-decode.js';
import { measureStartUp } from './measures/start-up.js';
import { measureWide } from './measures/wide.js';

const MEASURES: Readonly<Record<string, (stage: Stage) => Promise<Section[]>>> = {
  inference: measureInference,
  page: measurePage,
  engine: measureEngine,
  wide: measureWide,
  latency: measureLatency,
  're-decode': measureReDecode,
  'start-up': measureStartUp,
  memory: measureMemory,
};

const options = process.argv.slice(2);
const parts = options.filter((option) => !option.startsWith('--'));
const stage = await openStage();
const sections: Section[] = [];
try {
  for (const [name, measure] of Object.entries(MEASURES)) {
    if (parts.length > 0 && !parts.includes(name)) continue;
    const started = performance.now();
    sections.push(...(await measure(stage)));
    console.error(`${name}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
} finally {
  await stage.close();
}

const table = markdownTable(sections);
const figures = sections.map(({ title, rows }) => ({ title, rows }));
console.log(options.includes('--json') ? JSON.stringify(figures, null, 2) : table);
if (options.includes('--write')) {
  const readme = join(root, 'README.md');
  await writeFile(readme, replaceTable(await readFile(readme, 'utf8'), table));
  for (const { picture } of sections) if (picture) await writeFile(join(root, picture.file), picture.svg);
}
