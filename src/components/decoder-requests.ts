import type { RequestName } from '../page/requests.js';
import { DecoderReadings } from './decoder-readings.js';

/** The methods of `<morse-decoder>` that are requests of the table, named like their commands. */
export abstract class DecoderRequests extends DecoderReadings {
  abstract start(): Promise<void>;
  abstract stop(): void;

  /**
   * Runs a request. Settles when it is done: text is away, a past has been read again. What goes wrong is the state `error`, not a
   * rejection.
   *
   * @param channelId null: the main channel
   */
  abstract run(request: RequestName, channelId?: number | null): Promise<void>;

  /** Starts or stops. */
  toggle(): Promise<void> {
    return this.run('toggle');
  }

  /** Reads a channel's history again. @param channelId null: the main channel */
  reDecode(channelId: number | null = null): Promise<void> {
    return this.run('re-decode', channelId);
  }

  /** Lets a channel follow drift, or not. @param channelId null: the main channel */
  followFrequency(channelId: number | null = null): Promise<void> {
    return this.run('follow-frequency', channelId);
  }

  /** Moves the main channel up by 10 Hz. */
  tuneUp(): Promise<void> {
    return this.run('tune-up');
  }

  /** Moves the main channel down by 10 Hz. */
  tuneDown(): Promise<void> {
    return this.run('tune-down');
  }

  /** Moves the main channel to the next signal above. */
  nextSignal(): Promise<void> {
    return this.run('next-signal');
  }

  /** Moves the main channel to the next signal below. */
  previousSignal(): Promise<void> {
    return this.run('previous-signal');
  }

  /** Shows less of a wide band. */
  zoomIn(): Promise<void> {
    return this.run('zoom-in');
  }

  /** Shows more of it. */
  zoomOut(): Promise<void> {
    return this.run('zoom-out');
  }

  /** Shows all of it. */
  wholeBand(): Promise<void> {
    return this.run('whole-band');
  }

  /** Swaps a channel with the main one. */
  makeMain(channelId: number): Promise<void> {
    return this.run('make-main', channelId);
  }

  /** Keeps an automatic channel, or lets it go. */
  pin(channelId: number): Promise<void> {
    return this.run('pin', channelId);
  }

  /** Hears a channel through a narrow filter, or not. @param channelId null: the main channel */
  listen(channelId: number | null = null): Promise<void> {
    return this.run('listen', channelId);
  }

  /** Copies a channel's text to the clipboard. @param channelId null: the main channel */
  copyText(channelId: number | null = null): Promise<void> {
    return this.run('copy-text', channelId);
  }

  /** Saves a channel's text as a file. @param channelId null: the main channel */
  saveText(channelId: number | null = null): Promise<void> {
    return this.run('save-text', channelId);
  }

  /** Removes a channel's text. @param channelId null: the main channel */
  clear(channelId: number | null = null): Promise<void> {
    return this.run('clear', channelId);
  }
}
