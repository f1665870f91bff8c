/** `[text, code]`, codes in ASCII `.` and `-`. */
export type Pairs = readonly (readonly [text: string, code: string])[];

/** Pairs from a list such as `'A .- B -...'`. */
export function pairsOf(list: string): Pairs {
  const words = list.trim().split(/\s+/);
  return words.flatMap((text, i) => (i % 2 === 0 ? [[text, words[i + 1] ?? ''] as const] : []));
}

/** ITU-R M.1677-1, part I, 1.1.2. */
export const FIGURES = pairsOf('0 ----- 1 .---- 2 ..--- 3 ...-- 4 ....- 5 ..... 6 -.... 7 --... 8 ---.. 9 ----.');

/**
 * Punctuation of ITU-R M.1677-1, part I, 1.1.3, and six signs that it lacks and that are in common use: `!` as Heathkit and
 * ARRL have it, `;`, `_` and `$` of the older ITU and national tables, `¡` and `¿` of the Spanish one.
 */
const PUNCTUATION = pairsOf(
  `. .-.-.- , --..-- : ---... ? ..--.. ' .----. - -....- / -..-. ) -.--.- " .-..-. = -...- + .-.-. @ .--.-.
   ! -.-.-- ; -.-.-. _ ..--.- $ ...-..- ¡ --...-`,
);

/**
 * Prosigns, sent as one character. Sources: ITU-R M.1677-1 (wait AS, understood VE, end of work SK, starting signal KA, error
 * HH), ITU-R M.1172 (AR, BK, CL, DDD, SOS), ARRL operating practice (KN, SK, CL), fldigi's table (INT, HM), Japan's radio
 * regulations (DO, SN). An error is sent with six to nine dits in practice; all of them print as `<HH>`.
 */
const PROSIGNS = pairsOf(
  `<SK> ...-.- <VA> ...-.- <AS> .-... <KN> -.--. <KA> -.-.- <CT> -.-.- <VE> ...-. <SN> ...-.
   <HH> ........ <HH> ....... <HH> ...... <SOS> ...---... <BK> -...-.- <CL> -.-..-.. <DDD> -..-..-..
   <DO> -..--- <INT> ..-.- <HM> ....-- <AR> .-.-. <BT> -...- <AA> .-.-`,
);

/**
 * What the alphabets share. Where a code is both punctuation and a prosign, it prints as what an operator writes down: `=` for BT
 * (a separator on the air as in M.1677-1), `+` for AR (as LCWO and most decoders show it; fldigi has `<AR>`), and `<KN>`
 * and `<AS>` for codes that end a word or stand alone, as in fldigi.
 */
export const SIGNS: Pairs = [...FIGURES, ...PUNCTUATION, ...PROSIGNS, ['¿', '..-.-']];

/** What KN and AS are when their word goes on: a bracket, and the `&` of firms' names. */
export const SIGNS_INSIDE: Pairs = pairsOf('( -.--. & .-...');
