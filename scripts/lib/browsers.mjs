import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The Debian packages that hold all three engines and what WebKit needs to run without a display. */
const debianPackages = ['chromium', 'firefox-esr', 'webkit2gtk-driver', 'xvfb', 'xauth', 'dbus'];

/**
 * @typedef {object} Browsers Where each engine's programs are; undefined where this machine lacks them.
 * @property {string | undefined} chromium
 * @property {string | undefined} firefox
 * @property {{ driver: string, browser: string } | undefined} webkit with Xvfb and dbus-run-session beside it
 */

/**
 * Looks for the engines on this machine. CHROMIUM and FIREFOX in the environment name others.
 *
 * @returns {Browsers}
 */
export function findBrowsers() {
  return {
    chromium: process.env.CHROMIUM ?? onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'),
    firefox: process.env.FIREFOX ?? onPath('firefox-esr', 'firefox'),
    webkit: findWebKit(),
  };
}

/** Chromium's program, for tests that cannot do without it. */
export function requireChromium() {
  const { chromium } = findBrowsers();
  if (!chromium) throw new Error('Chromium is not installed; name one in the environment variable CHROMIUM.');
  return chromium;
}

/**
 * Installs what is missing where that needs nobody's leave: on Debian, as root. Elsewhere says once what is missing.
 */
export function ensureBrowsers() {
  const { chromium, firefox, webkit } = findBrowsers();
  const missing = [
    !chromium && 'Chromium',
    !firefox && 'Firefox',
    !webkit && 'WebKitGTK with its driver, Xvfb and D-Bus',
  ];
  const names = missing.filter(Boolean).join(', ');
  if (!names) return;
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    console.log(`Not installed here: ${names}. On Debian: apt-get install ${debianPackages.join(' ')}`);
    return;
  }
  console.log(`Installing by apt-get: ${names}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...debianPackages];
  spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
}

/** @returns {Browsers['webkit']} */
function findWebKit() {
  const driver = onPath('WebKitWebDriver');
  const libraries = '/usr/lib';
  if (!driver || !onPath('Xvfb') || !onPath('dbus-run-session') || !existsSync(libraries)) return undefined;
  const browser = readdirSync(libraries)
    .flatMap((triplet) =>
      ['webkit2gtk-4.1', 'webkit2gtk-4.0'].map((api) => join(libraries, triplet, api, 'MiniBrowser')),
    )
    .find((path) => existsSync(path));
  return browser ? { driver, browser } : undefined;
}

/** @param {string[]} names */
function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}
