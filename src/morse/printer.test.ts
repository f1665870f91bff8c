import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../../test/support/signals.js';
import type { Character } from './character.js';
import { ALPHABETS, type Alphabet, alphabet } from './codes.js';
import { TextPrinter } from './printer.js';
import { SpotFeed } from './spotting/spot-feed.js';
import { type Splice, Transcript } from './transcript.js';

const DO = '-..---';
const SN = '...-.';

/** Codes one second apart; an empty one is a word space. */
const read = (codes: readonly string[], from = 0, confidence = 0.9): Character[] =>
  codes.map((code, i) => ({
    text: code || ' ',
    code,
    start: from + i,
    end: from + i + 0.5,
    confidence,
    final: true,
  }));

/** What a page makes of the splices that it is sent. */
class Page {
  readonly text: Character[] = [];
  readonly printer: TextPrinter;

  constructor(table: Alphabet) {
    this.printer = new TextPrinter(table);
  }

  apply(splice: Splice): Splice | null {
    return this.show(this.printer.apply(splice));
  }

  show(splice: Splice | null): Splice | null {
    if (splice) this.text.splice(splice.index, splice.remove, ...splice.insert);
    return splice;
  }

  append(codes: readonly string[], from = 0, confidence?: number): Splice | null {
    return this.apply({ index: this.#codes, remove: 0, insert: read(codes, from, confidence) });
  }

  get words(): string {
    return this.text.map(({ text }) => text).join('');
  }

  get #codes(): number {
    return this.text.reduce((sum, { code }) => sum + code.split(' ').length, 0);
  }
}

test('a mark replaces the letter before it by one character with the codes, times and doubts of both', () => {
  const page = new Page(alphabet('wabun'));
  page.append(['.-', '.-..'], 0, 0.9);
  assert.equal(page.words, 'イカ');
  const splice = page.append(['..'], 2, 0.8);
  assert.deepEqual([splice?.index, splice?.remove], [1, 1]);
  const [, ga] = page.text;
  assert.deepEqual([ga?.text, ga?.code, ga?.start, ga?.end], ['ガ', '.-.. ..', 1, 2.5]);
  assert.ok(Math.abs((ga?.confidence ?? 0) - 0.72) < 1e-9);
});

test('a syllable gives its last consonant to the next', () => {
  const page = new Page(alphabet('korean'));
  const shown = alphabet('korean')
    .encode('하나')
    .map((code, i) => {
      page.append([code], i);
      return page.words;
    });
  assert.deepEqual(shown, ['ㅎ', '하', '한', '하나']);
});

test('whatever the splices, the page shows what the codes mean as a whole', () => {
  const signs = [
    '',
    '',
    DO,
    SN,
    '-.--.-',
    '.-..-.',
    '..',
    '..--.',
    '.-..',
    '-...',
    '-.--.',
    '--',
    '--...',
    '.',
    '-',
    '.---',
  ];
  const random = seeded(3);
  const below = (count: number): number => Math.floor(random() * count);
  const some = (count: number): string[] => Array.from({ length: count }, () => signs[below(signs.length)] ?? '');
  for (const name of ALPHABETS) {
    const table = alphabet(name);
    const page = new Page(table);
    const codes = new Transcript();
    for (let step = 0; step < 120; step++) {
      const end = codes.characters.at(-1)?.end ?? 0;
      if (random() < 0.7) page.apply(codes.append(read(some(below(4)), end)));
      else {
        const from = below(end);
        page.apply(codes.replaceSpan(from, from + 3, read(some(below(4)), from)));
      }
      const whole = new Page(table);
      whole.apply({ index: 0, remove: 0, insert: codes.characters });
      assert.deepEqual(page.text, whole.text, `${name}, step ${step}`);
      assert.deepEqual(page.printer.characters, page.text);
    }
  }
});

test('another alphabet prints the same codes again, and back', () => {
  const page = new Page(alphabet('wabun'));
  page.append(alphabet('wabun').encode('ガンド パパ'));
  page.show(page.printer.setAlphabet(alphabet('international')));
  assert.equal(page.words, 'LI+ÉI BÐBÐ');
  page.show(page.printer.setAlphabet(alphabet('wabun')));
  assert.equal(page.words, 'ガンド パパ');
});

test('a DO that a second reading corrects prints all that follows anew', () => {
  const page = new Page(alphabet('auto'));
  page.append(['.-', '', DO, '', '.-', '-...']);
  assert.equal(page.words, 'A <DO> イハ');
  const away = page.apply({ index: 2, remove: 1, insert: read(['-..-'], 2) });
  assert.equal(page.words, 'A X AB');
  assert.deepEqual([away?.index, away?.remove], [2, 4], 'what is before stays untouched');
  page.apply({ index: 2, remove: 1, insert: read([DO], 2) });
  assert.equal(page.words, 'A <DO> イハ');
});

test('kana stay kana when the DO before them is trimmed away, and no sign outlives a cleared text', () => {
  const page = new Page(alphabet('auto'));
  const transcript = new Transcript(10);
  page.apply(transcript.append(read([DO, ...alphabet('wabun').encode('ロハニホヘト')])));
  page.apply(transcript.append(read(['.-', '.-', '.-', '.-', '.-'], 20)));
  const trimmed = transcript.trim();
  assert.ok(trimmed?.remove === 3);
  page.apply(trimmed);
  assert.equal(page.words, 'ニホヘトイイイイイ');
  page.apply(transcript.append(read(['.-..'], 30)));
  page.apply(transcript.append(read(['..'], 31)));
  assert.equal(page.words, 'ニホヘトイイイイイガ');
  page.apply(transcript.clear());
  page.apply(transcript.append(read(['.-'], 40)));
  assert.equal(page.words, 'A');
});

/** As it would be sent, in the clear. */
const quick = (one: Character): Character => ({ ...one, start: 0.4 * one.start, end: 0.4 * one.end, confidence: 0.99 });

test('callsigns are spotted around kana', () => {
  const page = new Page(alphabet('auto'));
  const feed = new SpotFeed();
  const spots: string[] = [];
  const text = 'JA4XYZ DE JH8QRP <DO> ハジメマシテ ドウゾ <SN> DE JH8QRP K ';
  const codes = [...alphabet('auto').encode(text), ''];
  codes.forEach((code, i) => {
    const splice = page.append([code], i);
    if (splice) spots.push(...feed.take(splice, page.text.map(quick)).named.map(({ callsign }) => callsign));
  });
  assert.deepEqual(spots, ['JH8QRP', 'JH8QRP']);
});

test('a report that is run into a serial number stands apart, while it comes and when it is read again', () => {
  const table = alphabet('international');
  const page = new Page(table);
  const codes = [...table.encode('TU R5NNTT1 K')];
  const [all, transcript] = [read(codes), new Transcript()];
  for (const one of all) page.apply(transcript.append([one]));
  const text = () => page.text.map((character) => character.text).join('');
  assert.equal(text(), 'TU R 5NN TT1 K');
  const spaces = page.text.filter(({ code }) => code === '');
  assert.ok(spaces.every(({ start, end }, i) => end >= start && start >= (spaces[i - 1]?.end ?? 0)));
  page.apply(transcript.replaceSpan(3, 4, read(table.encode('S'), 3)));
  assert.equal(text(), 'TU S5NNTT1 K');
  page.apply(transcript.replaceSpan(3, 4, []));
  assert.equal(text(), 'TU 5NN TT1 K');
});
