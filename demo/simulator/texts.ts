import type { Random } from './random.js';
import type { Message } from './station.js';

/** Invented callsigns in the forms that the ITU's tables allow: prefix of the country, a digit, a suffix. */
export function callsign(random: Random): string {
  const prefix = random.pick(PREFIXES);
  const letters = random.pick([2, 2, 3, 3, 3, 1]);
  let suffix = '';
  for (let i = 0; i < letters; i++) suffix += random.pick(LETTERS);
  const digit = /\d$/.test(prefix) ? '' : String(random.whole(0, 9));
  const portable = random.chance(0.06) ? random.pick(['/P', '/QRP', '/M']) : '';
  return `${prefix}${digit}${suffix}${portable}`;
}

/** One operator's traffic: the same kind of operation, other words each time. */
export function traffic(random: Random): () => Message {
  const operator = {
    call: callsign(random),
    name: random.pick(NAMES),
    town: random.pick(TOWNS),
    rig: random.pick(RIGS),
    power: random.pick(POWERS),
    antenna: random.pick(ANTENNAS),
    years: random.whole(2, 61),
  };
  const kind = random.pick([cq, cq, contest, contest, contest, ragchew, ragchew, beacon]);
  const state = { serial: random.whole(1, 900) };
  return () => kind(operator, random, state);
}

interface Operator {
  readonly call: string;
  readonly name: string;
  readonly town: string;
  readonly rig: string;
  readonly power: string;
  readonly antenna: string;
  readonly years: number;
}

type Kind = (operator: Operator, random: Random, state: { serial: number }) => Message;

const cq: Kind = ({ call }, random) => ({
  text: random.pick([
    `CQ CQ CQ DE ${call} ${call} K`,
    `CQ CQ DE ${call} ${call} ${call} PSE K`,
    `CQ DX CQ DX DE ${call} ${call} K`,
    `QRL? DE ${call} = CQ CQ DE ${call} K`,
    `CQ POTA CQ POTA DE ${call} ${call} K`,
  ]),
  pause: random.between(3, 9),
});

const contest: Kind = ({ call }, random, state) => {
  const other = callsign(random);
  const report = random.pick(['5NN', '599', '5NN']);
  state.serial += 1;
  const serial = String(state.serial).padStart(3, '0');
  return {
    text: random.pick([
      `CQ TEST ${call} ${call} TEST`,
      `TEST ${call} TEST`,
      `${other} ${report} ${serial}`,
      `${other} ${report} ${serial} ${serial} BK`,
      `TU ${call} TEST`,
      `R TU ${other} 73 DE ${call} CQ`,
    ]),
    pause: random.between(1.2, 4.5),
  };
};

const ragchew: Kind = ({ call, name, town, rig, power, antenna, years }, random) => {
  const other = callsign(random);
  const friend = random.pick(NAMES);
  const report = random.pick(['559', '569', '579', '589', '599']);
  const over = random.pick([
    `${other} DE ${call} = GA ES TNX FER CALL = UR ${report} ${report} = NAME ${name} ${name} = QTH ${town} ${town} = HW CPY? ${other} DE ${call} <KN>`,
    `R R FB ${friend} = RIG HR ${rig} PWR ${power} ES ANT ${antenna} = WX ${random.pick(WEATHER)} TEMP ${random.whole(-9, 31)} C = BK`,
    `HI HI YES ${friend}, HAM SINCE ${years} YRS = STILL LIKE CW BEST, NO MIC HR = ${random.pick(SMALL_TALK)} = SO BK TO U ${friend} <AR> ${other} DE ${call} <KN>`,
    `OK ${friend} TNX FER FB QSO ES INFO = MUST QRT NW, ${random.pick(EXCUSES)} = BEST 73 ES HPE CUAGN <SK> ${other} DE ${call} E E`,
    `${random.pick(SMALL_TALK)} = ${random.pick(SMALL_TALK)} = HW? <KN>`,
  ]);
  return { text: over.replaceAll('-', 'MINUS '), pause: random.between(5, 16) };
};

const beacon: Kind = ({ call, town, power }, random) => ({
  text: `VVV VVV DE ${call}/B ${call}/B ${town} PWR ${power} <AR>`,
  pause: random.between(4, 7),
});

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const PREFIXES =
  'K W N KA KB KC WA WB AA AC VE VA G M GM GW MI F DL DJ DK DF OE HB PA ON OZ SM LA OH ES YL LY SP OK OM HA YO LZ S5 9A YU SV I IK IZ EA CT EI TF JA JH 7K HL BY VK ZL ZS PY LU CE 4X TA UR'.split(
    ' ',
  );
const NAMES =
  'ANNA BEN CARLA DAVE ELKE FRITZ GIULIA HANS INES JIM KEN LENA MIKO NILS OLGA PETE RITA SVEN TOM UWE VERA WIM YUKI ZOE'.split(
    ' ',
  );
const TOWNS =
  'ULM|GRAZ|BERGEN|TURKU|GHENT|LEEDS|BASEL|CORK|BRNO|LODZ|VARNA|PORTO|TRENTO|NANTES|BOISE|FARGO|SALEM|RENO|GUELPH|NARA|HOBART|NELSON|SALTA|NR PARIS|NR LAKE ERIE'.split(
    '|',
  );
const RIGS = 'K3|KX2|IC7300|FT817|TS590|HB QRP TX|QCX MINI|FTDX10|OLD DRAKE|ARGONAUT'.split('|');
const POWERS = '5 W|10 W|25 W|50 W|100 W|100 W|400 W'.split('|');
const ANTENNAS = 'DIPOLE AT 10 M|EFHW|3 EL YAGI|VERTICAL|LOOP|INV V|LONG WIRE|G5RV|DELTA LOOP'.split('|');
const WEATHER = 'SUNNY|RAIN|CLOUDY|WINDY|SNOW|FOG|FINE BUT COLD'.split('|');
const SMALL_TALK =
  'BAND IS QUIET TODAY, SOME QSB|COPY SOLID NOW, QRM GONE|BUILT A NEW KEY FROM OLD HACKSAW BLADE, WORKS FB|WENT HIKING WID RIG ES A LONG WIRE, 9 QSO FROM THE SUMMIT|DOG WANTS OUT, HI|SOLAR FLUX IS UP, 10 M OPEN ALL DAY|LEARNED CODE AT SEA, NEVER STOPPED|NEW ANT IS UP BUT NEIGHBOR THINKS IT IS FOR LAUNDRY HI HI|PADDLE IS A BIT DIRTY, SRI FER ERRORS|GARDEN IS FULL OF TOMATOES THIS YEAR'.split(
    '|',
  );
const EXCUSES = 'DINNER IS READY|BATTERY LOW|NET STARTS IN 5 MIN|XYL CALLS|THUNDER COMING UP'.split('|');
