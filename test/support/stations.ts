import { type BandSpec, type StationSpec, synthesizeBand } from '../../demo/simulator/band.js';
import type { Fist } from '../../demo/simulator/keyer.js';
import { type ErrorRate, errorRate, errorRateOf, foldText } from './cer.js';
import { textFor } from './texts.js';
import { encodeWav } from './wav.js';

/** The rate of a test's files: a fake microphone hands it on bit-exact. */
export const FILE_RATE = 44100;
/** Seconds in which all of them have sent what they send. */
export const SEVENTEEN_SECONDS = 75;
/**
 * Seconds of noise that a file for the fake microphone needs after what is to be heard: at its end the browser does not fall
 * silent but repeats the last 10 ms, which makes a signal at every 100 Hz; and what was played before the decoder listens (70 ms
 * at least, more on a busy machine) moves the end forward.
 */
export const MICROPHONE_TAIL = 12;

const FISTS: readonly Fist[] = ['machine', 'paddle'];
/** Seconds that the slowest hand may take longer than the machine, as a factor (a paddle's gaps, see keyer.ts). */
const HAND_ROOM = 1.12;

/**
 * Seventeen stations across 300–3000 Hz, 140–180 Hz apart, 12–35 WPM, SNR +6…+20 dB, each with a text of its own that lasts
 * about 65 s. Neighbours differ in speed and strength.
 */
export const SEVENTEEN: readonly StationSpec[] = Array.from({ length: 17 }, (_, i) => {
  const wpm = 12 + Math.round(((i * 7) % 17) * (23 / 16));
  const fist = FISTS[i % 2] ?? 'machine';
  const start = 1.5 + ((i * 5) % 17) * 0.2;
  return {
    frequency: 318.7 + i * 160.3 + ((i * 11) % 5) * 4.3,
    wpm,
    snr: 6 + ((i * 6) % 17) * (14 / 16),
    fist,
    start,
    text: textFor(i, wpm, (SEVENTEEN_SECONDS - 3 - start) / (fist === 'paddle' ? HAND_ROOM : 1)),
  };
});

export const wavOf = (band: Omit<BandSpec, 'sampleRate'>): Buffer =>
  encodeWav(synthesizeBand({ ...band, sampleRate: FILE_RATE }), FILE_RATE);

/** What a test has to know of a decoder's channel. */
export interface HeardChannel {
  readonly id: number;
  readonly frequency: number;
  readonly role: string;
  readonly text: string;
}

export interface BandCopy {
  /** One for each station, in order; null where no channel lies within ±10 Hz. */
  readonly channels: readonly (HeardChannel | null)[];
  /** Channels that belong to no station, or to one that another channel reads already. */
  readonly others: readonly HeardChannel[];
  /** Over all stations; one that was not found counts as unread. */
  readonly errors: ErrorRate;
}

/** Gives each station the channel within ±10 Hz that has the longest text. */
export function compareBand(stations: readonly StationSpec[], heard: readonly HeardChannel[]): BandCopy {
  const left = new Set(heard);
  const channels = stations.map(({ frequency }) => {
    const near = [...left].filter((channel) => Math.abs(channel.frequency - frequency) <= 10);
    const best = near.sort((a, b) => b.text.length - a.text.length)[0] ?? null;
    if (best) left.delete(best);
    return best;
  });
  const copies = stations.map(({ text }, i) => ({ sent: text, read: channels[i]?.text ?? '' }));
  return {
    channels,
    others: [...left],
    errors: errorRateOf(copies),
  };
}

/** A table for the test's diagnostics. */
export function describeBand(stations: readonly StationSpec[], copy: BandCopy): string {
  const lines = stations.map((station, i) => {
    const channel = copy.channels[i];
    const error = errorRate(channel?.text ?? '', station.text).withBlanks;
    const what = `${station.frequency.toFixed(1)} Hz ${station.wpm} WPM ${station.snr.toFixed(1)} dB ${station.fist}`;
    const where = channel ? `channel ${channel.frequency.toFixed(1)} Hz ${channel.role}` : 'not found';
    const wrong = error > 0 ? `\n    sent ${foldText(station.text)}\n    read ${foldText(channel?.text ?? '')}` : '';
    return `${what}: ${where}, CER ${percent(error)}${wrong}`;
  });
  const ghosts = copy.others.map(({ frequency, role, text }) => `other: ${frequency.toFixed(1)} Hz ${role} “${text}”`);
  const { withBlanks, withoutBlanks } = copy.errors;
  const total = `CER ${percent(withBlanks)}, without blanks ${percent(withoutBlanks)}`;
  return [...lines, ...ghosts, total].join('\n');
}

export const percent = (fraction: number): string => `${(100 * fraction).toFixed(2)} %`;
