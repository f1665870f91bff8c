import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../../test/support/signals.js';
import { FRAME_RATE, frameTime } from '../dsp/frame.js';
import { alphabet } from './codes.js';
import type { DecodedToken } from './ctc.js';
import { KeyMarks } from './key-marks.js';
import { retime } from './retime.js';

const STEP = 0.016;

interface Sent {
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

/** A text with dits of `dit` s, from second 1 on: its codes, and spans of key down. */
function send(text: string, dit: number): { codes: Sent[]; downs: [number, number][] } {
  const downs: [number, number][] = [];
  const codes: Sent[] = [];
  let time = 1;
  for (const code of alphabet('international').encode(text)) {
    if (code === '') {
      time += 4 * dit;
      continue;
    }
    const start = time;
    for (const mark of code) {
      const length = mark === '-' ? 3 * dit : dit;
      downs.push([time, time + length]);
      time += length + dit;
    }
    codes.push({ code, start, end: time - dit });
    time += 2 * dit;
  }
  return { codes, downs };
}

function marksOf(downs: readonly [number, number][], until: number): KeyMarks {
  const marks = new KeyMarks(512);
  for (let time = 0; time < until; time += STEP) {
    marks.push(downs.some(([from, to]) => time >= from && time < to) ? 1 : 0, time);
  }
  return marks;
}

/** A code as a model has read it, that took `delay` s and placed it anywhere. */
const read = ({ code, end }: Sent, delay: number): DecodedToken => ({
  code,
  space: false,
  frame: Math.round((end + delay - frameTime(0)) * FRAME_RATE),
  start: end + delay - 0.3,
  end: end + delay,
  confidence: 1,
});

const near = (token: DecodedToken | undefined, { code, start, end }: Sent, message: string): void => {
  assert.equal(token?.code, code);
  const off = Math.max(Math.abs((token?.start ?? 0) - start), Math.abs((token?.end ?? 0) - end));
  assert.ok(off <= STEP, `${message}: ${code} is off by ${off.toFixed(3)} s`);
};

const TEXT = 'EEL TEST 5NN QRZ DE EI5HSE';

test('times do not hang on when the model decides, sooner or later, at any speed', () => {
  for (const dit of [0.02, 0.03, 0.048, 0.08, 0.15]) {
    const { codes, downs } = send(TEXT, dit);
    const marks = marksOf(downs, (codes.at(-1)?.end ?? 0) + 4);
    for (const delay of [-0.1, 0, 0.1, 0.25, 0.4]) {
      const timed = retime(
        codes.map((code) => read(code, delay)),
        marks,
        0,
      );
      codes.forEach((code, i) => {
        near(timed[i], code, `dit ${dit} s, delay ${delay} s`);
      });
    }
  }
});

test('a code that was missed, one too many, and a crash before them do not move the others', () => {
  const random = seeded(2);
  for (let round = 0; round < 20; round++) {
    const { codes, downs } = send(TEXT, 0.05);
    const missed = 3 + Math.floor(random() * 8);
    const crash: [number, number] = [0.2, 0.25];
    const marks = marksOf([crash, ...downs], (codes.at(-1)?.end ?? 0) + 4);
    const kept = codes.filter((_code, i) => i !== missed);
    const timed = retime(
      kept.map((code) => read(code, 0.12 + 0.1 * random())),
      marks,
      0,
    );
    const wrong = kept.filter((code, i) => Math.abs((timed[i]?.start ?? 0) - code.start) > STEP);
    assert.ok(wrong.length <= 1, `round ${round}: ${wrong.map(({ code }) => code).join(' ')}`);
  }
});

test('times never go back, whatever the marks say, and a space lies between its neighbours', () => {
  const { codes, downs } = send('AN', 0.05);
  const [a, n] = codes as [Sent, Sent];
  const space = { ...read(a, 0.2), code: '', space: true };
  const timed = retime([read(a, 0.1), space, read(n, 0.1)], marksOf(downs, 4), 0);
  near(timed[0], a, 'before');
  near(timed[2], n, 'after');
  assert.ok(Math.abs((timed[1]?.start ?? 0) - a.end) <= STEP && Math.abs((timed[1]?.end ?? 0) - n.start) <= STEP);
  const lost = retime([read(a, 0.1), read({ code: '--..--', start: 0, end: a.end }, 0.1)], new KeyMarks(), 0);
  assert.ok((lost[1]?.start ?? 0) >= (lost[0]?.end ?? 0));
});
