import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { before, describe, test } from 'node:test';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { keyText } from '../../demo/simulator/keyer.js';
import { root } from '../../scripts/lib/root.mjs';
import { errorRate, foldText } from '../support/cer.js';
import { encodeWav } from '../support/wav.js';

const RATE = 12_000;
const TEXT = 'CQ CQ DE OZ1ABC OZ1ABC PSE K';
const OTHER = 'VVV DE DL9XYZ GOOD MORNING';

interface Run {
  readonly child: ChildProcessWithoutNullStreams;
  readonly lines: string[];
  /** A line comes that fits. */
  line(pattern: RegExp): Promise<void>;
  /** Exit code and what was said on standard error. */
  end(): Promise<{ code: number | null; stderr: string }>;
}

/** The command with a pipe on standard input. */
function start(...args: string[]): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'src/cli.ts'), '-', ...args], { cwd: root });
  const lines: string[] = [];
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => lines.push(line));
  const ended = once(child, 'close');
  return {
    child,
    lines,
    async line(pattern) {
      while (!lines.some((line) => pattern.test(line))) {
        const [code] = await Promise.race([once(output, 'line'), ended]);
        assert.ok(typeof code === 'string', `ended with ${code}: ${stderr}`);
      }
    },
    async end() {
      const [code] = await ended;
      return { code, stderr };
    },
  };
}

/** The text of the lines of one station, told by what they begin with. */
const textOf = (lines: readonly string[], start: RegExp) =>
  lines.filter((line) => start.test(line)).map((line) => line.replace(start, '').trim());

describe('a stream on standard input', { timeout: 500_000 }, () => {
  let pcm: Buffer;
  let wav: Buffer;

  before(() => {
    const stations = [
      { frequency: 620, wpm: 24, snr: 20, start: 1, text: TEXT },
      { frequency: 1100, wpm: 26, snr: 15, start: 2, text: OTHER },
    ];
    wav = encodeWav(synthesizeBand({ stations, seconds: 20, sampleRate: RATE }), RATE);
    pcm = wav.subarray(44);
  });

  test('is printed word by word while it comes, one station a line; a last half sample is told', async () => {
    const { child, lines, line, end } = start('--rate', String(RATE), '--live');
    child.stdin.write(pcm.subarray(0, 8 * 2 * RATE));
    await line(/^6\d\d Hz .*CQ$/);
    assert.ok(!lines.some((one) => one.includes('PSE')), 'that has not been sent yet');
    child.stdin.end(Buffer.concat([pcm.subarray(8 * 2 * RATE), Buffer.of(0)]));
    const { code, stderr } = await end();
    assert.equal(code, 0);
    assert.match(stderr, /^The stream ends in the middle of a sample, 1 byte behind .* --format s16 right\?\n$/);
    const low = textOf(lines, /^6\d\d Hz {2}\d+ WPM {2}\d+ dB/);
    assert.ok(low.length > 3, 'word by word');
    assert.ok(errorRate(low.join(' '), TEXT).withBlanks <= 0.05, low.join('|'));
    const high = textOf(lines, /^1\d\d\d Hz {2}\d+ WPM {2}\d+ dB/).join(' ');
    assert.ok(errorRate(high, OTHER).withBlanks <= 0.05, high);
  });

  test('may be a WAV file, which tells its rate; --json makes a line of JSON of each, with both models', async () => {
    const { child, lines, end } = start('--json', '--dial', '7030', '--sideband', 'lsb', '--frequency', '620');
    child.stdin.end(wav);
    assert.deepEqual(await end(), { code: 0, stderr: '' });
    const heard = lines.map((line) => JSON.parse(line));
    assert.equal(foldText(heard.map(({ text }) => text).join(' ')), TEXT);
    for (const { channel, frequency, radioFrequency, time, wpm } of heard) {
      assert.ok(channel === 1 && Math.abs(frequency - 620) < 3 && Math.abs(radioFrequency - 7029.38) < 0.003);
      assert.ok(time >= 0.5 && time < 20 && Math.abs(wpm - 24) < 3);
    }
    // Each line is told with the time at which its first letter is keyed; the station starts at 1 s.
    const { characters } = keyText(TEXT, { wpm: 24 });
    let letters = 0;
    for (const { text, time } of heard) {
      const sent = 1 + (characters[letters]?.start ?? 0);
      assert.ok(Math.abs(time - sent) < 0.15, `${text} at ${time} s, sent at ${sent} s`);
      letters += text.replaceAll(' ', '').length;
    }
  });

  test('may be pairs of I and Q, whichever comes first', async () => {
    const stations = [{ frequency: 620, wpm: 24, snr: 20, start: 1, text: TEXT }];
    const keyed = synthesizeBand({ stations, seconds: 20, sampleRate: RATE });
    // What comes a quarter of a cycle later is Q of a tone above zero, and I of one below it.
    const later = Math.round(RATE / 620 / 4);
    const pairs = Buffer.alloc(4 * keyed.length);
    keyed.forEach((sample, i) => {
      pairs.writeInt16LE(20_000 * sample, 4 * i);
      pairs.writeInt16LE(20_000 * (keyed[i - later] ?? 0), 4 * i + 2);
    });
    const cases = [
      { order: '--iq', at: 620 },
      { order: '--qi', at: -620 },
    ];
    for (const { order, at } of cases) {
      const { child, lines, end } = start('--rate', String(RATE), '--live', '--json', order);
      child.stdin.end(pairs);
      assert.deepEqual(await end(), { code: 0, stderr: '' });
      const heard = lines.map((line) => JSON.parse(line));
      assert.equal(foldText(heard.map(({ text }) => text).join(' ')), TEXT);
      for (const { frequency } of heard) assert.ok(Math.abs(frequency - at) < 3, `${order}: ${frequency} Hz`);
    }
  });

  test('tells stations as they are heard, with --spots', async () => {
    const { child, lines, line, end } = start('--rate', String(RATE), '--live', '--spots', '--json');
    child.stdin.write(pcm.subarray(0, 16 * 2 * RATE));
    await line(/OZ1ABC/);
    child.stdin.end();
    assert.equal((await end()).code, 0);
    const spots = lines.map((one) => JSON.parse(one));
    assert.deepEqual(spots.map(({ callsign, country }) => `${callsign} ${country}`).sort(), [
      'DL9XYZ Germany',
      'OZ1ABC Denmark',
    ]);
    for (const { utc } of spots) assert.ok(Math.abs(Date.parse(utc) - Date.now()) < 60_000, utc);
  });

  test('is answered as csdr-cwskimmer would, with its options, in lines that OpenWebRX+ reads', async () => {
    const { child, lines, end } = start('--skimmer', '--live', '-i', '-r', String(RATE), '-n', '4');
    child.stdin.end(pcm);
    assert.equal((await end()).code, 0);
    // The expression of its SkimmerParser, which keeps the text of each frequency by itself.
    const texts = new Map<number, string>();
    for (const line of lines) {
      const [, frequency, text = ''] = /^([0-9]+):(.+)$/.exec(line) ?? assert.fail(line);
      texts.set(Number(frequency), (texts.get(Number(frequency)) ?? '') + text);
    }
    assert.ok(
      [...texts.values()].some((text) => errorRate(text, TEXT).withBlanks <= 0.05),
      [...texts].join(),
    );
  });

  test('that stalls is given up with what was heard, as is one that nobody reads, and one that is stopped', async () => {
    const options = ['--rate', String(RATE), '--live'];
    const stalled = start(...options, '--stall', '1');
    const unread = start(...options);
    const stopped = start(...options, '--stall', '0');
    for (const { child } of [stalled, unread, stopped]) child.stdin.write(pcm);
    unread.child.stdout.destroy();
    await stopped.line(/DE/);
    stopped.child.kill('SIGTERM');
    assert.deepEqual(await stalled.end(), { code: 3, stderr: 'No samples have come for 1 s; given up.\n' });
    assert.ok(stalled.lines.some((line) => line.includes('MORNING')));
    assert.deepEqual(await stopped.end(), { code: 143, stderr: 'Stopped by SIGTERM.\n' });
    assert.deepEqual(await unread.end(), { code: 141, stderr: 'Nobody reads the output any more; stopped.\n' });
  });

  test('that cannot be read: exit code 2 and one sentence', async () => {
    const cases: readonly [string[], Buffer, RegExp][] = [
      [[], pcm, /need --rate/],
      [['--rate', '8000', '--format', 'f32'], Buffer.from(pcm.subarray(0, 40_000)).fill(0xff), /no samples of f32/],
      [['--rate', '8000'], Buffer.alloc(0), /Nothing came/],
      [['--rate', '8000', '--format', 's16le'], pcm, /there are: u8, s8, s16/],
      [[], Buffer.from('fLaC and more'), /^Standard input: It is not a WAV file but a FLAC file\.\n$/],
      [[], Buffer.of(0xff, 0xfb, 0x90, 0x64, 0), /^Standard input: It is not a WAV file but an MP3 file\.\n$/],
      [['--rate', '8000'], Buffer.from('OggS and more'), /^Standard input: It is not a WAV file but an Ogg file\.\n$/],
      [['--iq'], wav, /I and Q are two channels/],
      [['--iq', '--qi'], wav, /Give either --iq or --qi/],
      [['--rate', '8000', '--format', 's24', '--iq'], pcm, /I and Q are read as iq8, iq16 or iqf32, not as s24/],
    ];
    const outcomes = cases.map(async ([args, input, sentence]) => {
      const { child, lines, end } = start(...args);
      child.stdin.end(input);
      const { code, stderr } = await end();
      assert.deepEqual([code, lines], [2, []], stderr);
      assert.match(stderr, sentence);
      assert.match(stderr, /^[^\n]+\n$/);
    });
    await Promise.all(outcomes);
  });
});
