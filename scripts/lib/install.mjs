import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.mjs';
import { root } from './root.mjs';

/**
 * Makes node_modules what package-lock.json says, by `npm ci`, when a package of the lock file is missing there or
 * stands there in another version.
 */
export async function ensureInstalled() {
  const reason = whyNotInstalled();
  if (!reason) return;
  console.log(`npm ci, because ${reason}`);
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** @returns {string | undefined} */
function whyNotInstalled() {
  const marker = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(marker)) return 'node_modules is missing';
  const installed = packagesOf(marker);
  for (const [path, { version, optional }] of Object.entries(packagesOf(join(root, 'package-lock.json')))) {
    if (path === '' || optional) continue;
    if (installed[path]?.version !== version) return `${path} is not at ${version}`;
  }
  return undefined;
}

/**
 * @param {string} lockFile
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {};
}
