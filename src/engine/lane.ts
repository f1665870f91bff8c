/** Order of service: lower first. `main` also carries what the operator waits for (a tuned or re-decoded past). */
export type Lane = 'main' | 'live' | 'past';

/**
 * Frames of all slots of one run, at most: 33 s of audio, a quarter of a second of a core, for which whoever comes then waits, the
 * main channel too.
 */
export const LONGEST_RUN = 4096;

export const LANES: readonly Lane[] = ['main', 'live', 'past'];
