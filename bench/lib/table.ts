/** One line of the result. */
export interface Row {
  /** What was measured. */
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Under which conditions, or compared to what. */
  readonly note?: string;
}

export interface Section {
  readonly title: string;
  readonly rows: readonly Row[];
  /** What `--write` makes of it beside the table: a file below the repository's root. */
  readonly picture?: { readonly file: string; readonly svg: string };
}

/** Three significant digits, never an exponent. */
function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(4, digits));
}

/** One Markdown table; each section begins with a line in bold. */
export function markdownTable(sections: readonly Section[]): string {
  const lines = sections.flatMap(({ title, rows }) => [
    `| **${title}** | | |`,
    ...rows.map(({ what, value, unit, note = '' }) => `| ${what} | ${figure(value)} ${unit} | ${note} |`),
  ]);
  return ['| measured | value | conditions |', '|---|---|---|', ...lines].join('\n');
}

export const BENCH_START = '<!-- bench:start -->';
export const BENCH_END = '<!-- bench:end -->';

/**
 * Puts `table` between the markers of a document.
 *
 * @throws when a marker is missing
 */
export function replaceTable(document: string, table: string): string {
  const from = document.indexOf(BENCH_START);
  const to = document.indexOf(BENCH_END);
  if (from < 0 || to < from) throw new Error(`The document lacks ${BENCH_START} … ${BENCH_END}.`);
  return `${document.slice(0, from + BENCH_START.length)}\n\n${table}\n\n${document.slice(to)}`;
}

/** Median of one value or more; NaN of none. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Quantile by linear interpolation; NaN of no values. @param q 0…1 */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}
