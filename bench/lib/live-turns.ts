import type { Page } from 'puppeteer-core';
import { CpuMeter } from './cpu-meter.js';
import { channelsOf, hearUntil } from './listener.js';
import type { Stage } from './stage.js';
import { median } from './table.js';

export interface Turns {
  /** Seconds of sound that each page hears before it is measured, and in each turn. */
  readonly warmUp: number;
  readonly seconds: number;
  readonly rounds: number;
}

export interface LiveLoad {
  /** CPU seconds for a second of sound. */
  readonly load: number;
  readonly open: number;
  /** How it keeps up. */
  readonly note: string;
}

/** What live listeners cost, measured by turns: each page hears its seconds while the others wait. */
export async function liveTurns(
  { browser }: Stage,
  pages: readonly Page[],
  { warmUp, seconds, rounds }: Turns,
): Promise<LiveLoad[]> {
  const meter = await CpuMeter.of(browser);
  for (const page of pages) await hearUntil(page, warmUp);
  await meter.rest();
  const spent = pages.map((): number[] => []);
  const behind = pages.map((): number[] => []);
  for (let round = 1; round <= rounds; round++) {
    for (const [i, page] of pages.entries()) {
      const turn = async () => {
        await hearUntil(page, warmUp + round * seconds);
        behind[i]?.push((await channelsOf(page)).lag);
        await meter.rest();
      };
      spent[i]?.push((await meter.measure(turn)).cpu / seconds);
    }
  }
  const found = await Promise.all(pages.map(channelsOf));
  return found.map(({ open, suspended }, i) => {
    const lag = Math.max(...(behind[i] ?? []));
    const kept = suspended > 0 ? `, ${suspended} of them stopped` : '';
    return { load: median(spent[i] ?? []), open, note: `${open} open${kept}; ${lag.toFixed(1)} s behind at most` };
  });
}
