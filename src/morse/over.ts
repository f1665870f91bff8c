type Code = { readonly code: string };

/** Codes that end an over, alone: K, KN, AR, SK, BK and a question. */
const ENDS: ReadonlySet<string> = new Set(['-.-', '-.--.', '.-.-.', '...-.-', '-...-.-', '..--..']);
/** Words of contests that do: TEST, QRZ, QRZ?. */
const CALLS: ReadonlySet<string> = new Set(['- . ... -', '--.- .-. --..', '--.- .-. --.. ..--..']);
/** Words before the callsign with which a call may end: TEST, DE and TU. */
const BEFORE: ReadonlySet<string> = new Set(['- . ... -', '-.. .', '- ..-']);
/** Reports, with cut numbers and without, behind which one word is all that a contest's exchange has: 5NN, 599, ENN. */
const REPORTS: ReadonlySet<string> = new Set(['..... -. -.', '..... ----. ----.', '. -. -.']);
/** Codes of a callsign, at least. */
const CALLSIGN = 3;

/** Whether the last word is one after which somebody else may send. */
export function endsOver(characters: readonly Code[]): boolean {
  const words = lastWords(characters, 2);
  const [last, before] = words;
  if (!last || (last.length === 1 && !before)) return false;
  if (last.length === 1) return ENDS.has(last[0] ?? '');
  const [word, former] = [last.join(' '), before?.join(' ') ?? ''];
  if (CALLS.has(word) || REPORTS.has(former)) return true;
  return last.length >= CALLSIGN && (word === former || BEFORE.has(former));
}

/** Codes of the newest words, the last one first; of the oldest one there may be more. */
function lastWords(characters: readonly Code[], count: number): string[][] {
  const words: string[][] = [];
  let word: string[] = [];
  for (let i = characters.length - 1; i >= 0 && words.length < count; i--) {
    const code = characters[i]?.code ?? '';
    if (code) word.unshift(code);
    else if (word.length > 0) {
      words.push(word);
      word = [];
    }
  }
  return word.length > 0 && words.length < count ? [...words, word] : words;
}
