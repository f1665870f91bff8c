import type { Dial } from '../../engine/radio.js';
import { radioFrequency } from '../../engine/radio.js';
import type { ChannelState } from '../../page/snapshot.js';
import type { FrequencyScale } from './scale.js';

/**
 * The slider's values, kHz where the dial is known, so that more is more on either sideband; and the characters that its longest
 * number has: 3000, 14025.62, 10489750.65.
 */
export function sliderOf(scale: FrequencyScale, hertz: number) {
  const { min, max, dial } = scale;
  const figures = (low: number, high: number, decimals: number): number =>
    Math.max(...[low, high].map((end) => end.toFixed(decimals).length));
  if (dial === null) return { min, max, now: hertz, figures: figures(min, max, 0) };
  const [low = 0, high = 0] = [min, max].map((end) => radioFrequency(scale, end) ?? 0).sort((a, b) => a - b);
  return { min: low, max: high, now: radioFrequency(scale, hertz) ?? 0, figures: figures(low, high, 2) };
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
