import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { root } from '../../scripts/lib/root.mjs';
import type { ErrorCode } from '../../src/errors.js';
import { foldText } from './cer.js';
import { type OpenPage, openPage } from './chromium.js';
import { mainCopy, type Place, snapshotOf, waitForState } from './decoder-page.js';
import { streamSamples } from './samples.js';

/** A page that an author with a strict policy writes: nothing inline, no icon. */
export const strictPage = (cdn: string, decoder = '', head = ''): string => `<!doctype html>
<html lang="en">
<title>Test</title>
${head}
<script type="module" nonce="once" src="${cdn}/dist/morse-decoder.js"></script>
<morse-decoder id="cw" accurate-model="none" channels="0" frequency="700" ${decoder}></morse-decoder>
<button type="button" id="start" commandfor="cw" command="--start">Start</button>
</html>`;

/** The policy of the README, as it is written there. */
export async function policyOfReadme(cdn: string): Promise<string> {
  const text = await readFile(join(root, 'README.md'), 'utf8');
  const [, policy] = /A Content-Security-Policy that suffices[^`]*`CDN`[^`]*`([^`]+)`/.exec(text) ?? [];
  assert.ok(policy, 'the README names a policy that suffices');
  return policy.replaceAll('CDN', cdn);
}

/** Opens a page; whatever its policy refuses is kept in the order in which it is refused. */
export async function openStrict(
  browser: Browser,
  address: string,
): Promise<OpenPage & { refused(): Promise<readonly string[]> }> {
  const opened = await openPage(browser, 'about:blank');
  await opened.page.evaluateOnNewDocument(() => {
    const refused: string[] = [];
    Object.assign(globalThis, { refused });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      refused.push(`${effectiveDirective} ${blockedURI}`),
    );
  });
  await opened.page.goto(address);
  const refused = () => opened.page.evaluate(() => (globalThis as unknown as { refused: string[] }).refused);
  return { ...opened, refused };
}

/** The decoder of the page reads these samples to their end, and nothing else. */
export async function assertReads(place: Place, samples: string, text: string): Promise<void> {
  await streamSamples(place, '#cw', samples);
  await waitForState(place, ['ended'], 30_000);
  assert.equal(foldText((await mainCopy(place)).text), text);
}

/** The error that is shown names its cause, and what to do. */
export async function assertRefused(place: Place, code: ErrorCode, action: RegExp): Promise<void> {
  await waitForState(place, ['error'], 20_000);
  const { error } = await snapshotOf(place);
  assert.equal(error?.code, code, error?.message);
  assert.match(error?.action ?? '', action);
}
