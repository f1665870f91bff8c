import { ALPHABETS, type AlphabetName } from './alphabet-names.js';
import type { Alphabet } from './alphabets/alphabet.js';
import { ARABIC, PERSIAN } from './alphabets/arabic.js';
import { AUTO } from './alphabets/auto.js';
import { BULGARIAN, CYRILLIC, UKRAINIAN } from './alphabets/cyrillic.js';
import { GREEK } from './alphabets/greek.js';
import { HEBREW } from './alphabets/hebrew.js';
import { INTERNATIONAL } from './alphabets/international.js';
import { KOREAN } from './alphabets/korean.js';
import { THAI } from './alphabets/thai.js';
import { WABUN } from './alphabets/wabun.js';

export { ALPHABETS } from './alphabet-names.js';
export type { Alphabet } from './alphabets/alphabet.js';

const BY_NAME: Readonly<Record<AlphabetName, Alphabet>> = {
  international: INTERNATIONAL,
  auto: AUTO,
  wabun: WABUN,
  cyrillic: CYRILLIC,
  ukrainian: UKRAINIAN,
  bulgarian: BULGARIAN,
  greek: GREEK,
  hebrew: HEBREW,
  arabic: ARABIC,
  persian: PERSIAN,
  thai: THAI,
  korean: KOREAN,
};

/** @throws RangeError, with the list of names, when there is no alphabet of that name. */
export const alphabet = (name: string): Alphabet => {
  const known = ALPHABETS.find((entry) => entry === name);
  if (!known) throw new RangeError(`No alphabet is called "${name}"; there are: ${ALPHABETS.join(', ')}`);
  return BY_NAME[known];
};
