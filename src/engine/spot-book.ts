import { isNear } from '../morse/spotting/alignment.js';
import type { NamedCall } from '../morse/spotting/vote.js';
import type { CallsignSpot, ReceiverEvent } from './types.js';

/** Seconds for which a callsign on one frequency is one spot, and kHz from which on it is another frequency: as the RBN has it. */
const ONE_SPOT = { seconds: 600, kilohertz: 0.5 } as const;
/** Seconds after which it is told that a spot has been heard again. */
const AGAIN = 60;
/** Readings that make a callsign sure, and dB by which it is heard better on another channel: that is told at once. */
const SURE = 2;
const BETTER = 3;
/** A callsign this near (Hz) to one that was heard so many times as often, and that differs by a letter, is a neighbour's reading of that one. */
const NEIGHBOUR = { hertz: 100, times: 3 } as const;

/** Where a callsign was heard, and how. */
export interface Hearing extends Pick<CallsignSpot, 'channel' | 'frequency' | 'radioFrequency' | 'snr'> {
  readonly call: NamedCall;
}

interface Entry {
  spot: CallsignSpot;
  /** Stream time at which it was told last, seconds, and as what. */
  told: number;
  as: CallsignSpot;
}

/** All spots of a receiver: who was heard where, each once, whichever channel has read it. */
export class SpotBook {
  #entries: Entry[] = [];
  /** Stream time (s) of the newest callsign on each channel. */
  readonly #heard = new Map<number, number>();
  #nextId = 1;
  readonly #emit: (event: ReceiverEvent) => void;

  constructor(emit: (event: ReceiverEvent) => void) {
    this.#emit = emit;
  }

  note(heard: Hearing): void {
    const { call, ...where } = heard;
    const { callsign, type, confidence, count, time, wpm } = call;
    this.#entries = this.#entries.filter(({ spot }) => time - spot.time <= ONE_SPOT.seconds);
    const here = this.#entries.filter(({ spot }) => distance(spot, heard) <= ONE_SPOT.kilohertz);
    const entry = here.find(({ spot }) => spot.callsign === callsign);
    if (!entry) {
      if (here.some(({ spot }) => outdoes(spot, heard))) return;
      this.#sends(heard);
      const spot = {
        id: this.#nextId++,
        ...where,
        callsign,
        type,
        confidence,
        count,
        time,
        first: time,
        wpm,
        utc: null,
      };
      this.#entries.push({ spot, told: time, as: spot });
      this.#emit({ type: 'spot', change: 'new', spot });
      return;
    }
    this.#sends(heard);
    const before = entry.spot;
    // A strong station is heard beside its frequency too.
    const beside = heard.channel !== before.channel && (heard.snr ?? -99) < (before.snr ?? -99);
    const calls = before.type === 'cq' || type === 'cq';
    entry.spot = {
      ...before,
      ...(beside ? {} : { ...where, wpm }),
      type: type === 'beacon' ? type : calls ? 'cq' : type,
      confidence: Math.max(confidence, before.confidence),
      count: Math.max(count, before.count),
      time: Math.max(time, before.time),
    };
    const surer = entry.as.count < SURE && entry.spot.count >= SURE;
    const better = entry.spot.channel !== entry.as.channel && (entry.spot.snr ?? -99) > (entry.as.snr ?? -99) + BETTER;
    const due = time - entry.told >= AGAIN || entry.spot.type !== before.type || surer || better;
    if (due) this.#tell(entry, time);
  }

  #sends({ channel, call: { callsign, time } }: Hearing): void {
    if (time < (this.#heard.get(channel) ?? time)) return;
    this.#heard.set(channel, time);
    this.#emit({ type: 'sender', channel, callsign });
  }

  /** Tells what has been heard and not been told yet: nothing comes for some time, or ever. */
  flush(): void {
    for (const entry of this.#entries) {
      const { spot, as } = entry;
      if (spot.time > as.time || spot.count > as.count) this.#tell(entry, spot.time);
    }
  }

  #tell(entry: Entry, time: number): void {
    entry.told = time;
    entry.as = entry.spot;
    this.#emit({ type: 'spot', change: 'again', spot: entry.spot });
  }

  /** What was read on a channel as this callsign was another one. */
  withdraw(channel: number, callsign: string): void {
    const entry = this.#entries.find(({ spot }) => spot.channel === channel && spot.callsign === callsign);
    if (!entry) return;
    this.#entries = this.#entries.filter((one) => one !== entry);
    this.#emit({ type: 'spot', change: 'withdrawn', spot: entry.spot });
  }
}

type Place = Pick<CallsignSpot, 'frequency' | 'radioFrequency'>;

/** kHz. */
const distance = (a: Place, b: Place): number =>
  a.radioFrequency !== null && b.radioFrequency !== null
    ? Math.abs(a.radioFrequency - b.radioFrequency)
    : Math.abs(a.frequency - b.frequency) / 1000;

function outdoes(spot: CallsignSpot, heard: Hearing): boolean {
  const near = 1000 * distance(spot, heard) < NEIGHBOUR.hertz && isNear(spot.callsign, heard.call.callsign);
  return near && spot.count >= NEIGHBOUR.times * heard.call.count;
}
