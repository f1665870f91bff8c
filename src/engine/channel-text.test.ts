import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FRAME_RATE } from '../dsp/frame.js';
import type { Character } from '../morse/character.js';
import { alphabet } from '../morse/codes.js';
import type { DecodedToken } from '../morse/ctc.js';
import { TextPrinter } from '../morse/printer.js';
import type { Splice } from '../morse/transcript.js';
import { ChannelText } from './channel-text.js';

const international = alphabet('international');

/** One character a second, from second `from` on. */
function sent(text: string, from: number, shift = 0, table = international): Character[] {
  const codes = table.encode(text);
  return codes.map((code, i) => {
    const start = from + i + shift;
    const token: DecodedToken = { code, space: code === '', frame: 0, start, end: start + 0.6, confidence: 0.9 };
    return new ChannelText().toCharacter(token);
  });
}

class Page {
  text: Character[] = [];
  readonly printer: TextPrinter;
  constructor(table = international) {
    this.printer = new TextPrinter(table);
  }
  apply(splices: readonly Splice[]): void {
    for (const splice of splices) this.show(this.printer.apply(splice));
  }
  show(splice: Splice | null): void {
    if (splice) this.text.splice(splice.index, splice.remove, ...splice.insert);
  }
  get words(): string {
    return this.text.map(({ text }) => text).join('');
  }
}
const frame = (seconds: number) => Math.round(seconds * FRAME_RATE);

test('what is read twice after a lost worker is printed once, and nothing in between is missing', () => {
  const text = new ChannelText();
  const page = new Page();
  page.apply(text.add(sent('ABCDEFGHIJKL', 0), frame(12)));
  text.readAgain(4, frame(12));
  page.apply(text.add(sent('FGHIJ', 5, 0.05), frame(10)));
  assert.equal(page.words, 'ABCDEFGHIJKL', 'nothing flickers meanwhile');
  page.apply(text.add(sent('KLM', 10, 0.05), frame(13)));
  page.apply(text.add(sent('NO', 13), frame(15)));
  assert.equal(page.words, 'ABCDEFGHIJKLMNO');
  assert.deepEqual(
    page.text.map(({ code }) => code),
    text.characters.map(({ code }) => code),
    'page and engine hold the same',
  );
});

test('a worker that is lost again while its span is read again changes nothing about that', () => {
  const text = new ChannelText();
  const page = new Page();
  page.apply(text.add(sent('ABCDEFGHIJKL', 0), frame(12)));
  text.readAgain(4, frame(12));
  page.apply(text.add(sent('FGH', 5), frame(8)));
  text.readAgain(4, frame(8));
  page.apply(text.add(sent('FGHIJKLMN', 5), frame(14)));
  assert.equal(page.words, 'ABCDEFGHIJKLMN');
});

test('a re-decode corrects its span, keeps what is older, and puts a past before text that began later', () => {
  const text = new ChannelText();
  const page = new Page();
  page.apply(text.add(sent('ABCDEFGHXXKL', 0), frame(12)));
  page.apply(text.replaceFrom(2, sent('EFGHIJKL', 4)));
  assert.equal(page.words, 'ABCDEFGHIJKL');
  const late = new ChannelText();
  const other = new Page();
  other.apply(late.add(sent('KLM', 10), frame(13)));
  other.apply(late.replaceFrom(0, sent('ABCDEFGHIJKLM', 0)));
  assert.equal(other.words, 'ABCDEFGHIJKLM');
});

test('a word space that turns out to be none goes while it is provisional, and one that is becomes final', () => {
  const spaced = sent('T E A', 0).map((one) => (one.code === '' ? { ...one, final: false } : one));
  const [first, second] = [spaced[1], spaced[3]] as [Character, Character];
  const text = new ChannelText();
  const page = new Page();
  page.apply(text.add(spaced, frame(5)));
  page.apply(text.judge([{ start: first.start, word: false }]));
  assert.equal(page.words, 'TE A');
  page.apply(text.judge([{ start: second.start, word: true }]));
  assert.ok(page.text.every(({ final }) => final));
  page.apply(text.judge([{ start: second.start, word: false }]));
  assert.equal(page.words, 'TE A', 'final text stays');
});

test('while a careful reading is to come, a word space stays provisional', () => {
  const text = new ChannelText();
  text.provisional = true;
  const [letter, space] = sent('T E', 0).map((one) => ({ ...one, final: false })) as [Character, Character];
  text.add([letter, space], frame(2));
  assert.deepEqual(text.judge([{ start: space.start, word: true }]), []);
  assert.equal(text.judge([{ start: space.start, word: false }]).length, 1);
});

test('another alphabet prints the same codes again', () => {
  const text = new ChannelText();
  const page = new Page();
  page.apply(text.add(sent('SK 73', 0), frame(5)));
  page.show(page.printer.setAlphabet(alphabet('cyrillic')));
  assert.equal(page.words, 'СК 73');
  page.apply(text.clear());
  assert.equal(page.words, '');
});

test('a past with the DO that the live reading came too late for makes kana of the rest, none lost at the seam', () => {
  const auto = alphabet('auto');
  const kana = alphabet('wabun');
  const text = new ChannelText();
  const page = new Page(auto);
  // A code a second: DO, a space, then サクラガマンカイデスガ from 2 s on; the live reading has it from the first ガ on.
  const all = sent('<DO> サクラガマンカイデスガ', 0, 0.05, kana);
  page.apply(text.add(sent('ガマンカイデスガ', 5, 0, kana), frame(16)));
  assert.ok(!/[ァ-ン]/.test(page.words), 'Latin, as far as it knows');
  page.apply(text.replaceFrom(0, all));
  assert.equal(page.words, '<DO> サクラガマンカイデスガ');
  for (const cut of [5.8, 6.6, 7.5]) {
    page.apply(
      text.replaceFrom(
        cut - 4,
        all.filter(({ start }) => start >= cut - 4),
      ),
    );
    assert.equal(page.words, '<DO> サクラガマンカイデスガ', `seam at ${cut} s, within or beside ガ`);
  }
});
