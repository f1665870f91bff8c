import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { ALPHABETS, type Alphabet, alphabet } from '../codes.js';

/** What a text reads as when its codes are sent and printed, word by word. */
function roundTrip(table: Alphabet, text: string): string {
  const words: string[][] = [[]];
  for (const code of table.encode(text)) {
    if (code) words.at(-1)?.push(code);
    else words.push([]);
  }
  let shift = '';
  const printed = words.map((word) => {
    const { glyphs, shift: after } = table.print(word, shift);
    assert.equal(
      glyphs.reduce((sum, { codes }) => sum + codes, 0),
      word.length,
      'every code is part of one glyph',
    );
    shift = after;
    return glyphs.map(({ text }) => text).join('');
  });
  return printed.join(' ');
}

const reads = (name: string, text: string, as = text): void =>
  assert.equal(roundTrip(alphabet(name), text), as, `${name}: ${text}`);

test('what is sent in a script reads the same', () => {
  reads('international', 'UR RST 599 = NAME ÄÖÜ, QTH ÅSEDA? (TNX) 50/50 "FB" A@B.C -3 +5 <AS> <SK>');
  reads('auto', 'CQ DE JA1ABC <DO> ハジメマシテ、ガギグゲゴ パピプペポ <SN> 73 <SK>');
  reads(
    'wabun',
    'イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン ー、」（）',
  );
  reads('cyrillic', 'СЪЕШЬ ЖЕ ЕЩЕ ЭТИХ МЯГКИХ ФРАНЦУЗСКИХ БУЛОК, ВЫПЕЙ ЧАЮ. 599!');
  reads('ukrainian', 'ЇЖАК І ЩУКА: ЄНОТ У ЖИТТІ НЕ ЦЕ ЧУВ, ДОБРИЙ ФІЛЬМ КОХАЮ ШВИДКЬ');
  reads('bulgarian', 'ЖЪЛТАТА ДЮЛЯ БЕШЕ ЩАСТЛИВА, ЧЕ ПУХЪТ СИНЬО ЦЪФТИ 73');
  reads('greek', 'ΞΕΣΚΕΠΑΖΩ ΤΗΝ ΨΥΧΟΦΘΟΡΑ ΒΔΕΛΥΓΜΙΑ, 599 ΤΟ ΡΑΔΙΟ ΝΑΙ;');
  reads('hebrew', 'דג סקרן שט בים מאוכזב ולפתע מצא חברה 599 <SK>');
  reads('arabic', 'صف خلق خود كمثل الشمس ثم بزغ حظي ضجيع نجلاء معطار 73');
  reads('persian', 'گچ پژ ظلم ضعف ثروت خذ شغل طوس صبح حق غم');
  reads('thai', 'สวัสดี ครับ ผม ชื่อ พา 578');
  reads('korean', '안녕하세요 저는 한국 사람이에요 읽고 있었다 값이 얘기 예의 왜 뭐 귀 싸다 앉아 599');
});

test('a text is sent in any of its usual forms', () => {
  reads('international', 'são “don’t”', 'SAO "DON\'T"');
  reads('wabun', 'きゃっとﾌｰﾄﾞ。', 'キヤツトフード」');
  reads('auto', 'カンド ﾘﾖｳｺｳ K', '<DO> カンド リヨウコウ <SN> K');
  reads('auto', '<DO> QSLカード、ALCハ （FT817） 5Wデス', '<DO> （QSL）カード、（ALC）ハ （FT817） （5W）デス <SN>');
  reads('auto', 'CQ <DO> DE JA1ABC = <DO> 18 ド <SN> 73');
  reads('cyrillic', '«ёлка»', '"ЕЛКА"');
  reads('greek', 'Καλημέρα σας', 'ΚΑΛΗΜΕΡΑ ΣΑΣ');
  reads('hebrew', 'שָׁלוֹם', 'שלום');
  reads('arabic', 'أهلاً ٥٩٩؟', 'اهلا 599?');
  reads('persian', 'سلامـ ۷۳', 'سلام 73');
});

test('the bracket and & are read within a word, KN and AS at its end', () => {
  const { print } = alphabet('international');
  const texts = (...word: string[]) => print(word, '').glyphs.map(({ text }) => text);
  assert.deepEqual(texts('-.--.', '-'), ['(', 'T']);
  assert.deepEqual(texts('-', '-.--.'), ['T', '<KN>']);
  assert.deepEqual(texts('.-...'), ['<AS>']);
  assert.deepEqual(texts('.-', '.-...', '-'), ['A', '&', 'T']);
});

test('an error of six to nine dits is one', () => {
  const { decode } = alphabet('international');
  for (const dits of ['......', '.......', '........']) assert.equal(decode(dits), '<HH>');
  assert.equal(alphabet('cyrillic').decode('......'), '.', 'six are the Russian full stop');
});

test('voicing marks join the kana before them, and only one that can have them', () => {
  const { print } = alphabet('wabun');
  assert.deepEqual(print(['.-..', '..', '-...', '..--.', '-...', '..'], '').glyphs, [
    { text: 'ガ', codes: 2 },
    { text: 'パ', codes: 2 },
    { text: 'バ', codes: 2 },
  ]);
  assert.deepEqual(print(['..', '--', '..'], '').glyphs, [
    { text: '゛', codes: 1 },
    { text: 'ヨ', codes: 1 },
    { text: '゛', codes: 1 },
  ]);
});

test('a doubled consonant that could end the syllable before is read as two', () => {
  reads('korean', '아까', '악가');
  reads('korean', 'ㅋㅋㅋ ㅏ ㄱ');
});

test('DO begins kana and SN ends it, brackets hold Latin, and CQ DO asks for kana', () => {
  const codes = (text: string) => alphabet('international').encode(text);
  const { print } = alphabet('auto');
  const line = (...words: (readonly string[])[]) => {
    let shift = '';
    return words
      .map((word) => {
        const printed = print(word, shift);
        shift = printed.shift;
        return printed.glyphs.map(({ text }) => text).join('');
      })
      .join(' ');
  };
  const [DO, SN, open, close] = ['-..---', '...-.', '-.--.-', '.-..-.'];
  assert.equal(line(codes('AB'), [DO], codes('AB'), [SN], codes('AB')), 'AB <DO> イハ <SN> AB');
  assert.equal(line([...codes('K'), DO, '.-..', '..', SN, ...codes('K')]), 'K<DO>ガ<SN>K');
  assert.equal(line([DO, '.-', open, ...codes('AB'), close, '.-']), '<DO>イ（AB）イ');
  assert.equal(line([DO, '.-', open, ...codes('AB'), SN, '.-']), '<DO>イ（AB<SN>A', 'SN ends a bracket too');
  assert.equal(line(codes('CQ'), codes('CQ'), [DO], codes('DE'), [DO], ['.-']), 'CQ CQ <DO> DE <DO> イ');
  assert.equal(line([...codes('CQ'), DO], codes('DE')), 'CQ<DO> DE');
  assert.equal(line([SN], ['.-']), '<VE> A', 'SN alone is “understood”');
});

test('kana that go on after SN, which corrected a slip, are kana again after a few codes', () => {
  const [first, second] = ['<DO> テンキハ ハリ <SN>', 'ハレ デス サクラガ サキマシタ <SN> 73'].map((text) =>
    alphabet('wabun').encode(text),
  );
  const words = [...(first ?? []), '', ...(second ?? [])]
    .join(' ')
    .split('  ')
    .map((word) => word.split(' '));
  const { print } = alphabet('auto');
  let shift = '';
  const text = words
    .map((word) => {
      const printed = print(word, shift);
      shift = printed.shift;
      return printed.glyphs.map((glyph) => glyph.text).join('');
    })
    .join(' ');
  assert.equal(text, '<DO> テンキハ ハリ <SN> BO ⟨.-.--⟩Iス サクラガ サキマシタ <SN> 73');
  reads('auto', '<DO> ドウゾ <SN> R R DE DL1ABC NAME JÜRGEN QTH GRAZ K');
});

test('Russian letters and kana are those that the model was trained with', async () => {
  const source = await readFile(new URL('../../../models/training/codes.py', import.meta.url), 'utf8');
  for (const [variable, name] of [
    ['CYRILLIC', 'cyrillic'],
    ['WABUN', 'wabun'],
  ] as const) {
    const table = new RegExp(`^${variable} = dict\\(\\s*zip\\(\\s*"([^"]+)",((?:\\s*"[^"]*")+)\\.split`, 'm').exec(
      source,
    );
    const letters = [...(table?.[1] ?? '')];
    const codes = (table?.[2] ?? '').replaceAll('"', '').trim().split(/\s+/);
    assert.ok(letters.length > 30 && codes.length === letters.length, `${variable} is found`);
    letters.forEach((letter, i) => {
      assert.deepEqual(alphabet(name).encode(letter), [codes[i]], letter);
      assert.equal(alphabet(name).decode(codes[i] ?? ''), letter);
    });
  }
});

/** Letters and the Latin ones that have the same code, from TypeAtlas (M. Krachounov, CC0) and SKATS. */
const EQUIVALENTS: Readonly<Record<string, string>> = {
  cyrillic: 'АA БB ВW ГG ДD ЕE ЖV ЗZ ИI ЙJ КK ЛL МM НN ОO ПP РR СS ТT УU ФF ХH ЦC ЧÖ ШŠ ЩQ ЬX ЫY ЭÉ ЮÜ ЯÄ',
  ukrainian: 'ІI ЄÉ ЇĴ ИY ЬX ГG ХH ШŠ ЩQ ЮÜ ЯÄ',
  bulgarian: 'ЪX ЬY ИI ЙJ ЖV ЩQ ЧÖ ШŠ ЮÜ ЯÄ',
  greek: 'ΑA ΒB ΓG ΔD ΕE ΖZ ΗH ΘC ΙI ΚK ΛL ΜM ΝN ΞX ΟO ΠP ΡR ΣS ΤT ΥY ΦF ΧŠ ΨQ ΩW',
  hebrew: 'אA בB גG דD הO וE זZ חH טU יI כK לL מM נN סC עJ פP צW קQ רR שS תT',
  arabic: 'اA بB تT ثC جJ حH خO دD ذZ رR زÖ سS شŠ صX ضV لL مM نN هÉ وW يI ءE',
  korean: 'ㄱL ㄴF ㄷB ㄹV ㅁM ㅂW ㅅG ㅇK ㅈP ㅊC ㅋX ㅌZ ㅍO ㅎJ ㅏE ㅑI ㅓT ㅕS ㅗA ㅛN ㅜH ㅠR ㅡD ㅣU ㅐQ ㅔY',
};

test('letters have the codes of the Latin letters that published lists give them', () => {
  for (const [name, list] of Object.entries(EQUIVALENTS)) {
    for (const [letter = '', latin = ''] of list.split(' ').map((pair) => [...pair])) {
      const codes = alphabet('international').encode(latin);
      assert.equal(codes.length, 1);
      assert.deepEqual(alphabet(name).encode(letter), codes, `${name} ${letter}`);
      assert.equal(alphabet(name).decode(codes[0] ?? ''), letter, name);
    }
  }
});

test('the model can print every code of every alphabet but three', async () => {
  const source = await readFile(new URL('../../../models/morse-live.json', import.meta.url), 'utf8');
  const { tokens }: { tokens: string[] } = JSON.parse(source);
  const missing = new Set<string>();
  for (const name of ALPHABETS) {
    const table = alphabet(name);
    for (let length = 1; length <= 9; length++) {
      for (let bits = 0; bits < 2 ** length; bits++) {
        const code = Array.from({ length }, (_, i) => ((bits >> i) & 1 ? '-' : '.')).join('');
        if (!table.decode(code).startsWith('⟨') && !tokens.includes(code)) missing.add(`${table.decode(code)} ${code}`);
      }
    }
  }
  assert.deepEqual([...missing].sort(), ['<HH> .......', 'ß ...--..', 'Ś ...-...']);
});
