import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, CDPSession } from 'puppeteer-core';

/** Milliseconds over which rest is judged: the account is taken in steps of 10 ms. */
const REST = 250;

/** CPU time of the pages' processes, by the browser's own account: all threads, workers and worklets of a page are in it. */
export class CpuMeter {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(browser: Browser): Promise<CpuMeter> {
    return new CpuMeter(await browser.target().createCDPSession());
  }

  /** CPU seconds that `work` costs all pages of the browser, and its wall-clock seconds. */
  async measure(work: () => Promise<unknown>): Promise<{ cpu: number; wall: number }> {
    const cpuBefore = await this.#seconds();
    const before = performance.now();
    await work();
    const wall = (performance.now() - before) / 1000;
    return { cpu: (await this.#seconds()) - cpuBefore, wall };
  }

  /** Settles when the pages rest: less than a tenth of a core for a while. */
  async rest(): Promise<void> {
    for (let before = await this.#seconds(); ; ) {
      await sleep(REST);
      const after = await this.#seconds();
      if (after - before < (REST / 1000) * 0.1) return;
      before = after;
    }
  }

  async #seconds(): Promise<number> {
    const { processInfo } = await this.#session.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  }
}
