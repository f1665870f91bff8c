import { MorseDecoderError } from '../errors.js';
import { askFor, checkAnswer, unreachable } from './asset-answer.js';
import type { WorkerScript } from './assets.js';
import { blockedBy, PolicyWatch } from './page-policy.js';
import { type Started, VERSION } from './started.js';
import { TRUSTED_POLICY, trustedScriptUrl } from './trusted-url.js';

/** Milliseconds in which a worker has to say that it runs. */
const PATIENCE = 15_000;

/** What pages can do that must not have `blob:` in their policy. */
const OWN_COPIES = 'set worker-url to a folder of this site with copies of the decoder’s scripts';

/**
 * Starts a worker from its Blob URL, or from its address where a Content-Security-Policy does not allow blobs and the address
 * is the page's own origin. Settles when the worker has said `started`.
 *
 * @throws MorseDecoderError `worker-blocked`, `trusted-types-blocked`; of a page's own copy also `assets-not-found`, `network`, `worker-corrupt`
 */
export async function launchWorker(script: WorkerScript, name: string): Promise<Worker> {
  const watch = new PolicyWatch();
  try {
    let cause: unknown;
    for (const url of [script.blob, script.address.href]) {
      if (url === null) continue;
      try {
        return await started(new Worker(trustedScriptUrl(url), { name }), url);
      } catch (error) {
        if (error instanceof MorseDecoderError) throw error;
        cause ??= error;
      }
    }
    throw await whyNot(script, watch, cause);
  } finally {
    watch.close();
  }
}

async function whyNot({ blob, address }: WorkerScript, watch: PolicyWatch, cause: unknown): Promise<MorseDecoderError> {
  const start = blob === null ? address : new URL(blob);
  const refusal = await watch.find('trusted-types-policy', 'trusted-types-sink', start);
  if (refusal?.blocked.startsWith('trusted-types')) return untrusted(refusal.blocked, cause);
  if (refusal && blob === null) return blockedBy('worker-blocked', refusal, address, cause);
  if (blob === null) return absent(address, cause);
  const { directive } = refusal ?? { directive: 'worker-src' };
  const detail = refusal ? `${directive} does not allow blob:` : undefined;
  const action = `Add blob: to ${directive} in the page’s Content-Security-Policy, or ${OWN_COPIES}.`;
  return new MorseDecoderError('worker-blocked', detail, { cause, action });
}

function untrusted(blocked: string, cause: unknown): MorseDecoderError {
  const detail = blocked === 'trusted-types-policy' ? `the policy ${TRUSTED_POLICY} is not allowed` : undefined;
  return new MorseDecoderError('trusted-types-blocked', detail, { cause });
}

/** A page's own copy that did not start, and not by a policy: it is not there, or is no script. */
async function absent(address: URL, cause: unknown): Promise<MorseDecoderError> {
  const action = `Copy the decoder’s scripts to the folder that worker-url names; it has to be on this page’s own origin.`;
  const wrong = await wrongWith(address);
  if (wrong?.code === 'network') return wrong;
  const detail = wrong?.code === 'assets-not-found' ? wrong.message : `${address.href} could not be started`;
  return new MorseDecoderError('assets-not-found', detail, { cause, action });
}

/** What is wrong with what the server sends; null: nothing that can be seen. */
async function wrongWith(address: URL): Promise<MorseDecoderError | null> {
  try {
    const response = await askFor(address);
    void response.body?.cancel();
    checkAnswer(response, address, 'assets-not-found');
    return null;
  } catch (error) {
    return error instanceof MorseDecoderError ? error : unreachable(address, 'assets-not-found', error);
  }
}

/** A refused worker either throws at once or fires an error event, by browser. */
function started(worker: Worker, url: string): Promise<Worker> {
  return new Promise((resolve, reject) => {
    const fail = (reason: Error) => {
      clearTimeout(timer);
      worker.terminate();
      reject(reason);
    };
    const timer = setTimeout(() => fail(new Error('The worker did not start.')), PATIENCE);
    worker.onerror = (event) => {
      event.preventDefault();
      fail(new Error(event.message || 'The worker was refused.'));
    };
    worker.onmessage = ({ data: { version } }: MessageEvent<Started>) => {
      if (version !== VERSION && version && VERSION) return fail(otherRelease(url, version, VERSION));
      clearTimeout(timer);
      worker.onerror = null;
      worker.onmessage = null;
      resolve(worker);
    };
  });
}

function otherRelease(url: string, worker: string, page: string): MorseDecoderError {
  return new MorseDecoderError('worker-corrupt', `${url} is of release ${worker}, the script of ${page}`, {
    action: 'Copy the scripts of the same release to the folder that worker-url names.',
  });
}
