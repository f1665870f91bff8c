// Entry of the inference worker: see inference-service.ts.

import { makeBreath } from './breath.js';
import type { PoolToInference } from './inference-messages.js';
import { InferenceService } from './inference-service.js';

const service = new InferenceService((message) => self.postMessage(message), {
  now: () => performance.now(),
  breathe: makeBreath(),
});
self.onmessage = (event: MessageEvent<PoolToInference>) => void service.receive(event.data);
