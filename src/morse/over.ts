/** Codes that end an over, alone: K, KN, AR, SK, BK and a question. */
const ENDS: ReadonlySet<string> = new Set(['-.-', '-.--.', '.-.-.', '...-.-', '-...-.-', '..--..']);

/** Whether the last word is one after which somebody else sends. */
export function endsOver(characters: readonly { readonly code: string }[]): boolean {
  const last = characters.findLastIndex(({ code }) => code !== '');
  return last > 0 && ENDS.has(characters[last]?.code ?? '') && characters[last - 1]?.code === '';
}
