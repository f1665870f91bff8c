/** Names that `alphabet` knows; apart from the tables, so that a page can check a name without loading them. */
export const ALPHABETS = [
  'international',
  'auto',
  'wabun',
  'cyrillic',
  'ukrainian',
  'bulgarian',
  'greek',
  'hebrew',
  'arabic',
  'persian',
  'thai',
  'korean',
] as const;

export type AlphabetName = (typeof ALPHABETS)[number];
