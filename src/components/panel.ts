import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DecoderHandle } from '../page/decoder-handle.js';
import type { ChannelState, DecoderSnapshot } from '../page/snapshot.js';
import { isRunning } from '../page/snapshot.js';
import { icon } from './icons.js';
import { downloadWords, meterFill, paceWords, poolWords, STATE_WORDS, soundAdvice } from './panel-words.js';
import { requestButton } from './request-button.js';

export { panelStyles } from './panel-styles.js';

/**
 * What `<morse-decoder>` shows when it has no children: toolbar, waterfall, main channel, side channels, status line.
 *
 * @param name for screen readers, where the page has given one
 *
 * Parts: `panel`, `toolbar`, `button`, `error`, `download`, `waterfall`, `channel`, `side-channels`, `status`.
 */
export function renderPanel(decoder: DecoderHandle, snapshot: DecoderSnapshot, name: string | null): TemplateResult {
  return html`<section class=${`panel panel-${snapshot.state}`} part="panel" lang="en" aria-label=${name || 'Morse decoder'}>
    ${toolbar(decoder, snapshot)} ${download(snapshot)} ${errorBanner(decoder, snapshot)}
    <morse-waterfall part="waterfall"></morse-waterfall>
    <morse-channel main part="channel"></morse-channel>
    ${sideChannels(snapshot)} ${statusLine(snapshot)}
  </section>`;
}

function toolbar(decoder: DecoderHandle, { state, source, channels }: DecoderSnapshot): TemplateResult {
  const running = isRunning(state) || state === 'loading';
  return html`<div class="toolbar" part="toolbar">
    <button type="button" class=${running ? '' : 'primary'} part="button" @click=${() => decoder.run('toggle')}>
      ${icon(running ? 'stop' : 'play')} ${running ? 'Stop' : 'Start'}
    </button>
    <span class="state" role="status">${STATE_WORDS[state]}</span>
    <span class="source" title=${source?.label ?? nothing}>${source?.label ?? ''}</span>
    <span class="tuning" role="group" aria-label="Signals">
      ${requestButton(decoder, 'previous-signal', 'previous', channels.length === 0)}
      ${requestButton(decoder, 'next-signal', 'next', channels.length === 0)}
    </span>
  </div>`;
}

/** While the decoder is fetched: on a first visit, and over a slow line. */
function download({ state, downloads }: DecoderSnapshot): TemplateResult | typeof nothing {
  const { live } = downloads;
  if (state !== 'loading' || !live) return nothing;
  const there = live.loaded >= live.total;
  return html`<div class="download" part="download">
    <label for="download">${there ? 'Starting the decoder' : 'Fetching the decoder'}</label>
    <progress id="download" max=${live.total} .value=${live.loaded}></progress>
    <span>${downloadWords(live)}</span>
  </div>`;
}

function errorBanner(decoder: DecoderHandle, { error }: DecoderSnapshot): TemplateResult | typeof nothing {
  if (!error) return nothing;
  const retry = html`<button type="button" part="button" @click=${() => decoder.run('start')}>Try again</button>`;
  return html`<div class="failure" part="error" role="alert">
    ${icon('warning')}
    <p><strong>${error.message}</strong> ${error.action}</p>
    ${error.canRetry ? retry : nothing}
  </div>`;
}

/**
 * In the order of the waterfall: the highest frequency first. Channels that have not printed yet are left out; automatic ones of
 * what the receiver is not tuned to now are put away, below the others.
 */
function sideChannels({ channels, sideband }: DecoderSnapshot): TemplateResult | typeof nothing {
  const up = sideband === 'lsb' ? -1 : 1;
  const heightOf = ({ info }: ChannelState): number => info.radioFrequency ?? up * info.frequency;
  const shown = channels
    .filter(({ info, characters }) => info.role === 'pinned' || (info.role === 'automatic' && characters.length > 0))
    .sort((a, b) => heightOf(b) - heightOf(a));
  if (shown.length === 0) return nothing;
  const isAway = ({ info }: ChannelState): boolean => info.role === 'automatic' && info.activity === 'away';
  const here = shown.filter((channel) => !isAway(channel));
  const away = shown.filter(isAway);
  return html`<section class="side" part="side-channels" aria-label="Other signals">
    ${here.length > 0 ? html`<h2>${here.length} other ${here.length === 1 ? 'signal' : 'signals'}</h2>${rows(here)}` : nothing}
    ${
      away.length > 0
        ? html`<details>
            <summary>${away.length} out of range, until the receiver is tuned back</summary>
            ${rows(away)}
          </details>`
        : nothing
    }
  </section>`;
}

const rows = (channels: readonly ChannelState[]): TemplateResult =>
  html`<ul>
    ${repeat(channels, channelKey, ({ info }) => html`<li><morse-channel compact .channelId=${info.id}></morse-channel></li>`)}
  </ul>`;
const channelKey = ({ info }: ChannelState): number => info.id;

/** While sound flows: what it said last is no news afterwards. */
function statusLine(snapshot: DecoderSnapshot): TemplateResult | typeof nothing {
  const { state, status, downloads } = snapshot;
  if (!status || !isRunning(state)) return nothing;
  const { accurate } = downloads;
  const level = Math.round(Math.max(-120, status.level));
  const advice = soundAdvice(snapshot);
  return html`<div class="status" part="status">
    <span class="level">
      <span class=${status.clipping ? 'meter clipping' : 'meter'} aria-hidden="true"
        ><i .style=${`transform: scaleX(${meterFill(status.level).toFixed(3)})`}></i
      ></span>
      Level ${level < 0 ? `−${-level}` : level} dB
    </span>
    ${advice ? html`<span class="advice">${advice}</span>` : nothing}
    <span>${paceWords(snapshot)}</span>
    ${accurate ? html`<span>Fetching the accurate model: ${downloadWords(accurate)}</span>` : nothing}
    <span class="pool">${poolWords(snapshot)}</span>
  </div>`;
}
