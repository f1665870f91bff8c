/**
 * Seeds of simulated bands. What is mended is mended on the first set; the others are for the figures that are published, and
 * are never looked at while something is changed. A set that has once been tuned on is replaced here, not used again.
 */
const FIRST = { tuning: 1, 'held-out': 3001 } as const;

export type SeedSet = keyof typeof FIRST;

/** `count` seeds of a set, and its name with them, as it is printed. @throws RangeError for an unknown set or no whole number of seeds. */
export function seedsOf(set: string, count: number): { readonly seeds: readonly number[]; readonly name: string } {
  if (set !== 'tuning' && set !== 'held-out') throw new RangeError('--set must be tuning or held-out.');
  if (!(Number.isInteger(count) && count > 0)) throw new RangeError('--seeds must be a positive whole number.');
  const first = FIRST[set];
  return {
    seeds: Array.from({ length: count }, (_, i) => first + i),
    name: `${set} seeds ${first}…${first + count - 1}`,
  };
}
