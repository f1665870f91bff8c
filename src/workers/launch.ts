import { MorseDecoderError } from '../errors.js';
import type { WorkerScript } from './assets.js';

/** Milliseconds in which a worker has to say that it runs. */
const PATIENCE = 15_000;

/**
 * Starts a worker from its Blob URL, or from its address where a Content-Security-Policy does not allow blobs and the address
 * is the page's own origin. Settles when the worker has said `started`.
 *
 * @throws MorseDecoderError `worker-blocked`
 */
export async function launchWorker({ blob, address }: WorkerScript, name: string): Promise<Worker> {
  let cause: unknown;
  for (const url of [blob, address.href]) {
    if (url === null) continue;
    try {
      return await started(new Worker(url, { name }));
    } catch (error) {
      cause ??= error;
    }
  }
  throw new MorseDecoderError('worker-blocked', undefined, { cause });
}

/** A refused worker either throws at once or fires an error event, by browser. */
function started(worker: Worker): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      clearTimeout(timer);
      worker.terminate();
      reject(new Error(reason));
    };
    const timer = setTimeout(() => fail('The worker did not start.'), PATIENCE);
    worker.onerror = (event) => {
      event.preventDefault();
      fail(event.message || 'The worker was refused.');
    };
    worker.onmessage = () => {
      clearTimeout(timer);
      worker.onerror = null;
      worker.onmessage = null;
      resolve(worker);
    };
  });
}
