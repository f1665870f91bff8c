/** Order of service: lower first. `main` also carries what the operator waits for (a tuned or re-decoded past). */
export type Lane = 'main' | 'live' | 'past';

export const LANES: readonly Lane[] = ['main', 'live', 'past'];
