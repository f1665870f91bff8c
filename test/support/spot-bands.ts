import type { StationSpec } from '../../demo/simulator/band.js';
import { FIST_NAMES, type Fist, keyText } from '../../demo/simulator/keyer.js';
import { Random } from '../../demo/simulator/random.js';
import { callsign } from '../../demo/simulator/texts.js';

/** A station that is to be named. */
export interface NamedStation {
  readonly call: string;
  /** Hz. */
  readonly frequency: number;
  readonly snr: number;
  /** How often it sends its call before the recording ends; not what others send of it. */
  readonly sent: number;
  readonly beacon: boolean;
}

export interface SpotBand {
  readonly stations: readonly NamedStation[];
  readonly overs: readonly StationSpec[];
}

/** Hz between which a receiver's sound has its stations. */
const AUDIO = [300, 3500] as const;
/** A hand takes longer than a machine: room for its over. */
const HAND_ROOM = 1.12;

interface Operator {
  readonly call: string;
  readonly settings: Omit<StationSpec, 'text' | 'start' | 'repeat'>;
  readonly beacon: boolean;
  /** Others hear it, this receiver does not: it is called, and nobody is there. */
  readonly inaudible: boolean;
  sent: number;
}

/**
 * Stations at work: they call CQ, run a contest with callers, talk in pairs or are beacons; −6…+25 dB, 8…45 WPM, all fists, with
 * fading; both sides of a QSO on one frequency, within what hands can zero-beat. In every third QSO only one side is heard.
 *
 * @param count stations
 * @param range Hz between which they are
 */
export function drawSpotBand(
  count: number,
  seconds: number,
  seed: number,
  [low, high]: readonly [number, number] = AUDIO,
): SpotBand {
  const random = new Random(7000 + 1000 * count + seed);
  const scenes: { readonly scene: Scene; readonly operators: number }[] = [];
  for (let left = count; left > 0; ) {
    const [scene, wanted] = random.pick(SCENES);
    const operators = Math.min(left, wanted);
    scenes.push({ scene: operators < wanted ? cq : scene, operators });
    left -= operators;
  }
  const step = (high - low) / scenes.length;
  const stations: NamedStation[] = [];
  const overs: StationSpec[] = [];
  scenes.forEach(({ scene, operators }, i) => {
    const frequency = low + (i + random.between(0.3, 0.7)) * step;
    const alone = random.chance(1 / 3);
    const cast = Array.from({ length: operators }, (_, n) => ({
      ...operator(random, frequency, n, scene === beacon),
      inaudible: alone && n > 0,
    }));
    const log = new SceneLog(random, seconds, overs);
    scene(cast, random, log);
    for (const { call, settings, sent, beacon } of cast.filter(({ inaudible }) => !inaudible))
      stations.push({ call, frequency: settings.frequency, snr: settings.snr, sent, beacon });
  });
  return { stations, overs };
}

function operator(random: Random, frequency: number, n: number, beacon: boolean): Omit<Operator, 'inaudible'> {
  const drawn = callsign(random).replace(/^S5(?=[A-Z])/, `S5${random.whole(0, 9)}`);
  const call = beacon ? `${drawn.split('/')[0]}/B` : away(random, drawn);
  return {
    call,
    beacon,
    sent: 0,
    settings: {
      frequency: frequency + (n === 0 ? 0 : random.between(-12, 12)),
      wpm: Math.round(random.between(8, 45)),
      snr: random.between(-6, 25),
      fist: beacon ? 'machine' : random.pick<Fist>(FIST_NAMES),
      fading: random.chance(0.3)
        ? { rate: random.between(0.1, 0.5), depth: random.between(0.2, 0.6) }
        : { rate: 0, depth: 0 },
    },
  };
}

/** Some are abroad. */
const away = (random: Random, call: string): string =>
  !/^OE|\//.test(call) && random.chance(0.04) ? `${random.pick(['EA8', 'OE', 'SV9'])}/${call}` : call;

/** What is sent on one frequency, one after the other. */
class SceneLog {
  time: number;
  readonly #random: Random;
  readonly #seconds: number;
  readonly #overs: StationSpec[];

  constructor(random: Random, seconds: number, overs: StationSpec[]) {
    this.#random = random;
    this.#seconds = seconds;
    this.#overs = overs;
    this.time = random.between(1, seconds / 5);
  }

  get goesOn(): boolean {
    return this.time < this.#seconds;
  }

  /** @param from, to seconds of silence behind it */
  send(by: Operator, text: string, from: number, to: number): void {
    const { settings } = by;
    const room = settings.fist === 'machine' ? 1 : HAND_ROOM;
    const start = this.time;
    const length = room * keyText(text, { wpm: settings.wpm }).seconds;
    // Nobody is cut off in the middle of a word.
    if (start + length > this.#seconds - 1) {
      this.time = this.#seconds;
      return;
    }
    by.sent += text.split(' ').filter((word) => word === by.call).length;
    if (!by.inaudible) this.#overs.push({ ...settings, text, start });
    const gap = 8.4 / settings.wpm;
    this.time = start + length - gap + this.#random.between(from, to);
  }
}

type Scene = (cast: readonly Operator[], random: Random, log: SceneLog) => void;

const cq: Scene = (cast, random, log) => {
  while (log.goesOn)
    for (const by of cast) {
      const { call } = by;
      const text = random.pick([
        `CQ CQ CQ DE ${call} ${call} K`,
        `CQ CQ DE ${call} ${call} ${call} PSE K`,
        `CQ DX DE ${call} ${call} K`,
        `CQ POTA DE ${call} ${call} K`,
        `CQ ${call} ${call}`,
        `QRL? DE ${call} = CQ CQ DE ${call} K`,
        `CQ CWT ${call}`,
      ]);
      log.send(by, text, 3, 15);
    }
};

const beacon: Scene = ([by], random, log) => {
  if (!by) return;
  const rest = random.pick(['JO31', 'PWR 5 W', 'FN42 FN42', 'QTH ULM <AR>', '']);
  while (log.goesOn) log.send(by, `VVV VVV DE ${by.call} ${by.call} ${rest}`.trim(), 2, 6);
};

/** One who runs, and callers. */
const run: Scene = ([runner, ...callers], random, log) => {
  if (!runner) return;
  let serial = random.whole(1, 900);
  while (log.goesOn) {
    const { call } = runner;
    log.send(runner, random.pick([`CQ TEST ${call} ${call} TEST`, `TEST ${call} TEST`, `TEST ${call}`]), 0.9, 2.5);
    const caller = random.chance(0.8) ? random.pick(callers) : null;
    if (!caller) continue;
    log.send(caller, random.chance(0.2) ? `${caller.call} ${caller.call}` : caller.call, 0.4, 1);
    serial += 1;
    const report = random.pick(['5NN', '599']);
    log.send(runner, `${caller.call} ${report} ${String(serial).padStart(3, '0')}`, 0.4, 1);
    log.send(caller, `${random.pick(['TU', 'R'])} ${report} ${random.whole(1, 900)}`, 0.4, 1);
    log.send(runner, random.pick([`TU ${call} TEST`, 'TU', `TU ${call}`]), 0.9, 2.5);
  }
};

const talk: Scene = ([one, other], random, log) => {
  if (!one || !other) return;
  log.send(one, `CQ CQ DE ${one.call} ${one.call} K`, 0.8, 2);
  log.send(other, `${one.call} DE ${other.call} ${other.call} <KN>`, 0.8, 2);
  const report = random.pick(['559', '579', '599']);
  for (let from = one, to = other; log.goesOn; [from, to] = [to, from]) {
    const say = random.pick([
      `= GA ES TNX FER CALL = UR RST ${report} ${report} = HW?`,
      '= FB OM = RIG IC7300 ES ANT G5RV = BK TO U',
      '= TNX QSO = 73 73',
    ]);
    log.send(from, `${to.call} DE ${from.call} ${say} ${to.call} DE ${from.call} <KN>`, 0.8, 2);
  }
};

const SCENES: readonly (readonly [Scene, number])[] = [
  [cq, 1],
  [cq, 1],
  [cq, 1],
  [cq, 1],
  [beacon, 1],
  [run, 3],
  [run, 4],
  [talk, 2],
  [talk, 2],
];
