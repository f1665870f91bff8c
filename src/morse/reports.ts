/** What a report is run into: an acknowledgement before it, and who sends it. */
const RUN_IN = /^(UR|TU|R)?(5NN|599)(.+)$/u;
/** Serial numbers, zones, ages and power, of digits and what is sent for them. */
const FIGURES = /^[0-9TANEO]{2,5}$/u;

/**
 * Where a contest's report is run into what stands around it, as keyers send it (`5NNTT1`, `R5NN14`): the indices in a word of letters,
 * each of one code, before which an operator hears a space. What may be a callsign (`R5NN`, `UR5NNT`) or figures (`59914`) stays whole.
 */
export function reportSpaces(word: string): readonly number[] {
  const [, before = '', report = '', rest = ''] = RUN_IN.exec(word) ?? [];
  const figures = FIGURES.test(rest) && (report === '599' || /[0-9T]/u.test(rest));
  const apart =
    report === '5NN' && !before
      ? /^[A-Z0-9](?<!N)/u.test(rest)
      : figures && (before !== '' || rest.length > 2 || /\D/u.test(rest));
  if (!apart) return [];
  const end = before.length + report.length;
  return before ? [before.length, end] : [end];
}
