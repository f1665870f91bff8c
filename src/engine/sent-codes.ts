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
  readonly others: OtherSenders;
}

/** Without codes, and the spaces ahead of them, that begin where the sound breaks off, or that somebody else has sent. */
export function sentCodes(
  tokens: readonly DecodedToken[],
  { padded, lastHeard, others }: Circumstances,
): readonly DecodedToken[] {
  const dropped = (token?: DecodedToken) =>
    token && !token.space && (isEdge(token, padded, lastHeard, EDGE) || others.sent(token.start, token.end));
  return tokens.filter((token, i) => !dropped(token) && !(token.space && dropped(tokens[i + 1])));
}

/** What the accurate model has read, likewise; `lastHeard`: the end of the newest code before a stream time, s. */
export function settledCodes(
  tokens: readonly DecodedToken[],
  padded: Padded | null,
  lastHeard: (time: number) => number | null,
  others: OtherSenders,
): readonly DecodedToken[] {
  const isEnd = (token?: DecodedToken) =>
    token && !token.space && isEdge(token, padded, lastHeard(token.start), BROAD_EDGE);
  return tokens.filter((token, i) =>
    token.space ? !isEnd(tokens[i + 1]) : !isEnd(token) && !others.sent(token.start, token.end),
  );
}

function isEdge(
  { code, start, end }: DecodedToken,
  padded: Padded | null,
  lastHeard: number | null,
  edge: number,
): boolean {
  if (!padded || start >= padded.to) return false;
  const quiet = (lastHeard ?? Number.NEGATIVE_INFINITY) + SILENCE;
  return start > padded.from - EDGE || (code.length === 1 && end > padded.from - edge && start > quiet);
}
