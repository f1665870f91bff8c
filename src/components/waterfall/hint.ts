import { html, nothing, type TemplateResult } from 'lit';
import type { DecoderState } from '../../page/snapshot.js';

/** The sentence before there is anything to see. */
export function hint(state: DecoderState): TemplateResult | typeof nothing {
  if (state === 'error') return nothing;
  const text =
    state === 'loading'
      ? 'Getting ready…'
      : state === 'idle'
        ? 'Press start, then click a trace.'
        : 'Waiting for sound…';
  return html`<div class="hint" part="hint">${text}</div>`;
}
