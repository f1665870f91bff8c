import type { AudioBlock, PairOrder } from '../engine/audio-block.js';
import { type ModelContract, sideContract } from '../engine/model-contract.js';
import type { ModelRole } from '../engine/receiver.js';
import type { ReceiverEvent, ReceiverOptions, ReceiverRequest } from '../engine/types.js';
import { MorseDecoderError, toDecoderError } from '../errors.js';
import { Scope } from '../scope.js';
import type { Download } from './arrival.js';
import type { AssetBase } from './asset-addresses.js';
import { loadScript, RECEIVER_SCRIPT } from './assets.js';
import { launchWorker } from './launch.js';
import { pagePool } from './pool.js';
import type { PoolFailure, PoolLease, PoolStats } from './pool-client.js';
import type { PoolWorkerStats } from './pool-host.js';
import type { FilePurpose, PageToReceiver, ReceiverToPage } from './receiver-messages.js';

export interface AccurateModel {
  readonly contract: ModelContract;
  /** A file of `LanguageModel`, by which its readings are chosen; null: they stand as they are. */
  readonly language: ArrayBuffer | null;
}

export interface ReceiverLinkSetup {
  /** Folder of worker scripts and wasm; null: beside the script. The model's file is resolved against it too. */
  readonly assetBase: AssetBase;
  /** The page's own folder with copies of the worker scripts; null: none. */
  readonly workerBase?: AssetBase;
  readonly contract: ModelContract;
  readonly options: ReceiverOptions;
  /** The audio is a file that waits for the receiver. */
  readonly patient?: boolean;
  /** Number of the first channel: 1 when left out. */
  readonly firstId?: number;
  /** Finds the accurate model when it is first needed; without it there is none. May reject with a MorseDecoderError. */
  readonly accurate?: (signal: AbortSignal) => Promise<AccurateModel>;
  readonly onEvents: (events: readonly ReceiverEvent[]) => void;
  /** The receiver is lost. Codes are those of src/errors.ts. */
  readonly onError: (reason: PoolFailure) => void;
  /** There is no accurate model, or not any more; the live one goes on. */
  readonly onAccurateFailed?: (message: string) => void;
  /** Files of a model are being fetched; null: not any more. */
  readonly onDownload?: (model: Exclude<ModelRole, 'side'>, download: Download | null) => void;
  /** Gets the stream time taken in, seconds; with `patient` that all channels have read. */
  readonly onConsumed?: (seconds: number) => void;
}

/** Milliseconds that a receiver worker has for saying goodbye. */
const FAREWELL = 500;

/** The page's side of one receiver: its worker, and its place in the page's pool. */
export class ReceiverLink {
  readonly #setup: ReceiverLinkSetup;
  readonly #scope = new Scope();
  readonly #ready: Promise<void>;
  readonly #launched: Promise<void>;
  #settle: { resolve(): void; reject(error: MorseDecoderError): void } | null = null;
  readonly #leases = new Map<ModelRole, PoolLease>();
  #poolWorkers: readonly PoolWorkerStats[] = [];
  #worker: Worker | null = null;
  /** What waits for the worker. */
  #unsent: { readonly message: PageToReceiver; readonly transfer: Transferable[] }[] = [];

  private constructor(setup: ReceiverLinkSetup) {
    this.#setup = setup;
    this.#ready = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // First of all: a pool that has workers already gives them at once, and only a receiver can take them.
    const { options, contract, patient = false, firstId = 1 } = setup;
    this.#send({ type: 'init', options, contract, patient, firstId, accurate: setup.accurate !== undefined });
    this.#launched = this.#launch();
    this.#launched.catch(() => {});
    this.#watchPool();
    this.#join('live', contract, (reason) => this.#fail(reason));
  }

  /**
   * Settles when audio may come: the receiver's worker runs, and a session of the model is there or sure to come. What is heard till
   * then stays in the history, and is read as soon as the session is there; `onError` tells of one that fails after all.
   *
   * @throws MorseDecoderError `worker-blocked`, or what the pool's assets say
   */
  static async create(setup: ReceiverLinkSetup): Promise<ReceiverLink> {
    const link = new ReceiverLink(setup);
    try {
      await Promise.all([link.#launched, link.#ready]);
      return link;
    } catch (error) {
      link.dispose();
      throw toDecoderError(error, 'worker-lost');
    }
  }

  async #launch(): Promise<void> {
    const { assetBase, workerBase = null } = this.#setup;
    const script = await loadScript(assetBase, RECEIVER_SCRIPT, workerBase);
    const worker = await launchWorker(script, 'morse receiver');
    this.#worker = worker;
    worker.onmessage = (event: MessageEvent<ReceiverToPage>) => this.#receive(event.data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(new MorseDecoderError('worker-lost', event.message));
    };
    for (const { message, transfer } of this.#unsent.splice(0)) worker.postMessage(message, transfer);
    this.#scope.add(() => this.#endWorker(worker));
  }

  /** The state of the page's pool. */
  static poolStats(): PoolStats {
    return pagePool().stats();
  }

  /** The workers of the page's pool; the same array until something changes. */
  get pool(): readonly PoolWorkerStats[] {
    return this.#poolWorkers;
  }

  post(request: ReceiverRequest): void {
    this.#send({ type: 'request', request });
  }

  /** A new port for audio blocks; it replaces the one before. */
  audioPort(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#send({ type: 'audio-port', port: port1 }, [port1]);
    return port2;
  }

  /** Closes the newest port: blocks that are still under way are left out. */
  closeAudio(): void {
    this.#send({ type: 'audio-port', port: null });
  }

  /** Gives samples; they are copied. */
  pushAudio(block: AudioBlock): void {
    const samples = block.samples.slice();
    this.#send({ type: 'audio', block: { ...block, samples } }, [samples.buffer]);
  }

  /** Gives a WAV file; the port tells how it goes (`FileNews`). */
  openFile(file: Blob, purpose: FilePurpose, pairs: PairOrder | null = null): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#send({ type: 'file', file, purpose, pairs, port: port1 }, [port1]);
    return port2;
  }

  dispose(): void {
    this.#scope.dispose();
    this.#settle?.reject(new MorseDecoderError('aborted'));
  }

  #watchPool(): void {
    const pool = pagePool();
    const look = (): void => {
      this.#poolWorkers = pool.stats().workers;
    };
    look();
    this.#scope.add(pool.onChange(look));
  }

  #join(model: ModelRole, contract: ModelContract, failed: (reason: PoolFailure) => void): void {
    const lease = pagePool().acquire({
      contract,
      assetBase: this.#setup.assetBase?.href ?? null,
      workerBase: this.#setup.workerBase?.href ?? null,
      added: (worker, port) => {
        this.#send({ type: 'inference-added', worker, port, model }, [port]);
        this.#serve(model);
      },
      coming: () => this.#serve(model),
      downloading: (download) => this.#tellDownload(model, download),
      removed: (worker) => this.#send({ type: 'inference-removed', worker }),
      failed,
    });
    this.#leases.set(model, lease);
    this.#scope.add(() => lease.release());
  }

  /** Where the smaller model cannot be had, the live one reads for all. */
  #joinSide(): void {
    const contract = sideContract(this.#setup.contract);
    if (contract) this.#join('side', contract, () => this.#leases.get('side')?.release());
  }

  #tellDownload(model: ModelRole, download: Download | null): void {
    if (model !== 'side') this.#setup.onDownload?.(model, download);
  }

  /** All files of a model are there. */
  #serve(model: ModelRole): void {
    this.#tellDownload(model, null);
    if (model === 'live') this.#settled()?.resolve();
  }

  async #fetchAccurate(): Promise<void> {
    try {
      const model = await this.#setup.accurate?.(this.#scope.signal);
      if (!model || this.#scope.disposed) return;
      const { contract, language } = model;
      this.#send({ type: 'accurate-came', contract, language });
      this.#join('accurate', contract, ({ message }) => this.#loseAccurate(message));
    } catch (error) {
      this.#loseAccurate(toDecoderError(error, 'model-missing').message);
    }
  }

  #loseAccurate(message: string): void {
    if (this.#scope.disposed) return;
    this.#leases.get('accurate')?.release();
    this.#leases.delete('accurate');
    this.#setup.onDownload?.('accurate', null);
    this.#send({ type: 'accurate-failed' });
    this.#setup.onAccurateFailed?.(message);
  }

  #receive(message: ReceiverToPage): void {
    if (this.#scope.disposed) return;
    switch (message.type) {
      case 'events':
        this.#setup.onEvents(message.events);
        break;
      case 'consumed':
        this.#setup.onConsumed?.(message.seconds);
        break;
      case 'accurate-wanted':
        void this.#fetchAccurate();
        break;
      case 'side-wanted':
        this.#joinSide();
        break;
      case 'inference-stalled':
        for (const lease of this.#leases.values()) lease.reportStalled(message.worker);
        break;
    }
  }

  #send(message: PageToReceiver, transfer: Transferable[] = []): void {
    if (this.#scope.disposed) return;
    if (this.#worker) this.#worker.postMessage(message, transfer);
    else this.#unsent.push({ message, transfer });
  }

  #settled(): { resolve(): void; reject(error: MorseDecoderError): void } | null {
    const settle = this.#settle;
    this.#settle = null;
    return settle;
  }

  #fail(reason: PoolFailure): void {
    if (this.#scope.disposed) return;
    const waiting = this.#settled();
    if (waiting) waiting.reject(toDecoderError(reason, 'worker-lost'));
    else this.#setup.onError(reason);
  }

  /** Lets the receiver close its slots and ports before its worker ends. */
  #endWorker(worker: Worker): void {
    const timer = setTimeout(() => worker.terminate(), FAREWELL);
    worker.onmessage = ({ data }: MessageEvent<ReceiverToPage>) => {
      if (data.type !== 'closed') return;
      clearTimeout(timer);
      worker.terminate();
    };
    worker.postMessage({ type: 'close' } satisfies PageToReceiver);
  }
}
