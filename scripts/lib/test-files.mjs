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

/** Tests that drive a whole Chromium. */
export const endToEndTestFiles = (filter = '') => testFiles(['test/e2e'], filter);

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
