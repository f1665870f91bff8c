// Makes demo/recordings/pile-up.wav again: `npx tsx scripts/make-recording.ts`. Synthesised; every callsign is invented.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StationSpec, synthesizeBand } from '../demo/simulator/band.js';
import { FIST_NAMES } from '../demo/simulator/keyer.js';
import { Random } from '../demo/simulator/random.js';
import { callsign } from '../demo/simulator/texts.js';
import { root } from './lib/root.mjs';

const SECONDS = 60;
const SAMPLE_RATE = 8000;
const CALLERS = 11;
const WANTED = 'VP8ZZK';

const random = new Random(2024);
const callers = Array.from({ length: CALLERS }, (_, i) => ({
  call: callsign(random),
  frequency: 950 + i * 165 + random.between(-50, 50),
  wpm: Math.round(random.between(18, 32)),
  snr: random.between(2, 20),
  fist: random.pick(FIST_NAMES),
  fading: { rate: random.between(0.1, 0.6), depth: random.between(0.1, 0.6) },
}));

/** One contact: the station in demand, listening up; all call; one is heard. Times in seconds from the start. */
function contact(from: number, winner: number): StationSpec[] {
  const dx = { frequency: 600, wpm: 26, snr: 14, fading: { rate: 0.2, depth: 0.3 } };
  const specs: StationSpec[] = [{ ...dx, start: from, text: `${WANTED} UP` }];
  callers.forEach(({ call, ...caller }, i) => {
    const twice = random.chance(0.5) ? `${call} ${call}` : call;
    if (i === winner || random.chance(0.75))
      specs.push({ ...caller, start: from + random.between(3.6, 5.5), text: twice });
  });
  const heard = callers[winner];
  if (!heard) throw new RangeError('there is no such caller');
  const { call, ...caller } = heard;
  specs.push({ ...dx, start: from + 13.5, text: `${call} 5NN` }, { ...caller, start: from + 18.8, text: 'R 5NN TU' });
  return specs;
}

const stations = [contact(0.5, 4), contact(20, 8), contact(39.5, 1)].flat();
const samples = synthesizeBand({
  stations,
  seconds: SECONDS,
  sampleRate: SAMPLE_RATE,
  seed: 9,
  noise: 0.006,
  passband: [200, 3000],
});
writeFileSync(join(root, 'demo/recordings/pile-up.wav'), wav(samples, SAMPLE_RATE));

/** Mono, 16 bits. */
function wav(mono: Float32Array, sampleRate: number): Buffer {
  const file = Buffer.alloc(44 + 2 * mono.length);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + 2 * mono.length, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(sampleRate, 24);
  file.writeUInt32LE(2 * sampleRate, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2 * mono.length, 40);
  mono.forEach((sample, i) => {
    file.writeInt16LE(Math.round(32767 * Math.min(1, Math.max(-1, sample))), 44 + 2 * i);
  });
  return file;
}
