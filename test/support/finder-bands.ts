import { DEFAULT_NOISE, type StationSpec, synthesizeBand, synthesizePairs } from '../../demo/simulator/band.js';
import { Carrier, Crashes, type Emitter, Teletype } from '../../demo/simulator/interference.js';
import { FIST_NAMES, keyText } from '../../demo/simulator/keyer.js';
import { Random } from '../../demo/simulator/random.js';
import { callsign } from '../../demo/simulator/texts.js';
import { Buzz, Fence, Ft8, Voice } from './interference.js';
import { addKeyed, type Mark } from './signals.js';
import { WIDE } from './wide-band.js';

const RATE = 8000;

/** A frequency at which one station sends or several take turns. */
export interface Place {
  /** Hz. */
  readonly frequency: number;
  /** Who sends first there, and from when, s. */
  readonly first: StationSpec & { readonly start: number };
  /** Letters far apart, as learners are sent them. */
  readonly learner: boolean;
}

/** Something that is no Morse, and the frequencies (Hz) and times (s) at which it may be taken for that. */
export interface Nuisance {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly from: number;
  readonly to: number;
}

export interface FinderBand {
  /** At `RATE`; of a wide band pairs of I and Q at `WIDE.rate`. */
  readonly samples: Float32Array;
  readonly seconds: number;
  readonly stations: number;
  readonly places: readonly Place[];
  readonly nuisances: readonly Nuisance[];
}

/**
 * A band at work: calls, beacons, rag-chews, contest runs, pile-ups and learners' code, −6…+25 dB (every sixth exactly −6), 5…70 WPM,
 * all fists, with fading, 8 kHz. Static, two carriers; with up to 60 stations RTTY and FT8 above 2950 Hz, with up to 20 a buzz and a
 * voice besides.
 *
 * @param count stations
 * @param wide they have 40 kHz, in I and Q, with static and four carriers
 */
export function drawFinderBand(count: number, seconds: number, seed: number, wide = false): FinderBand {
  const random = new Random(500_000 + 1000 * count + seed);
  const scenes: { readonly kind: Kind; readonly operators: number }[] = [];
  for (let left = count; left > 0; ) {
    const [kind, wanted] = random.pick(KINDS);
    const operators = Math.min(left, wanted);
    scenes.push({ kind: operators < wanted ? 'cq' : kind, operators });
    left -= operators;
  }
  const [low, high] = wide ? WIDE.range : [300, count > 60 ? 3500 : 2900];
  const needed = scenes.reduce((sum, { kind, operators }) => sum + (isOnePlace(kind) ? 1 : operators), 0);
  const step = (high - low) / needed;
  let at = 0;
  const nextPlace = (): number => {
    const room = Math.max(0, step - 45) / 2;
    return low + (at++ + 0.5) * step + random.between(-room, room);
  };
  const overs: StationSpec[] = [];
  const places: Place[] = [];
  for (const { kind, operators } of scenes) {
    const scene = new Scene(random, seconds);
    for (const by of scene.play(kind, operators, nextPlace)) {
      overs.push(...by);
      const first = by.toSorted((a, b) => (a.start ?? 0) - (b.start ?? 0))[0];
      if (first)
        places.push({
          frequency: first.frequency,
          first: { ...first, start: first.start ?? 0 },
          learner: kind === 'learner',
        });
    }
  }
  const spec = { stations: overs, seconds, seed };
  if (wide) return { ...wideBand(spec, random), seconds, stations: count, places };
  const samples = synthesizeBand(spec);
  const nuisances: Nuisance[] = [];
  const all = { from: 0, to: seconds };
  const add = (emitter: Emitter, nuisance: Omit<Nuisance, 'from' | 'to'>, { from, to } = all): void => {
    addEmitter(samples, emitter, from, to);
    nuisances.push({ ...nuisance, from, to });
  };
  add(new Crashes(4, RATE, random.fork()), { name: 'static', low: 0, high: 4000 });
  for (const frequency of [236, 3561])
    add(new Carrier(frequency, random.between(-5, 15), RATE), {
      name: 'carrier',
      low: frequency - 30,
      high: frequency + 30,
    });
  if (count <= 60) {
    add(new Teletype(3080, random.between(0, 15), RATE, random.fork()), { name: 'RTTY', low: 2930, high: 3200 });
    add(new Ft8(3300, random.between(-5, 12), random.fork()), { name: 'FT8', low: 3260, high: 3400 });
  }
  if (count <= 20) {
    add(new Buzz(-8, random.fork()), { name: 'buzz', low: 0, high: 4000 });
    const from = seconds / 2;
    add(new Voice(random.between(0, 8), random.fork()), { name: 'voice', low: 60, high: 3000 }, { from, to: from + 8 });
  }
  return { samples, seconds, stations: count, places, nuisances };
}

/** Pairs with static and carriers; each of these is there below 0 Hz as above it. */
function wideBand(
  spec: { stations: readonly StationSpec[]; seconds: number; seed: number },
  random: Random,
): Pick<FinderBand, 'samples' | 'nuisances'> {
  const samples = synthesizePairs({ ...spec, sampleRate: WIDE.rate });
  const carriers = [random.between(1_000, 10_000), random.between(10_000, 19_000)];
  const emitters: readonly Emitter[] = [
    new Crashes(4, WIDE.rate, random.fork()),
    ...carriers.map((frequency) => new Carrier(frequency, random.between(-5, 15), WIDE.rate)),
  ];
  const block = new Float32Array(WIDE.rate / 100);
  for (let at = 0; at < samples.length; at += 2 * block.length) {
    block.fill(0);
    for (const emitter of emitters) emitter.addTo(block, DEFAULT_NOISE);
    block.forEach((value, i) => {
      samples[at + 2 * i] = (samples[at + 2 * i] ?? 0) + value;
    });
  }
  const nuisances = carriers
    .flatMap((frequency) => [frequency, -frequency])
    .map((hertz) => ({ name: 'carrier', low: hertz - 30, high: hertz + 30, from: 0, to: spec.seconds }));
  return { samples, nuisances };
}

const NUISANCE_SECONDS = 40;

/** No station: eight things that are none, one after the other, 40 s each. */
export function drawEmptyBand(seed: number): FinderBand {
  const random = new Random(800_000 + seed);
  const kinds: readonly (readonly [string, readonly Emitter[]])[] = [
    ['noise and static', [new Crashes(1.5, RATE, random.fork())]],
    [
      'carriers',
      [700, 1250, 2010].map((hertz) => new Carrier(hertz + random.between(0, 90), random.between(-8, 20), RATE)),
    ],
    [
      'RTTY',
      [900, 2100].map(
        (hertz) => new Teletype(hertz + random.between(0, 90), random.between(-3, 20), RATE, random.fork()),
      ),
    ],
    [
      'FT8',
      [500, 800, 1300, 1360, 2400].map(
        (hertz) => new Ft8(hertz + random.between(0, 40), random.between(-10, 12), random.fork()),
      ),
    ],
    ['voice', [new Voice(random.between(5, 20), random.fork())]],
    ['buzz', [new Buzz(random.between(-5, 15), random.fork())]],
    ['fence', [new Fence(random.between(20, 200))]],
    ['far voice', [new Voice(random.between(-8, 0), random.fork()), new Crashes(5, RATE, random.fork())]],
  ];
  const seconds = kinds.length * NUISANCE_SECONDS;
  const samples = synthesizeBand({ stations: [], seconds, seed });
  const nuisances = kinds.map(([name, emitters], i): Nuisance => {
    const from = i * NUISANCE_SECONDS;
    for (const emitter of emitters) addEmitter(samples, emitter, from, from + NUISANCE_SECONDS);
    return { name, low: 0, high: 4000, from, to: from + NUISANCE_SECONDS };
  });
  return { samples, seconds, stations: 0, places: [], nuisances };
}

/** Eight pairs of stations so many Hz apart, up to `decibels` apart. */
export function drawPairs(hertz: number, decibels: number, seconds: number, seed: number): FinderBand {
  const random = new Random(900_000 + 100 * hertz + seed);
  const stations = Array.from({ length: 8 }, (_, i) => {
    const snr = random.between(0, 20);
    const frequency = 330 + 390 * i + random.between(0, 100);
    return [0, 1].map((n) => ({
      frequency: frequency + n * hertz,
      wpm: Math.round(random.between(12, 40)),
      snr: n ? Math.max(0, snr + random.between(-decibels, decibels)) : snr,
      fist: random.pick(FIST_NAMES),
      start: random.between(1, 6),
      repeat: random.between(1, 4),
      text: `CQ CQ DE ${callsign(random)} K`,
    }));
  }).flat();
  const samples = synthesizeBand({ stations, seconds, seed });
  const places = stations.map((first) => ({ frequency: first.frequency, first, learner: false }));
  return { samples, seconds, stations: stations.length, places, nuisances: [] };
}

/**
 * Five strong stations, 25…45 dB and 20…70 WPM, keyed within 2 ms, heard by a receiver whose distortion makes harmonics
 * 35 dB below them, beside a fence.
 */
export function drawStrongBand(seconds: number, seed: number): FinderBand {
  const random = new Random(950_000 + seed);
  const samples = synthesizeBand({ stations: [], seconds, seed });
  const stations = [20, 28, 36, 50, 70].map((wpm, i) => {
    const [frequency, snr, start] = [
      380 + 190 * i + random.between(0, 60),
      random.between(25, 45),
      random.between(1, 5),
    ];
    const marks: Mark[] = [];
    for (let time = start; time < seconds - 4; ) {
      const keyed = keyText(`TEST ${callsign(random)} 5NN HHH 599`, { wpm });
      marks.push(...keyed.marks.map((mark): Mark => [time + mark.start, time + mark.start + mark.duration]));
      time += keyed.seconds + random.between(1, 4);
    }
    addKeyed(samples, marks, { frequency, amplitude: DEFAULT_NOISE * Math.SQRT2 * 10 ** (snr / 20), rise: 0.002 });
    return { frequency, wpm, snr, start, text: '' };
  });
  addEmitter(samples, new Fence(30), 0, seconds);
  const level = DEFAULT_NOISE * Math.SQRT2 * 10 ** (45 / 20);
  for (let i = 0; i < samples.length; i++) {
    const x = (samples[i] as number) / level;
    samples[i] = level * (x + 0.035 * x * x + 0.07 * x ** 3);
  }
  const places = stations.map((first) => ({ frequency: first.frequency, first, learner: false }));
  return { samples, seconds, stations: stations.length, places, nuisances: [] };
}

function addEmitter(samples: Float32Array, emitter: Emitter, from: number, to: number): void {
  const end = Math.min(samples.length, to * RATE);
  for (let at = from * RATE; at < end; at += 80)
    emitter.addTo(samples.subarray(at, Math.min(end, at + 80)), DEFAULT_NOISE);
}

type Kind = 'cq' | 'beacon' | 'learner' | 'talk' | 'run' | 'pile-up';
const KINDS: readonly (readonly [Kind, operators: number])[] = [
  ['cq', 1],
  ['beacon', 1],
  ['learner', 1],
  ['talk', 2],
  ['talk', 2],
  ['run', 3],
  ['run', 4],
  ['pile-up', 5],
];
const isOnePlace = (kind: Kind): boolean => kind !== 'pile-up';
/** Hz by which those who take turns on one frequency miss each other. */
const ZERO_BEAT = 6;

class Scene {
  readonly #random: Random;
  readonly #seconds: number;
  #time: number;

  constructor(random: Random, seconds: number) {
    this.#random = random;
    this.#seconds = seconds;
    this.#time = random.between(2, seconds / 4);
  }

  /** What is sent at each place. */
  play(kind: Kind, operators: number, nextPlace: () => number): StationSpec[][] {
    const random = this.#random;
    const cast = Array.from({ length: operators }, () => ({ call: callsign(random), settings: this.#settings(kind) }));
    if (kind === 'pile-up') return this.#pileUp(cast, nextPlace);
    const place = nextPlace();
    const overs: StationSpec[] = [];
    const others = cast.map((by, n) => ({ ...by, frequency: place + (n ? random.between(-ZERO_BEAT, ZERO_BEAT) : 0) }));
    for (let turn = 0; this.#time < this.#seconds - 3; turn++) {
      const by = others[kind === 'talk' ? turn % 2 : turn % 2 ? random.whole(0, operators - 1) : 0];
      if (!by) break;
      const text = this.#text(kind, by.call);
      overs.push({ ...by.settings, frequency: by.frequency, text, start: this.#time });
      const gap = { cq: [3, 20], beacon: [2, 6], learner: [2, 5], talk: [1, 4], run: [0.5, 3], 'pile-up': [1, 2] }[
        kind
      ];
      this.#time += this.#length(text, by.settings.wpm) + random.between(gap[0] ?? 1, gap[1] ?? 2);
    }
    return [overs];
  }

  /** The one who is wanted, and callers, all at once, each on a frequency of its own, three times each. */
  #pileUp(cast: readonly { call: string; settings: Settings }[], nextPlace: () => number): StationSpec[][] {
    const random = this.#random;
    const [wanted, ...callers] = cast.map((by) => ({ ...by, frequency: nextPlace(), overs: [] as StationSpec[] }));
    if (!wanted) return [];
    while (this.#time < this.#seconds - 3) {
      const call = `${wanted.call} UP`;
      wanted.overs.push({ ...wanted.settings, frequency: wanted.frequency, text: call, start: this.#time });
      const from = this.#time + this.#length(call, wanted.settings.wpm);
      let end = from;
      for (const by of callers) {
        const start = from + random.between(0.2, 1.5);
        const text = random.chance(0.4) ? `${by.call} ${by.call}` : by.call;
        by.overs.push({ ...by.settings, frequency: by.frequency, text, start });
        end = Math.max(end, start + this.#length(text, by.settings.wpm));
      }
      this.#time = end + random.between(0.3, 2);
    }
    return [wanted, ...callers].map(({ overs }) => overs);
  }

  /** Seconds, with room for a hand that takes longer. */
  #length(text: string, wpm: number): number {
    return 1.12 * keyText(text, { wpm }).seconds;
  }

  #settings(kind: Kind): Settings {
    const random = this.#random;
    const [slow, fast] = {
      cq: [5, 45],
      beacon: [8, 22],
      learner: [14, 25],
      talk: [8, 40],
      run: [22, 70],
      'pile-up': [18, 40],
    }[kind];
    return {
      wpm: Math.round(random.between(slow ?? 5, fast ?? 70)),
      snr: random.chance(1 / 6) ? -6 : random.between(-6, 25),
      fist: kind === 'beacon' || kind === 'learner' ? 'machine' : random.pick(FIST_NAMES),
      fading: random.chance(0.3)
        ? { rate: random.between(0.1, 0.5), depth: random.between(0.2, 0.6) }
        : { rate: 0, depth: 0 },
    };
  }

  #text(kind: Kind, call: string): string {
    const random = this.#random;
    if (kind === 'learner') return [...random.pick(['CQDECALL', 'PARIS73', 'ANNATEA'])].join(' ');
    if (kind === 'beacon') return `VVV DE ${call}`;
    if (kind === 'run') return random.pick([`TEST ${call}`, `5NN ${random.whole(1, 999)} TU`, call, 'R 5NN 14']);
    if (kind === 'talk')
      return random.pick([
        'R R FB OM = RIG IC7300 ES ANT G5RV = WX SUNNY HR BK',
        `UR RST 579 579 = NAME ANNA ANNA = HW? DE ${call} <KN>`,
        'BUILT A NEW KEY FROM OLD HACKSAW BLADE, WORKS FB = BEST 73',
      ]);
    return random.pick([`CQ CQ DE ${call} ${call} K`, `CQ POTA DE ${call} K`, `CQ CQ CQ DE ${call} ${call} PSE K`]);
  }
}

type Settings = Pick<StationSpec, 'wpm' | 'snr' | 'fist' | 'fading'>;
