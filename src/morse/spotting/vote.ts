import { align, isNear, isPartOf } from './alignment.js';
import { isCallsign, isUnusual } from './callsigns.js';
import type { Sighting } from './sightings.js';

/** `cq`: calls anybody; `beacon`: sends for itself; `dx`: anything else, as an answer or a QSO. */
export type SpotType = 'cq' | 'dx' | 'beacon';

/** A station that sends on a channel, by name. */
export interface NamedCall {
  readonly callsign: string;
  readonly type: SpotType;
  /** Probability that the callsign is right and its owner sends, 0…1. */
  readonly confidence: number;
  /** How often it was read. */
  readonly count: number;
  /** Stream time of the end of the newest, seconds. */
  readonly time: number;
  /** PARIS words per minute. */
  readonly wpm: number;
}

/** Confidence from which a callsign is told, and where one reading has to do. */
const TOLD = 0.9;
const TOLD_ALONE = 0.92;
/** How sure the role has to be. */
const ROLE = 0.85;
/** Letters that one is mistaken for. */
const CONFUSED = 5;
/** What makes a callsign of another one is likelier its end than a word. */
const JOINED = 0.6;
/** By how much each reading makes its number of letters likelier. */
const OTHER_LENGTH = 60;
/** No letter is surer than that: hands and paths have habits. */
const SUREST = 0.995;
/** A callsign that differs in a letter from one that was read so many times as often is that one. */
const BUSTED = 3;
/** One who has been read so often when calling holds the frequency: another name there has to be read twice. */
const HELD = 3;

/** Who sends on a channel, by everything that was read there. */
export function vote(sightings: readonly Sighting[]): NamedCall[] {
  const counts = new Map<string, number>();
  const add = (text: string, sure: number): void => void counts.set(text, (counts.get(text) ?? 0) + sure);
  for (const { text, joined, confidences } of sightings) {
    const sure = product(confidences);
    if (isCallsign(text)) add(text, joined === null ? sure : (1 - JOINED) * sure);
    if (joined !== null) add(joined, JOINED * sure);
  }
  for (const mended of mend(sightings)) if (!counts.has(mended)) add(mended, 0);
  const candidates = [...counts].sort((a, b) => b[1] - a[1] || b[0].length - a[0].length);
  const chosen: { readonly call: string; readonly sure: number }[] = [];
  const named: NamedCall[] = [];
  const spent = new Set<number>();
  for (const [call, sure] of candidates) {
    const rival = chosen.find((other) => isNear(other.call, call));
    if (rival && (sure < 1.2 || rival.sure > BUSTED * sure || isPartOf(call, rival.call))) continue;
    const apart = (text: string): boolean =>
      text !== call && (counts.get(text) ?? 0) >= 1.2 && (counts.get(text) ?? 0) * BUSTED > sure;
    const readings = sightings.filter(
      ({ text, joined }) => text === call || joined === call || (isNear(text, call) && !apart(text)),
    );
    const own = readings.filter(({ text, joined }) => text === call || joined === call);
    if (readings.length === 0) continue;
    chosen.push({ call, sure });
    const held = named.some(({ type, count }) => type === 'cq' && count >= HELD);
    const one = name(call, readings, held);
    // In one over a station has one name.
    if (!one || (own.length > 0 && own.every(({ over, role }) => role !== 'caller' && spent.has(over)))) continue;
    for (const { over, role } of readings) if (role === 'sender') spent.add(over);
    named.push(one);
  }
  return named;
}

/**
 * @param readings of it, perhaps with mistakes, oldest first
 * @param held another station calls here
 */
function name(call: string, readings: readonly Sighting[], held: boolean): NamedCall | null {
  const sent = readings.filter(({ role }) => role === 'sender' || role === 'caller');
  const last = sent.at(-1);
  if (!last) return null;
  const certainty = certaintyOf(call, readings);
  const role = roleOf(readings);
  const alone = readings.length < 2;
  const odd = held || last.open || last.count > 1 || isUnusual(call);
  if (role < ROLE || certainty < (alone ? TOLD_ALONE : TOLD) || (alone && odd)) return null;
  const unit = sent.reduce((sum, one) => sum + one.unit, 0) / sent.length;
  return {
    callsign: call,
    type: sent.some((one) => one.beacon) ? 'beacon' : sent.some((one) => one.calling) ? 'cq' : 'dx',
    confidence: Math.min(0.99, certainty * role),
    count: sent.length,
    time: last.end,
    wpm: 1.2 / unit,
  };
}

/** Probability that every letter is right, by all readings together. */
function certaintyOf(call: string, readings: readonly Sighting[]): number {
  const letters = Array.from({ length: call.length }, () => new Map<string, number>());
  const other = new Float64Array(call.length).fill(CONFUSED);
  let fitting = 0;
  /** How often the readings of another length are the same. */
  const misfits = new Map<string, number>();
  for (const reading of readings) {
    const { pairs, whole } = align(call, reading);
    if (whole) fitting++;
    else misfits.set(reading.text, (misfits.get(reading.text) ?? 0) + 1);
    for (const [i, { letter, confidence }] of pairs.entries()) {
      const c = Math.min(SUREST, Math.max(0.02, confidence));
      const known = letters[i];
      if (!known) continue;
      const unseen = other[i] as number;
      for (const seen of new Set([...known.keys(), letter, call[i] ?? ''])) {
        const before = known.get(seen) ?? unseen / CONFUSED;
        known.set(seen, before * (seen === letter ? c : (1 - c) / CONFUSED));
      }
      other[i] = CONFUSED * (unseen / CONFUSED) * ((1 - c) / CONFUSED);
    }
  }
  const right = letters.map((known, i) => {
    const all = [...known.values()].reduce((sum, likelihood) => sum + likelihood, 0) + (other[i] as number);
    return (known.get(call[i] ?? '') ?? 0) / all;
  });
  return product(right) / (1 + OTHER_LENGTH ** (Math.max(0, ...misfits.values()) - fitting));
}

/** Probability that the owner sends here. */
function roleOf(readings: readonly Sighting[]): number {
  let doubt = 1;
  let answered = false;
  for (const { role, weight } of readings.toReversed()) {
    if (role === 'sender') doubt *= 1 - 0.97 * weight;
    // Who calls and is answered has sent.
    if (role === 'caller') doubt *= answered ? 0.1 : 1 - weight;
    answered = role === 'other';
  }
  return 1 - doubt;
}

/** What doubtful readings say together, letter by letter. */
function mend(sightings: readonly Sighting[]): string[] {
  return sightings.flatMap((one) => {
    const alike = sightings.filter(({ text }) => text.length === one.text.length && isNear(text, one.text));
    if (alike.length < 2) return [];
    const letters = [...one.text].map((_, i) => {
      const votes = new Map<string, number>();
      for (const { text, confidences } of alike)
        votes.set(text[i] ?? '', (votes.get(text[i] ?? '') ?? 0) + (confidences[i] ?? 0) ** 2);
      return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
    });
    const text = letters.join('');
    return isCallsign(text) ? [text] : [];
  });
}

const product = (values: readonly number[]): number => values.reduce((all, value) => all * value, 1);
