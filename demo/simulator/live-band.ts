import { addNoise, DEFAULT_NOISE, noiseDeviation } from './band.js';
import { receiverFilter } from './filter.js';
import { Carrier, Crashes, type Emitter, Teletype } from './interference.js';
import { FIST_NAMES, type Fist } from './keyer.js';
import { Random } from './random.js';
import { Station } from './station.js';
import { traffic } from './texts.js';

/** The knobs of the simulator; all may be turned while it runs. */
export interface LiveSettings {
  /** 0…200. */
  readonly stations: number;
  /** WPM. */
  readonly slowest: number;
  readonly fastest: number;
  readonly fist: Fist | 'mixed';
  /** Median SNR in 2500 Hz, dB; stations lie up to 9 dB to either side. */
  readonly snr: number;
  /** Hz. */
  readonly fadingRate: number;
  /** 0…1. */
  readonly fadingDepth: number;
  /** 0…6: neighbours on top, carriers, static crashes, teletype. */
  readonly interferers: number;
  /** Hz per second. */
  readonly drift: number;
  /** kHz of 0 Hz audio, upper sideband; of I and Q of the middle. */
  readonly dial: number;
}

export const DEFAULT_SETTINGS: LiveSettings = {
  stations: 8,
  slowest: 16,
  fastest: 32,
  fist: 'mixed',
  snr: 12,
  fadingRate: 0.2,
  fadingDepth: 0.3,
  interferers: 0,
  drift: 0,
  dial: 7010,
};

/** A whole band at once. */
export const WIDE_SETTINGS: LiveSettings = { ...DEFAULT_SETTINGS, stations: 120, dial: 7030 };
/** Hz of its pairs. */
export const WIDE_RATE = 96_000;

/** What a band is from its start. */
export interface LiveBandStart {
  readonly settings: LiveSettings;
  /** Interleaved pairs of I and Q of the whole span, instead of what one receiver hears. */
  readonly pairs: boolean;
}

/** Hz: where stations are put, and the receiver's filter around them. */
const LOWEST = 380;
const HIGHEST = 2780;
const PASSBAND = [200, 3000] as const;
/** The same of I and Q, as a part of their rate: up to where a receiver's own filter begins to fall. */
const OUTERMOST = 0.46;
/** Hz from which the filter lets nothing through, and dB of a station that is not in the sound. */
const BEYOND = 4500;
const SILENT = -200;
/** Fraction of the golden ratio: multiples of it, modulo 1, fill the band evenly however many stations there are. */
const GOLDEN = 0.6180339887;

interface Seat {
  readonly station: Station;
  /** Hz at the dial's first setting. */
  readonly frequency: number;
  /** Its place in the speed range, 0…1, and its dB above the median. */
  readonly speed: number;
  readonly strength: number;
  readonly fist: Fist;
}

/** An endless band of invented stations. The n-th station of a seed is always the same one. */
export class LiveBand {
  readonly #sampleRate: number;
  readonly #seed: number;
  readonly #noise: Random;
  readonly #filter: readonly { process(samples: Float32Array): void }[];
  readonly #seats: Seat[] = [];
  readonly #pairs: boolean;
  readonly #firstDial: number;
  #interferers: Emitter[] = [];
  #settings: LiveSettings;

  constructor(
    sampleRate: number,
    seed: number,
    { settings, pairs }: LiveBandStart = { settings: DEFAULT_SETTINGS, pairs: false },
  ) {
    this.#sampleRate = sampleRate;
    this.#seed = seed;
    this.#noise = new Random(seed).fork();
    this.#filter = pairs ? [] : receiverFilter(...PASSBAND, sampleRate);
    this.#pairs = pairs;
    this.#firstDial = settings.dial;
    this.#settings = settings;
    this.set(settings);
  }

  set(settings: LiveSettings): void {
    const before = this.#settings;
    this.#settings = settings;
    while (this.#seats.length > settings.stations) this.#seats.pop();
    while (this.#seats.length < settings.stations) this.#seats.push(this.#seat(this.#seats.length));
    for (const seat of this.#seats) this.#apply(seat);
    if (this.#interferers.length !== settings.interferers || before === settings) {
      this.#interferers = Array.from({ length: settings.interferers }, (_, i) => this.#interferer(i));
    }
  }

  /** Overwrites `out` with the next samples, or interleaved pairs, which have stations and noise alone. */
  render(out: Float32Array): void {
    out.fill(0);
    if (this.#pairs) for (const { station } of this.#seats) station.addPairsTo(out, DEFAULT_NOISE);
    else for (const emitter of this.#emitters) emitter.addTo(out, DEFAULT_NOISE);
    addNoise(out, noiseDeviation(DEFAULT_NOISE, this.#sampleRate), this.#noise);
    for (const section of this.#filter) section.process(out);
  }

  get #emitters(): readonly Emitter[] {
    return [...this.#seats.map(({ station }) => station), ...this.#interferers];
  }

  #seat(index: number): Seat {
    const random = new Random(this.#seed * 1009 + index * 7919 + 17);
    const place = (0.13 + index * GOLDEN) % 1;
    const edge = OUTERMOST * this.#sampleRate;
    const [low, high] = this.#pairs ? [-edge, edge] : [LOWEST, HIGHEST];
    const frequency = Math.round(low + place * (high - low) + random.between(-12, 12));
    const seat = {
      frequency,
      speed: random.next(),
      strength: index === 0 ? 6 : random.between(-9, 9),
      fist: random.pick(FIST_NAMES),
    };
    const settings = { frequency, wpm: 20, snr: 0, fist: seat.fist, fading: { rate: 0, depth: 0 }, drift: 0 };
    const delay = random.between(0, 4);
    return { ...seat, station: new Station(settings, this.#sampleRate, random.fork(), traffic(random.fork()), delay) };
  }

  #apply(seat: Seat): void {
    const { slowest, fastest, fist, snr, fadingRate, fadingDepth, drift } = this.#settings;
    const settings = seat.station.settings;
    const frequency = seat.frequency + 1000 * (this.#firstDial - this.#settings.dial);
    const audible = this.#pairs ? Math.abs(frequency) < this.#sampleRate / 2 : frequency > 0 && frequency < BEYOND;
    settings.frequency = frequency;
    settings.wpm = slowest + seat.speed * Math.max(0, fastest - slowest);
    settings.fist = fist === 'mixed' ? seat.fist : fist;
    settings.snr = audible ? snr + seat.strength : SILENT;
    settings.fading = { rate: fadingRate, depth: fadingDepth };
    settings.drift = drift * (seat.speed < 0.5 ? 1 : -1);
  }

  #interferer(index: number): Emitter {
    const random = new Random(this.#seed * 31 + index * 104729);
    const { snr } = this.#settings;
    const rate = this.#sampleRate;
    switch (index % 6) {
      case 1:
        return new Carrier(random.between(LOWEST, HIGHEST), snr + 3, rate);
      case 2:
        return new Crashes(2.5, rate, random);
      case 4:
        return new Teletype(random.between(2000, 2500), snr + 3, rate, random);
      default: {
        const victim = (0.13 + index * GOLDEN) % 1;
        const frequency = LOWEST + victim * (HIGHEST - LOWEST) + random.between(60, 120);
        const settings = {
          frequency,
          wpm: 24,
          snr: snr + 8,
          fist: 'paddle',
          fading: { rate: 0, depth: 0 },
          drift: 0,
        } as const;
        return new Station({ ...settings }, rate, random.fork(), traffic(random.fork()));
      }
    }
  }
}
