import type { AudioMap } from './audio-map.js';
import { FARTHEST, placesBeside } from './beside-carriers.js';
import { isHarmonic, isImage, isSideband as isKeyingSideband } from './echoes.js';
import { BIN_HZ } from './frame.js';
import { type Grid, NARROW } from './grid.js';
import { KeyedTest, type Sighting } from './keyed-test.js';
import { LevelMemory } from './level-memory.js';
import { likenessOf } from './likeness.js';
import type { NoiseFloor } from './noise-floor.js';
import { isProduct } from './products.js';
import { isShiftKeyed } from './shift-keyed.js';
import { type Candidate, StationList, type Verdict } from './station-list.js';

/** Rows from one look at the band to the next: 0.26 s. */
const LOOK_ROWS = 16;
/** Rows before the first look: 1 s. */
const FIRST_LOOK = 62;
/** Bins to each side over which a peak is the highest; a main lobe is ±2.7 bins wide. */
const PEAK_REACH = 3;
/** Bins within which one of two signals may be taken for the other's wandering. */
const BESIDE = 6;
/** Mean and standard deviation of `activity` for one independent value of noise. */
const NOISE_ACTIVITY = { mean: 0.22, deviation: 0.42 } as const;
/** Most peaks that are looked at, for each value that a history holds of 1/8000 s; a wide band is emptier. */
const MOST_PEAKS = { narrow: 64, wide: 32 } as const;
/** Bins within which signals are compared with each other: all that a receiver's sound holds. */
const NEAR = 512;
/** Every such row is looked at for a peak's loudness, which so many of them have: 0.3 s of the last 8. */
const LOUD_STEP = 4;
const LOUD_ROWS = 5;
/** Correlation from which two levels go together, or against each other: five standard errors of independent stations. */
const ALIKE = 0.6;
/** Correlation from which two of which one is always sent take turns. */
const TURNS = 0.3;
/** Nats above the floor from which another signal is compared. */
const FAINT = 2;
/** Nats within which two are lines of one thing, such as a voice or RTTY. */
const ALIKE_LEVEL = 5;
/** Nats within which two may be the tones of a frequency-shift signal that has just begun, and the bins between them at most: 900 Hz. */
const TONES_LEVEL = 2;
const WIDEST_SHIFT = 900 / BIN_HZ;
/** Nats to each side within which lines of one pattern are a chorus; what stands out of them has made them, as a noise blanker does. */
const CHORUS_LEVEL = 3;
/** Nats above an echo, such as a harmonic, at which its origin stands at least. */
const ECHO_LEVEL = 2;
/** Hz around a station that has been heard within so many seconds: what is as short as a word there may be its own, moved. */
const BELONGS = { hertz: 250, seconds: 10 } as const;
/** Nats above the noise of a peak with a steady line in it, beside which keying is looked for, and Hz within which the two are one. */
const LINE_MARK = 3.5;
const ONE_PEAK = 20;
/** Most of them that are looked at in one round: each takes the time of up to five peaks. */
const MOST_LINES = 16;
/** Hz to each side of a shift-keyed tone that its sidebands fill. */
const SIDEBANDS = 120;

/**
 * Finds keyed signals in the rows of the spectrogram. Four times a second it looks at every peak of recent activity, strongest
 * first, and asks whether the last 8 s there are keyed like Morse where nothing stronger can have made them: an on/off pattern
 * that stays on its frequency, with marks that are neither too few, too many nor too long, that is no mirror of another tone
 * (RTTY) and no part of a chorus (voice). What passes more than once becomes a candidate, and stays one through pauses.
 */
export class SignalFinder {
  readonly #memory: LevelMemory;
  readonly #test = new KeyedTest();
  readonly #stations = new StationList();
  /** Nothing is to be found while nobody knows where the sound is tuned to. */
  waiting = false;
  #low = 0;
  #high = 0;

  /** @param minFrequency, maxFrequency the band that is searched, Hz. */
  constructor(minFrequency: number, maxFrequency: number, grid: Grid = NARROW) {
    this.#memory = new LevelMemory(grid);
    this.setBand(minFrequency, maxFrequency);
  }

  setBand(minFrequency: number, maxFrequency: number): void {
    const { first, bins } = this.#memory.grid;
    const margin = PEAK_REACH + 2;
    const top = first + bins - 1;
    this.#low = Math.min(top + 1 - 2 * margin, Math.max(first + margin, Math.ceil(minFrequency / BIN_HZ)));
    this.#high = Math.min(top - margin, Math.max(this.#low, Math.floor(maxFrequency / BIN_HZ)));
    this.#stations.keepBand(minFrequency, maxFrequency);
  }

  /** The receiver was tuned: from frame `k` on the sound is elsewhere. */
  move(k: number, map: AudioMap): void {
    this.#memory.move(k, map);
    this.#stations.move(map);
  }

  /** Noise power of every bin. */
  get noise(): NoiseFloor {
    return this.#memory.noise;
  }

  /** Takes the log powers of frame `k`. @param padded it holds silence that is no part of the sound, and tells nothing of the noise */
  push(k: number, long: Float32Array, padded = false): void {
    const memory = this.#memory;
    if (!padded) memory.noise.update(long);
    if (!memory.push(k, long, this.#low, this.#high)) return;
    if (memory.rows >= FIRST_LOOK && memory.rows % LOOK_ROWS === 0 && !this.waiting) this.#look();
  }

  /** What is heard now or was within the last minute, best first. */
  candidates(): readonly Candidate[] {
    return this.#stations.candidates();
  }

  #look(): void {
    const memory = this.#memory;
    const sightings: Sighting[] = [];
    this.#test.begin();
    for (const bin of this.#peaks()) {
      const sighting = this.#test.examine(memory, bin, near(bin, sightings));
      if (Number.isFinite(sighting.peak)) sightings.push(sighting);
    }
    this.#knowEachOther(sightings);
    const absorbed = this.#besideLines(sightings);
    const now = memory.time(memory.rows - 1);
    const stations = this.#stations.candidates().filter(({ lastHeard }) => now - lastHeard < BELONGS.seconds);
    const verdicts = sightings.map((sighting): Verdict => {
      if (!sighting.heard || sighting.steady) return 'noise';
      const isOne = (other: Sighting) => absorbed.has(other) && isOnePeak(other, sighting);
      const others = near(sighting.bin, sightings).filter((other) => !isOne(other));
      // Multiples of 0 Hz mean nothing where that is the middle of a band.
      if (memory.grid.iq ? isImage(memory, sighting) : isHarmonic(memory, sighting, sightings)) return 'echo';
      if (isProduct(memory, sighting, others) || isKeyingSideband(memory, sighting, others)) return 'echo';
      if (!isAlone(sighting, others)) return 'imposter';
      const isWord = sighting.word && isApart(sighting, stations) && !mayBeTone(sighting, others);
      return sighting.keyed || isWord ? 'keyed' : 'unsure';
    });
    const imposters = sightings.filter((_, i) => verdicts[i] === 'imposter');
    sightings.forEach((sighting, i) => {
      if (imposters.some((other) => isSideband(sighting, other))) verdicts[i] = 'imposter';
    });
    const own = sightings.map((sighting, i) => [sighting, verdicts[i] as Verdict] as const);
    const told = own.filter(([sighting]) => !absorbed.has(sighting));
    this.#stations.update(
      told.map(([sighting]) => sighting),
      told.map(([, verdict]) => verdict),
      (row) => memory.time(row),
      now,
    );
  }

  /** What was taken to move is looked at again where a keyed signal turned out to be beside it. */
  #knowEachOther(sightings: Sighting[]): void {
    sightings.forEach((sighting, i) => {
      if (sighting.heard || sighting.steady) return;
      const beside = sightings.filter((other, j) => j > i && other.keyed && isBeside(other.bin, sighting.bin));
      if (beside.length === 0) return;
      const others = [...near(sighting.bin, sightings.slice(0, i)), ...beside];
      sightings[i] = this.#test.examine(this.#memory, sighting.bin, others);
    });
  }

  /** Adds keyed signals so near to steady lines that they are no peaks of their own. Gives what is one peak with such a signal. */
  #besideLines(sightings: Sighting[]): Set<Sighting> {
    const memory = this.#memory;
    const absorbed = new Set<Sighting>();
    const filled = sightings.filter(({ keyed, mark }) => !keyed && mark >= LINE_MARK);
    // Where there are too many, such as FT8's, they take turns.
    const turns = Math.max(1, Math.ceil(filled.length / MOST_LINES));
    const turn = Math.floor(memory.rows / LOOK_ROWS) % turns;
    for (const peak of filled.filter((_, i) => i % turns === turn)) {
      if (sightings.some(({ keyed, bin }) => keyed && Math.abs(bin - peak.bin) <= FARTHEST + 1)) continue;
      const others = near(peak.bin, sightings).filter((other) => Math.abs(other.bin - peak.bin) > FARTHEST);
      const found = placesBeside(memory, peak)
        .map(({ bin, beside, line }) => this.#test.examine(memory, bin, others, beside, line))
        .sort((a, b) => b.mark - a.mark)[0];
      if (!found?.keyed) continue;
      if (isOnePeak(found, peak)) absorbed.add(peak);
      sightings.push(found);
    }
    return absorbed;
  }

  /** Bins of the peaks of activity, loudest first. */
  #peaks(): number[] {
    const memory = this.#memory;
    const least = NOISE_ACTIVITY.mean + 0.12 + (5 * NOISE_ACTIVITY.deviation) / Math.sqrt(Math.max(1, memory.evidence));
    const { width } = memory.grid;
    const most = width === 1 ? MOST_PEAKS.narrow : MOST_PEAKS.wide * width;
    const peaks: number[] = [];
    for (let b = this.#low; b <= this.#high; b++) {
      const here = memory.activity(b);
      if (here < least) continue;
      let highest = true;
      for (let d = 1; d <= PEAK_REACH && highest; d++) {
        highest = here > memory.activity(b - d) && here >= memory.activity(b + d);
      }
      if (highest) peaks.push(b);
    }
    // Of two that take turns, the one that is silent just now is on the other's flank.
    for (const { frequency } of this.#stations.candidates()) {
      const bin = Math.round(frequency / BIN_HZ);
      const apart = peaks.every((other) => Math.abs(other - bin) >= PEAK_REACH);
      if (apart && peaks.some((other) => isBeside(other, bin)) && memory.activity(bin) >= least) peaks.push(bin);
    }
    const active = peaks.sort((a, b) => memory.activity(b) - memory.activity(a)).slice(0, most);
    const loudness = new Map(active.map((bin) => [bin, this.#loudness(bin)]));
    return active.sort((a, b) => (loudness.get(b) as number) - (loudness.get(a) as number));
  }

  /** About the level of a peak's marks, from a few of its rows: who has begun just now may be louder than who is active for long. */
  #loudness(bin: number): number {
    const memory = this.#memory;
    const highest = new Float32Array(LOUD_ROWS).fill(Number.NEGATIVE_INFINITY);
    for (let row = memory.oldest; row < memory.rows; row += LOUD_STEP) {
      const level = memory.level(row, bin) - memory.lift(row);
      let place = LOUD_ROWS - 1;
      if (level <= (highest[place] as number)) continue;
      for (; place > 0 && level > (highest[place - 1] as number); place--)
        highest[place] = highest[place - 1] as number;
      highest[place] = level;
    }
    return highest[LOUD_ROWS - 1] as number;
  }
}

const isOnePeak = (one: Sighting, other: Sighting): boolean => Math.abs(one.frequency - other.frequency) < ONE_PEAK;

const isBeside = (one: number, other: number): boolean => Math.abs(one - other) <= BESIDE;

const near = (bin: number, sightings: readonly Sighting[]): readonly Sighting[] =>
  sightings.filter((other) => Math.abs(other.bin - bin) <= NEAR);

/** False for one tone of a frequency-shift signal, one line of a chorus, and an echo of something stronger. */
const isAlone = (sighting: Sighting, all: readonly Sighting[]): boolean => {
  let chorus = 0;
  for (const other of all) {
    const stronger = other.peak - sighting.peak;
    if (other === sighting || other.mark < FAINT || stronger < -ALIKE_LEVEL) continue;
    const { correlation, turns, complementary } = likenessOf(sighting, other);
    if (correlation > ALIKE && stronger > ECHO_LEVEL) return false;
    const tones =
      turns < (complementary ? -TURNS : -ALIKE) && stronger < ALIKE_LEVEL && areNeighbours(sighting, other, all);
    const takeTurns = correlation < -ALIKE || tones;
    if (takeTurns && !isShiftKeyed(sighting, other)) return false;
    if (correlation > ALIKE && Math.abs(stronger) < CHORUS_LEVEL) chorus++;
  }
  return chorus < 3;
};

/** True for what may be one tone of a frequency-shift signal that has just begun. */
const mayBeTone = (sighting: Sighting, others: readonly Sighting[]): boolean =>
  others.some(
    (other) =>
      other !== sighting &&
      other.mark >= FAINT &&
      Math.abs(other.peak - sighting.peak) < TONES_LEVEL &&
      likenessOf(sighting, other).alternating &&
      areNeighbours(sighting, other, others),
  );

/** True for two between which no other stands that is about as strong: of two tones none does, of two stations of a crowd some do. */
const areNeighbours = (a: Sighting, b: Sighting, all: readonly Sighting[]): boolean => {
  const [low, high] = [Math.min(a.bin, b.bin), Math.max(a.bin, b.bin)];
  const least = Math.min(a.peak, b.peak) - TONES_LEVEL;
  return high - low <= WIDEST_SHIFT && !all.some(({ bin, peak }) => bin > low && bin < high && peak > least);
};

/** True for what is no part of another station that moves; one that is known here already is itself. */
const isApart = ({ frequency }: Sighting, stations: readonly Candidate[]): boolean =>
  stations.every((other) => Math.abs(other.frequency - frequency) > BELONGS.hertz);

/** True for what stands weaker beside something that is no keyed signal: the sidebands of its shift keying. */
const isSideband = (sighting: Sighting, other: Sighting): boolean =>
  other.peak - sighting.peak > ECHO_LEVEL && Math.abs(other.frequency - sighting.frequency) < SIDEBANDS;
