import type { Browser, CDPSession } from 'puppeteer-core';

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

  async #seconds(): Promise<number> {
    const { processInfo } = await this.#session.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  }
}
