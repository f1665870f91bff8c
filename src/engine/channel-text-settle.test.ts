import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../../test/support/signals.js';
import { FRAME_RATE } from '../dsp/frame.js';
import type { Character } from '../morse/character.js';
import { alphabet } from '../morse/codes.js';
import type { Splice } from '../morse/transcript.js';
import { ChannelText } from './channel-text.js';

const international = alphabet('international');
const LETTERS = 'ETIANMSURWDKGOHVFLPJBXCYZQ';

/** A character, and the stream time at which the model has decided it, seconds. */
type Decided = Character & { readonly decided: number };
type Random = () => number;

/** Words of random letters with the pauses of a hand; decided up to 0.9 s after their end. */
function message(random: Random, seconds: number): Decided[] {
  const sent: Decided[] = [];
  let time = 0.5 + random();
  while (time < seconds) {
    const letter = LETTERS[Math.floor(random() * LETTERS.length)] as string;
    const [code = ''] = international.encode(letter);
    const end = time + 0.05 + 0.1 * code.length;
    const decided = Math.max(sent.at(-1)?.decided ?? 0, end + 0.1 + 0.3 * random());
    sent.push(character(code, time, end, decided, random));
    time = end + 0.15 + 0.1 * random();
    if (random() < 0.25) {
      const pause = random() < 0.2 ? 4 * random() : 0.2;
      sent.push(character('', end, time, Math.max(decided, time + 0.1), random));
      time += pause;
    }
  }
  return sent;
}

const character = (code: string, start: number, end: number, decided: number, random: Random): Decided => ({
  text: code ? international.decode(code) : ' ',
  code,
  start,
  end,
  confidence: random(),
  final: false,
  decided,
});

/** The same audio read with mistakes: wrong, missing and invented characters, word spaces lost and invented. */
function misread(truth: readonly Decided[], random: Random): Decided[] {
  return truth.flatMap((one, i) => {
    const jitter = 0.04 * (random() - 0.5);
    const read = { ...one, start: one.start + jitter, end: one.end + jitter };
    const gap = (truth[i + 1]?.start ?? one.end + 1) - one.end;
    if (random() < 0.1) return [];
    if (random() < 0.1 && one.code) return [character('-', read.start, read.end, one.decided, random)];
    if (random() < 0.05 && one.code && gap > 0.3)
      return [read, character('.', one.end + 0.1, one.end + 0.15, one.decided + 0.2, random)];
    if (random() < 0.05 && one.code && truth[i + 1]?.code)
      return [read, character('', one.end, one.end + 0.1, one.decided, random)];
    return [read];
  });
}

const asWords = (chars: readonly Character[]) =>
  chars
    .map(({ text }) => text)
    .join('')
    .trim();

class Page {
  text: Character[] = [];
  apply(splices: readonly Splice[]): void {
    for (const { index, remove, insert } of splices) this.text.splice(index, remove, ...insert);
  }
}

test('wherever the careful reading is cut, its text is what stands there at last, and nothing is lost or doubled', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed);
    const truth = message(random, 60);
    const quick = misread(truth, random);
    const text = new ChannelText();
    const page = new Page();
    text.provisional = true;
    text.beginSettling(0, false);
    let settled = 0;
    const steps: number[] = [];
    for (let now = 0; now < 62; now += 0.064) {
      const due = quick.filter(({ decided }) => decided > now - 0.064 && decided <= now);
      page.apply(text.add(due, now * FRAME_RATE));
      if (now - settled < 4 + 4 * random()) continue;
      const until = now - 4;
      const found = truth.filter(({ decided }) => decided > settled && decided <= until);
      page.apply(text.settle(found, until));
      steps.push(until);
      settled = until;
      assert.deepEqual(page.text, text.characters, 'page and engine hold the same');
      const old = page.text.find(({ final, end }) => !final && end < until - 2);
      assert.equal(old, undefined, `seed ${seed}: nothing old stays provisional`);
    }
    page.apply(
      text.settle(
        truth.filter(({ decided }) => decided > settled),
        64,
      ),
    );
    page.apply(text.endSettling());
    assert.equal(asWords(page.text), asWords(truth).replace(/ +/g, ' '), `seed ${seed}, cut at ${steps.join(' ')}`);
    assert.ok(page.text.every(({ final }) => final));
  }
});

test('a quick reading that begins again after a lost worker leaves alone what is settled', () => {
  const random = seeded(5);
  const truth = message(random, 30);
  const quick = misread(truth, random);
  const until = 20;
  const read = (from: number, to: number) => quick.filter(({ decided }) => decided > from && decided <= to);
  const text = new ChannelText();
  const page = new Page();
  text.provisional = true;
  text.beginSettling(0, false);
  page.apply(text.add(read(0, 24), 24 * FRAME_RATE));
  page.apply(
    text.settle(
      truth.filter(({ decided }) => decided <= until),
      until,
    ),
  );
  const final = page.text.filter((one) => one.final);
  text.readAgain(16, 24 * FRAME_RATE);
  page.apply(text.add(read(16, 26), 26 * FRAME_RATE));
  assert.deepEqual(page.text.slice(0, final.length), final);
  page.apply(text.add(read(26, 40), 40 * FRAME_RATE));
  page.apply(
    text.settle(
      truth.filter(({ decided }) => decided > until),
      40,
    ),
  );
  page.apply(text.endSettling());
  assert.equal(asWords(page.text), asWords(truth).replace(/ +/g, ' '));
});

test('a careful reading that begins again some seconds earlier doubles nothing', () => {
  const random = seeded(6);
  const truth = message(random, 30);
  const text = new ChannelText();
  text.beginSettling(0, false);
  text.settle(
    truth.filter(({ decided }) => decided <= 20),
    20,
  );
  const jittered = truth.map((one) => ({ ...one, start: one.start + 0.02, end: one.end + 0.02 }));
  text.settle(
    jittered.filter(({ decided }) => decided > 12 && decided <= 16),
    16,
  );
  text.settle(
    jittered.filter(({ decided }) => decided > 16),
    40,
  );
  assert.equal(asWords(text.characters), asWords(truth).replace(/ +/g, ' '));
});

test('text that was cleared does not come back when its careful reading comes', () => {
  const random = seeded(7);
  const truth = message(random, 20);
  const text = new ChannelText();
  text.beginSettling(0, false);
  text.add(
    truth.filter(({ decided }) => decided <= 10),
    10 * FRAME_RATE,
  );
  text.clear(10);
  text.settle(truth, 22);
  assert.equal(asWords(text.characters), asWords(truth.filter(({ start, end }) => (start + end) / 2 >= 10)));
});

test('a past that was cleared and is read again stands as the careful reading has it, and only the rest is chosen', () => {
  const random = seeded(9);
  const truth = message(random, 20);
  const text = new ChannelText();
  // It would rather have what the quick reading has, which is nothing where that was cleared.
  text.choice = { choose: (quick) => [...quick] };
  text.add(
    truth.filter(({ decided }) => decided <= 10),
    10 * FRAME_RATE,
  );
  text.clear(10);
  const quick = truth.filter(({ decided }) => decided > 10);
  text.add(quick, 22 * FRAME_RATE);
  text.beginSettling(0, false);
  text.settle(truth, 22);
  assert.equal(asWords(text.characters), asWords(truth));
});

test('without a careful reading everything becomes final as it is', () => {
  const random = seeded(8);
  const text = new ChannelText();
  const page = new Page();
  text.beginSettling(0, false);
  const truth = message(random, 20);
  page.apply(text.add(truth, 20 * FRAME_RATE));
  page.apply(text.endSettling());
  assert.equal(asWords(page.text), asWords(text.characters));
  assert.ok(page.text.every(({ final }) => final));
  assert.deepEqual(text.endSettling(), []);
});
