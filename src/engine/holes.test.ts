import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { synthesizeBand } from '../../demo/simulator/band.js';
import { errorRate } from '../../test/support/cer.js';
import { type LocalModel, localModel, turn } from '../../test/support/local-model.js';
import { ReceiverBench } from '../../test/support/receiver-bench.js';
import { keying } from '../../test/support/signals.js';
import { parseWav } from '../recordings/wav.js';
import type { AudioBlock } from './audio-block.js';

const SAMPLE_RATE = 8000;
const TEXT = 'THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG NOW IS THE TIME FOR ALL GOOD MEN';
const station = (text: string, wpm = 20, snr = 15) => ({ frequency: 700, wpm, snr, start: 4, text });
const [BEFORE, AFTER] = ['CQ DE OE1', 'TEST TNX'];
/** Seconds from the first mark to the end of the last one. */
const lasts = (text: string) => keying(text, { wpm: 20 }).at(-1)?.[1] ?? 0;
const SHARED = new URL('../../../shared/cases/lost-packets.wav', import.meta.url);

describe('a receiver whose sound has holes', () => {
  let model: LocalModel;
  before(async () => {
    model = await localModel();
  });

  async function hear(blocks: Iterable<AudioBlock>, more: { patient?: boolean } = {}): Promise<ReceiverBench> {
    const bench = new ReceiverBench(model, { channels: 0, frequency: 700 }, true, more);
    for (const block of blocks) {
      bench.receiver.push(block);
      for (let i = 0; i < 4 || bench.receiver.backlog > 0.5; i++) await turn();
    }
    await bench.end();
    return bench;
  }

  /** Packets of 20 ms with their times; `lost` says which do not come. */
  function* packets(samples: Float32Array, lost: (i: number) => boolean, zeros: boolean): Generator<AudioBlock> {
    const length = SAMPLE_RATE / 50;
    for (let i = 0; i * length < samples.length; i++) {
      const packet = samples.slice(i * length, (i + 1) * length);
      if (zeros) yield { samples: lost(i) ? packet.fill(0) : packet, sampleRate: SAMPLE_RATE };
      else if (!lost(i)) yield { samples: packet, sampleRate: SAMPLE_RATE, time: 500 + i / 50 };
    }
  }

  /** Three packets one after the other, 1 in 25. */
  const some = (i: number) => i > 200 && Math.floor(i / 3) % 25 === 7;
  for (const zeros of [true, false]) {
    test(`reads on over lost packets that are ${zeros ? 'zeros' : 'left out, with times'}`, async () => {
      const samples = synthesizeBand({ stations: [station(TEXT)], seconds: 52, seed: 3 });
      const bench = await hear(packets(samples, some, zeros));
      const { withBlanks } = errorRate(bench.text(700), TEXT);
      assert.ok(withBlanks <= 0.1, `${withBlanks} ${bench.text(700)}`);
      assert.ok(Math.abs(bench.receiver.time - 54) < 0.3, `${bench.receiver.time}`);
    });
  }

  for (const told of ['zeros', 'gap'] as const) {
    test(`a hole of 100 ms in the middle of every dah, ${told === 'zeros' ? 'of zeros' : 'told by a gap'}, leaves it a dah`, async () => {
      const text = 'TOM TO MOM TOMMY';
      const { start, wpm } = station(text, 12);
      const dahs = keying(text, { wpm, start }).filter(([from, to]) => to - from > 0.2);
      assert.equal(dahs.length, 28, 'T has 1, M 2, O 3, Y 3');
      const seconds = (dahs.at(-1)?.[1] ?? 0) + 2;
      const samples = synthesizeBand({ stations: [station(text, wpm)], seconds, seed: 7 });
      function* blocks(): Generator<AudioBlock> {
        let at = 0;
        for (const [from, to] of dahs) {
          const hole = Math.round(((from + to) / 2 - 0.05) * SAMPLE_RATE);
          yield { samples: samples.slice(at, hole), sampleRate: SAMPLE_RATE };
          at = hole + SAMPLE_RATE / 10;
          if (told === 'gap') yield { samples: new Float32Array(0), sampleRate: SAMPLE_RATE, gap: 0.1 };
          else yield { samples: new Float32Array(SAMPLE_RATE / 10), sampleRate: SAMPLE_RATE };
        }
        yield { samples: samples.slice(at), sampleRate: SAMPLE_RATE };
      }
      const bench = await hear(blocks());
      assert.equal(bench.text(700), text);
    });
  }

  test('a rate that changes again and again, in the middle of letters, costs no letter and no time', async () => {
    const text = 'THE QUICK BROWN FOX JUMPS';
    const seconds = 4 + lasts(text) + 2;
    const rates = [12_000, 8000, 20_250, 48_000, 11_025];
    const sounds = rates.map((sampleRate) =>
      synthesizeBand({ stations: [station(text)], seconds, seed: 8, sampleRate }),
    );
    function* blocks(): Generator<AudioBlock> {
      // Every 1.3 s another rate.
      for (let i = 0; i * 1.3 < seconds; i++) {
        const which = i % rates.length;
        const sampleRate = rates[which] ?? 0;
        const cut = (n: number) => Math.round(n * 1.3 * sampleRate);
        yield { samples: sounds[which]?.slice(cut(i), cut(i + 1)) ?? new Float32Array(), sampleRate };
      }
    }
    const bench = await hear(blocks());
    assert.equal(bench.text(700), text);
    const s = [...bench.channels.values()][0]?.characters.findLast(({ code }) => code === '...');
    const [sent = 0] = keying(text, { wpm: 20, start: 4 }).at(-3) ?? [];
    assert.ok(s && Math.abs(s.start - sent) < 0.05, `the last letter is at ${s?.start} s, sent at ${sent} s`);
  });

  test('finds one station behind lost packets and a squelch, hears it as strong as it is, and nothing else', async () => {
    const samples = synthesizeBand({ stations: [station(TEXT)], seconds: 45, seed: 6 });
    const squelched = (i: number) => (i > 500 && i < 650) || (i > 1200 && i < 1215) || i > 2150;
    const bench = new ReceiverBench(model);
    for (const block of packets(samples, (i) => some(i) || squelched(i), true)) bench.receiver.push(block);
    await bench.rest();
    await bench.end();
    assert.equal(bench.channels.size, 1);
    assert.ok(Math.abs((bench.main?.snr ?? 0) - 15) < 2, `${bench.main?.snr} dB`);
    const { withBlanks } = errorRate(bench.text(700), TEXT);
    assert.ok(withBlanks < 0.25, `3 s of 41 were not heard: ${bench.text(700)}`);
  });

  test('reads the public recording with lost packets', { skip: !existsSync(SHARED) && 'not here' }, async () => {
    const { samples, sampleRate } = await parseWav(readFileSync(SHARED));
    const bench = new ReceiverBench(model, { channels: 0, frequency: 592 });
    await bench.push(samples, sampleRate);
    await bench.end();
    const right = 'OH9Z 5NN 025 TU I9LX QRZ ? CQ TEST 9A3D 9A3D TEST VE';
    assert.ok(errorRate(bench.text(592), right).withBlanks <= 0.05, bench.text(592));
  });

  function* around(gap: number, told: 'time' | 'gap'): Generator<AudioBlock> {
    const cut = (text: string, seed: number, start: number) =>
      synthesizeBand({ stations: [{ ...station(text), start }], seconds: start + lasts(text) + 0.1, seed });
    const first = cut(BEFORE, 4, 4);
    const second = cut(AFTER, 5, 0.2);
    let time = 50;
    for (const samples of [first, second]) {
      if (samples === second) {
        if (told === 'gap') yield { samples: new Float32Array(0), sampleRate: SAMPLE_RATE, gap };
        time += gap;
      }
      for (let at = 0; at < samples.length; at += 800) {
        const block = { samples: samples.slice(at, at + 800), sampleRate: SAMPLE_RATE };
        yield told === 'time' ? { ...block, time } : block;
        time += block.samples.length / SAMPLE_RATE;
      }
    }
  }

  for (const [gap, told] of [
    [0.4, 'gap'],
    [2, 'gap'],
    [9, 'time'],
    [600, 'time'],
    [7200, 'gap'],
  ] as const) {
    test(`a squelch that was closed for ${gap} s, told by ${told}, parts the words, prints nothing and keeps the time`, async () => {
      const bench = await hear(around(gap, told), { patient: false });
      assert.equal(bench.text(700), `${BEFORE} ${AFTER}`);
      const characters = [...bench.channels.values()][0]?.characters ?? [];
      const t = characters.find(({ text }) => text === 'T');
      assert.ok(t && Math.abs(t.start - (4 + lasts(BEFORE) + 0.1 + gap + 0.2)) < 0.05, `T at ${t?.start}`);
      assert.equal(bench.main?.activity, 'live');
    });
  }
});
