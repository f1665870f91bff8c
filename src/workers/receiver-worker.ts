// Entry of the receiver worker: see receiver-service.ts.
import type { PageToReceiver, ReceiverToPage } from './receiver-messages.js';
import { ReceiverService } from './receiver-service.js';
import { STARTED } from './started.js';

const send = (message: ReceiverToPage): void => self.postMessage(message);
const service = new ReceiverService(send, () => performance.now());
self.onmessage = (event: MessageEvent<PageToReceiver>) => service.receive(event.data);
send(STARTED);
