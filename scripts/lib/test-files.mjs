import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** @typedef {'chromium' | 'firefox' | 'webkit'} Engine */

/**
 * Which engines run a browser test, by the end of its name; the first match counts.
 *
 * @type {readonly { name: string, suffix: string, engines: readonly Engine[] }[]}
 */
const browserGroups = [
  { name: 'Chromium', suffix: '.chromium.test.ts', engines: ['chromium'] },
  { name: 'Chromium and Firefox', suffix: '.command.test.ts', engines: ['chromium', 'firefox'] },
  { name: 'three engines', suffix: '.test.ts', engines: ['chromium', 'firefox', 'webkit'] },
];

/** Tests of pure modules: beside the module or in test/unit. */
export const unitTestFiles = (filter = '') => testFiles(['src', 'demo', 'test/unit'], filter);

/**
 * End-to-end tests that keep two cores busy by themselves, or whose claim is about time. The others mostly wait for sound to pass, as
 * long as that takes, and run two at a time.
 */
const busy = /\/(?:plain-http|robustness|settle|seventeen-stations|snippets)\.test\.ts$/;

/** Tests that drive a whole Chromium, in groups of files that may run at once. */
export function endToEndTestGroups(filter = '') {
  const files = testFiles(['test/e2e'], filter);
  const alone = files.filter((file) => busy.test(file)).map((file) => [file]);
  const together = files.filter((file) => !busy.test(file));
  return together.length > 0 ? [together, ...alone] : alone;
}

/** Tests of the package as npm would publish it. */
export const packageTestFiles = (filter = '') => testFiles(['test/package'], filter);

/** Tests that run inside a page, by the engines that run them; groups without a file are left out. */
export function browserTestGroups(filter = '') {
  const groups = browserGroups.map((group) => ({ ...group, files: /** @type {string[]} */ ([]) }));
  for (const file of testFiles(['test/browser'], filter)) {
    groups.find(({ suffix }) => file.endsWith(suffix))?.files.push(file);
  }
  return groups.filter(({ files }) => files.length > 0);
}

/**
 * @param {readonly string[]} folders below the root
 * @param {string} filter a part of the path
 * @returns {string[]} paths from the root, sorted
 */
function testFiles(folders, filter) {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((path) => path.endsWith('.test.ts') && path.includes(filter))
    .sort();
}
