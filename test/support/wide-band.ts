/** A segment of a band as I and Q: samples a second, and Hz between which its stations are. */
export const WIDE = { rate: 48_000, range: [-20_000, 20_000] } as const;
