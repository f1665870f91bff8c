import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { root } from '../../scripts/lib/root.mjs';
import { siteMap } from '../../scripts/site/pages.js';
import { type Snippet, snippetsOf } from '../../scripts/site/snippets.js';
import { SnippetLab } from '../support/snippet-lab.js';
import { PAGE_CHECKS } from '../support/snippet-pages.js';
import { RECEIVER_CHECKS } from '../support/snippet-receivers.js';
import { SHELL_CHECKS } from '../support/snippet-shell.js';

/** Pages at work at the same time: most wait for the sound to pass. */
const AT_ONCE = 4;

/** Blocks that no test runs; each says why in its fence, and a new one has to be let in here. */
const NOT_RUN = ['integrations/ubersdr/README.md: server:', 'site/index.md: npx serve .'];

const CHECKS = { ...PAGE_CHECKS, ...SHELL_CHECKS, ...RECEIVER_CHECKS };

/** The README, and every text that the site shows, by itself or within a page. */
const files = [...siteMap().outputs.keys()].filter((name) => name.endsWith('.md')).sort();
const snippets = files.flatMap((file) => snippetsOf(readFileSync(join(root, file), 'utf8'), file));

const pages = new Map<string, Snippet[]>();
for (const snippet of snippets) {
  if (snippet.notRun !== null) continue;
  const key = `${snippet.file} ${snippet.name}`;
  pages.set(key, [...(pages.get(key) ?? []), snippet]);
}

test('every snippet of the README and the site has a check, and every check a snippet', () => {
  assert.deepEqual([...pages.keys()].sort(), Object.keys(CHECKS).sort());
});

test('what is not run says why, and is known', () => {
  const left = snippets.filter(({ notRun }) => notRun !== null);
  assert.deepEqual(
    left.map(({ file, code }, i) => `${file}: ${code.trim()}`.slice(0, NOT_RUN[i]?.length)),
    NOT_RUN,
  );
  for (const { notRun } of left) assert.ok((notRun ?? '').length > 20, 'a reason in words');
});

describe('each snippet does what the text says', { timeout: 290_000, concurrency: AT_ONCE }, () => {
  let lab: SnippetLab;

  before(async () => {
    lab = await SnippetLab.start();
  });
  after(() => lab?.close());

  for (const [key, check] of Object.entries(CHECKS)) {
    const once = () => check(pages.get(key) ?? [], lab);
    // Most listen in real time, and on a machine that is busy for a moment Chromium's audio thread drops blocks.
    test(key, () => once().catch(once));
  }
});
