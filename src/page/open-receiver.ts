import { MorseDecoderError, toDecoderError } from '../errors.js';
import type { Scope } from '../scope.js';
import type { AssetBase } from '../workers/asset-addresses.js';
import { preloadAssets } from '../workers/assets.js';
import { keepReady } from '../workers/keep-ready.js';
import { ReceiverLink } from '../workers/receiver-link.js';
import { loadAccurateModel, loadContract } from './load-contract.js';
import type { OpenReceiver } from './receiver.js';

/** Where the parts of a receiver come from. */
export interface ReceiverAssets {
  readonly assetBase: AssetBase;
  /** The page's own folder with copies of the worker scripts; null: none. */
  readonly workerBase: AssetBase;
  /** Address of the model's contract, relative to the asset base; empty: the model beside the script. */
  readonly model: string;
  /** The same of the accurate model. */
  readonly accurateModel: string;
}

/** Opens receivers in workers. @param assets asked for at each opening */
export const receiverOpener =
  (assets: () => ReceiverAssets): OpenReceiver =>
  async ({ options, patient, firstId = 1 }, callbacks, signal) => {
    const { assetBase, workerBase, model } = assets();
    const contract = await loadContract(assetBase, model, signal);
    const link = await ReceiverLink.create({
      assetBase,
      workerBase,
      contract,
      options,
      patient,
      firstId,
      accurate: (until) => loadAccurateModel(assetBase, assets().accurateModel, until),
      onEvents: callbacks.onEvents,
      onError: (reason) => callbacks.onError(toDecoderError(reason, 'worker-lost')),
      onAccurateFailed: (message) => callbacks.onWarning(new MorseDecoderError('accurate-unavailable', message)),
      onDownload: callbacks.onDownload,
      onConsumed: callbacks.onConsumed,
    }).catch((error: unknown) => {
      throw toDecoderError(error, 'worker-lost');
    });
    if (!signal.aborted) return link;
    link.dispose();
    throw new MorseDecoderError('aborted');
  };

/**
 * Fetches what a receiver with the live model needs, and keeps a worker ready for it until the scope ends: most of a start is
 * the making of its session.
 *
 * @throws MorseDecoderError by rejection
 */
export async function preloadReceiver({ assetBase, workerBase, model }: ReceiverAssets, scope: Scope): Promise<void> {
  const contract = await loadContract(assetBase, model, scope.signal);
  await preloadAssets(assetBase, contract, workerBase);
  if (!scope.disposed) scope.add(keepReady(assetBase, contract, workerBase));
}
