// Entry of the inference worker: see inference-service.ts.
import { makeBreath } from './breath.js';
import type { InferenceToPool, PoolToInference } from './inference-messages.js';
import { InferenceService } from './inference-service.js';
import { STARTED } from './started.js';

const send = (message: InferenceToPool): void => self.postMessage(message);
const service = new InferenceService(send, { now: () => performance.now(), breathe: makeBreath() });
self.onmessage = (event: MessageEvent<PoolToInference>) => void service.receive(event.data);
send(STARTED);
