// Tests that run inside a page: scripts/lib/test-files.mjs says which engines run which file. The repository's root is
// served, so that a test can load /dist/… as a page would. TEST_FILTER keeps the files whose path holds it; TEST_COUNTS
// names a file for the counts.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { findBrowsers, requireChromium } from './scripts/lib/browsers.mjs';
import { countReporter } from './scripts/lib/count-reporter.mjs';
import { root } from './scripts/lib/root.mjs';
import { browserTestGroups } from './scripts/lib/test-files.mjs';
import { startWebKitDriver } from './scripts/lib/webkit-driver.mjs';

const testGroups = browserTestGroups(process.env.TEST_FILTER);
const wanted = new Set(testGroups.flatMap(({ engines }) => engines));
const { firefox, webkit } = findBrowsers();
const launchers = {
  chromium: launchChromium(requireChromium()),
  firefox: firefox && wanted.has('firefox') ? launchFirefox(firefox) : undefined,
  webkit: webkit && wanted.has('webkit') ? await launchWebKit(webkit) : undefined,
};

for (const engine of wanted) {
  if (!launchers[engine]) console.log(`SKIPPED: no test was run in ${engine}, which is not installed on this machine.`);
}

const groups = testGroups.map(({ name, files, engines }) => ({
  name,
  files,
  browsers: engines.flatMap((engine) => launchers[engine] ?? []),
}));

const checksums = join(root, 'dist/checksums.json');

export default {
  rootDir: root,
  nodeResolve: true,
  hostname: 'localhost',
  concurrency: 1,
  concurrentBrowsers: 1,
  browsers: [launchers.chromium],
  groups,
  testsFinishTimeout: 180_000,
  testFramework: { config: { timeout: 20_000 } },
  /** @param {{ args: unknown[] }} log */
  filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
  reporters: [defaultReporter({ reportTestProgress: false }), countReporter(process.env.TEST_COUNTS)],
  plugins: [
    sourcesOnly(
      esbuildPlugin({
        ts: true,
        target: 'es2022',
        tsconfig: join(root, 'tsconfig.json'),
        define: { __ASSET_CHECKSUMS__: existsSync(checksums) ? readFileSync(checksums, 'utf8') : '{}' },
      }),
    ),
  ],
};

/**
 * Leaves the files of the build as they are: the page compares them with their checksums.
 *
 * @param {import('@web/test-runner').TestRunnerPlugin} plugin
 */
function sourcesOnly(plugin) {
  const transform = plugin.transform?.bind(plugin);
  plugin.transform = (context) => (context.path.startsWith('/dist/') ? undefined : transform?.(context));
  return plugin;
}

/** @param {string} executablePath */
function launchChromium(executablePath) {
  const quiet = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
  ];
  const still = ['--disable-component-update', '--disable-sync'];
  const microphone = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
  const args = [...quiet, ...still, ...microphone, '--autoplay-policy=no-user-gesture-required'];
  return chromeLauncher({ launchOptions: { executablePath, args } });
}

/** @param {string} executablePath */
function launchFirefox(executablePath) {
  const extraPrefsFirefox = {
    'media.navigator.permission.disabled': true,
    'media.navigator.streams.fake': true,
    'media.autoplay.default': 0,
  };
  return puppeteerLauncher({
    launchOptions: { browser: 'firefox', executablePath, headless: true, extraPrefsFirefox },
  });
}

/** @param {{ driver: string, browser: string }} programs */
async function launchWebKit({ driver, browser }) {
  const capabilities = {
    browserName: 'MiniBrowser',
    'wdio:enforceWebDriverClassic': true,
    'webkitgtk:browserOptions': { binary: browser, args: ['--automation', '--features=+CommandAttributes'] },
  };
  const port = await startWebKitDriver(driver);
  return webdriverLauncher({ hostname: '127.0.0.1', port, path: '/', logLevel: 'error', capabilities });
}
