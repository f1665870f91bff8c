import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ChannelState } from '../../page/snapshot.js';
import { frequencyWords } from '../../page/transcript.js';
import { tail } from '../channel/tail.js';
import { rounded } from '../channel/words.js';
import { type LabelPlace, placeLabels } from './label-layout.js';
import { type FrequencyScale, toY } from './scale.js';

/** CSS pixels from one label to the next. */
const LINE_HEIGHT = 18;
/** Characters of a channel that its label may show. */
const TAIL = 56;
/** Seconds by which another one must have been heard later to take the place of a label that is there. */
const STAY = 8;
/** Seconds after its last character for which a channel's label stays bright. */
const QUIET = 12;

/** The receiver is tuned to where it is: nothing is drawn of the others. */
export const isHere = ({ info }: ChannelState): boolean => info.activity !== 'away';

/**
 * Where the labels of the channels in the band stand: where room is short, the main one's and the ones heard last, and of those
 * that are heard all the time the ones that have been there `before`, so that they can be read.
 */
export function labelPlaces(
  channels: readonly ChannelState[],
  scale: FrequencyScale,
  before: readonly LabelPlace[] = [],
): readonly LabelPlace[] {
  const rank = { main: 1e6, pinned: 1e5, automatic: 0 } as const;
  const wishes = channels
    .filter(isHere)
    .filter(({ info: { role, frequency }, characters }) => {
      const visible = frequency >= scale.min && frequency <= scale.max;
      return visible && (role !== 'automatic' || characters.length > 0);
    })
    .map(({ info: { id, role, frequency, lastHeard, snr } }) => ({
      id,
      y: toY(scale, frequency),
      priority: rank[role] + (lastHeard ?? 0) + (snr ?? 0) / 10 + (before.some((place) => place.id === id) ? STAY : 0),
    }));
  return placeLabels(wishes, scale.height, LINE_HEIGHT);
}

/** Frequency and newest text of each channel. @param newest seconds of stream heard so far */
export const labelsTemplate = (
  places: readonly LabelPlace[],
  byId: ReadonlyMap<number, ChannelState>,
  newest: number,
): unknown =>
  repeat(
    places,
    ({ id }) => id,
    (place) => label(place, byId.get(place.id), newest),
  );

function label(
  { id, y }: LabelPlace,
  channel: ChannelState | undefined,
  newest: number,
): TemplateResult | typeof nothing {
  if (!channel) return nothing;
  const { info, characters, callsign } = channel;
  const quiet = newest - (info.lastHeard ?? Number.NEGATIVE_INFINITY) > QUIET;
  const names = `label ${info.role} ${info.activity} ${quiet ? 'quiet' : ''}`;
  return html`<div
      class=${names}
      part="label"
      data-id=${id}
      .style=${`translate: 0 ${Math.round(y - LINE_HEIGHT / 2)}px`}
    ><span class="hz" title=${frequencyWords(info)}>${info.radioFrequency?.toFixed(2) ?? rounded(info.frequency)}</span>${guard(
      [characters],
      () => tail(characters, TAIL),
    )}<b>${callsign}</b></div>`;
}
