import { html, type TemplateResult } from 'lit';
import type { DecoderHandle } from '../page/decoder-handle.js';
import { type RequestName, requestNamed } from '../page/requests.js';
import { type IconName, icon } from './icons.js';

/** A button with an icon that asks the decoder for something, and says by which key that goes too. */
export function requestButton(
  decoder: DecoderHandle,
  request: RequestName,
  name: IconName,
  disabled: boolean,
): TemplateResult {
  const { label, key } = requestNamed(request);
  return html`<button
    type="button"
    class="icon"
    part="button"
    aria-label=${label}
    title=${`${label} (${key})`}
    ?disabled=${disabled}
    @click=${() => decoder.run(request)}
  >
    ${icon(name)}
  </button>`;
}
