import type { AudioBlock } from '../engine/audio-block.js';
import { leadInOf } from '../engine/lead-in.js';
import { QuietGain } from '../engine/quiet-gain.js';
import { Receiver } from '../engine/receiver.js';
import { LanguageModel } from '../morse/language/language-model.js';
import { makeTurns } from './breath.js';
import type { CaptureToReceiver, ReceiverToCapture } from './capture-link.js';
import { NotPairs, readWavFile, unpackWavFile } from './file-reader.js';
import { PortClient } from './port-client.js';
import type { FileNews, PageToReceiver, ReceiverToPage } from './receiver-messages.js';
import { SoundQueue } from './sound-queue.js';

/** Milliseconds for which an inference worker may leave a request unanswered before its pool is told. */
const STALLED = 1500;
/** Seconds by which a file may be ahead of the slowest channel. */
const FILE_AHEAD = 2;
/** Seconds of stream from one `consumed` to the next. */
const CONSUMED_EVERY = 0.25;

/** A receiver worker without its globals: one receiver, its audio, and its links to the page and to inference workers. */
export class ReceiverService {
  readonly #send: (message: ReceiverToPage) => void;
  readonly #now: () => number;
  readonly #clients = new Map<number, PortClient>();
  readonly #stalled = new Set<number>();
  #receiver: Receiver | null = null;
  #patient = false;
  #audioPort: MessagePort | null = null;
  #consumed = 0;
  readonly #queue: SoundQueue;
  /** Called when something has been read. */
  #wake: (() => void) | null = null;

  /** @param now milliseconds of a steady clock @param turns see {@link makeTurns} @param later calls back after milliseconds */
  constructor(
    send: (message: ReceiverToPage) => void,
    now: () => number,
    turns = makeTurns,
    later: (act: () => void, milliseconds: number) => void = (act, milliseconds) => setTimeout(act, milliseconds),
  ) {
    this.#send = send;
    this.#now = now;
    const backlog = () => this.#receiver?.backlog ?? 0;
    this.#queue = new SoundQueue({ push: (block) => this.#push(block), backlog, now, turns, later });
  }

  receive(message: PageToReceiver): void {
    switch (message.type) {
      case 'init':
        this.#start(message);
        break;
      case 'audio-port':
        this.#audioPort?.close();
        this.#audioPort = message.port;
        if (message.port) this.#listen(message.port);
        break;
      case 'audio':
        this.#queue.add(message.block);
        break;
      case 'inference-added': {
        const client = new PortClient(message.worker, message.port, this.#now);
        this.#clients.set(message.worker, client);
        this.#receiver?.addClient(client, message.model);
        break;
      }
      case 'inference-removed':
        this.#receiver?.removeClient(message.worker);
        this.#clients.get(message.worker)?.lose('The inference worker is gone.');
        this.#clients.delete(message.worker);
        this.#stalled.delete(message.worker);
        break;
      case 'accurate-came': {
        const { contract, language } = message;
        this.#receiver?.accurateCame(contract, language && new LanguageModel(language));
        break;
      }
      case 'accurate-failed':
        this.#receiver?.accurateFailed();
        break;
      case 'request':
        this.#queue.behind(() => {
          if (message.request.type === 'reset') this.#consumed = 0;
          this.#receiver?.request(message.request);
        });
        break;
      case 'file':
        void this.#readFile(message);
        break;
      case 'close':
        this.#close();
        break;
    }
  }

  #start({ options, contract, patient, accurate, firstId }: Extract<PageToReceiver, { type: 'init' }>): void {
    this.#patient = patient;
    this.#receiver = new Receiver({
      options,
      contract,
      patient,
      firstId,
      // A file that waits is read as well as can be.
      ...(contract.side && !patient && { wantSide: () => this.#send({ type: 'side-wanted' }) }),
      ...(accurate && { wantAccurate: () => this.#send({ type: 'accurate-wanted' }) }),
      now: this.#now,
      waiting: () => this.#queue.waiting,
      emit: (events) => this.#send({ type: 'events', events }),
      onRead: () => {
        this.#tellConsumed();
        this.#wake?.();
        this.#queue.wake();
      },
    });
    this.#send({ type: 'ready' });
  }

  #listen(port: MessagePort): void {
    port.onmessage = ({ data }: MessageEvent<CaptureToReceiver>) => {
      if (data === 'flush') this.#queue.behind(() => port.postMessage('flushed' satisfies ReceiverToCapture));
      else this.#queue.add(data, () => port === this.#audioPort);
    };
  }

  #push(block: AudioBlock): void {
    this.#receiver?.push(block);
    this.#tellConsumed();
    for (const [worker, client] of this.#clients) {
      const stalled = client.waiting > STALLED;
      if (stalled && !this.#stalled.has(worker)) this.#send({ type: 'inference-stalled', worker });
      if (stalled) this.#stalled.add(worker);
      else this.#stalled.delete(worker);
    }
  }

  /** Never rejects. */
  async #readFile({ file, purpose, pairs, port }: Extract<PageToReceiver, { type: 'file' }>): Promise<void> {
    const tell = (news: FileNews): void => port.postMessage(news);
    let stopped = false;
    port.onmessage = () => {
      stopped = true;
    };
    try {
      if (purpose === 'unpack') tell({ type: 'unpacked', file: await unpackWavFile(file) });
      else {
        const gain = new QuietGain();
        let begun = false;
        const length = await readWavFile(
          file,
          async (heard, part) => {
            if (stopped) throw new Error('Stopped.');
            const block = { ...heard, samples: gain.of(heard.samples) };
            if (!begun) this.#push(leadInOf(block));
            begun = true;
            this.#push(block);
            tell({ type: 'part', part });
            await this.#caughtUp();
          },
          pairs,
        );
        tell({ type: 'heard', ...length });
      }
    } catch (error) {
      const code = error instanceof NotPairs ? { code: 'iq-not-pairs' } : {};
      tell({ type: 'refused', message: error instanceof Error ? error.message : String(error), ...code });
    }
  }

  async #caughtUp(): Promise<void> {
    while (this.#receiver && this.#receiver.backlog > FILE_AHEAD) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #tellConsumed(): void {
    const receiver = this.#receiver;
    if (!receiver) return;
    const seconds = receiver.time - receiver.missed - (this.#patient ? receiver.backlog : 0);
    if (Math.abs(seconds - this.#consumed) < CONSUMED_EVERY) return;
    this.#consumed = seconds;
    this.#send({ type: 'consumed', seconds });
  }

  #close(): void {
    this.#audioPort?.close();
    this.#queue.clear();
    this.#receiver?.close();
    for (const client of this.#clients.values()) client.lose('The receiver is closed.');
    this.#clients.clear();
    this.#receiver = null;
    this.#wake?.();
    this.#send({ type: 'closed' });
  }
}
