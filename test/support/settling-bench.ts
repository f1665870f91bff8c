import { synthesizeBand } from '../../demo/simulator/band.js';
import type { ReceiverOptions } from '../../src/engine/types.js';
import type { Character } from '../../src/morse/character.js';
import { errorRate } from './cer.js';
import { type LocalModel, localModel } from './local-model.js';
import { ReceiverBench } from './receiver-bench.js';

export const ONE = {
  frequency: 700,
  wpm: 22,
  snr: 15,
  start: 1,
  text: 'NOW IS THE TIME FOR ALL GOOD MEN TO COME TO THE AID OF THE PARTY',
};
export const OTHER = {
  frequency: 1100,
  wpm: 26,
  snr: 15,
  start: 2,
  text: 'VVV DE DL9XYZ GOOD MORNING TO ALL OF YOU = DL9XYZ',
};
export const RATE = 8000;
export const SECONDS = 36;
export const station = () => synthesizeBand({ stations: [ONE], seconds: SECONDS, seed: 9 });
export const both = () => synthesizeBand({ stations: [ONE, OTHER], seconds: SECONDS, seed: 4 });
/** Error rate of what stands at a frequency. */
export const wrong = (bench: ReceiverBench, near = 700, text = ONE.text) =>
  errorRate(bench.text(near), text).withBlanks;
export const main = (bench: ReceiverBench): readonly Character[] =>
  [...bench.channels.values()].find(({ info }) => info.role === 'main')?.characters ?? [];

/** Both models, and receivers whose text the accurate one goes over. */
export class SettlingBench {
  readonly live: LocalModel;
  readonly accurate: LocalModel;

  private constructor(live: LocalModel, accurate: LocalModel) {
    this.live = live;
    this.accurate = accurate;
  }

  static async open(): Promise<SettlingBench> {
    return new SettlingBench(await localModel(), await localModel('morse-accurate'));
  }

  /** A receiver that listens, as a page's does; `client`: the accurate model is there. */
  listening(options: Partial<ReceiverOptions> = {}, client = true) {
    const own = { channels: 0, frequency: 700, settle: 'main', ...options } as const;
    const bench = new ReceiverBench(this.live, own, true, { patient: false, accurate: this.accurate.contract });
    const link = client ? bench.addClient(this.accurate, 'accurate') : null;
    return { bench, link };
  }
}
