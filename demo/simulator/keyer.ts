import { Random } from './random.js';

/** How the hand moves: a keyboard, a paddle with an electronic keyer, a bug (machine dits, hand-made dahs), a straight key. */
export type Fist = 'machine' | 'paddle' | 'bug' | 'straight';

export const FIST_NAMES: readonly Fist[] = ['machine', 'paddle', 'bug', 'straight'];

/** Key down, seconds from the start of the message. */
export interface Mark {
  readonly start: number;
  readonly duration: number;
}

/** What was really sent, and when: the truth that a decoder is measured against. */
export interface KeyedCharacter {
  readonly text: string;
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

export interface Keying {
  readonly marks: readonly Mark[];
  readonly characters: readonly KeyedCharacter[];
  /** Length with the last word gap, seconds. */
  readonly seconds: number;
}

export interface KeyOptions {
  /** PARIS words per minute. */
  readonly wpm: number;
  readonly fist?: Fist;
  /** Speed of the gaps between letters and words (Farnsworth), WPM; `wpm` when left out. */
  readonly spacing?: number;
  readonly random?: Random;
}

/** International Morse, ITU-R M.1677-1. Kept apart from the decoder's own table, so that each is a witness for the other. */
const CODES: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'A.- B-... C-.-. D-.. E. F..-. G--. H.... I.. J.--- K-.- L.-.. M-- N-. O--- P.--. Q--.- R.-. S... T- U..- V...- ' +
    'W.-- X-..- Y-.-- Z--.. 0----- 1.---- 2..--- 3...-- 4....- 5..... 6-.... 7--... 8---.. 9----. ..-.-.- ,--..-- ' +
    '?..--.. /-..-. =-...- +.-.-. --....- @.--.-. :---... \'.----. (-.--. )-.--.- ".-..-.'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 1), entry.slice(1)]),
);

/** Lengths in units of a dit; spreads are relative standard deviations of a log-normal. */
interface Hand {
  readonly dit: number;
  readonly dah: number;
  readonly gap: number;
  readonly letterGap: number;
  readonly wordGap: number;
  readonly ditSpread: number;
  readonly dahSpread: number;
  readonly gapSpread: number;
  readonly restSpread: number;
}

const EXACT: Hand = {
  dit: 1,
  dah: 3,
  gap: 1,
  letterGap: 3,
  wordGap: 7,
  ditSpread: 0,
  dahSpread: 0,
  gapSpread: 0,
  restSpread: 0,
};

/** One operator's hand: the habit is drawn once, the jitter with each mark. */
function handOf(fist: Fist, random: Random): Hand {
  switch (fist) {
    case 'machine':
      return EXACT;
    case 'paddle':
      return { ...EXACT, letterGap: random.between(2.8, 3.6), wordGap: random.between(6.2, 8.5), restSpread: 0.12 };
    case 'bug':
      return {
        ...EXACT,
        dit: random.between(0.85, 1.05),
        dah: random.between(2.9, 4),
        letterGap: random.between(2.7, 3.7),
        wordGap: random.between(6, 9),
        dahSpread: 0.12,
        gapSpread: 0.05,
        restSpread: 0.16,
      };
    case 'straight':
      return {
        dit: random.between(0.9, 1.2),
        dah: random.between(2.7, 3.5),
        gap: random.between(0.85, 1.15),
        letterGap: random.between(2.8, 3.8),
        wordGap: random.between(6, 9),
        ditSpread: 0.1,
        dahSpread: 0.09,
        gapSpread: 0.12,
        restSpread: 0.16,
      };
  }
}

/**
 * Splits a text into words of characters; a prosign such as `<AR>` is one character, its letters run together, and so is a bare
 * code, `⟨.-.-⟩`, of whatever script.
 */
function* words(text: string): Generator<{ text: string; code: string }[]> {
  for (const word of text.toUpperCase().trim().split(/\s+/)) {
    const characters = (word.match(/<[A-Z0-9]+>|⟨[.-]+⟩|./gu) ?? []).map((symbol) => {
      if (symbol.startsWith('⟨') && symbol.length > 1) return { text: symbol, code: symbol.slice(1, -1) };
      const letters = symbol.startsWith('<') && symbol.length > 1 ? [...symbol.slice(1, -1)] : [symbol];
      const code = letters.map((letter) => CODES[letter]);
      if (code.includes(undefined)) throw new RangeError(`no Morse code for “${symbol}”`);
      return { text: symbol, code: code.join('') };
    });
    if (characters.length > 0) yield characters;
  }
}

/**
 * Keys a text. The first mark starts at 0; with the machine, dit 1.2 s / WPM, dah 3, gaps 1, 3 and 7 dits.
 * @throws RangeError for a character that has no code, or a speed that is not positive.
 */
export function keyText(text: string, options: KeyOptions): Keying {
  const { wpm, fist = 'machine', spacing = wpm, random = new Random(1) } = options;
  if (!(wpm > 0 && spacing > 0)) throw new RangeError('a speed must be above 0 WPM');
  const hand = handOf(fist, random);
  const dit = 1.2 / wpm;
  const rest = 1.2 / spacing;
  const vary = (length: number, spread: number) =>
    spread === 0 ? length : length * Math.exp(Math.max(-2.5, Math.min(2.5, random.normal())) * spread);

  const marks: Mark[] = [];
  const characters: KeyedCharacter[] = [];
  let time = 0;
  for (const word of words(text)) {
    for (const { text, code } of word) {
      const start = time;
      let end = time;
      for (const element of code) {
        const duration = dit * (element === '.' ? vary(hand.dit, hand.ditSpread) : vary(hand.dah, hand.dahSpread));
        marks.push({ start: time, duration });
        end = time + duration;
        time = end + dit * vary(hand.gap, hand.gapSpread);
      }
      characters.push({ text, code, start, end });
      time = end + rest * vary(hand.letterGap, hand.restSpread);
    }
    const last = characters.at(-1);
    if (last) time = last.end + rest * vary(hand.wordGap, hand.restSpread);
  }
  return { marks, characters, seconds: time };
}
