import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyText } from '../../../demo/simulator/keyer.js';
import type { Character } from '../character.js';
import { SpotFeed } from './spot-feed.js';

/** A text as it would be read: lower case is doubtful, `*` no letter at all, `~` the sign for a mistake. */
function sent(text: string, from: number, { wpm = 25, final = true, confidence = 0.99 } = {}): Character[] {
  const keyed = keyText(text.replaceAll(/[*~]/g, 'E'), { wpm }).characters;
  let letters = 0;
  return [...text].map((letter) => {
    const space = letter === ' ';
    const { code = '', start = 0, end = 0 } = keyed[space ? letters - 1 : letters++] ?? {};
    const doubtful = letter === '*' || letter !== letter.toUpperCase();
    return {
      text: letter === '*' ? '⟨......⟩' : letter === '~' ? '<HH>' : letter.toUpperCase(),
      code: space ? '' : letter === '*' ? '......' : code,
      start: from + (space ? end : start),
      end: from + end,
      confidence: doubtful ? 0.4 : confidence,
      final,
    };
  });
}

/** A channel's text, and who has been named so far. */
class Text {
  characters: Character[] = [];
  readonly named = new Map<string, string>();
  readonly withdrawn: string[] = [];
  readonly #feed = new SpotFeed();

  /** The sound broke off so many seconds behind the last character. */
  breakOff(spare: number): void {
    this.#feed.brokeOff = (this.characters.at(-1)?.end ?? 0) + spare;
  }

  splice(index: number, remove: number, insert: readonly Character[]): string[] {
    this.characters = this.characters.toSpliced(index, remove, ...insert);
    return this.#take(this.#feed.take({ index, remove, insert }, this.characters));
  }

  /** Letter by letter. */
  append(text: string, from: number, options = {}): string[] {
    return sent(text, from, options).flatMap((one) => this.splice(this.characters.length, 0, [one]));
  }

  rest(now: number): string[] {
    return this.#take(this.#feed.rest(now));
  }

  #take({ named, withdrawn }: ReturnType<SpotFeed['take']>): string[] {
    this.withdrawn.push(...withdrawn);
    for (const callsign of withdrawn) this.named.delete(callsign);
    const fresh = named.filter(({ callsign }) => !this.named.has(callsign));
    for (const { callsign, type } of named) this.named.set(callsign, type);
    return fresh.map(({ callsign }) => callsign);
  }
}

/** Who is named in a text of several overs, each some seconds after the one before. */
function named(...overs: readonly string[]): Record<string, string> {
  const text = new Text();
  let time = 0;
  for (const over of overs) {
    text.append(`${over} `, time);
    time = (text.characters.at(-1)?.end ?? 0) + 4;
    text.rest(time);
  }
  return Object.fromEntries(text.named);
}

test('one who calls is named, with /P and a prefix, and is no other', () => {
  assert.deepEqual(named('CQ CQ DE K1ABC K1ABC K'), { K1ABC: 'cq' });
  assert.deepEqual(named('CQ POTA DE F/DL1ABC/P F/DL1ABC/P K'), { 'F/DL1ABC/P': 'cq' });
  assert.deepEqual(named('CQ TEST G3XYZ G3XYZ TEST'), { G3XYZ: 'cq' });
  assert.deepEqual(named('QRZ DE W1AW/4 W1AW/4'), { 'W1AW/4': 'cq' });
});

test('who is called is not who sends', () => {
  assert.deepEqual(named('W1AW DE K1ABC K1ABC K'), { K1ABC: 'dx' });
  assert.deepEqual(named('TEST S57DX TEST', 'OK1AA 5NN 123', 'TU S57DX TEST', 'DL1ABC 599 124'), { S57DX: 'cq' });
  assert.deepEqual(named('R TU OK1AA 73 DE K1ABC CQ', 'R TU DL2XYZ 73 DE K1ABC CQ'), { K1ABC: 'cq' });
  assert.deepEqual(named('UR RST 599 599 ANT G5RV G5RV RIG IC7300'), {});
});

test('calls whose country is a letter and a digit may have no other digit', () => {
  assert.deepEqual(named('CQ CQ DE D4C D4C D4C PSE K'), { D4C: 'cq' });
  assert.deepEqual(named('CQ TEST E7DX E7DX TEST'), { E7DX: 'cq' });
  assert.deepEqual(named('OZ1AAA DE C6AGU C6AGU K'), { C6AGU: 'dx' });
  assert.deepEqual(named('CQ P2P CQ P2P DE K1ABC K1ABC'), { K1ABC: 'cq' });
  assert.deepEqual(named('CQ TEST T5E'), {});
});

test('a call that was broken off is not put together with the word behind it', () => {
  assert.deepEqual(named('CQ CQ DE DE F5 F5 SRI ~ DE F5IN F5IN K'), { F5IN: 'cq' });
  assert.deepEqual(named('CQ DE SP5 SRI ANT TUNE DE SP5XYZ SP5XYZ K'), { SP5XYZ: 'cq' });
  assert.deepEqual(named('CQ TEST DE LZ5 QRM QRM TEST LZ5K LZ5K'), { LZ5K: 'cq' });
  assert.deepEqual(named('R R DE F6 ABT QTH OM = DE ON4UN K'), { ON4UN: 'dx' });
  assert.deepEqual(named('CQ DE G4 ZAP ZAP DE G3XYZ G3XYZ K'), { G3XYZ: 'cq' });
  assert.deepEqual(named('CQ DE K1ABX ~ K1ABC K1ABC K'), { K1ABC: 'cq' });
});

test('both sides of a QSO are named', () => {
  const both = named('CQ DE K1ABC K1ABC K', 'K1ABC DE OH2BH OH2BH K', 'OH2BH DE K1ABC = UR 599 599 = HW?');
  assert.deepEqual(both, { K1ABC: 'cq', OH2BH: 'dx' });
});

test('a caller who is answered is named', () => {
  assert.deepEqual(named('TEST S57DX', 'OK1AA', 'OK1AA 5NN 001', 'TEST S57DX'), { S57DX: 'cq', OK1AA: 'dx' });
});

test('who answers a run that ends with TEST, by another hand, does not call', () => {
  for (const [runner, first, second, wpm] of [
    ['DL5XY', 'G3ABC', 'SP9KLM', 26],
    ['OH8X', 'LZ2AB', 'F5IN', 29],
    ['W1AW', 'YU1ZZ', 'DL1ABC', 34],
  ] as const) {
    const text = new Text();
    let time = 0;
    const say = (words: string, speed: number): void => {
      text.append(`${words} `, time, { wpm: speed });
      time = (text.characters.at(-1)?.end ?? 0) + 0.65;
    };
    say(`TEST ${runner} ${runner}`, 36);
    say(first, 34);
    say(`${first} 5NN 14`, 36);
    say('TU 5NN 14', 34);
    say(`TU ${runner} TEST`, 36);
    say(`${second} ${second}`, wpm);
    say(`${second} 5NN 14`, 36);
    say('TU UR 5NN 15 15', wpm);
    say(`TU ${runner}`, 36);
    text.rest(time + 4);
    assert.equal(text.named.get(runner), 'cq');
    assert.notEqual(text.named.get(second), 'cq', second);
  }
});

test('a beacon is one by its VVV, its /B or its long dash', () => {
  assert.deepEqual(named('VVV VVV DE DL0IGI DL0IGI JO52'), { DL0IGI: 'beacon' });
  assert.deepEqual(named('DE GB3RAL/B GB3RAL/B'), { 'GB3RAL/B': 'beacon' });
  const text = new Text();
  for (const from of [0, 10]) {
    text.append('4U1UN ', from);
    const start = (text.characters.at(-1)?.end ?? 0) + 0.4;
    text.splice(text.characters.length, 0, [
      { text: 'T', code: '-', start, end: start + 1, confidence: 0.9, final: true },
      { text: ' ', code: '', start: start + 1, end: start + 1.4, confidence: 1, final: true },
    ]);
  }
  assert.equal(text.named.get('4U1UN'), 'beacon');
});

test('a beacon is one by the word beside its call, also without DE; a locator is none', () => {
  assert.deepEqual(named('HI HI DE KD4YDD BEACON EM84AB'), { KD4YDD: 'beacon' });
  assert.deepEqual(named('DE W1XYZ W1XYZ BCN FN42', 'DE W1XYZ W1XYZ BCN FN42'), { W1XYZ: 'beacon' });
  assert.deepEqual(named('DE OH2B = BEACON OH2B KP20'), { OH2B: 'beacon' });
  const text = 'GB3RAL GB3RAL BEACON IO91IN';
  assert.deepEqual(named(`${text} ${text}`), { GB3RAL: 'beacon' });
  assert.deepEqual(named(text, text), { GB3RAL: 'beacon' });
  assert.deepEqual(named(`BEACON IO91IN ${text} ${text} GB3RAL`), { GB3RAL: 'beacon' });
});

test('who speaks of beacons is none', () => {
  assert.deepEqual(named('I HEARD UR BEACON ON 10M TODAY = THE BEACON IS FB'), {});
  assert.deepEqual(named('HEARD GB3RAL BEACON TODAY ES OH2B BEACON TOO'), {});
  assert.deepEqual(named('UR BEACON IS FB = 73 DE K1ABC K1ABC SK'), { K1ABC: 'dx' });
  assert.deepEqual(named('TNX FER BEACON', 'CQ DE K1ABC K1ABC K'), { K1ABC: 'cq' });
  assert.deepEqual(named('GB3RAL BEACON DE K1ABC = 73 DE K1ABC SK'), { K1ABC: 'dx' });
});

test('a call that was sent once in the clear is named less surely than one that was repeated; in noise not at all', () => {
  const confidence = (text: string, sure: number): number => {
    const feed = new SpotFeed();
    const characters = sent(text, 0, { confidence: sure });
    return feed.take({ index: 0, remove: 0, insert: characters }, characters).named[0]?.confidence ?? 0;
  };
  assert.ok(confidence('CQ DE K1ABC K ', 0.993) > 0.9);
  assert.ok(confidence('CQ DE K1ABC K1ABC K ', 0.993) > confidence('CQ DE K1ABC K ', 0.993));
  assert.equal(confidence('CQ DE K1ABC K ', 0.9), 0);
});

test('a doubtful letter is mended by a repeat, and is never printed', () => {
  assert.deepEqual(named('CQ DE K1A*C K1ABC K1ABC K'), { K1ABC: 'cq' });
  assert.deepEqual(named('CQ DE K*ABC K1ABC K', 'CQ DE K1xBC K1ABC K'), { K1ABC: 'cq' });
  assert.deepEqual(named('CQ DE K*ABC K1A*C K', 'CQ DE K1*BC *1ABC K'), { K1ABC: 'cq' });
  assert.deepEqual(named('CQ DE K1A*C K'), {});
});

test('calls that were torn, or ran into a word, are whole', () => {
  assert.deepEqual(named('CQ DE DL 1ABC DL1ABC K'), { DL1ABC: 'cq' });
  assert.deepEqual(named('CQ CQ DEK1ABC K1ABC K'), { K1ABC: 'cq' });
  assert.deepEqual(named('CQ DE ZS1W C ZS1WC K', 'CQ DE ZS1WC K'), { ZS1WC: 'cq' });
});

test('a mistake is taken back when the right call has come often', () => {
  const text = new Text();
  assert.deepEqual(text.append('CQ DE EA7GT K ', 0, { confidence: 0.996 }), ['EA7GT']);
  for (const time of [10, 20, 30]) text.append('CQ DE EA7GE EA7GE K ', time);
  assert.deepEqual([...text.named.keys()], ['EA7GE']);
  assert.deepEqual(text.withdrawn, ['EA7GT']);
});

test('a call is told when it is final, as it is then, and once', () => {
  const text = new Text();
  assert.deepEqual(text.append('CQ DE K1ABO K1ABO K ', 0, { final: false }), []);
  const final = sent('CQ DE K1ABC K1ABC K ', 0);
  assert.deepEqual(text.splice(0, text.characters.length, final), ['K1ABC']);
  assert.deepEqual(text.append('CQ DE K1ABC K ', 20), []);
});

test('text that is read again counts once, and what had been misread there counts no more', () => {
  const text = new Text();
  text.append('CQ DE DL0ZZ DL0ZZ K ', 0);
  text.append('TU 73 ', 20);
  const again = [...sent('CQ DE DL9ZZ DL9ZZ K ', 0), ...sent('TU 73 ', 20)];
  text.splice(0, text.characters.length, again);
  assert.deepEqual([...text.named.keys()], ['DL9ZZ']);
});

test('text that has grown too long loses its head, and goes on', () => {
  const text = new Text();
  text.append('VVV VVV VVV CQ ', 0);
  text.splice(0, 8, []);
  assert.deepEqual(text.append('DE K1ABC K1ABC K ', 20), ['K1ABC']);
});

test('a call that ended an over stays when the next over begins', () => {
  const text = new Text();
  text.append('TEST S57DX ', 0, { confidence: 0.996 });
  assert.deepEqual(text.rest(30), ['S57DX']);
  text.append('OK1A', 31);
  assert.deepEqual([[...text.named.keys()], text.withdrawn], [['S57DX'], []]);
});

test('a slow letter on its way is waited for', () => {
  const text = new Text();
  const slow = sent('CQ DE EA7GE ', 0, { wpm: 8, confidence: 0.996 });
  text.splice(0, 0, slow.slice(0, -2));
  assert.deepEqual(text.rest((slow.at(-3)?.end ?? 0) + 2.6), []);
  text.splice(slow.length - 2, 0, slow.slice(-2));
  assert.deepEqual(text.rest((slow.at(-1)?.end ?? 0) + 6), ['EA7GE']);
});

test('where the sound breaks off within a callsign, what was heard of it is no station', () => {
  const heard = (last: string, spare: number): string[] => {
    const text = new Text();
    text.append(`CQ CQ DE I2KJH I2KJH K CQ CQ DE ${last}`, 0);
    text.breakOff(spare);
    text.rest((text.characters.at(-1)?.end ?? 0) + 3);
    return [...text.named.keys()];
  };
  assert.deepEqual(heard('I2KA', 0.01), ['I2KJH']);
  assert.deepEqual(heard('I2KA', 2), ['I2KJH', 'I2KA']);
  assert.deepEqual(heard('K1ABC', 0.01), ['I2KJH']);
  assert.deepEqual(heard('I2KJH', 0.01), ['I2KJH']);
  assert.deepEqual(heard('K1ABC K1ABC', 0.01), ['I2KJH', 'K1ABC']);
});
