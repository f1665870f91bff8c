import type { Candidate } from '../dsp/station-list.js';

/** What the plan has to know of a channel. */
export interface PlannedChannel {
  readonly id: number;
  readonly role: 'main' | 'pinned' | 'automatic';
  /** Hz. */
  readonly frequency: number;
  readonly snr: number | null;
  /** It has printed enough to be told to the page. */
  readonly announced: boolean;
  /** Seconds of audio read since its newest character, or since it began. */
  readonly silence: number;
  /** Stream time of the end of its newest character, seconds; null before the first. */
  readonly lastHeard: number | null;
}

export interface Plan {
  readonly open: readonly Candidate[];
  /** Ids. */
  readonly close: readonly number[];
  /** Ids of channels that are one station: the later one, and the one that stays. */
  readonly join: readonly (readonly [later: number, earlier: number])[];
}

/** Hz within which two things are the same signal. */
export const SAME_SIGNAL = 20;
/** Hz within which two channels have come to be one station's. */
const ONE = 12;
/** Hz around a channel that weaker signals are kept away from, and how far that grows: clicks and side bands of strong ones. */
const NEIGHBOUR = 30;
const FARTHEST = 80;
const HZ_PER_DB = 2;
const MUCH_STRONGER = 10;
/** Seconds after a strong station's last character from which on what is heard is not its clicks. */
const OVER = 3;
/** Seconds of silence after which a channel goes: a suspicion, one that others wait for in vain, one that none does. */
const SILENT = { suspicion: 12, wanted: 45, unwanted: 120, outranked: 15 } as const;

/**
 * Which automatic channels to open and to close: a pure function of what the finder hears and what is open. Channels that are
 * closed here make room at the next call.
 *
 * @param limit automatic channels at most
 */
export function planChannels(
  candidates: readonly Candidate[],
  channels: readonly PlannedChannel[],
  limit: number,
): Plan {
  const automatic = channels.filter(({ role }) => role === 'automatic');
  const wanted = candidates
    .filter((candidate) => !channels.some((channel) => covers(channel, candidate)))
    .sort((a, b) => b.score - a.score || b.snr - a.snr)
    .filter((candidate, i, all) => !all.slice(0, i).some((other) => near(other, candidate)));
  const close = new Set<number>();
  const full = wanted.length > limit - automatic.length;
  const join: [number, number][] = [];
  for (const channel of automatic) {
    const same = sameSignal(channel, channels);
    if (same) join.push([channel.id, same.id]);
    else if (channel.silence > patience(channel, full)) close.add(channel.id);
  }
  const open = wanted.slice(0, Math.max(0, limit - automatic.length));
  const outranked = weakestSilent(automatic, close);
  const strongest = wanted[open.length];
  if (outranked && strongest && strongest.snr > (outranked.snr ?? Number.NEGATIVE_INFINITY)) close.add(outranked.id);
  for (const channel of weakestFirst(automatic).slice(0, Math.max(0, automatic.length - limit))) close.add(channel.id);
  return { open, close: [...close], join };
}

const near = (a: { frequency: number }, b: { frequency: number }): boolean =>
  Math.abs(a.frequency - b.frequency) < SAME_SIGNAL;

function covers(channel: PlannedChannel, candidate: Candidate): boolean {
  const excess = (channel.snr ?? candidate.snr) - candidate.snr - MUCH_STRONGER;
  const silent = candidate.lastHeard - (channel.lastHeard ?? candidate.lastHeard) > OVER;
  const guard = excess > 0 && !silent ? Math.min(FARTHEST, NEIGHBOUR + HZ_PER_DB * excess) : SAME_SIGNAL;
  return Math.abs(channel.frequency - candidate.frequency) < guard;
}

function patience(channel: PlannedChannel, othersWait: boolean): number {
  if (!channel.announced) return SILENT.suspicion;
  return othersWait ? SILENT.wanted : SILENT.unwanted;
}

/** The channel that stays where two have drifted onto one signal: the later automatic one goes. */
function sameSignal(channel: PlannedChannel, channels: readonly PlannedChannel[]): PlannedChannel | undefined {
  return channels.find(
    (other) =>
      other.id !== channel.id &&
      Math.abs(other.frequency - channel.frequency) < ONE &&
      (other.role !== 'automatic' || other.id < channel.id),
  );
}

const weakestFirst = (channels: readonly PlannedChannel[]): PlannedChannel[] =>
  [...channels].sort((a, b) => Number(a.announced) - Number(b.announced) || (a.snr ?? -99) - (b.snr ?? -99));

const weakestSilent = (channels: readonly PlannedChannel[], closing: ReadonlySet<number>): PlannedChannel | undefined =>
  weakestFirst(channels).find(({ id, silence }) => silence > SILENT.outranked && !closing.has(id));
