import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keying, type Mark } from '../../test/support/signals.js';
import type { ModelContract } from '../engine/model-contract.js';
import { alphabet } from './codes.js';
import { CtcDecoder, type DecodedToken } from './ctc.js';

const TOKENS = ['', ' ', '.', '-', '..', '.-', '-.', '...', '-...', '-.-.', '--.-'];
const KEY_DELAY = 2.5;
const CONTRACT: ModelContract = {
  name: 'test',
  version: '0',
  file: '',
  sha256: '',
  bytes: 0,
  sampleRate: 8000,
  hop: 64,
  window: 768,
  shortWindow: 256,
  fftSize: 1024,
  shortOffsets: [],
  longOffsets: [],
  logFloor: 1e-10,
  meanAlpha: 0.0032,
  stride: 2,
  stateSize: 1,
  tokens: TOKENS,
  keyDelay: KEY_DELAY,
};

/** Stream time of the centre of output j's newest frame, by the definition in frame.ts and ModelContract. */
const outputTime = (j: number): number => ((2 * j + 1) * 64 + 384) / 8000;

/** What a perfect model says of a text: each token 2 dits after its last mark, for three outputs. */
const perfect = (
  text: string,
  wpm: number,
  p = 0.9,
  { wordGap = 7, letterGap = 3, silent = [] as readonly number[] } = {},
): { logProbs: Float32Array; key: Float32Array; spans: Mark[] } => {
  const marks = keying(text, { wpm, start: 0.5, wordGap, letterGap });
  const dit = 1.2 / wpm;
  const outputs = Math.ceil(((marks.at(-1) as Mark)[1] + 8 * dit + 0.5) / 0.016);
  const logProbs = new Float32Array(outputs * TOKENS.length).fill(Math.log((1 - 0.97) / (TOKENS.length - 1)));
  for (let j = 0; j < outputs; j++) logProbs[j * TOKENS.length] = Math.log(0.97);
  const say = (token: string, time: number): void => {
    const first = Math.ceil((time - outputTime(0)) / 0.016);
    for (let j = first; j < first + 3; j++) {
      logProbs.fill(Math.log((1 - p) / (TOKENS.length - 1)), j * TOKENS.length, (j + 1) * TOKENS.length);
      logProbs[j * TOKENS.length + TOKENS.indexOf(token)] = Math.log(p);
    }
  };
  const spans: Mark[] = [];
  let next = 0;
  for (const code of alphabet('international').encode(text)) {
    if (code === '') {
      say(' ', (marks[next - 1] as Mark)[1] + 5 * dit);
      continue;
    }
    const last = marks[next + code.length - 1] as Mark;
    spans.push([(marks[next] as Mark)[0], last[1]]);
    if (!silent.includes(spans.length - 1)) say(code, last[1] + Math.min(2, 0.6 * letterGap) * dit);
    next += code.length;
  }
  const key = Float32Array.from({ length: outputs }, (_, j) => {
    const time = outputTime(j) - KEY_DELAY * 0.016;
    const inside = Math.max(...marks.map((m) => Math.min(time - m[0], m[1] - time)));
    return 1 / (1 + Math.exp(-inside / 0.004));
  });
  return { logProbs, key, spans };
};

const decode = (data: { logProbs: Float32Array; key: Float32Array }, chunk: number, live = true): DecodedToken[] => {
  const decoder = new CtcDecoder(CONTRACT, live);
  const found: DecodedToken[] = [];
  for (let j = 0; j < data.key.length; j += chunk) {
    const end = Math.min(data.key.length, j + chunk);
    const logProbs = data.logProbs.subarray(j * TOKENS.length, end * TOKENS.length);
    found.push(...decoder.push(logProbs, end - j, 1, 0, data.key.subarray(j, end), 2 * j));
  }
  return found;
};

const textOf = (tokens: readonly DecodedToken[]): string =>
  tokens.map((t) => (t.space ? ' ' : alphabet('international').decode(t.code))).join('');

test('repeats collapse, doubled letters stay, and chunks do not matter', () => {
  const data = perfect('CQ CQ SEE BEE', 20);
  const tokens = decode(data, 4);
  assert.equal(textOf(tokens), 'CQ CQ SEE BEE');
  for (const chunk of [1, 7, 1000]) assert.deepEqual(decode(data, chunk), tokens);
});

test('a copy goes on from where its original is, and leaves that alone', () => {
  const data = perfect('CQ CQ SEE BEE', 20);
  const half = data.key.length >> 1;
  const part = (decoder: CtcDecoder, from: number, to?: number) => {
    const logProbs = data.logProbs.subarray(from * TOKENS.length, to && to * TOKENS.length);
    return decoder.push(logProbs, (to ?? data.key.length) - from, 1, 0, data.key.subarray(from, to), 2 * from);
  };
  const decoder = new CtcDecoder(CONTRACT);
  const before = part(decoder, 0, half);
  const copied = part(decoder.copy(), half);
  assert.deepEqual([...before, ...copied], decode(data, 1000));
  assert.deepEqual(part(decoder, half), copied);
});

test('letters that a model passes over, where they stand close, are read from the keying', () => {
  const closely = { letterGap: 2.2, wordGap: 6 };
  const text = 'QABC SAINT SANE QBCA AC';
  const all = decode(perfect(text, 20, 0.95, closely), 4);
  assert.equal(textOf(all), text);
  // Inside a word, at its end, and at its beginning.
  const data = perfect(text, 20, 0.95, { ...closely, silent: [11, 16, 17] });
  for (const live of [true, false]) {
    const tokens = decode(data, 4, live);
    assert.equal(textOf(tokens), text);
    const found = tokens.filter(({ space }) => !space);
    for (const i of [11, 16, 17]) assert.equal(found[i]?.confidence, 0.8);
    for (const { start, end } of found) assert.ok(start < end);
    for (let i = 1; i < tokens.length; i++) {
      assert.ok((tokens[i] as DecodedToken).start >= (tokens[i - 1] as DecodedToken).end - 1e-9);
    }
  }
});

test('at the usual spacing what a model passes over stays out', () => {
  assert.equal(textOf(decode(perfect('QABC SAINT SANE', 20, 0.95, { silent: [11] }), 4)), 'QABC SAINT SAE');
});

test('each character has the times of its own marks', () => {
  for (const wpm of [8, 20, 40]) {
    const data = perfect('CQ NBA SITE', wpm);
    const characters = decode(data, 4).filter((t) => !t.space);
    // T is "-" and E is "." here: every letter of the text is a token.
    assert.equal(characters.length, data.spans.length);
    characters.forEach((c, i) => {
      const [start, end] = data.spans[i] as Mark;
      assert.ok(Math.abs(c.start - start) < 0.012, `${wpm} WPM, ${c.code}: starts ${c.start} for ${start}`);
      assert.ok(Math.abs(c.end - end) < 0.012, `${wpm} WPM, ${c.code}: ends ${c.end} for ${end}`);
    });
  }
});

test('times never run backwards, with no keying trace at all either', () => {
  const data = perfect('CQ NBA SITE', 25);
  data.key.fill(0);
  let end = 0;
  for (const token of decode(data, 4)) {
    assert.ok(token.start >= end && token.end >= token.start);
    end = token.end;
  }
});

test('no space leads and none is doubled', () => {
  const data = perfect('E E', 20);
  const size = TOKENS.length;
  for (const j of [2, 5, data.key.length - 9, data.key.length - 4]) {
    data.logProbs[j * size] = -5;
    data.logProbs[j * size + 1] = -0.01;
  }
  assert.equal(textOf(decode(data, 4)), 'E E ');
});

test('a pause between two overs is a word space, even when the model says none', () => {
  const first = perfect('ANNA', 20);
  const second = perfect('NAN', 20);
  const silence = Math.ceil(3 / 0.016);
  const V = TOKENS.length;
  const blank = new Float32Array(silence * V).fill(Math.log(1e-5));
  for (let j = 0; j < silence; j++) blank[j * V] = Math.log(0.999);
  const decoder = new CtcDecoder(CONTRACT);
  let frame = 0;
  const codes: string[] = [];
  for (const [logProbs, key] of [
    [first.logProbs, first.key],
    [blank, new Float32Array(silence)],
    [second.logProbs, second.key],
  ] as const) {
    for (const token of decoder.push(logProbs, key.length, 1, 0, key, frame)) codes.push(token.code);
    frame += 2 * key.length;
  }
  assert.deepEqual(codes, ['.-', '-.', '-.', '.-', '', '-.', '.-', '-.']);
});

test('a word space is given whose probability is spread over outputs of which none wins, and given once', () => {
  const spread = (share: number, every: number): string => {
    const data = perfect('E E E E', 20);
    const size = TOKENS.length;
    for (let j = 0; j < data.key.length; j++) {
      const at = j * size;
      const letter = (data.logProbs[at + 2] as number) > -1;
      for (const [token, p] of [0.999, 1e-5].entries()) if (!letter) data.logProbs[at + token] = Math.log(p);
      if (letter) data.logProbs[at + 1] = Math.log(1e-5);
      // From the first letter on: a pause of 7 dits and the letter's own dit are 30 outputs.
      if (!letter && j % every === 0) {
        data.logProbs[at] = Math.log(1 - share);
        data.logProbs[at + 1] = Math.log(share);
      }
    }
    return textOf(decode(data, 4));
  };
  assert.equal(spread(0.25, 6), 'E E E E ');
  // 1 − 0.95⁵ = 0.23 a pause: not enough, and the pauses do not add up.
  assert.equal(spread(0.05, 6), 'EEEE');
});

test('a sure token has a confidence near 1, one of two rivals about its share', () => {
  const sure = decode(perfect('C', 20, 0.99), 4)[0] as DecodedToken;
  assert.ok(sure.confidence > 0.85, String(sure.confidence));
  const data = perfect('C', 20, 0.5);
  const size = TOKENS.length;
  for (let j = 0; j < data.key.length; j++) {
    if ((data.logProbs[j * size] as number) < -1) data.logProbs[j * size + TOKENS.indexOf('--.-')] = Math.log(0.45);
  }
  const torn = decode(data, 4)[0] as DecodedToken;
  assert.ok(torn.confidence > 0.35 && torn.confidence < 0.6, String(torn.confidence));
});

test('a slot of a batch is read, not its neighbours', () => {
  const data = perfect('CQ', 20);
  const size = TOKENS.length;
  const outputs = data.key.length;
  const logProbs = new Float32Array(outputs * 3 * size).fill(-0.1);
  const key = new Float32Array(outputs * 3).fill(1);
  for (let j = 0; j < outputs; j++) {
    logProbs.set(data.logProbs.subarray(j * size, (j + 1) * size), (j * 3 + 1) * size);
    key[j * 3 + 1] = data.key[j] as number;
  }
  const decoder = new CtcDecoder(CONTRACT);
  assert.equal(textOf(decoder.push(logProbs, outputs, 3, 1, key, 0)), 'CQ');
});

test('while one is read live, letters that stand apart for long are no words; where that is judged later the model has its say', () => {
  const text = 'E E E E E E E E E E';
  const data = perfect(text, 20, 0.9, { wordGap: 15 });
  assert.ok(textOf(decode(data, 4)).trimEnd().endsWith('EEEE'));
  const later = decode(data, 4, false);
  assert.equal(textOf(later), text);
  assert.ok(!later.some(({ doubtful }) => doubtful));
});
