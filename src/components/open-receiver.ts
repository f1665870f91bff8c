import { MorseDecoderError, toDecoderError } from '../errors.js';
import { ReceiverLink } from '../workers/receiver-link.js';
import { loadContract } from './load-contract.js';
import type { OpenReceiver } from './receiver.js';

/** Where the parts of a receiver come from. */
export interface ReceiverAssets {
  readonly assetBase: URL;
  /** Address of the model's contract, relative to the asset base; empty: the model beside the script. */
  readonly model: string;
}

/** Opens receivers in workers, with one model. @param assets asked for at each opening */
export const receiverOpener =
  (assets: () => ReceiverAssets): OpenReceiver =>
  async ({ options, patient }, callbacks, signal) => {
    const { assetBase, model } = assets();
    const contract = await loadContract(assetBase, model, signal);
    const link = await ReceiverLink.create({
      assetBase,
      contract,
      options,
      patient,
      onEvents: callbacks.onEvents,
      onError: (code, message) => callbacks.onError(toDecoderError({ code, message }, 'worker-lost')),
      onConsumed: callbacks.onConsumed,
    }).catch((error: unknown) => {
      throw toDecoderError(error, 'worker-lost');
    });
    if (!signal.aborted) return link;
    link.dispose();
    throw new MorseDecoderError('aborted');
  };
