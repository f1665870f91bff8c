import { parseArgs } from 'node:util';
import type { PairOrder } from '../engine/audio-block.js';
import { ALPHABETS, type AlphabetName, RAW_FORMATS, type RawFormat, type Sideband } from '../node.js';

/** A mistake of the caller, told in one sentence. */
export class BadInput extends Error {}

export interface Request {
  /** `-` is standard input. */
  readonly file: string;
  /** Hz; null: not told. */
  readonly rate: number | null;
  /** Null: not told. */
  readonly format: RawFormat | null;
  readonly frequency: number | null;
  readonly all: boolean;
  /** Which comes first of I and Q; false: the sound is neither. */
  readonly iq: PairOrder | false;
  readonly wide: boolean;
  readonly follow: boolean;
  /** kHz. */
  readonly dial: number | null;
  readonly sideband: Sideband;
  readonly alphabet: AlphabetName;
  readonly live: boolean;
  /** Stations by name are printed, and no text. */
  readonly spots: boolean;
  /** Callsign of the listener; empty: not told. */
  readonly spotter: string;
  /** Milliseconds since 1970 at which a recording began; null: not told. */
  readonly began: number | null;
  /** How text is printed; `skimmer` as csdr-cwskimmer does. */
  readonly print: 'text' | 'json' | 'skimmer';
  /** Characters of a line of `skimmer`, at least. */
  readonly characters: number;
  /** Seconds without a sample after which a stream is given up; 0: never. */
  readonly stall: number;
  readonly progress: boolean;
}

const USAGE = `Usage: morse-decoder FILE.wav [OPTIONS]
       PROGRAM | morse-decoder - --rate HZ [--format FORMAT] [OPTIONS]

Prints the Morse code of a recording, or of a stream on standard input as it comes.

  --frequency HZ     that signal alone; of a recording without it the strongest one
  --all              every signal, one a line
  --follow           --frequency goes along when the signal drifts, or jumps by up to 100 Hz; so it does when not told
  --fixed            it does not
  --wide             all that the samples hold, not only 200 to 3600 Hz
  --iq               left and right are I and Q: frequencies below zero too
  --qi               the same where Q comes first
  --dial KHZ         what the receiver is tuned to; frequencies are then radio frequencies
  --sideband NAME    usb (default), or lsb
  --alphabet NAME    ${ALPHABETS.join(', ')}
  --live             the live model alone: several times faster, in a stream at once, less sure
  --spots            stations by name, each a line as skimmers of the Reverse Beacon Network send it; with --json an object
  --spotter CALL     who hears them, in these lines
  --began UTC        when a recording began, as 2026-11-26T14:05:33Z; when not told it is 1970
  --json             JSON: of a recording one object, of a stream one a line
  --rate HZ, -r HZ   of samples without a header
  --format FORMAT    of samples without a header, little-endian: ${RAW_FORMATS.join(', ')}; s16 when not told
  --skimmer          lines of csdr-cwskimmer, FREQUENCY:TEXT; its options -r, -n, -i (s16) and -f (f32) are known
  --stall SECONDS    gives a stream up that has brought nothing for so long; default 60, 0 never
  --progress         tells how far it is on standard error, also where that is no terminal
  --version          the version of the package
  --help, -h         this

Exit codes: 0 done, 1 failed, 2 asked for something impossible, 3 stalled, 130 and 143 stopped, 141 nobody reads the output.`;

const OPTIONS = {
  frequency: { type: 'string' },
  all: { type: 'boolean' },
  follow: { type: 'boolean' },
  fixed: { type: 'boolean' },
  wide: { type: 'boolean' },
  iq: { type: 'boolean' },
  qi: { type: 'boolean' },
  dial: { type: 'string' },
  sideband: { type: 'string' },
  alphabet: { type: 'string' },
  live: { type: 'boolean' },
  spots: { type: 'boolean' },
  spotter: { type: 'string' },
  began: { type: 'string' },
  json: { type: 'boolean' },
  rate: { type: 'string', short: 'r' },
  format: { type: 'string' },
  skimmer: { type: 'boolean' },
  characters: { type: 'string', short: 'n' },
  s16: { type: 'boolean', short: 'i' },
  f32: { type: 'boolean', short: 'f' },
  stall: { type: 'string' },
  progress: { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** @returns what to print where nothing is to be decoded: how the command is used, or its version @throws BadInput */
export function readArguments(args: readonly string[]): Request | string {
  const { values, positionals } = parse(args);
  if (values.help) return USAGE;
  if (values.version) return typeof __VERSION__ === 'undefined' ? 'not built' : __VERSION__;
  const [file] = positionals;
  if (!file || positionals.length > 1)
    throw new BadInput('Give one recording, or - for standard input; --help tells more.');
  const { all = false, live = false, json = false, skimmer = false, follow = false, fixed = false } = values;
  const { spots = false } = values;
  const frequency = numberOf(values.frequency, 'frequency', 'Hz', -384_000, 384_000);
  const format = formatOf(values.format ?? (values.f32 ? 'f32' : values.s16 ? 's16' : undefined));
  if (values.iq && values.qi) throw new BadInput('Give either --iq or --qi.');
  const iq = values.qi ? 'qi' : (values.iq ?? format?.startsWith('iq')) ? 'iq' : false;
  if (frequency !== null && !iq && frequency < 50)
    throw new BadInput(`The frequency must be at least 50 Hz, not ${frequency}; with --iq it may be negative.`);
  if (frequency !== null && all) throw new BadInput('Give either --frequency or --all.');
  if (spots && skimmer) throw new BadInput('Give either --spots or --skimmer.');
  if (!spots && (values.spotter ?? values.began) !== undefined)
    throw new BadInput('--spotter and --began belong to --spots.');
  if (json && skimmer) throw new BadInput('Give either --json or --skimmer.');
  if (follow && fixed) throw new BadInput('Give either --follow or --fixed.');
  return {
    ...{ file, frequency, format, iq, all, live, spots },
    spotter: spotterOf(values.spotter),
    began: beganOf(values.began),
    rate: numberOf(values.rate, 'rate', 'Hz', 3000, 768_000),
    wide: values.wide === true,
    follow: !fixed,
    dial: numberOf(values.dial, 'dial', 'kHz', 0, 3e8),
    sideband: oneOf(values.sideband, 'sideband', ['usb', 'lsb'] as const) ?? 'usb',
    alphabet: oneOf(values.alphabet, 'alphabet', ALPHABETS) ?? ALPHABETS[0],
    print: json ? 'json' : skimmer ? 'skimmer' : 'text',
    characters: numberOf(values.characters, 'characters', 'characters', 1, 80) ?? 8,
    stall: numberOf(values.stall, 'stall', 's', 0, 1e6) ?? 60,
    progress: values.progress === true,
  };
}

/** What is missing for the lines to be what a cluster expects; null: nothing. */
export function doubtOf({ spots, print, dial, spotter }: Request): string | null {
  if (!spots || print !== 'text') return null;
  const doubts = [
    ...(dial === null ? ['without --dial the frequencies are kHz of the sound'] : []),
    ...(spotter === '' ? ['without --spotter the listener is called NOCALL'] : []),
  ];
  if (doubts.length === 0) return null;
  const sentence = doubts.join(', and ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: joinNegative(args), options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const sentence = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
    throw new BadInput(`${sentence.replace(/\.$/, '')}; --help tells what there is.`);
  }
}

/** A negative number is the value of the option before it. */
function joinNegative(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    if (/^-\d/.test(arg) && joined.at(-1)?.startsWith('--')) joined.push(`${joined.pop()}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

function numberOf(text: string | undefined, name: string, unit: string, from: number, to: number): number | null {
  if (text === undefined) return null;
  const value = Number(text.trim() || Number.NaN);
  if (value >= from && value <= to) return value;
  throw new BadInput(`--${name} takes a number from ${from} to ${to} (${unit}), not "${text}".`);
}

function oneOf<Name extends string>(text: string | undefined, what: string, names: readonly Name[]): Name | null {
  if (text === undefined) return null;
  const found = names.find((name) => name === text.toLowerCase());
  if (found) return found;
  throw new BadInput(`No ${what} is called "${text}"; there are: ${names.join(', ')}.`);
}

const formatOf = (text: string | undefined): RawFormat | null => oneOf(text, 'format', RAW_FORMATS);

function spotterOf(text = ''): string {
  if (/^[\w/]{0,12}$/.test(text)) return text.toUpperCase();
  throw new BadInput(`--spotter takes a callsign, not "${text}".`);
}

function beganOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const time = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
  if (Number.isFinite(time)) return time;
  throw new BadInput(`--began takes a time as 2026-11-26T14:05:33Z, not "${text}".`);
}
