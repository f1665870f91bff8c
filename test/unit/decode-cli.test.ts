import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { root } from '../../scripts/lib/root.mjs';
import { errorRate } from '../support/cer.js';
import { jumping, moving } from '../support/moving.js';
import { encodeWav } from '../support/wav.js';

const TEXT = 'CQ CQ DE OZ1ABC OZ1ABC PSE K';
const OTHER = 'VVV VVV DE DL9XYZ GOOD MORNING';

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function decode(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', join(root, 'src/cli.ts'), ...args];
    execFile(process.execPath, command, { cwd: root }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

describe('npm run decode', { timeout: 500_000 }, () => {
  let folder: string;
  let recording: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'morse-decode-'));
    recording = join(folder, 'two.wav');
    const stations = [
      { frequency: 620, wpm: 22, snr: 20, start: 2, text: TEXT },
      { frequency: 1100, wpm: 26, snr: 12, start: 3, text: OTHER },
    ];
    await writeFile(recording, encodeWav(synthesizeBand({ stations, seconds: 24, sampleRate: 11_025 }), 11_025));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test('prints the strongest signal’s text and nothing else', async () => {
    const { code, stdout } = await decode(recording);
    assert.equal(code, 0);
    assert.ok(errorRate(stdout, TEXT).withoutBlanks <= 0.05, stdout);
  });

  test('the header of a WAV file holds, whatever --rate says', async () => {
    const { stdout, stderr } = await decode(recording, '--live', '--rate', '48000');
    assert.ok(errorRate(stdout, TEXT).withoutBlanks <= 0.05, stdout);
    assert.match(stderr, /^This is a WAV file: what its header says holds;[^\n]*\n$/);
  });

  test('a recording in which nothing is found says where it was sought', async () => {
    const file = join(folder, 'high.wav');
    const stations = [{ frequency: 5200, wpm: 24, snr: 20, start: 0.5, text: OTHER }];
    await writeFile(file, encodeWav(synthesizeBand({ stations, seconds: 14, sampleRate: 12_000 }), 12_000));
    const { code, stdout, stderr } = await decode(file, '--all', '--live');
    assert.deepEqual([code, stdout], [0, '']);
    assert.equal(
      stderr.trim(),
      'No Morse code was found between 200 and 3600 Hz; --wide searches all that the samples hold. ' +
        'A signal that you hear yourself may be read with --frequency HZ.',
    );
    const wide = await decode(file, '--all', '--live', '--wide');
    assert.match(wide.stdout, /^52\d\d Hz {2}2\d WPM {2}\d\d dB {2}VVV VVV DE DL9XYZ/);
    assert.equal(wide.stderr, '');
  });

  test('--all tells frequency, speed, SNR and text of each, --json the characters', async () => {
    const { stdout } = await decode(recording, '--all', '--json');
    const { channels } = JSON.parse(stdout);
    assert.equal(channels.length, 2);
    const [low, high] = channels;
    assert.ok(Math.abs(low.frequency - 620) < 3 && Math.abs(high.frequency - 1100) < 3, stdout);
    assert.ok(Math.abs(low.wpm - 22) < 2 && Math.abs(high.wpm - 26) < 2, `${low.wpm} ${high.wpm}`);
    assert.ok(errorRate(high.text, OTHER).withoutBlanks <= 0.05, high.text);
    const [first] = low.characters;
    assert.deepEqual(Object.keys(first), ['text', 'code', 'start', 'end', 'confidence']);
    assert.ok(first.start < first.end && first.confidence > 0 && first.confidence <= 1);
  });

  test('--frequency reads that signal', async () => {
    const { stdout } = await decode(recording, '--frequency', '1100');
    assert.ok(errorRate(stdout, OTHER).withoutBlanks <= 0.05, stdout);
  });

  test('--follow goes along with a signal that jumps by 100 Hz, --fixed does not', async () => {
    const { samples, text } = moving({ seconds: 14, snr: 10, seed: 7, frequency: jumping(900, 100, 6, 0.3) });
    const file = join(folder, 'jumps.wav');
    await writeFile(file, encodeWav(samples, 8000));
    const [follows, stays] = await Promise.all(
      ['--follow', '--fixed'].map((how) => decode(file, '--frequency', '900', how, '--live')),
    );
    assert.ok(errorRate(follows?.stdout ?? '', text).withoutBlanks <= 0.05, `${follows?.stdout} for ${text}`);
    assert.ok(errorRate(stays?.stdout ?? '', text).withoutBlanks > 0.2, stays?.stdout);
  });

  test('--alphabet prints the same codes in another script', async () => {
    const { stdout } = await decode(recording, '--frequency', '1100', '--alphabet', 'cyrillic');
    assert.ok(errorRate(stdout, 'ЖЖЖ ЖЖЖ ДЕ ДЛ9ЬЫЗ ГООД МОРНИНГ').withoutBlanks <= 0.05, stdout);
  });

  test('--dial tells radio frequencies, --progress how far it is', async () => {
    const { stdout, stderr } = await decode(recording, '--all', '--dial', '7010', '--live', '--progress');
    const [low, high] = stdout.split('\n');
    assert.match(low ?? '', /^7010\.62 kHz {2}2\d WPM {2}\d+ dB {2}CQ /);
    assert.match(high ?? '', /^7011\.10 kHz /);
    assert.match(stderr, /^(?:\d+ % read\n)*100 % read\n$/);
  });

  test('--spots tells stations as skimmers do', async () => {
    const options = ['--dial', '7010', '--spotter', 'dl0xyz', '--began', '2026-11-26T14:59:55'];
    const { stdout, stderr } = await decode(recording, '--spots', '--live', ...options);
    assert.equal(stderr, '');
    const lines = stdout.trimEnd().split('\n').sort();
    assert.equal(lines.length, 2, stdout);
    assert.match(lines[0] ?? '', /^DX de DL0XYZ-#: {3}7010\.6 {2}OZ1ABC {9}CW {4}\d\d dB {2}2\d WPM {2}CQ {6}1500Z$/);
    assert.match(
      lines[1] ?? '',
      /^DX de DL0XYZ-#: {3}7011\.1 {2}DL9XYZ {9}CW {4}\d\d dB {2}2\d WPM {2}BEACON {2}1500Z$/,
    );
  });

  test('--spots says what its lines lack', async () => {
    const { stdout, stderr } = await decode(recording, '--spots', '--live');
    assert.equal(stdout.trimEnd().split('\n').length, 2, stdout);
    const sentence =
      'Without --dial the frequencies are kHz of the sound, and without --spotter the listener is called NOCALL.';
    assert.equal(stderr, `${sentence}\n`);
    const { stderr: less } = await decode(recording, '--spots', '--live', '--dial', '7010');
    assert.equal(less, 'Without --spotter the listener is called NOCALL.\n');
  });

  test('--spots says when no station was named', async () => {
    const file = join(folder, 'nobody.wav');
    const stations = [{ frequency: 700, wpm: 24, snr: 20, start: 0.5, text: 'GOOD MORNING TO ALL' }];
    await writeFile(file, encodeWav(synthesizeBand({ stations, seconds: 14, sampleRate: 8000 }), 8000));
    const options = ['--spots', '--live', '--dial', '7010', '--spotter', 'DL0XYZ'];
    const outcome = await decode(file, ...options);
    assert.deepEqual(outcome, { code: 0, stdout: '', stderr: 'No station was named; one signal was read.\n' });
    const { stderr } = await decode(file, ...options, '--frequency', '2000');
    assert.equal(stderr, 'No Morse code was found at 2000 Hz.\n');
  });

  test('a recording that is stopped prints what has been read of it', async () => {
    const file = join(folder, 'long.wav');
    const stations = [
      { frequency: 620, wpm: 22, snr: 20, start: 2, text: `${TEXT} `.repeat(40) },
      { frequency: 1100, wpm: 26, snr: 12, start: 3, text: `${OTHER} `.repeat(40) },
    ];
    await writeFile(file, encodeWav(synthesizeBand({ stations, seconds: 600, sampleRate: 11_025 }), 11_025));
    const ways = [
      { option: '--all', signal: 'SIGINT', code: 130, lines: [/^620 Hz .* CQ CQ DE OZ1ABC/, /^1100 Hz .* VVV VVV DE/] },
      { option: '--spots', signal: 'SIGTERM', code: 143, lines: [/ DL9XYZ .* BEACON /, / OZ1ABC .* CQ /] },
    ] as const;
    for (const { option, signal, code, lines } of ways) {
      const command = ['--import', 'tsx', join(root, 'src/cli.ts'), file, option, '--progress'];
      const child = spawn(process.execPath, command, { cwd: root });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (text) => {
        stdout += text;
      });
      child.stderr.on('data', (text) => {
        stderr += text;
        if (!child.killed && /^(?:[3-9]|\d\d) % read$/m.test(stderr)) child.kill(signal);
      });
      const [ended] = await once(child, 'close');
      assert.equal(ended, code, stderr);
      assert.match(stderr, new RegExp(`\nStopped by ${signal}\\.\n$`));
      const told = stdout.trimEnd().split('\n');
      for (const line of lines)
        assert.ok(
          told.some((one) => line.test(one)),
          stdout,
        );
      assert.ok(stdout.length < 3000, 'not all of it');
    }
  });

  test('bad input: exit code 2 and one sentence', async () => {
    const text = join(folder, 'text.wav');
    await writeFile(text, 'no sound');
    const calls = [
      ['missing.wav'],
      [text],
      [recording, '--frequency', '0'],
      [recording, '--loud'],
      [recording, '--frequency', '620', '--follow', '--fixed'],
      [recording, '--alphabet', 'klingon'],
      [recording, '--spots', '--began', 'noon'],
      [recording, '--spotter', 'DL0XYZ'],
    ];
    for (const call of calls) {
      const outcome = await decode(...call);
      assert.equal(outcome.code, 2, outcome.stderr);
      assert.equal(outcome.stdout, '');
      assert.equal(outcome.stderr.trim().split('\n').length, 1, outcome.stderr);
    }
  });
});
