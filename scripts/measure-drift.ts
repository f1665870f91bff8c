// `tsx scripts/measure-drift.ts [--seconds S] [--seeds N] [--only WORD] [--live] [--verbose]`: signals that drift, pass as
// satellites do and jump, at +10 and 0 dB, followed from their first frequency on (`tuned`) and found (`found`). Prints the error
// rate of the text without blanks and, of those that are found, how many channels there were.
import { parseArgs } from 'node:util';
import { loadModels } from '../src/node/models.js';
import { decodeSamples } from '../src/node.js';
import { errorRate } from '../test/support/cer.js';
import { doppler, drifting, jumping, type MovingSpec, moving } from '../test/support/moving.js';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seeds: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    live: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const SECONDS = Number(values.seconds);

const KINDS: Record<string, Pick<MovingSpec, 'frequency' | 'neighbour'> & { make?: () => MovingSpec['frequency'] }> = {
  still: { frequency: () => 800 },
  '+1 Hz/s': { frequency: drifting(800, 1) },
  '-2 Hz/s': { frequency: drifting(1200, -2) },
  '+3 Hz/s': { frequency: drifting(800, 3) },
  '-5 Hz/s': { frequency: drifting(1600, -5) },
  '±5 Hz/s to and fro': { frequency: drifting(800, 5, 100) },
  'pass 5 Hz/s': { frequency: doppler(1000, 200, 5, SECONDS / 2) },
  '-5 Hz/s beside': { frequency: drifting(1600, -5), neighbour: 120 },
  'jumps 20 words': { frequency: () => 0, make: () => jumping(800, 20, 6, 0.3) },
  'jumps 50 words': { frequency: () => 0, make: () => jumping(800, 50, 6, 0.3) },
  'jumps 100 words': { frequency: () => 0, make: () => jumping(800, 100, 6, 0.3) },
  'jumps 100 codes': { frequency: () => 0, make: () => jumping(800, 100, 8, 0.12) },
  'jumps 80 words beside': { frequency: () => 0, make: () => jumping(800, 80, 6, 0.3), neighbour: -120 },
};

const models = await loadModels({ live: values.live });
for (const [name, { make, ...kind }] of Object.entries(KINDS)) {
  if (!name.includes(values.only)) continue;
  for (const snr of [10, 0]) {
    for (let seed = 1; seed <= Number(values.seeds); seed++) {
      const frequency = make?.() ?? kind.frequency;
      const { samples, text, frequency: at } = moving({ seconds: SECONDS, snr, seed, ...kind, frequency });
      const start = at(2);
      const tuned = await decodeSamples(samples, 8000, { ...models, frequency: start });
      const found = await decodeSamples(samples, 8000, models);
      const rate = (read: string) => errorRate(read, text).withoutBlanks.toFixed(3);
      const best = [...found.channels].sort((a, b) => Number(rate(a.text)) - Number(rate(b.text)))[0];
      const count = found.channels.length - (kind.neighbour === undefined ? 0 : 1);
      console.log(
        `${name}, ${snr} dB: tuned ${rate(tuned.channels[0]?.text ?? '')}, found ${rate(best?.text ?? '')} in ${count}`,
      );
      if (values.verbose) {
        console.log(`  sent ${text}\n  tuned ${tuned.channels[0]?.text}`);
        for (const channel of found.channels) console.log(`  ${channel.frequency.toFixed(0)} ${channel.text}`);
      }
    }
  }
}
