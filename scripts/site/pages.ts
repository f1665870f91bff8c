import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/root.mjs';
import { plainText } from './html.js';

export interface SitePage {
  /** Markdown file, path from the repository's root. */
  readonly source: string;
  /** Path below the site's folder. */
  readonly output: string;
  /** In the navigation. */
  readonly label: string;
}

export interface NavSection {
  readonly title: string;
  readonly links: readonly { readonly label: string; readonly output: string }[];
}

export interface SiteMap {
  readonly pages: readonly SitePage[];
  readonly sections: readonly NavSection[];
  /** Output page of every Markdown file that is shown, by itself or within a page. */
  readonly outputs: ReadonlyMap<string, string>;
}

/** Where the demo lies in the site; it is built by Vite, not from Markdown. */
export const DEMO = 'demo/index.html';

const RECIPES = [
  'microphone',
  'audio-element',
  'file',
  'audio-node',
  'samples',
  'stream',
  'channels',
  'arrangement',
  'log',
  'callsigns',
  'spots',
  'buttons',
  'react',
  'vue',
  'svelte',
  'plain-http',
  'policy',
  'self-hosting',
  'node',
  'errors',
];

/** Files of the repository that a page of another name shows. */
const SHOWN_IN: Readonly<Record<string, string>> = {
  'README.md': 'index.html',
  'src/README.md': 'contributing.html',
  'models/README.md': 'model.html',
  'integrations/README.md': 'hosts.html',
};

/** The title of a Markdown file: its first heading. */
export const titleOf = (markdown: string): string => plainText(/^# (.+)$/m.exec(markdown)?.[1] ?? '');

/** All pages, in the order of the navigation. What is not there (a changelog, a host) has no page. */
export function siteMap(): SiteMap {
  const start = [page('site/index.md', 'Start here')];
  const recipes = [
    page('site/recipes/index.md', 'All recipes'),
    ...RECIPES.map((name) => page(`site/recipes/${name}.md`)),
  ];
  const reference = [
    ...['morse-decoder', 'morse-waterfall', 'morse-channel', 'morse-spots'].map((name) =>
      page(`site/reference/${name}.md`, `<${name}>`),
    ),
    page('site/reference/types.md'),
    page('site/theming.md'),
    page('site/alphabets.md'),
    page('site/errors.md'),
  ];
  const hosts = [page('site/hosts.md'), ...integrations()];
  const behind = [
    page('site/model.md'),
    page('site/how-it-works.md'),
    page('site/contributing.md'),
    ...(existsSync(join(root, 'CHANGELOG.md'))
      ? [{ source: 'CHANGELOG.md', output: 'changelog.html', label: 'Changelog' }]
      : []),
  ];
  const demo = { label: 'Live demo', output: DEMO };
  const pages = [...start, ...recipes, ...reference, ...hosts, ...behind];
  return {
    pages,
    sections: [
      { title: '', links: [...start, demo] },
      { title: 'Recipes', links: recipes },
      { title: 'Reference', links: reference },
      { title: 'Receivers', links: hosts },
      { title: 'Behind it', links: behind },
    ],
    outputs: new Map([
      ...Object.entries(SHOWN_IN),
      ['demo/index.html', DEMO],
      ...pages.map(({ source, output }) => [source, output] as const),
    ]),
  };
}

function page(source: string, label?: string): SitePage {
  const output = source.replace(/^site\//, '').replace(/\.md$/, '.html');
  return { source, output, label: label ?? titleOf(readFileSync(join(root, source), 'utf8')) };
}

/** The README of each host in `integrations/`. */
function integrations(): SitePage[] {
  const folder = join(root, 'integrations');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'README.md')))
    .sort()
    .map((name) => {
      const source = `integrations/${name}/README.md`;
      const label = titleOf(readFileSync(join(root, source), 'utf8')) || name;
      return { source, output: `hosts/${name}.html`, label };
    });
}
