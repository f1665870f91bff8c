import type { ChannelRole } from './types.js';

/** What is asked of a channel that may be stopped. */
interface Stoppable {
  readonly role: ChannelRole;
  /** dB in 2500 Hz; null until measured. */
  readonly snr: number | null;
  readonly reader: { suspended: boolean; live: boolean; readonly stopped: boolean };
}

/** Stops the weakest automatic channels that still run: that part of them, and one at least. */
export function suspendWeakest(channels: readonly Stoppable[], part: number): void {
  const running = channels.filter(isRunning).sort(byStrength);
  for (const { reader } of running.slice(0, countOf(part, running))) reader.suspended = true;
}

/** Lets the strongest of the stopped channels go on from the history: that part of as many as run, and one at least. */
export function resumeStrongest(channels: readonly Stoppable[], part: number): void {
  const stopped = channels.filter(({ reader }) => reader.suspended).sort(byStrength);
  resume(stopped.slice(-countOf(part, channels.filter(isRunning))));
}

/** Lets all stopped channels go on from the history: no more sound comes that they could be late for. */
export function resumeAll(channels: readonly Stoppable[]): void {
  resume(channels.filter(({ reader }) => reader.suspended));
}

function resume(channels: readonly Stoppable[]): void {
  for (const { reader } of channels) {
    reader.suspended = false;
    reader.live = false;
  }
}

const isRunning = ({ role, reader }: Stoppable): boolean => role === 'automatic' && !reader.stopped;

const countOf = (part: number, channels: readonly Stoppable[]): number =>
  Math.max(1, Math.floor(part * channels.length));

/** The weakest first. */
const byStrength = (a: Stoppable, b: Stoppable): number => (a.snr ?? -99) - (b.snr ?? -99);
