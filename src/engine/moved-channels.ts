import { type AudioMap, moved, movedBack } from '../dsp/audio-map.js';
import { FRAME_RATE } from '../dsp/frame.js';
import type { Channel } from './channel.js';
import type { ChannelBoard } from './channel-board.js';
import type { Band } from './span.js';

/** Frames for which an automatic channel is kept whose signal is out of the sound: 10 min, for a look at another band and back. */
const AWAY = 600 * FRAME_RATE;
/** Bands of them that are kept, of as many channels as there may be. */
const BANDS = 2;

/** The receiver was tuned: the sound is elsewhere from `frame` on. */
interface Turn {
  readonly map: AudioMap;
  readonly frame: number;
  /** Hz that are shown and searched, and that the sound holds. */
  readonly band: Band;
  readonly limits: Band;
}

/**
 * Takes all channels along with their signals. On another band automatic ones wait, with their text, for the receiver to come back,
 * a main one that nobody has chosen makes room for the first signal there until the receiver comes back, and those that are fixed
 * listen on at their audio frequency.
 */
export function moveChannels(board: ChannelBoard, turn: Turn, isFixed: (channel: Channel) => boolean): void {
  const { map, frame } = turn;
  const far = isFar(turn);
  for (const channel of board.channels) {
    const before = movedBack(map, channel.frequency);
    const isAway = isOutside(before, channel.frequency, turn);
    if (far && isAway && !channel.announced) board.close(channel);
    else if (far && isFixed(channel) && channel.awaySince === null) channel.stay(before, frame);
    else {
      channel.turned(frame, isAway);
      if (!far || !isAway || channel.role !== 'main') continue;
      channel.wasMain = true;
      board.setRole(channel, 'automatic');
    }
  }
  if (!far) board.readAcross(frame);
}

/** The automatic channels that have been away for long, and the oldest of them where there are more than there may be. */
export function longAway(board: ChannelBoard, limit: number): readonly Channel[] {
  const away = board.channels.flatMap((channel) => {
    const { role, awaySince } = channel;
    return role === 'automatic' && awaySince !== null ? [{ channel, since: awaySince }] : [];
  });
  away.sort((a, b) => b.since - a.since);
  return away
    .filter(({ since }, i) => i >= BANDS * Math.max(1, limit) || board.head - since > AWAY)
    .map(({ channel }) => channel);
}

/** Nobody knows any more what the receiver is tuned to: channels that wait for it to come back would wait in vain. */
export function closeAway(board: ChannelBoard): void {
  for (const channel of board.channels) if (channel.reader.away) board.close(channel, true);
}

/** Nothing that was in the band is in it any more. */
function isFar({ map, band: { low, high } }: Turn): boolean {
  const [a, b] = [moved(map, low), moved(map, high)];
  return Math.min(a, b) >= high || Math.max(a, b) <= low;
}

/** A signal that was moved is out of the sound. One that was listened to above the band (Hz) may stay there. */
function isOutside(before: number, after: number, { band: { high }, limits }: Turn): boolean {
  const top = before > high && before <= limits.high ? limits.high : high;
  return after < limits.low || after > top;
}
