import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './root.mjs';

/** The script that pages name in a tag. It knows the checksums of all files that it loads itself. */
const script = 'morse-decoder.js';
/** What pages name in tags of their own. */
const scripts = [script, 'morse-spots.js'];
const readme = join(root, 'README.md');
const between = /(<!-- integrity:start -->\n)[\s\S]*?(\n<!-- integrity:end -->)/;

/** Writes integrity.json: the values of the attribute `integrity` of the scripts' tags. */
export async function writeIntegrity(folder: string): Promise<void> {
  const values = scripts.map(async (name) => [name, integrityOf(await readFile(join(folder, name)))] as const);
  await writeFile(
    join(folder, 'integrity.json'),
    JSON.stringify(Object.fromEntries(await Promise.all(values)), null, 2),
  );
}

const integrityOf = (bytes: Uint8Array): string => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/** What integrity.json in a folder says. */
export async function readIntegrity(folder: string): Promise<string> {
  const values: Record<string, string> = JSON.parse(await readFile(join(folder, 'integrity.json'), 'utf8'));
  return values[script] ?? '';
}

const tag = (value: string): string => `\`\`\`html integrity
<script
  type="module"
  src="https://cdn.example/${script}"
  integrity="${value}"
  crossorigin
></script>
\`\`\``;

/** README.md with the tag of this build, and as it is. */
async function readmes(value: string): Promise<{ readonly now: string; readonly wanted: string }> {
  const now = await readFile(readme, 'utf8');
  if (!between.test(now)) throw new Error('README.md has no place for the integrity of the script.');
  return { now, wanted: now.replace(between, (_, start, end) => `${start}\n${tag(value)}\n${end}`) };
}

/** Puts the tag with the integrity of this build into README.md. */
export async function updateReadme(value: string): Promise<void> {
  const { now, wanted } = await readmes(value);
  if (now !== wanted) await writeFile(readme, wanted);
}

/** Whether README.md shows the tag with the integrity of this build. */
export async function readmeIsRight(value: string): Promise<boolean> {
  const { now, wanted } = await readmes(value);
  return now === wanted;
}
