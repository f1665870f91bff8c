import type { DecodedToken } from '../morse/ctc.js';
import type { OtherSenders } from './other-senders.js';

/** Seconds before the end of the sound in which no mark can begin that was heard: half a dit at 30 WPM. */
const EDGE = 0.02;
/** The same for a reader that has heard what is behind the end, and may take the end itself for a mark's. */
const BROAD_EDGE = 0.2;
/** Seconds of silence after which a lone mark that reaches into that is the noise that was cut, and not somebody who begins. */
const SILENCE = 1;

/** Stream times (s) of the silence that was put behind the end of the sound. */
export interface Padded {
  readonly from: number;
  readonly to: number;
}

interface Circumstances {
  readonly padded: Padded | null;
  /** Stream time of the end of the newest code before, s. */
  readonly lastHeard: number | null;
  readonly others?: OtherSenders;
  /** They have been read behind the live reader. */
  readonly settled?: boolean;
}

/** Without codes, and the spaces ahead of them, that begin where the sound breaks off, or that somebody else has sent. */
export function sentCodes(
  tokens: readonly DecodedToken[],
  { padded, lastHeard, others, settled }: Circumstances,
): readonly DecodedToken[] {
  let heard = lastHeard ?? Number.NEGATIVE_INFINITY;
  const dropped = tokens.map(({ space, code, start, end }) => {
    if (space) return false;
    const quiet = start > heard + SILENCE;
    heard = end;
    if (others?.sent(start, end)) return true;
    if (!padded || start >= padded.to) return false;
    const edge = padded.from - (settled ? BROAD_EDGE : EDGE);
    return start > padded.from - EDGE || (code.length === 1 && end > edge && quiet);
  });
  return tokens.filter(({ space }, i) => !dropped[i] && !(space && dropped[i + 1]));
}
