import { html, nothing, type TemplateResult } from 'lit';
import { radioFrequency } from '../../engine/radio.js';
import type { DecoderHandle } from '../../page/decoder-handle.js';
import type { DecoderSnapshot } from '../../page/snapshot.js';
import { canZoom, shownOf } from '../../page/zoom.js';
import { requestButton } from '../request-button.js';

/** Zoom in, zoom out and the whole of a band that is wide enough for it; and a sentence for screen readers when that has changed. @param left edge of the spectrum, CSS pixels */
export function zoomButtons(
  decoder: DecoderHandle | null,
  snapshot: DecoderSnapshot,
  left: number,
): TemplateResult | typeof nothing {
  if (!decoder || !canZoom(snapshot)) return nothing;
  const whole = snapshot.zoom === null;
  return html`<div class="zoom" part="zoom" .style=${`left: ${left + 6}px`} role="group" aria-label="Zoom">
      ${requestButton(decoder, 'zoom-in', 'zoomIn', false)}
      ${requestButton(decoder, 'zoom-out', 'zoomOut', whole)}
      ${requestButton(decoder, 'whole-band', 'wholeBand', whole)}
    </div>
    <div class="visually-hidden" role="status">${zoomWords(snapshot)}</div>`;
}

/** What is seen, as words: in kHz where the dial is known. */
function zoomWords(snapshot: DecoderSnapshot): string {
  const { min, max } = shownOf(snapshot);
  const [low, high] = [min, max]
    .map((hertz) => radioFrequency(snapshot, hertz) ?? Math.round(hertz))
    .sort((a, b) => a - b);
  return `${low} to ${high} ${snapshot.dial === null ? 'hertz' : 'kilohertz'}`;
}
