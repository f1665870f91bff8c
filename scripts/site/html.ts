/** Small pieces of HTML. */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

/** The text of a piece of HTML. */
export const plainText = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

export const code = (text: string): string => `<code>${escapeHtml(text)}</code>`;

/** Text of a comment: words between backticks are code. */
export const prose = (text: string): string =>
  text
    .split('`')
    .map((part, i) => (i % 2 ? code(part) : escapeHtml(part)))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The beginning of a table in a box of its own; what scrolls is to be reached by keyboard and has a name. */
export const scrolling = (label: string): string =>
  `<div class="scroll" role="group" tabindex="0" aria-label="${escapeHtml(label)}"><table>`;

/** A table that scrolls by itself when it is wide, without columns that nothing stands in. Cells are HTML. */
export function table(label: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const filled = heads.map((_, i) => rows.some((row) => row[i]));
  const cells = (row: readonly string[], open: string, close: string) =>
    row.map((cell, i) => (filled[i] ? open + cell + close : '')).join('');
  const head = cells(heads, '<th scope="col">', '</th>');
  const body = rows.map((row) => `<tr>${cells(row, '<td>', '</td>')}</tr>`).join('\n');
  return `${scrolling(label)}
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody></table></div>
`;
}
