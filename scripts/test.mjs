// `npm test`: everything, from a fresh clone. `npm test -- unit|browser|e2e|package [part of a path]` runs one kind, or those of
// its files. Ends with one line, 'N passed, N failed'; the build counts as one. Runs on Node alone.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowsers } from './lib/browsers.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { exitCode } from './lib/process.mjs';
import { browserTestGroups, endToEndTestFiles, packageTestFiles, unitTestFiles } from './lib/test-files.mjs';

/** @typedef {{ passed: number, failed: number }} Counts */

/** A test that takes longer hangs. */
const longestTestMilliseconds = 300_000;

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
  const endToEnd = wants('e2e') ? endToEndTestFiles(filter) : [];
  const inBrowser = wants('browser') && browserTestGroups(filter).length > 0;
  if (unit.length > 0) yield () => nodeTests('Unit tests', unit, []);
  const packaged = wants('package') ? packageTestFiles(filter) : [];
  const partial = kind !== undefined || filter !== undefined;
  if (endToEnd.length > 0 || packaged.length > 0 || inBrowser) yield () => build(partial && packaged.length === 0);
  if (inBrowser) yield browserTests;
  for (const file of [...endToEnd, ...packaged]) yield () => endToEndTest(file);
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
 * @param {string[]} options of node --test
 * @returns {Promise<Counts>}
 */
async function nodeTests(name, files, options) {
  title(name);
  const report = join(scratch, 'node.tap');
  const reporters = ['spec', 'stdout', 'tap', report];
  const code = await exitCode(process.execPath, [
    '--import',
    'tsx',
    '--test',
    `--test-timeout=${longestTestMilliseconds}`,
    ...options,
    ...reporters.map((value, index) => `--test-reporter${index % 2 ? '-destination' : ''}=${value}`),
    ...files,
  ]);
  const summary = readIfThere(report);
  const count = (/** @type {string} */ word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(summary)?.[1] ?? 0);
  return agreeing({ passed: count('pass'), failed: count('fail') + count('cancelled') }, code);
}

/**
 * Most of these listen in real time to a microphone that Chromium imitates, and on a machine that is busy for a moment its audio thread
 * drops blocks. So a file that fails is run once more; what is wrong with the product fails twice.
 *
 * @param {string} file
 * @returns {Promise<Counts>}
 */
async function endToEndTest(file) {
  const counts = await nodeTests(`End-to-end tests: ${file}`, [file], []);
  return counts.failed === 0 ? counts : nodeTests(`Failed, so once more: ${file}`, [file], []);
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
