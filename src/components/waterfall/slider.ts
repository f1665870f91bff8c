import type { Dial } from '../../engine/radio.js';
import { radioFrequency } from '../../engine/radio.js';
import type { ChannelState } from '../../page/snapshot.js';
import type { FrequencyScale } from './scale.js';

/** Characters before the point from which an axis in kHz needs more room: 100 MHz. */
const LONG = 6;

/** The slider's values and the plot's classes: kHz where the dial is known, so that more is more on either sideband. */
export function sliderOf(scale: FrequencyScale, hertz: number) {
  const { min, max, dial } = scale;
  if (dial === null) return { min, max, now: hertz, names: 'plot' };
  const ends = [min, max].map((end) => radioFrequency(scale, end) ?? 0).sort((a, b) => a - b);
  const names = String(Math.round(dial)).length >= LONG ? 'plot radio long' : 'plot radio';
  return { min: ends[0] ?? 0, max: ends[1] ?? 0, now: radioFrequency(scale, hertz) ?? 0, names };
}

/** What stands at a frequency, for screen readers. @param dial what the receiver is tuned to */
export function describeFrequency(hertz: number, channels: readonly ChannelState[], dial: Dial): string {
  const channel = channels.find(({ info }) => Math.abs(info.frequency - hertz) <= 8);
  const radio = radioFrequency(dial, hertz);
  const where = radio === null ? `${hertz} hertz` : `${radio.toFixed(2)} kilohertz, ${hertz} hertz`;
  if (!channel) return where;
  const { role, wpm } = channel.info;
  return `${where}, ${role === 'main' ? 'main channel' : 'signal'}${wpm === null ? '' : `, ${Math.round(wpm)} words per minute`}`;
}
