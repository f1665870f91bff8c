// What the package says of itself: to people in README.md, to editors in dist/editors/, to tools in package.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** What editors' data, of either kind, and the manifest have of an element. */
interface Tag {
  readonly name: string;
  readonly attributes?: readonly { readonly name: string }[];
}

const json = (path: string): Record<string, unknown> => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** Fields of package.json that name a file for CDNs, bundlers and editors. */
const FIELDS = ['main', 'module', 'types', 'unpkg', 'jsdelivr', 'customElements', 'web-types'];

/** Fields of package.json that name no packed file. @param paths what is packed */
export function strayFields(paths: readonly string[]): string[] {
  const meta = json('package.json');
  return FIELDS.filter((field) => !paths.includes(String(meta[field]).replace(/^\.\//, '')));
}

/** Files and folders of dist/ of which README.md does not say what they are for, and those that it names and that are not there. */
export function unexplained(paths: readonly string[]): string[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const [, section = ''] = /^## What is in `dist\/`\n(.*?)^## /ms.exec(readme) ?? [];
  const inDist = paths.flatMap((path) => /^dist\/([^/]+\/?)/.exec(path)?.[1] ?? []);
  const named = [...section.matchAll(/^\| (.+?) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
  return [
    ...[...new Set(inDist)].filter((name) => !section.includes(`\`${name}\``)),
    ...named.filter((name) => !inDist.includes(name)),
  ];
}

/** Tags and their attributes as the manifest has them, one a line, and as each editor is told of them. */
export function tagsByReader(): Readonly<Record<'manifest' | 'vscode' | 'jetbrains', readonly string[]>> {
  const { modules } = json('custom-elements.json') as {
    modules: { declarations?: (Tag & { tagName?: string })[] }[];
  };
  const elements = modules.flatMap(({ declarations = [] }) =>
    declarations.flatMap(({ tagName, attributes = [] }) => (tagName ? [{ name: tagName, attributes }] : [])),
  );
  const { tags } = json('dist/editors/vscode.html-custom-data.json') as { tags: Tag[] };
  const { contributions } = json('dist/editors/web-types.json') as { contributions: { html: { elements: Tag[] } } };
  return { manifest: lines(elements), vscode: lines(tags), jetbrains: lines(contributions.html.elements) };
}

const lines = (tags: readonly Tag[]): string[] =>
  tags.map(({ name, attributes = [] }) => `${name}: ${attributes.map((one) => one.name).sort()}`).sort();
