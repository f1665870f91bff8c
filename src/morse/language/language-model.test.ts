import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { LanguageModel } from './language-model.js';

const file = readFileSync(new URL('../../../models/morse-language.bin', import.meta.url));
const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
const model = new LanguageModel(bytes);

describe('the language model', () => {
  test('gives each code of the shared lines the odds that Python gives it', () => {
    const vectors: { line: string; codes: string[]; logProbabilities: number[] }[] = JSON.parse(
      readFileSync(new URL('../../../test/vectors/language.json', import.meta.url), 'utf8'),
    );
    assert.ok(vectors.length > 2);
    for (const { line, codes, logProbabilities } of vectors) {
      const symbols = codes.map((code) => model.symbol(code));
      symbols.forEach((symbol, i) => {
        const odds = model.logProbability(symbols.slice(0, i), symbol);
        assert.ok(Math.abs(odds - (logProbabilities[i] as number)) < 1e-3, `${line}, code ${i}`);
      });
    }
  });

  test('the odds of all codes after any others add up to one, but for the bytes that they are kept in', () => {
    const all = Array.from({ length: model.size }, (_, symbol) => symbol);
    for (const context of [[], ['-', '....'], ['', '-.-.', '--.-', ''], ['--.-', '--.-', '--.-', '--.-', '--.-']]) {
      const before = context.map((code) => model.symbol(code));
      const sum = all.reduce((total, symbol) => total + Math.exp(model.logProbability(before, symbol)), 0);
      assert.ok(sum > 0.9 && sum < 1.1, `${context.join(' ')}: ${sum}`);
    }
  });

  test('a file that is none, or was cut, is refused', () => {
    assert.throws(() => new LanguageModel(new ArrayBuffer(3)), RangeError);
    assert.throws(() => new LanguageModel(new TextEncoder().encode('MCLM? no, a page of HTML').buffer), RangeError);
    assert.throws(() => new LanguageModel(bytes.slice(0, -1)), RangeError);
  });
});
