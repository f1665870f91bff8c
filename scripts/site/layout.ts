import { escapeHtml, plainText } from './html.js';
import { addressFrom, type Heading } from './markdown.js';
import type { NavSection } from './pages.js';

export interface PageParts {
  /** Path below the site's folder. */
  readonly output: string;
  readonly title: string;
  readonly body: string;
  readonly headings: readonly Heading[];
  readonly sections: readonly NavSection[];
}

/** Headings of the second level from which on a page gets a list of them. */
const CONTENTS_FROM = 3;
/** Links up to which a section of the navigation is open on every page. */
const FEW = 8;

/** The whole document. Every address in it is relative. */
export function layout({ output, title, body, headings, sections }: PageParts): string {
  const to = (target: string) => escapeHtml(addressFrom(output, target));
  const name = output === 'index.html' ? 'morse-decoder: read Morse code in the browser' : `${title} – morse-decoder`;
  const contents = headings.filter(({ level }) => level === 2);
  const beside = contents.length >= CONTENTS_FROM ? contentsList(contents) : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(descriptionOf(body))}">
<title>${escapeHtml(name)}</title>
<link rel="icon" href="${to('media/icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${to('style.css')}">
<script type="module" src="${to('page.js')}"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="top">
<a class="brand" href="${to('index.html')}"><span class="mark" aria-hidden="true"><i></i><i></i></span> morse-decoder</a>
<button type="button" class="menu" popovertarget="nav">Menu</button>
</header>
<nav id="nav" class="nav" popover aria-label="Site">
${sections.map((section) => navSection(section, output)).join('\n')}
</nav>
<main id="main" tabindex="-1"${beside ? ' class="with-contents"' : ''}>
<article>
${body}
${neighbours(output, sections)}
</article>
${beside}
</main>
<footer>MIT licence. Nothing you listen to leaves your computer.</footer>
</body>
</html>
`;
}

function navSection({ title, links }: NavSection, output: string): string {
  const items = links.map(({ label, output: target }) => {
    const current = target === output ? ' aria-current="page"' : '';
    return `<li><a href="${escapeHtml(addressFrom(output, target))}"${current}>${escapeHtml(label)}</a></li>`;
  });
  const list = `<ul>\n${items.join('\n')}\n</ul>`;
  if (!title) return list;
  const open = links.length <= FEW || links.some((link) => link.output === output) ? ' open' : '';
  return `<details${open}>\n<summary>${escapeHtml(title)}</summary>\n${list}\n</details>`;
}

const contentsList = (headings: readonly Heading[]): string => `<nav class="contents" aria-label="On this page">
<p>On this page</p>
<ul>
${headings.map(({ id, text }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a></li>`).join('\n')}
</ul>
</nav>`;

/** The pages before and after this one in the navigation. */
function neighbours(output: string, sections: readonly NavSection[]): string {
  const all = sections.flatMap(({ links }) => links).filter((link) => link.output.startsWith('demo/') === false);
  const at = all.findIndex((link) => link.output === output);
  const link = (offset: number, word: string) => {
    const near = all[at + offset];
    if (!near) return '<span></span>';
    const address = escapeHtml(addressFrom(output, near.output));
    return `<a href="${address}"><small>${word}</small> ${escapeHtml(near.label)}</a>`;
  };
  return `<nav class="neighbours" aria-label="Next to this page">${link(-1, 'Before')}${link(1, 'Next')}</nav>`;
}

/** The first paragraph. */
function descriptionOf(body: string): string {
  const [, first = ''] = /<p>(.*?)<\/p>/s.exec(body) ?? [];
  return plainText(first).replaceAll(/\s+/g, ' ').slice(0, 300);
}
