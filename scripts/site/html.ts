/** Small pieces of HTML. */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');

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

/** A table that scrolls by itself when it is wide. Cells are HTML. */
export function table(label: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((cell) => `<th scope="col">${cell}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(label)}"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${body}
</tbody></table></div>
`;
}
