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

/**
 * Runs a shell command where `npx`, the package's command and a receiver's program are stand-ins: nothing is to be fetched, and
 * nobody has a radio. What npm makes of the package's command is the package tests' business.
 */
async function runAsInstalled(command: string, lab: SnippetLab): Promise<string> {
  const folder = await mkdtemp(join(lab.folder, 'shell-'));
  const decoder = `exec ${process.execPath} ${join(root, 'dist/cli.js')} "$@"`;
  const programs = {
    npx: `[ "$1" = ${PACKAGE} ] && shift && ${decoder}`,
    'morse-decoder': decoder,
    rtl_fm: `exec cat ${join(lab.folder, 'packets.raw')}`,
  };
  for (const [name, code] of Object.entries(programs))
    await writeFile(join(folder, name), `#!/bin/sh\n${code}\n`, { mode: 0o755 });
  await writeFile(join(folder, 'recording.wav'), lab.recording);
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  return (await run('sh', ['-ec', command], { cwd: folder, env })).stdout;
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
  'site/recipes/node.md listener': async ([snippet], lab) => {
    const folder = await projectWith(lab.folder);
    await writeFile(join(folder, 'recording.wav'), lab.recording);
    await writeFile(join(folder, 'listen.mjs'), snippet?.code ?? '');
    const { stdout } = await run(process.execPath, ['listen.mjs'], { cwd: folder });
    assert.match(stdout, /^7030\.50 kHz: /m);
    assert.match(stdout, /^7030\.80 kHz: /m);
  },
  'site/recipes/node.md decode': async ([snippet], lab) => assertBoth(await runAsInstalled(snippet?.code ?? '', lab)),
  'README.md headless': async ([snippet], lab) => {
    const [recording = '', stream = '', spots = ''] = lines(snippet?.code ?? '');
    assertBoth(await runAsInstalled(recording, lab));
    const heard = await runAsInstalled(stream, lab);
    const texts = lines(heard).map((line) => JSON.parse(line) as { radioFrequency: number; text: string });
    const low = texts.filter(({ radioFrequency }) => Math.abs(radioFrequency - 7030 - LOW.frequency / 1000) < 0.01);
    assert.equal(low.map(({ text }) => text).join(' '), LOW.text, heard);
    const stations = await runAsInstalled(spots, lab);
    assert.match(stations, /^DX de DL0XYZ-#: {3}7030\.5 {2}OZ1ABC {9}CW {4}2\d dB {2}3\d WPM {2}CQ {6}0000Z$/m);
  },
  'README.md skimmer': async ([snippet], lab) => {
    const script = join(lab.folder, 'csdr-cwskimmer');
    await writeFile(script, snippet?.code ?? '', { mode: 0o755 });
    const heard = await runAsInstalled(`rtl_fm | ${script} -i -r 12000 -n 4`, lab);
    const low = heard
      .split('\n')
      .filter(Boolean)
      .map((line) => /^(\d+):(.+)$/.exec(line) ?? assert.fail(line));
    const text = low
      .filter(([, frequency]) => Math.abs(Number(frequency) - LOW.frequency) < 10)
      .map(([, , part]) => part);
    assert.equal(text.join('').trim(), LOW.text, heard);
  },
  'site/reference/types.md types': assertTypes,
};
