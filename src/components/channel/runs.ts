import type { Character } from '../../engine/types.js';

/** Class names of a stretch of text that is shown alike; empty: sure and final. */
export type RunStyle = '' | 'fair' | 'doubtful' | 'provisional' | 'fair provisional' | 'doubtful provisional';

export interface Run {
  readonly style: RunStyle;
  readonly text: string;
}

/** At and above `fair` 0.5, at and above sure 0.8; a word space is as sure as the text needs it to be. */
export function styleOf({ text, confidence, final }: Character): RunStyle {
  if (text === ' ') return '';
  if (confidence >= 0.8) return final ? '' : 'provisional';
  if (confidence >= 0.5) return final ? 'fair' : 'fair provisional';
  return final ? 'doubtful' : 'doubtful provisional';
}

/** The last `count` characters, neighbours of one style joined. A word space joins either neighbour. */
export function tailRuns(characters: readonly Character[], count: number): readonly Run[] {
  const runs: { style: RunStyle; text: string }[] = [];
  for (let i = Math.max(0, characters.length - count); i < characters.length; i++) {
    const character = characters[i];
    if (!character) continue;
    const last = runs.at(-1);
    const style = character.text === ' ' ? (last?.style ?? '') : styleOf(character);
    if (last?.style === style) last.text += character.text;
    else runs.push({ style, text: character.text });
  }
  return runs;
}

export const textOf = (characters: readonly Character[]): string => characters.map(({ text }) => text).join('');
