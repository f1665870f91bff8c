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

/** One model's session, and the receivers that use it. */
interface Seat {
  readonly number: number;
  readonly session: ModelSession;
  readonly core: InferenceCore;
  readonly receivers: Map<number, { readonly port: MessagePort; readonly client: CoreClient }>;
}

/** An inference worker without its globals: answers its pool and its receivers. */
export class InferenceService {
  readonly #send: (message: InferenceToPool) => void;
  readonly #environment: CoreEnvironment;
  readonly #seats = new Map<number, Seat>();
  /** Seats that were given up while their session was being made. */
  readonly #left = new Set<number>();
  #lastReport = 0;

  constructor(send: (message: InferenceToPool) => void, environment: CoreEnvironment) {
    this.#send = send;
    this.#environment = environment;
  }

  async receive(message: PoolToInference): Promise<void> {
    switch (message.type) {
      case 'load':
        return this.#load(message);
      case 'unload':
        return this.#unload(message.seat);
      case 'connect':
        return this.#connect(message.seat, message.client, message.port);
      case 'disconnect':
        return this.#disconnect(message.seat, message.client);
      case 'report':
        return this.#report();
    }
  }

  async #load({ seat, wasm, model, contract }: Extract<PoolToInference, { type: 'load' }>): Promise<void> {
    const from = this.#environment.now();
    try {
      const session = await ModelSession.create(wasm, new Uint8Array(model), contract);
      if (this.#left.delete(seat)) return void (await session.release());
      const core = new InferenceCore(session, contract, this.#environment);
      this.#seats.set(seat, { number: seat, session, core, receivers: new Map() });
      this.#send({ type: 'ready', seat, startMs: this.#environment.now() - from });
    } catch (reason) {
      const message = asError(reason).message;
      const code = /SIMD|WebAssembly|wasm/i.test(message) ? 'wasm-unsupported' : 'model-corrupt';
      this.#send({ type: 'failed', seat, code, message });
    }
  }

  async #unload(number: number): Promise<void> {
    const seat = this.#seats.get(number);
    if (!seat) {
      this.#left.add(number);
      return;
    }
    for (const client of [...seat.receivers.keys()]) this.#disconnect(number, client);
    this.#seats.delete(number);
    await seat.session.release();
  }

  #connect(number: number, id: number, port: MessagePort): void {
    const seat = this.#seats.get(number);
    if (!seat) throw new Error('A receiver was connected before the session was ready.');
    this.#disconnect(number, id);
    const client = seat.core.connect();
    seat.receivers.set(id, { port, client });
    port.onmessage = (event: MessageEvent<ReceiverToInference>) => this.#serve(seat, port, client, event.data);
  }

  #disconnect(number: number, id: number): void {
    const receivers = this.#seats.get(number)?.receivers;
    const receiver = receivers?.get(id);
    receivers?.delete(id);
    receiver?.client.disconnect();
    receiver?.port.close();
  }

  #report(): void {
    this.#lastReport = this.#environment.now();
    const seats = [...this.#seats.values()].map(({ number, core }) => ({ seat: number, stats: core.stats }));
    this.#send({ type: 'stats', seats });
  }

  #serve({ number, core }: Seat, port: MessagePort, client: CoreClient, message: ReceiverToInference): void {
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
            const shared = this.#seats.size > 1;
            answer({ type: 'result', id, logProbs, key, busy: core.busy, shared, resetSlots }, [...buffers]);
            if (this.#environment.now() - this.#lastReport >= REPORT_EVERY) this.#report();
          },
          (reason: unknown) => {
            answer({ type: 'run-failed', id: message.id, message: asError(reason).message });
            if (!core.failure) return;
            this.#send({ type: 'failed', seat: number, code: 'inference-failed', message: core.failure.message });
          },
        );
        break;
    }
  }
}
