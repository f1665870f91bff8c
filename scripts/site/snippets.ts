import MarkdownIt from 'markdown-it';

/** A fenced block of a Markdown file: ```` ```LANG NAME [live] ````, or ```` ```LANG not run: REASON ````. */
export interface Snippet {
  /** Path from the repository's root. */
  readonly file: string;
  /** Line of the fence, from 1. */
  readonly line: number;
  readonly lang: string;
  /** Blocks of a file with the same name are parts of one page; empty: the block has none. */
  readonly name: string;
  /** The site also runs it, below the code. */
  readonly live: boolean;
  /** Why no test runs it; null: one does. */
  readonly notRun: string | null;
  readonly code: string;
}

const NOT_RUN = 'not run:';

/** What stands behind the three backticks. */
export function readFence(info: string): Pick<Snippet, 'lang' | 'name' | 'live' | 'notRun'> {
  const [lang = '', ...words] = info.trim().split(/\s+/);
  const rest = words.join(' ');
  if (rest.startsWith(NOT_RUN)) {
    return { lang, name: '', live: false, notRun: rest.slice(NOT_RUN.length).trim() };
  }
  const [name = '', ...options] = words;
  const unknown = options.find((option) => option !== 'live');
  if (unknown) throw new Error(`“${info}”: a fence has a language, a name and perhaps “live”, not “${unknown}”.`);
  return { lang, name, live: options.length > 0, notRun: null };
}

/** All fenced blocks of a Markdown file, in order. */
export function snippetsOf(markdown: string, file: string): Snippet[] {
  return new MarkdownIt({ html: true })
    .parse(markdown, {})
    .filter(({ type }) => type === 'fence')
    .map(({ info, content, map }) => ({ file, line: (map?.[0] ?? 0) + 1, ...readFence(info), code: content }));
}
