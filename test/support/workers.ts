import type { Page, WebWorker } from 'puppeteer-core';

/** Names that the library gives its workers. */
const INFERENCE = /inference/;

export interface NamedWorker {
  readonly name: string;
  readonly worker: WebWorker;
}

/** The dedicated workers that the page has now, with the names that they were given. */
export async function namedWorkers(page: Page): Promise<NamedWorker[]> {
  const named = page.workers().map(async (worker) => {
    const name = await worker.evaluate(() => self.name).catch(() => null);
    return name === null ? [] : [{ name, worker }];
  });
  return (await Promise.all(named)).flat();
}

export async function inferenceWorkers(page: Page): Promise<WebWorker[]> {
  const workers = await namedWorkers(page);
  return workers.filter(({ name }) => INFERENCE.test(name)).map(({ worker }) => worker);
}
