import { html, nothing, type TemplateResult } from 'lit';
import type { Character } from '../../morse/character.js';
import { directionOf, tailRuns } from './runs.js';

/** A channel's last `count` characters in one line that is cut off at its old end. @param part of the element, for styles */
export function tail(characters: readonly Character[], count: number, part?: string): TemplateResult {
  const runs = tailRuns(characters, count);
  const direction = directionOf(runs);
  return html`<span class="tail ${direction}" part=${part ?? nothing}><bdo dir=${direction}>${runs.map(
    ({ style, text }) => html`<span class=${style}>${text}</span>`,
  )}</bdo></span>`;
}
