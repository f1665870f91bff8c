import { readFile } from 'node:fs/promises';
import { type Plugin, transform } from 'esbuild';

/** A visitor would pay for the indentation of templates, and for what people need to read a style sheet. */
export const leanTemplates: Plugin = {
  name: 'lean-templates',
  setup(build) {
    build.onLoad({ filter: /[\\/]components[\\/].+\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const lean = /(?:styles|theme)\.ts$/.test(path) ? await leanStyles(source) : source;
      return { contents: lean.replace(/\n\s+/g, '\n'), loader: 'ts' };
    });
  },
};

const SHEET = /css`([^`]*)`/g;

/** A module whose style sheets are as short as they can be. */
async function leanStyles(source: string): Promise<string> {
  const sheets = [...source.matchAll(SHEET)].map(([, sheet = '']) => leanSheet(sheet));
  const lean = await Promise.all(sheets);
  return source.replace(SHEET, () => `css\`${lean.shift()}\``);
}

/** Another sheet within it stands for a rule of its own. @throws Error for what would be another text in a template */
async function leanSheet(sheet: string): Promise<string> {
  const others: string[] = [];
  const css = sheet.replace(/\$\{\w+\}/g, (other) => `other-${others.push(other)}{order:${others.length}}`);
  const { code } = await transform(css, { loader: 'css', minify: true, charset: 'utf8' });
  if (/[\\`$]/.test(code)) throw new Error(`A style sheet has a character that needs an escape: ${code}`);
  return code.trim().replace(/other-(\d+)\{order:\d+\}/g, (_, n: string) => others[Number(n) - 1] ?? '');
}
