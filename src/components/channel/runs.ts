import type { Character } from '../../morse/character.js';

/** Class names of a stretch of text that is shown alike; empty: sure and final. */
export type RunStyle = '' | 'fair' | 'doubtful' | 'provisional' | 'fair provisional' | 'doubtful provisional';

export interface Run {
  readonly style: RunStyle;
  readonly text: string;
}

/** Doubtful below 0.5, fair below 0.8. A word space has nothing to show. */
export function styleOf({ text, confidence, final }: Character): RunStyle {
  if (text === ' ') return '';
  if (confidence >= 0.8) return final ? '' : 'provisional';
  if (confidence >= 0.5) return final ? 'fair' : 'fair provisional';
  return final ? 'doubtful' : 'doubtful provisional';
}

/**
 * A word space goes with the character before it, so that it does not end a run; only an underline does not go on under it.
 */
export function styleAfter(before: RunStyle, character: Character): RunStyle {
  const joins = character.text === ' ' && !before.startsWith('doubtful');
  return joins ? before : styleOf(character);
}

/**
 * The last `count` characters, neighbours of one style joined. A word space at the end is left out: a line that grows from the other
 * side has it at its beginning.
 */
export function tailRuns(characters: readonly Character[], count: number): readonly Run[] {
  const runs: { style: RunStyle; text: string }[] = [];
  const end = characters.findLastIndex(({ text }) => text !== ' ') + 1;
  for (let i = Math.max(0, end - count); i < end; i++) {
    const character = characters[i];
    if (!character || (runs.length === 0 && character.text === ' ')) continue;
    const last = runs.at(-1);
    const style = styleAfter(last?.style ?? '', character);
    if (last?.style === style) last.text += character.text;
    else runs.push({ style, text: character.text });
  }
  return runs;
}

/** The direction of most letters: that of the line, whose newest end must not be cut off. */
export function directionOf(runs: readonly Run[]): 'ltr' | 'rtl' {
  const letters = [...runs.map(({ text }) => text).join('')].filter((letter) => /\p{L}/u.test(letter));
  const leftwards = letters.filter((letter) => /[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(letter));
  return leftwards.length * 2 > letters.length ? 'rtl' : 'ltr';
}
