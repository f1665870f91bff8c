/**
 * Where sounds go when their receiver is tuned: a tone at `f` Hz is at `sign·f + offset` Hz afterwards. `sign` −1 is a mirror, the
 * other sideband.
 */
export interface AudioMap {
  readonly sign: 1 | -1;
  /** Hz. */
  readonly offset: number;
}

export const UNMOVED: AudioMap = { sign: 1, offset: 0 };

/** Hz afterwards. */
export const moved = ({ sign, offset }: AudioMap, hertz: number): number => sign * hertz + offset;

/** Hz before. */
export const movedBack = ({ sign, offset }: AudioMap, hertz: number): number => sign * (hertz - offset);

/** Both, the first one first. */
export const followedBy = (first: AudioMap, second: AudioMap): AudioMap => ({
  sign: first.sign === second.sign ? 1 : -1,
  offset: moved(second, first.offset),
});
