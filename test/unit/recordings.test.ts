import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { type DecodeSettings, decodeFile, loadModels, type Models } from '../../src/node.js';
import { errorRate } from '../support/cer.js';

/** Public recordings and synthesised ones, which lie beside a checkout or not at all. */
const CASES = new URL('../../../shared/cases/', import.meta.url);

describe('recordings as they are', {
  timeout: 500_000,
  skip: !existsSync(CASES) && 'there is no ../shared/cases',
}, () => {
  let live: Models;
  before(async () => {
    live = await loadModels({ live: true });
  });

  const read = async (name: string, settings: DecodeSettings = {}): Promise<string> => {
    const { channels } = await decodeFile(new URL(name, CASES), { ...live, ...settings });
    return channels[0]?.text ?? '';
  };

  test('RF64 in stereo', async () => {
    assert.equal(await read('rf64-48khz-stereo.wav', { frequency: 800 }), 'CQ CQ DE N0CALL N0CALL K');
  });

  test('I and Q: above zero, below it, and beyond what a receiver’s sound holds', async () => {
    const heard: (string | undefined)[] = [];
    const { channels } = await decodeFile(new URL('iq-48khz.wav', CASES), { ...live, iq: true });
    for (const frequency of [900, -1500, 6200])
      heard.push(channels.find((channel) => Math.abs(channel.frequency - frequency) < 10)?.text);
    assert.deepEqual(heard, ['CQ CQ DE N0CALL N0CALL K', 'TEST N0XYZ N0XYZ TEST', 'CQ DX N0AAA']);
    assert.equal(channels.length, 3, 'no mirrors');
  });

  test('a tone of 7 kHz in 150,000 samples a second', async () => {
    const right = 'CQ CQ CQ DE W1ABC';
    const text = await read('tone-at-7031hz-150khz.wav', { frequency: 7031 });
    assert.ok(errorRate(text, right).withoutBlanks <= 0.1, text);
  });

  test('a contest run at 40 WPM, its words as an operator hears them', async () => {
    const right =
      'CQ CT1ETE TEST HB9? HB9OAB 5NN TT1 TU CQ CT1ETE TEST SV? SV1EX 5NN TT2 TU DL4? DL3SF 5NN TT3 TU DL5CM ? NIL DL5YYM 5NN TT4 TU';
    const text = await read('contest-run-40wpm.wav', { frequency: 687 });
    assert.ok(errorRate(text, right).withBlanks <= 0.01, text);
  });

  test('IMA ADPCM of 4 bits, and 8 bits', async () => {
    // How well these two are read is other tests’ business: here it is that they are.
    assert.match(await read('ima-adpcm.wav', { frequency: 1000 }), /THIS IS KKS-1/);
    assert.match(
      await read('satellite-hex-groups-8bit.wav', { frequency: 785 }),
      /008 000 000 019 E66 AE5 .*ADD B45 11 0000/,
    );
  });
});
