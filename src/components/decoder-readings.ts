import {
  channelOf,
  type DecoderFailure,
  type DecoderState,
  type Downloads,
  type PoolWorker,
} from '../page/snapshot.js';
import { DecoderStore } from '../page/store.js';
import { transcriptOf } from '../page/transcript.js';
import { DecoderSettings } from './decoder-settings.js';

/** The properties of `<morse-decoder>` that say what it does now. */
export class DecoderReadings extends DecoderSettings {
  /** The decoder's state for views: a frozen snapshot with subscribers, and the waterfall's rows. */
  readonly store = new DecoderStore();

  /** `idle`, `loading`, `listening`, `decoding`, `paused`, `ended` or `error`. */
  get state(): DecoderState {
    return this.store.snapshot.state;
  }

  /** What went wrong, while the state is `error`. */
  get error(): DecoderFailure | null {
    return this.store.snapshot.error;
  }

  /** The main channel's text. */
  get text(): string {
    return transcriptOf(channelOf(this.store.snapshot, null)?.characters ?? []);
  }

  /** The workers of the page, which all its decoders share. */
  get pool(): readonly PoolWorker[] {
    return this.store.snapshot.pool;
  }

  /** What is being fetched for each model, bytes; null: nothing. */
  get downloads(): Downloads {
    return this.store.snapshot.downloads;
  }

  /**
   * Main channel, Hz, 50 to half the rate of the sound, with `iq` to both sides of 0: where it is now, else where it is wanted; null: the
   * strongest signal.
   */
  override get frequency(): number | null {
    return channelOf(this.store.snapshot, null)?.info.frequency ?? super.frequency;
  }

  override set frequency(value: number | null) {
    super.frequency = value;
  }
}
