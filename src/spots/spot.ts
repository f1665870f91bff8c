import type { CallsignSpot } from '../engine/types.js';

/** What an export needs of a spot; those of a decoder's events have it. */
export type ExportedSpot = Pick<
  CallsignSpot,
  'callsign' | 'type' | 'frequency' | 'radioFrequency' | 'wpm' | 'snr' | 'confidence' | 'count' | 'utc' | 'time'
>;

/** When it was heard. A recording without a date begins at midnight, 1970. */
export const dateOf = ({ utc, time }: ExportedSpot): Date => new Date(utc ?? 1000 * time);

/** `cq` and the like as lists write it. */
export const TYPE_WORDS = { cq: 'CQ', dx: 'DX', beacon: 'Beacon' } as const;
