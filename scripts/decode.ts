// `npm run decode -- FILE.wav [--frequency HZ] [--all] [--alphabet NAME] [--json] [--live]`: prints the text of a
// recording, as the accurate model reads it; with --live as the live model does.
// Exits 2, with one sentence on stderr, when it is asked for something impossible.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ModelContract } from '../src/engine/model-contract.js';
import { ALPHABETS, type AlphabetName, type DecodedChannel, decodeSamples, type ModelFiles } from '../src/node.js';
import { parseWav, WavError } from '../src/sources/wav.js';
import { root } from './lib/root.mjs';

const USAGE = 'Usage: npm run decode -- FILE.wav [--frequency HZ] [--all] [--alphabet NAME] [--json] [--live]';
/** Columns of a line of text. */
const WIDTH = 78;

/** A mistake of the caller, told in one sentence. */
class BadInput extends Error {}

interface Request {
  readonly file: string;
  readonly frequency: number | null;
  readonly all: boolean;
  readonly alphabet: AlphabetName;
  readonly json: boolean;
  readonly live: boolean;
}

function readArguments(): Request {
  const { values, positionals } = parse();
  const [file] = positionals;
  if (!file || positionals.length > 1) throw new BadInput(`Give one WAV file. ${USAGE}`);
  const frequency = values.frequency === undefined ? null : Number(values.frequency || Number.NaN);
  if (frequency !== null && !(frequency >= 50 && frequency <= 3950)) {
    throw new BadInput(`The frequency must be a number from 50 to 3950 (Hz), not "${values.frequency}".`);
  }
  if (frequency !== null && values.all) throw new BadInput('Give either --frequency or --all.');
  const alphabet = ALPHABETS.find((name) => name === (values.alphabet ?? ALPHABETS[0]).toLowerCase());
  if (!alphabet) throw new BadInput(`No alphabet is called "${values.alphabet}"; there are: ${ALPHABETS.join(', ')}.`);
  const { all = false, json = false, live = false } = values;
  return { file, frequency, all, alphabet, json, live };
}

function parse() {
  try {
    const options = {
      frequency: { type: 'string' },
      all: { type: 'boolean' },
      alphabet: { type: 'string' },
      json: { type: 'boolean' },
      live: { type: 'boolean' },
    } as const;
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new BadInput(`${error instanceof Error ? error.message.split('. ')[0] : error}. ${USAGE}`);
  }
}

async function readRecording(file: string) {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new BadInput(`${file} cannot be read: ${reason}.`);
  });
  try {
    return parseWav(bytes);
  } catch (error) {
    if (error instanceof WavError) throw new BadInput(`${file}: ${error.message}`);
    throw error;
  }
}

async function readModel(name: string): Promise<ModelFiles> {
  const folder = join(root, 'models');
  const contract: ModelContract = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
  return { contract, bytes: await readFile(join(folder, contract.file)) };
}

/** Breaks between words; a word that is longer than a line stands alone. */
function wrap(text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1] ?? '';
    if (line && line.length + word.length >= WIDTH) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.join('\n');
}

function describe({ frequency, wpm, snr, text }: DecodedChannel): string {
  const number = (value: number | null) => (value === null ? '?' : value.toFixed(0));
  return `${number(frequency)} Hz  ${number(wpm)} WPM  ${number(snr)} dB  ${text}`;
}

function toJson(channels: readonly DecodedChannel[]): string {
  const plain = channels.map(({ frequency, wpm, snr, text, characters }) => ({
    frequency,
    wpm,
    snr,
    text,
    characters: characters.map(({ text, code, start, end, confidence }) => ({ text, code, start, end, confidence })),
  }));
  return JSON.stringify({ channels: plain });
}

try {
  const { file, frequency, all, alphabet, json, live } = readArguments();
  const { samples, sampleRate } = await readRecording(file);
  const model = await readModel('morse-live');
  const accurate = live ? {} : { accurate: await readModel('morse-accurate') };
  const only = frequency === null ? {} : { frequency };
  const { channels } = await decodeSamples(samples, sampleRate, { model, ...accurate, alphabet, ...only });
  const shown = all ? [...channels].sort((a, b) => a.frequency - b.frequency) : channels.slice(0, 1);
  if (json) console.log(toJson(shown));
  else for (const channel of shown) console.log(all ? describe(channel) : wrap(channel.text));
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
