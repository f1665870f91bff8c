import { type CoreClient, type CoreEnvironment, InferenceCore } from './inference-core.js';
import type {
  InferenceToPool,
  InferenceToReceiver,
  PoolToInference,
  ReceiverToInference,
} from './inference-messages.js';
import { asError, ModelSession } from './session.js';

/** Milliseconds from one unasked report of a working worker to the next. */
const REPORT_EVERY = 500;

/** An inference worker without its globals: answers its pool and its receivers. */
export class InferenceService {
  readonly #send: (message: InferenceToPool) => void;
  readonly #environment: CoreEnvironment;
  readonly #receivers = new Map<number, { port: MessagePort; client: CoreClient }>();
  #core: InferenceCore | null = null;
  #lastReport = 0;

  constructor(send: (message: InferenceToPool) => void, environment: CoreEnvironment) {
    this.#send = send;
    this.#environment = environment;
  }

  async receive(message: PoolToInference): Promise<void> {
    switch (message.type) {
      case 'init':
        return this.#start(message);
      case 'connect':
        return this.#connect(message.client, message.port);
      case 'disconnect':
        return this.#disconnect(message.client);
      case 'report':
        return this.#report();
    }
  }

  async #start({ wasm, model, contract }: Extract<PoolToInference, { type: 'init' }>): Promise<void> {
    const from = this.#environment.now();
    try {
      const session = await ModelSession.create(wasm, new Uint8Array(model), contract);
      this.#core = new InferenceCore(session, contract, this.#environment);
      this.#send({ type: 'ready', startMs: this.#environment.now() - from });
    } catch (reason) {
      const message = asError(reason).message;
      const code = /SIMD|WebAssembly|wasm/i.test(message) ? 'wasm-unsupported' : 'model-corrupt';
      this.#send({ type: 'failed', code, message });
    }
  }

  #connect(id: number, port: MessagePort): void {
    const core = this.#core;
    if (!core) throw new Error('A receiver was connected before the session was ready.');
    this.#disconnect(id);
    const client = core.connect();
    this.#receivers.set(id, { port, client });
    port.onmessage = (event: MessageEvent<ReceiverToInference>) => this.#serve(core, port, client, event.data);
  }

  #disconnect(id: number): void {
    const receiver = this.#receivers.get(id);
    this.#receivers.delete(id);
    receiver?.client.disconnect();
    receiver?.port.close();
  }

  #report(): void {
    this.#lastReport = this.#environment.now();
    if (this.#core) this.#send({ type: 'stats', stats: this.#core.stats });
  }

  #serve(core: InferenceCore, port: MessagePort, client: CoreClient, message: ReceiverToInference): void {
    const answer = (reply: InferenceToReceiver, transfer: Transferable[] = []) => port.postMessage(reply, transfer);
    switch (message.type) {
      case 'open':
        client.slots.open(message.slot, message.state);
        break;
      case 'close':
        client.slots.close(message.slot);
        break;
      case 'take': {
        const state = client.slots.take(message.slot);
        if (state) answer({ type: 'state', slot: message.slot, state }, [state.buffer]);
        break;
      }
      case 'run':
        void client.run(message).then(
          ({ logProbs, key, resetSlots }) => {
            const { id } = message;
            const buffers = new Set([logProbs.buffer, key.buffer]);
            answer({ type: 'result', id, logProbs, key, busy: core.busy, shared: false, resetSlots }, [...buffers]);
            if (this.#environment.now() - this.#lastReport >= REPORT_EVERY) this.#report();
          },
          (reason: unknown) => {
            answer({ type: 'run-failed', id: message.id, message: asError(reason).message });
            if (core.failure) this.#send({ type: 'failed', code: 'inference-failed', message: core.failure.message });
          },
        );
        break;
    }
  }
}
