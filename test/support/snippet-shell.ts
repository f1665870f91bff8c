import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ts from 'typescript';
import { root } from '../../scripts/lib/root.mjs';
import type { Snippet } from '../../scripts/site/snippets.js';
import { type Check, HIGH, LOW, type SnippetLab } from './snippet-lab.js';

const run = promisify(execFile);

const PACKAGE = 'morse-decoder-element';

interface PackageJson {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
}

const packageJson = async (): Promise<PackageJson> => JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));

const lines = (code: string): string[] => code.trim().split('\n');

/** A folder with the package installed, as far as `import` and a copy can tell. */
async function projectWith(parent: string): Promise<string> {
  const folder = await mkdtemp(join(parent, 'project-'));
  await mkdir(join(folder, 'node_modules'));
  await symlink(root, join(folder, 'node_modules', PACKAGE));
  return folder;
}

async function assertInstalls(line: string): Promise<void> {
  assert.equal(line, `npm i ${(await packageJson()).name}`);
}

/** Does what the text tells a page's author to do; gives the folder that it puts on the server. */
export async function copyAsToldTo(code: string, parent: string): Promise<string> {
  const [install = '', ...rest] = lines(code);
  await assertInstalls(install);
  const folder = await projectWith(parent);
  await run('sh', ['-ec', rest.join('\n')], { cwd: folder });
  return join(folder, 'public/morse');
}

/** Both stations' lines, as every way of reading a recording prints them. */
function assertBoth(text: string): void {
  for (const { frequency, text: sent } of [LOW, HIGH]) {
    const line = text.split('\n').find((one) => one.startsWith(`${frequency} Hz`));
    assert.ok(line?.endsWith(sent), text);
  }
}

/** Each line names a script of the package. */
async function assertScripts([snippet]: readonly Snippet[]): Promise<void> {
  const { scripts } = await packageJson();
  for (const line of lines(snippet?.code ?? '')) {
    const [, name = ''] = /^npm (?:run )?([\w:]+)/.exec(line) ?? [];
    assert.ok(scripts[name], `package.json has no script for “${line}”`);
  }
}

async function assertTypes([snippet]: readonly Snippet[], lab: SnippetLab): Promise<void> {
  const file = join(lab.folder, 'snippet.ts');
  await writeFile(file, snippet?.code ?? '');
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, root);
  const program = ts.createProgram([file, join(root, 'src/build-constants.d.ts')], {
    ...options,
    types: [],
    noEmit: true,
    paths: { [PACKAGE]: [join(root, 'src/index.ts')] },
  });
  const problems = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
  assert.equal(
    ts.formatDiagnostics(problems, {
      getCanonicalFileName: String,
      getCurrentDirectory: () => root,
      getNewLine: () => '\n',
    }),
    '',
  );
}

/** By file and name. */
export const SHELL_CHECKS: Readonly<Record<string, Check>> = {
  'README.md run': assertScripts,
  'README.md install': async ([snippet]) => assertInstalls(snippet?.code.trim() ?? ''),
  'site/index.md install': async ([snippet]) => assertInstalls(snippet?.code.trim() ?? ''),
  'site/recipes/node.md node': async ([snippet], lab) => {
    const folder = await projectWith(lab.folder);
    await writeFile(join(folder, 'recording.wav'), lab.recording);
    await writeFile(join(folder, 'read.mjs'), snippet?.code ?? '');
    const { stdout } = await run(process.execPath, ['read.mjs'], { cwd: folder });
    assertBoth(stdout);
  },
  'site/recipes/node.md decode': async ([snippet], lab) => {
    const command = (snippet?.code ?? '').replace('recording.wav', join(lab.folder, 'recording.wav'));
    const { stdout } = await run('sh', ['-ec', command], { cwd: root });
    assertBoth(stdout);
  },
  'site/reference/types.md types': assertTypes,
};
