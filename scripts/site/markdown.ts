import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import css from 'highlight.js/lib/languages/css';
import http from 'highlight.js/lib/languages/http';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import typescript from 'highlight.js/lib/languages/typescript';
import xml from 'highlight.js/lib/languages/xml';
import MarkdownIt, { type RendererRule, type Token } from 'markdown-it';
import { root } from '../lib/root.mjs';
import { escapeHtml, plainText, scrolling } from './html.js';
import { readFence } from './snippets.js';

for (const [name, grammar] of Object.entries({ bash, css, http, javascript, json, typescript, xml })) {
  hljs.registerLanguage(name, grammar);
}

/** Fence languages by the grammar that colours them. */
const GRAMMARS: Readonly<Record<string, string>> = {
  css: 'css',
  html: 'xml',
  http: 'http',
  js: 'javascript',
  json: 'json',
  jsx: 'javascript',
  sh: 'bash',
  svelte: 'xml',
  ts: 'typescript',
  vue: 'xml',
};

export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** What one page of the site is rendered with. */
export interface PageContext {
  /** Path of the page below the site's folder. */
  readonly page: string;
  /** Output page of each Markdown file that has one, by its path from the repository's root. */
  readonly pages: ReadonlyMap<string, string>;
  /** HTML for `<!-- generate NAME -->`. */
  readonly generate: (name: string, context: PageContext) => string;
  /** Headings so far; rendering adds to it. */
  readonly headings: Heading[];
  /** Pictures that the page shows, paths from the repository's root; rendering adds to it. */
  readonly pictures: Set<string>;
}

type Env = {
  readonly context: PageContext;
  /** The Markdown file that is being rendered, path from the repository's root. */
  readonly file: string;
  /** The file is shown inside another page: what it links to may not be part of the site. */
  readonly included: boolean;
};

/** The relative address of a page or file of the site, as seen from a page. */
export const addressFrom = (page: string, target: string): string =>
  posix.relative(posix.dirname(page), target) || posix.basename(target);

/** Where a picture of the repository lies in the site. */
export const picturePath = (file: string): string => `media/${posix.basename(file)}`;

/** The id of a heading, as GitHub makes it; numbered when the page has it already. */
export function headingId(text: string, taken: readonly Heading[]): string {
  const plain = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
  const ids = new Set(taken.map(({ id }) => id));
  for (let n = 1; ; n++) {
    const id = n === 1 ? plain : `${plain}-${n}`;
    if (!ids.has(id)) return id;
  }
}

export function highlight(code: string, lang: string): string {
  const language = GRAMMARS[lang];
  return language ? hljs.highlight(code, { language }).value : escapeHtml(code);
}

const md = new MarkdownIt({ html: true });
const { rules } = md.renderer;

/** How a token becomes HTML. @param next the token behind it, where a heading has its text */
const rule =
  (render: (token: Token, env: Env, next: Token | undefined) => string): RendererRule =>
  (tokens, index, _options, env) => {
    const token = tokens[index];
    return token ? render(token, env as Env, tokens[index + 1]) : '';
  };

rules.fence = rule(({ info, content }, { context, included }) => {
  const [lang = ''] = info.trim().split(/\s+/);
  const block = codeBlock(content, lang);
  const live = !included && readFence(info).live;
  return live ? liveBlock(content, context.page) + block : block;
});
rules.code_block = rule(({ content }) => codeBlock(content, ''));

// A wide table scrolls by itself; what scrolls has to be reachable by keyboard, and to have a name.
rules.table_open = rule((_, { context }) => scrolling(`Table: ${context.headings.at(-1)?.text ?? ''}`));
rules.table_close = rule(() => '</table></div>');

rules.heading_open = rule(({ tag }, env, next) => {
  const text = plainText(md.renderer.renderInline(next?.children ?? [], md.options, env));
  const { headings } = env.context;
  const id = headingId(text, headings);
  headings.push({ level: Number(tag.slice(1)), id, text });
  return `<${tag} id="${id}">`;
});

rules.html_block = rule(({ content }, { context }) =>
  content.replaceAll(/<!-- (include\??|generate) (.+?) -->\n?/g, (_, verb: string, what: string) => {
    if (verb === 'generate') return context.generate(what, context);
    const there = existsSync(join(root, what.split('#')[0] ?? ''));
    return verb === 'include' || there ? include(what, context) : '';
  }),
);

rules.link_open = rule((token, env) => {
  const address = linkTo(attribute(token, 'href'), env);
  // A link to a file that the site does not show is no link there; an element keeps the pair closed.
  return address === null ? '<a>' : `<a href="${escapeHtml(address)}">`;
});

rules.image = rule((token, { context, file }) => {
  const picture = posix.join(posix.dirname(file), attribute(token, 'src'));
  context.pictures.add(picture);
  const address = addressFrom(context.page, picturePath(picture));
  const { width, height } = svgSize(picture);
  const size = width ? ` width="${width}" height="${height}"` : '';
  return `<img src="${address}" alt="${escapeHtml(token.content)}"${size} loading="lazy">`;
});

const attribute = (token: Token, name: string): string => String(token.attrGet(name) ?? '');

/** A heading of generated HTML, with its anchor. @param id left out: made from the text */
export function heading(context: PageContext, level: number, html: string, id?: string): string {
  const text = plainText(html);
  const anchor = id ?? headingId(text, context.headings);
  context.headings.push({ level, id: anchor, text });
  return `<h${level} id="${anchor}">${html}</h${level}>\n`;
}

export function renderMarkdown(markdown: string, file: string, context: PageContext, included = false): string {
  const env: Env = { context, file, included };
  return md
    .render(markdown, env)
    .replaceAll(/<a>(.*?)<\/a>/gs, '$1')
    .replaceAll('<th></th>', '<td></td>')
    .replaceAll(/<thead>\s*<tr>\s*(?:<td><\/td>\s*)+<\/tr>\s*<\/thead>/g, '');
}

export function codeBlock(code: string, lang: string): string {
  const label = lang ? ` data-lang="${lang}"` : '';
  return `<div class="code"${label}><pre tabindex="0"><code>${highlight(code.trimEnd(), lang)}</code></pre></div>\n`;
}

/** The snippet itself, at work in the page, with the site's own copy of the library. */
function liveBlock(code: string, page: string): string {
  const own = code
    .replaceAll('https://cdn.example/', `${addressFrom(page, 'lib')}/`)
    .replaceAll('"recording.wav"', `"${addressFrom(page, 'media/pile-up.wav')}"`);
  return `<section class="live" aria-label="The example at work">\n${own}</section>\n`;
}

/** `FILE`, or `FILE#Heading` for that section alone, without its heading. */
function include(what: string, context: PageContext): string {
  const [file = '', section] = what.split('#');
  const text = readFileSync(join(root, file), 'utf8');
  const body = section ? sectionOf(text, section, file) : text.replace(/^# .*\n/, '');
  const html = renderMarkdown(body, file, context, true);
  const ids = new Set(context.headings.map(({ id }) => id));
  return html.replaceAll(/<a href="#([^"]*)">(.*?)<\/a>/gs, (link, id, inner) => (ids.has(id) ? link : inner));
}

function sectionOf(text: string, title: string, file: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === title);
  if (start < 0) throw new Error(`${file} has no section “${title}”.`);
  const level = lines[start]?.indexOf(' ') ?? 1;
  const end = lines.findIndex((line, i) => i > start && /^#+ /.test(line) && line.indexOf(' ') <= level);
  return lines.slice(start + 1, end < 0 ? undefined : end).join('\n');
}

/** @returns null when the site does not have what is linked to */
function linkTo(href: string, { context, file, included }: Env): string | null {
  if (/^[a-z]+:/.test(href) || href.startsWith('#')) return href;
  const [path = '', hash] = href.split('#');
  const target = posix.join(posix.dirname(file), path);
  const page = context.pages.get(path.endsWith('/') ? `${target}README.md` : target);
  if (page !== undefined) return addressFrom(context.page, page) + (hash ? `#${hash}` : '');
  if (included) return null;
  throw new Error(`${file}: the site has no page for “${href}”.`);
}

function svgSize(file: string): { width?: string; height?: string } {
  if (!file.endsWith('.svg')) return {};
  const [, width = '', height = ''] =
    /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(readFileSync(join(root, file), 'utf8')) ?? [];
  return { width, height };
}
