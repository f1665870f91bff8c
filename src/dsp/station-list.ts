import { type AudioMap, moved } from './audio-map.js';
import { BIN_GAIN } from './frame.js';
import type { Sighting } from './keyed-test.js';

/** A keyed signal that was found. */
export interface Candidate {
  /** Hz, interpolated, within 2 Hz of the truth. */
  readonly frequency: number;
  /** Power of the mark over noise power in 2500 Hz, dB. */
  readonly snr: number;
  /** Stream time at which it was first heard, seconds. */
  readonly since: number;
  /** Stream time of the first mark after its newest pause of more than 8 s, or of its first one, seconds. */
  readonly resumed: number;
  /** Stream time of its newest mark, seconds. */
  readonly lastHeard: number;
  /** How surely it is keyed Morse and how well it can be read, 0…1. */
  readonly score: number;
}

/** What a sighting is: a keyed signal of its own, perhaps one, a keyed signal's echo, part of something else, or none. */
export type Verdict = 'keyed' | 'unsure' | 'echo' | 'imposter' | 'noise';

interface Station {
  frequency: number;
  mark: number;
  since: number;
  resumed: number;
  lastHeard: number;
  quality: number;
  /** Looks in which it was keyed, and doubts since the last of them. */
  hits: number;
  doubts: number;
  published: boolean;
}

/** Hz within which a sighting is a known station. */
const SAME = 20;
/** Looks that a signal must pass: a strong one two, a weak one more, because noise tries a thousand times a minute. */
const HITS = { strong: 2, weak: 4 } as const;
/** Nats above the floor of a strong signal: −4 dB SNR in 2500 Hz. */
const STRONG = 4.2;
/** Doubts after which a signal is dropped, one for each look at which it is there but steady or noise: 8 s. */
const MOST_DOUBTS = 32;
/** Doubts from a look at which it turns out to be part of something else, such as RTTY. */
const IMPOSTER_DOUBTS = 5;
/** Looks that one takes back at which it is an echo of something else, and how many more have to follow at most. */
const ECHO = 2;
const MOST_ECHOES = 4;
/** Seconds for which a station is remembered. */
const REMEMBERED = 60;
/** Seconds after which a station that was never published is forgotten. */
const TRIAL = 3;

/** Stations across looks: sightings become candidates when they last, and candidates stay through pauses. */
export class StationList {
  #stations: Station[] = [];
  #band = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };

  keepBand(minFrequency: number, maxFrequency: number): void {
    this.#band = { min: minFrequency, max: maxFrequency };
    this.#stations = this.#stations.filter((s) => this.#inBand(s));
  }

  /** The receiver was tuned. Stations that have left the band are remembered as long as silent ones. */
  move(map: AudioMap): void {
    for (const station of this.#stations) station.frequency = moved(map, station.frequency);
  }

  /** @param verdicts what each sighting is. */
  update(
    sightings: readonly Sighting[],
    verdicts: readonly Verdict[],
    timeOf: (row: number) => number,
    now: number,
  ): void {
    const seen = new Set<Station>();
    sightings.forEach((sighting, i) => {
      const station = this.#nearest(sighting.frequency, seen);
      if (station) {
        seen.add(station);
        this.#renew(station, sighting, verdicts[i] as Verdict, timeOf);
      } else if (verdicts[i] === 'keyed' || verdicts[i] === 'echo') {
        const made: Station = {
          frequency: sighting.frequency,
          mark: sighting.mark,
          since: timeOf(sighting.first),
          resumed: timeOf(sighting.first),
          lastHeard: timeOf(sighting.last),
          quality: sighting.quality,
          hits: verdicts[i] === 'keyed' ? 1 : -ECHO,
          doubts: 0,
          published: false,
        };
        this.#stations.push(made);
        seen.add(made);
      }
    });
    this.#stations = this.#stations.filter(
      (s) => s.doubts < MOST_DOUBTS && now - s.lastHeard < (s.published ? REMEMBERED : TRIAL),
    );
  }

  candidates(): readonly Candidate[] {
    return this.#stations
      .filter((station) => station.published && this.#inBand(station))
      .map((station) => {
        const snr = snrOf(station.mark);
        return {
          frequency: station.frequency,
          snr,
          since: station.since,
          resumed: station.resumed,
          lastHeard: station.lastHeard,
          score: station.quality / (1 + Math.exp(-(snr + 6) / 5)),
        };
      })
      .sort((a, b) => b.score - a.score);
  }

  #inBand({ frequency }: Station): boolean {
    return frequency >= this.#band.min && frequency <= this.#band.max;
  }

  #nearest(frequency: number, taken: ReadonlySet<Station>): Station | undefined {
    let nearest: Station | undefined;
    for (const station of this.#stations) {
      const distance = Math.abs(station.frequency - frequency);
      if (taken.has(station) || distance > SAME) continue;
      if (!nearest || distance < Math.abs(nearest.frequency - frequency)) nearest = station;
    }
    return nearest;
  }

  #renew(station: Station, sighting: Sighting, verdict: Verdict, timeOf: (row: number) => number): void {
    if (verdict === 'keyed') {
      station.hits++;
      station.doubts = 0;
      station.quality += 0.3 * (sighting.quality - station.quality);
      station.published ||= station.hits >= (sighting.mark >= STRONG ? HITS.strong : HITS.weak);
    } else if (verdict !== 'unsure') {
      if (verdict === 'echo') station.hits = Math.max(-MOST_ECHOES, station.hits - ECHO);
      station.doubts += verdict === 'imposter' || verdict === 'echo' ? IMPOSTER_DOUBTS : 1;
    }
    if (verdict === 'keyed' || (verdict === 'unsure' && station.published)) {
      station.frequency += 0.5 * (sighting.frequency - station.frequency);
      station.mark += 0.3 * (sighting.mark - station.mark);
      if (timeOf(sighting.first) > station.lastHeard) station.resumed = timeOf(sighting.first);
      station.lastHeard = Math.max(station.lastHeard, timeOf(sighting.last));
    }
  }
}

/**
 * dB in 2500 Hz of marks whose highest rows reach `mark` nats above the noise. Those rows lie above the mean by about one
 * standard deviation √(1 + 2s) of the power of a tone in noise, s being its mean over the noise.
 */
const snrOf = (mark: number): number => {
  const top = Math.exp(mark);
  let s = top;
  for (let i = 0; i < 4; i++) s = Math.max(0.1, top - 1 - 1.1 * Math.sqrt(1 + 2 * s));
  return 10 * Math.log10(s / BIN_GAIN);
};
