// `npm test`: everything, from a fresh clone. `npm test -- unit|browser|e2e|package [part of a path]` runs one kind, or those of
// its files. Ends with one line, 'N passed, N failed'; the build counts as one. Runs on Node alone.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ensureBrowsers } from './lib/browsers.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { exitCode } from './lib/process.mjs';
import { browserTestGroups, endToEndTestGroups, packageTestFiles, unitTestFiles } from './lib/test-files.mjs';

/** @typedef {{ passed: number, failed: number }} Counts */

/** A test that takes longer hangs. */
const longestTestMilliseconds = 600_000;
/** End-to-end tests that run at the same time, where they may. */
const atOnce = 2;

const kinds = ['unit', 'browser', 'e2e', 'package'];
const [kind, filter] = kinds.includes(process.argv[2] ?? '') ? process.argv.slice(2) : [undefined, process.argv[2]];
const scratch = mkdtempSync(join(tmpdir(), 'morse-test-'));
const total = { passed: 0, failed: 0 };

try {
  await ensureInstalled();
  if (kind !== 'unit') ensureBrowsers();
  for (const step of steps()) {
    const { passed, failed } = await step();
    total.passed += passed;
    total.failed += failed;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  total.failed += 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;

/** What was asked for, in order: unit tests need no build. */
function* steps() {
  const wants = (/** @type {string} */ name) => kind === undefined || kind === name;
  const unit = wants('unit') ? unitTestFiles(filter) : [];
  const endToEnd = wants('e2e') ? endToEndTestGroups(filter) : [];
  const inBrowser = wants('browser') && browserTestGroups(filter).length > 0;
  if (unit.length > 0) yield () => nodeTests('Unit tests', unit);
  const packaged = wants('package') ? packageTestFiles(filter) : [];
  const partial = kind !== undefined || filter !== undefined;
  if (endToEnd.length > 0 || packaged.length > 0 || inBrowser) yield () => build(partial && packaged.length === 0);
  if (inBrowser) yield browserTests;
  for (const files of [...endToEnd, ...packaged.map((file) => [file])]) yield () => endToEndTests(files);
}

/**
 * @param {boolean} fast without declarations
 * @returns {Promise<Counts>}
 */
async function build(fast) {
  title('Build');
  const code = await exitCode('npm', ['run', '--silent', 'build', ...(fast ? ['--', '--fast'] : [])]);
  // Status 2: dist/ lacks only the model. That fails the run, and the tests that need no model still tell something.
  if (code !== 0 && code !== 2) throw new Error('The build failed, so that no test that needs it was run.');
  return verdict(code === 0);
}

/**
 * @param {string} name
 * @param {string[]} files
 * @param {string} [output] where the report goes instead of the terminal
 * @returns {Promise<Counts>}
 */
async function nodeTests(name, files, output = 'stdout') {
  if (output === 'stdout') title(name);
  const report = join(scratch, `${basename(files[0] ?? '')}.tap`);
  const reporters = ['spec', output, 'tap', report];
  const code = await exitCode(process.execPath, [
    '--import',
    'tsx',
    '--test',
    `--test-concurrency=${availableParallelism()}`,
    `--test-timeout=${longestTestMilliseconds}`,
    ...reporters.map((value, index) => `--test-reporter${index % 2 ? '-destination' : ''}=${value}`),
    ...files,
  ]);
  if (output !== 'stdout') {
    title(name);
    console.log(readIfThere(output));
  }
  const summary = readIfThere(report);
  const count = (/** @type {string} */ word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(summary)?.[1] ?? 0);
  return agreeing({ passed: count('pass'), failed: count('fail') + count('cancelled') }, code);
}

/**
 * Most of these listen in real time to a microphone that Chromium imitates, and on a machine that is busy for a moment its audio thread
 * drops blocks. So a file that fails is run once more, with nothing beside it; what is wrong with the product fails twice.
 *
 * @param {string[]} files
 * @returns {Promise<Counts>}
 */
async function endToEndTests(files) {
  const total = { passed: 0, failed: 0 };
  const add = (/** @type {Counts} */ { passed, failed }) => {
    total.passed += passed;
    total.failed += failed;
  };
  const queue = [...files];
  /** @type {string[]} */
  const failed = [];
  const lane = async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      const output = files.length > 1 ? join(scratch, `${basename(file)}.txt`) : 'stdout';
      const counts = await nodeTests(`End-to-end tests: ${file}`, [file], output);
      if (counts.failed > 0) failed.push(file);
      else add(counts);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  for (const file of failed) add(await nodeTests(`Failed, so once more: ${file}`, [file]));
  return total;
}

/** @returns {Promise<Counts>} */
async function browserTests() {
  title('Browser tests');
  const report = join(scratch, 'browser.json');
  const env = { TEST_COUNTS: report, TEST_FILTER: filter ?? '' };
  const code = await exitCode('node_modules/.bin/web-test-runner', [], env);
  const counts = readIfThere(report);
  return agreeing(counts ? JSON.parse(counts) : { passed: 0, failed: 0 }, code);
}

/**
 * A runner that failed without a failed test (it could not start, it was ended) counts as one failure.
 *
 * @param {Counts} counts
 * @param {number} code
 * @returns {Counts}
 */
function agreeing(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {boolean} passed */
function verdict(passed) {
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1 };
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** @param {string} text */
function title(text) {
  console.log(`\n── ${text}`);
}
