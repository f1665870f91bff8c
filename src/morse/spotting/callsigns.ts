/**
 * A callsign of ITU Radio Regulations 19.50–19.69: what names the country, a digit or more of them for special stations, one to
 * four letters. One letter names a country where it has all calls that begin so (Appendix 42): B, F, G, I, K, M, N, R and W; else
 * two letters do, letter and digit, digit and letter, and 3DA for Eswatini. Where letter and digit do, many have no other digit.
 */
const CALL =
  /^(?:(?:[BFGIKMNRW]|[A-PR-Z][A-Z]|[ACDEHJLPSTVYZ][2-9]|[2-9][A-Z]|3DA)\d{1,4}|(?:[ACDP][2-9]|E[2-7]|H[2-46-9]|[JTV][2-8]|S[235-9]|Z[2368]))[A-Z]{1,4}$/;
/** What may stand before a `/` (a country's prefix) and behind it. */
const PREFIX = /^(?:[A-PR-Z][A-Z]?\d?|[2-9][A-Z]\d?)$/;
const SUFFIX = /^(?:P|M|MM|AM|A|B|BCN|R|QRP|LH|\d|[A-PR-Z][A-Z]?\d?)$/;
/** Words of the air that have the form of a callsign: reports that run into the word before; park to park, summit to summit. */
const NO_CALL = /^(?:(?:[ACDEHJKPRSTV]|RST|UR|TU|ES|NR|BK)?(?:5NN|599|5TT|ENN)|[PS]2[PS]$)/;
/** A Maidenhead locator of six. */
const LOCATOR = /^[A-R]{2}\d{2}[A-X]{2}$/;

/** True for text that has the form of a callsign, with `/P` and the like or a country's prefix. Upper case. */
export const isCallsign = (text: string): boolean => {
  const parts = text.split('/');
  if (parts.length > 3 || NO_CALL.test(text)) return false;
  const at = parts.findIndex((part) => CALL.test(part));
  if (at < 0 || at > 1) return false;
  return parts.every((part, i) => i === at || (i < at ? PREFIX.test(part) : SUFFIX.test(part)));
};

/** One that few have, or that another word may be: it has to be heard twice. */
export const isUnusual = (call: string): boolean => LOCATOR.test(call) || !USUAL.test(call);
const USUAL = /(?:^|\/)(?:[BFGIKMNRW]|[A-Z]{2}|\d[A-Z]|[A-Z]\d|3DA)\d[A-Z]{1,3}(?:\/|$)/;
