import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { errorRate } from '../../test/support/cer.js';
import { type LocalModel, localModel } from '../../test/support/local-model.js';
import { ReceiverBench } from '../../test/support/receiver-bench.js';
import { addKeyed, amplitudeFor, keying, seeded, whiteNoise } from '../../test/support/signals.js';
import type { ReceiverSetup } from './receiver.js';
import type { ReceiverOptions } from './types.js';

const RATE = 8000;
const SIGMA = 0.01;
/** kHz. */
const DIAL = 7010;
const STATIONS = [
  { radio: 7010.65, wpm: 22, snr: 14, text: 'NOW IS THE TIME FOR ALL GOOD MEN TO COME TO THE AID OF THE PARTY' },
  { radio: 7011.3, wpm: 26, snr: 12, text: 'THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG AND CQ CQ DE DL1ABC DL1ABC K' },
  { radio: 7012.05, wpm: 19, snr: 16, text: 'CQ CQ CQ DE OZ7XYZ OZ7XYZ NAME IS OLE OLE QTH ODENSE' },
] as const;

interface Receiver {
  /** kHz at a stream time, s. */
  readonly dial: (time: number) => number;
  readonly sideband?: 'usb' | 'lsb';
  readonly stations?: readonly { radio: number; wpm: number; snr: number; text: string; start?: number }[];
  readonly seconds?: number;
}

/** What a receiver gives of these stations; what is below 0 or above 3 kHz of audio is filtered away. */
function heardOn({ dial, sideband = 'usb', stations = STATIONS, seconds = 36 }: Receiver): Float32Array {
  const samples = whiteNoise(seconds, SIGMA, seeded(3));
  const sign = sideband === 'usb' ? 1000 : -1000;
  for (const [i, { radio, wpm, snr, text, ...rest }] of stations.entries()) {
    const audio = (time: number) => sign * (radio - dial(time));
    const marks = keying(text, { wpm, start: rest.start ?? 1 + i / 2 });
    const fading = (time: number) => (audio(time) > 30 && audio(time) < 3000 ? 1 : 0);
    addKeyed(samples, marks, { frequency: audio, amplitude: amplitudeFor(snr, SIGMA), fading });
  }
  return samples;
}

const textOf = (channel?: { readonly characters: readonly { readonly text: string }[] }): string =>
  (channel?.characters ?? [])
    .map(({ text }) => text)
    .join('')
    .trim();

describe('a receiver whose dial is turned', () => {
  let model: LocalModel;
  before(async () => {
    model = await localModel();
  });
  /** A receiver on `DIAL`. */
  const benchOf = (options: Partial<ReceiverOptions> = {}, more: Partial<ReceiverSetup> = {}) => {
    const bench = new ReceiverBench(model, { dial: DIAL, ...options }, true, more);
    return {
      bench,
      turn: (part: Partial<ReceiverOptions>) => bench.receiver.request({ type: 'options', options: part }),
      near: (radio: number) =>
        [...bench.channels.values()].filter(({ info }) => Math.abs((info.radioFrequency ?? 0) - radio) < 0.02),
      dials: () => bench.events.flatMap((event) => (event.type === 'dial' ? [event.from] : [])),
    };
  };
  const seconds = (samples: Float32Array, from: number, to = Number.POSITIVE_INFINITY) =>
    samples.subarray(from * RATE, to * RATE);

  test('channels that wait for another band go when the dial is not known any more, and none has a radio frequency', async () => {
    const { bench, turn } = benchOf();
    const samples = heardOn({ dial: (time) => (time < 14 ? DIAL : DIAL + 40) });
    await bench.push(seconds(samples, 0, 14));
    turn({ dial: DIAL + 40 });
    await bench.push(seconds(samples, 14, 20));
    const open = () => [...bench.channels.values()].filter((channel) => channel.open);
    assert.ok(open().some(({ info }) => info.activity === 'away'));
    turn({ dial: null });
    await bench.push(seconds(samples, 20, 24));
    assert.deepEqual(
      open().filter(({ info }) => info.activity === 'away' || info.radioFrequency !== null),
      [],
    );
    bench.receiver.close();
  });

  for (const late of [0, 0.4, -0.2]) {
    test(`text goes on in its channels when the sound follows ${1000 * late} ms after a turn by 0.3 kHz`, async () => {
      const { bench, near, turn, dials } = benchOf();
      const samples = heardOn({ dial: (time) => (time < 12 + late ? DIAL : DIAL + 0.3) });
      await bench.push(seconds(samples, 0, 12));
      const ids = STATIONS.map(({ radio }) => near(radio)[0]?.info.id);
      turn({ dial: DIAL + 0.3 });
      await bench.push(seconds(samples, 12));
      await bench.end();
      assert.equal(bench.channels.size, STATIONS.length, 'no channel that is no station');
      const [from = 0] = dials();
      assert.ok(Math.abs((from ?? 0) - 12 - late) < 0.1, `the sound moved at ${12 + late} s, not ${from}`);
      STATIONS.forEach(({ radio, text }, i) => {
        const [channel] = near(radio);
        assert.ok(channel?.open && channel.info.id === ids[i], `${radio} is still the same channel`);
        assert.ok(Math.abs((channel.info.radioFrequency ?? 0) - radio) < 0.005);
        const wrong = errorRate(textOf(channel), text).withoutBlanks * text.replaceAll(' ', '').length;
        // Told too late, what came first has been read in the old place, and is read again.
        assert.ok(wrong <= 1.1, `${textOf(channel)}: ${wrong} characters`);
      });
    });
  }

  test('a knob that is turned step by step takes all channels along, in the lower sideband too', async () => {
    const steps = Array.from({ length: 8 }, (_, i) => ({ at: 10 + 0.25 * i, dial: DIAL + 3 + 0.05 * (i + 1) }));
    const dialAt = (time: number) => steps.findLast(({ at }) => time >= at + 0.3)?.dial ?? DIAL + 3;
    const { bench, near, turn } = benchOf({ dial: DIAL + 3, sideband: 'lsb' });
    const samples = heardOn({ dial: dialAt, sideband: 'lsb', seconds: 26 });
    await bench.push(seconds(samples, 0, 10));
    for (const { at, dial } of steps) {
      turn({ dial });
      await bench.push(seconds(samples, at, at + 0.25));
    }
    await bench.push(seconds(samples, 12));
    await bench.end();
    assert.equal(bench.channels.size, STATIONS.length);
    for (const { radio, text } of STATIONS) {
      const [channel] = near(radio);
      assert.ok(Math.abs((channel?.info.radioFrequency ?? 0) - radio) < 0.005);
      assert.ok(Math.abs((channel?.info.frequency ?? 0) - 1000 * (DIAL + 3.4 - radio)) < 5);
      const read = textOf(channel);
      assert.ok(errorRate(read, text.slice(0, read.length)).withoutBlanks <= 0.08, read);
    }
  });

  test('a click reads the past where it was before the dial was turned', async () => {
    const { bench, near, turn } = benchOf({ channels: 0, frequency: 2500 });
    const samples = heardOn({ dial: (time) => (time < 12 ? DIAL : DIAL + 0.3), seconds: 32 });
    await bench.push(seconds(samples, 0, 12));
    turn({ dial: DIAL + 0.3 });
    await bench.push(seconds(samples, 12, 30));
    bench.receiver.request({ type: 'tune', frequency: 350, past: true });
    await bench.rest();
    await bench.push(seconds(samples, 30));
    await bench.end();
    const [main] = near(STATIONS[0].radio).filter(({ open }) => open);
    assert.ok(errorRate(textOf(main), STATIONS[0].text).withoutBlanks <= 0.05, textOf(main));
  });

  test('the accurate model goes over the text, and reads the past again, across a turn of the dial', async () => {
    const accurate = await localModel('morse-accurate');
    const more = { patient: false, accurate: accurate.contract };
    const { bench, near, turn } = benchOf({ channels: 0, frequency: 650, settle: 'main' }, more);
    bench.addClient(accurate, 'accurate');
    const samples = heardOn({ dial: (time) => (time < 12.3 ? DIAL : DIAL + 0.3) });
    const read = () => errorRate(textOf(near(STATIONS[0].radio)[0]), STATIONS[0].text).withoutBlanks;
    await bench.push(seconds(samples, 0, 12));
    turn({ dial: DIAL + 0.3 });
    await bench.push(seconds(samples, 12));
    await bench.ask({ type: 're-decode', channel: null }, 're-decode');
    await bench.end();
    assert.ok(read() <= 0.05, textOf(near(STATIONS[0].radio)[0]));
    assert.ok(near(STATIONS[0].radio)[0]?.characters.every(({ final }) => final));
  });

  test('a station that leaves the sound is kept, and goes on when the dial comes back', async () => {
    const { bench, near, turn } = benchOf();
    const out = DIAL + 1;
    const samples = heardOn({ dial: (time) => (time < 12.2 || time >= 18.2 ? DIAL : out) });
    await bench.push(seconds(samples, 0, 12));
    const [before] = near(STATIONS[0].radio);
    const had = textOf(before);
    turn({ dial: out });
    await bench.push(seconds(samples, 12, 18));
    const [away] = near(STATIONS[0].radio);
    assert.deepEqual([away?.open, away?.info.id, away?.info.activity], [true, before?.info.id, 'away']);
    const meanwhile = textOf(away);
    turn({ dial: DIAL });
    await bench.push(seconds(samples, 18));
    await bench.end();
    const [back] = near(STATIONS[0].radio);
    assert.deepEqual([back?.info.id, back?.info.activity], [before?.info.id, 'live']);
    assert.ok(meanwhile.length <= had.length + 3, 'nothing is read where nothing is');
    const sent = STATIONS[0].text;
    assert.ok(sent.startsWith(meanwhile.slice(0, -1)), meanwhile);
    assert.ok(textOf(back).endsWith('OF THE PARTY'), textOf(back));
    assert.equal(bench.channels.size, STATIONS.length);
  });

  test('on another band automatic channels wait, and the chosen one listens on at its audio frequency', async () => {
    const other = 14_020;
    const stations = [...STATIONS, { radio: other + 0.65, wpm: 24, snr: 14, text: 'CQ DE VK3ABC VK3ABC K', start: 14 }];
    const { bench, turn } = benchOf({ frequency: 650, settle: 'main' });
    const samples = heardOn({ dial: (time) => (time < 12.2 ? DIAL : other), stations, seconds: 30 });
    await bench.push(seconds(samples, 0, 12));
    const before = bench.main?.id;
    turn({ dial: other });
    await bench.push(seconds(samples, 12));
    await bench.end();
    const open = [...bench.channels.values()].filter((channel) => channel.open);
    const present = open.filter(({ info }) => info.activity !== 'away');
    assert.deepEqual(
      present.map(({ info }) => info.id),
      [before],
    );
    assert.ok(Math.abs((bench.main?.radioFrequency ?? 0) - other - 0.65) < 0.005);
    assert.match(textOf(present[0]), /^NOW IS THE.* CQ DE VK3ABC VK3ABC K$/);
    for (const event of bench.events) {
      if (event.type !== 'text' || event.splice.channel !== before || !event.splice.insert[0]) continue;
      const heard = event.splice.insert[0].start < 12.2 ? DIAL : other;
      assert.ok(Math.abs((event.radioFrequency ?? 0) - heard - 0.65) < 0.01, `${event.radioFrequency} at ${heard}`);
    }
  });

  test('after a look at another band all stations are there again, with their text, and go on', async () => {
    const other = 14_020;
    const stations = [
      ...STATIONS,
      { radio: other + 0.9, wpm: 24, snr: 14, text: 'CQ CQ DE VK3ABC VK3ABC K', start: 13 },
    ];
    const { bench, near, turn } = benchOf();
    const dial = (time: number) => (time < 12.2 || time >= 24.3 ? DIAL : other);
    const samples = heardOn({ dial, stations, seconds: 40 });
    await bench.push(seconds(samples, 0, 12));
    const main = bench.main?.id;
    const had = STATIONS.map(({ radio }) => near(radio)[0]);
    const texts = had.map((channel) => textOf(channel));
    turn({ dial: other });
    await bench.push(seconds(samples, 12, 24));
    assert.match(textOf(near(other + 0.9)[0]), /^CQ CQ DE/);
    for (const { radio } of STATIONS) assert.equal(near(radio)[0]?.info.activity, 'away');
    turn({ dial: DIAL });
    await bench.push(seconds(samples, 24));
    await bench.end();
    assert.equal(bench.main?.id, main, 'the main one is that again');
    STATIONS.forEach(({ radio, text }, i) => {
      const channels = near(radio);
      assert.deepEqual([channels.length, channels[0]?.info.id, channels[0]?.open], [1, had[i]?.info.id, true]);
      assert.equal(channels[0]?.info.activity, 'live');
      const now = textOf(channels[0]);
      assert.ok(now.startsWith(texts[i]?.slice(0, -2) ?? '?'), now);
      if (text.length > 60) assert.ok(now.endsWith(text.slice(-8)), now);
    });
  });

  test('a band that is come back to, after nothing was there to be read elsewhere, is read on', async () => {
    const dial = (time: number) => (time >= 10 && time < 25 ? 14_020 : DIAL);
    const samples = heardOn({ dial, seconds: 32 });
    const { bench, turn, near } = benchOf();
    for (let at = 0; at < 32; at += 0.05) {
      if (Math.abs(at - 10) < 0.02) turn({ dial: 14_020 });
      if (Math.abs(at - 25) < 0.02) turn({ dial: DIAL });
      bench.receiver.push({ samples: seconds(samples, at, at + 0.05), sampleRate: RATE });
      await bench.rest();
    }
    await bench.end();
    for (const { radio } of STATIONS) assert.equal(near(radio).length, 1, `${radio}`);
    const [text] = near(STATIONS[0].radio).map(textOf);
    assert.match(text ?? '', /^NOW IS THE TIME FOR A\S* \S*.* PARTY$/);
    assert.ok(!/[A-Z]{9}/.test(text ?? ''), `two words, of before and after: ${text}`);
  });

  test('what waits while the receiver is in AM is shown where it was heard', async () => {
    const { bench, turn } = benchOf();
    const samples = heardOn({ dial: () => DIAL, seconds: 24 });
    await bench.push(seconds(samples, 0, 12));
    turn({ sideband: 'none' });
    await bench.push(seconds(samples, 12, 18));
    turn({ sideband: 'usb' });
    await bench.push(seconds(samples, 18));
    await bench.end();
    for (const event of bench.events) {
      if (event.type !== 'channel-changed' && event.type !== 'channel-opened') continue;
      const { frequency, activity } = event.channel;
      assert.ok(frequency > 0 && frequency < 4000, `${frequency} Hz, ${activity}`);
    }
  });

  test('AM has no radio frequencies; what was heard in it gets none when the receiver is in USB by then', async () => {
    const text = 'CQ DE OE1AAA OE1AAA K';
    const heard = [{ radio: DIAL + 0.65, wpm: 30, snr: 16, text, start: 1 }];
    const after = [{ radio: DIAL + 0.65, wpm: 24, snr: 14, text: 'CQ DE VK3ABC VK3ABC K', start: 14 }];
    const { bench, turn } = benchOf({ sideband: 'none', frequency: 650 });
    const samples = heardOn({ dial: () => DIAL, stations: [...heard, ...after], seconds: 30 });
    await bench.push(seconds(samples, 0, 10));
    assert.equal(bench.main?.radioFrequency, null);
    // The sound of before is heard for 0.4 s more.
    turn({ sideband: 'usb' });
    await bench.push(seconds(samples, 10));
    await bench.end();
    assert.ok(Math.abs((bench.main?.radioFrequency ?? 0) - DIAL - 0.65) < 0.005);
    const spots = bench.events.flatMap((event) => (event.type === 'spot' ? [event.spot] : []));
    assert.deepEqual(
      spots.map(({ callsign, radioFrequency }) => [callsign, radioFrequency && Math.round(radioFrequency)]),
      [
        ['OE1AAA', null],
        ['VK3ABC', Math.round(DIAL + 0.65)],
      ],
    );
    for (const event of bench.events) {
      if (event.type !== 'text' || !event.splice.insert[0] || event.splice.insert[0].start > 9) continue;
      assert.equal(event.radioFrequency, null);
    }
  });

  test('up is a higher radio frequency, also in the lower sideband', async () => {
    const { bench } = benchOf({ dial: DIAL + 3, sideband: 'lsb', frequency: 1700 });
    const samples = heardOn({ dial: () => DIAL + 3, sideband: 'lsb', seconds: 10 });
    await bench.push(samples);
    const [, here, above] = STATIONS.map(({ radio }) => radio);
    assert.ok(Math.abs((bench.main?.radioFrequency ?? 0) - (here ?? 0)) < 0.01);
    await bench.ask({ type: 'next-signal', direction: 1 }, 'asked');
    const asked = bench.events.flatMap((event) => (event.type === 'asked' ? [event.frequency] : []));
    assert.ok(Math.abs(DIAL + 3 - (asked[0] ?? 0) / 1000 - (above ?? 0)) < 0.01, `${asked[0]} Hz`);
    const before = bench.main?.radioFrequency ?? 0;
    bench.receiver.request({ type: 'nudge', hertz: 10 });
    await bench.rest();
    const moved = 1000 * ((bench.main?.radioFrequency ?? 0) - before);
    assert.ok(Math.abs(moved - 10) < 2, `${moved} Hz`);
    bench.receiver.close();
  });

  test('a dial that comes to be known names what is there already, and moves nothing', async () => {
    const { bench, near, turn, dials } = benchOf({ dial: null });
    const samples = heardOn({ dial: () => DIAL, seconds: 14 });
    await bench.push(seconds(samples, 0, 12));
    assert.ok([...bench.channels.values()].every(({ info }) => info.radioFrequency === null));
    turn({ dial: DIAL });
    await bench.push(seconds(samples, 12));
    assert.deepEqual(dials(), [null]);
    for (const { radio } of STATIONS) assert.equal(near(radio).length, 1);
    bench.receiver.close();
  });
});
