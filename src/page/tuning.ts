import type { PairOrder } from '../engine/audio-block.js';
import { audioFrequency, type Dial, radioFrequency } from '../engine/radio.js';
import { MorseDecoderError } from '../errors.js';
import { readNumber, readSideband } from './attributes.js';
import type { TuneOptions } from './decoder-handle.js';
import type { DecoderSession } from './decoder-session.js';
import { MorseTuneEvent } from './events.js';
import { withDial } from './reducer.js';
import type { RequestName } from './requests.js';
import { channelOf, type DecoderSnapshot } from './snapshot.js';
import type { DecoderStore } from './store.js';

/** Requests by which the user tunes: from then on the attribute `frequency` follows the main channel. */
const TUNING: readonly RequestName[] = ['tune-up', 'tune-down', 'next-signal', 'previous-signal', 'make-main'];

type TunedElement = HTMLElement & { readonly iq: PairOrder | null };

/** Keeps the attribute `frequency` and the main channel together, and tells the receiver what the dial says. */
export class Tuning {
  readonly #element: TunedElement;
  readonly #store: DecoderStore;
  readonly #session: DecoderSession;
  readonly #warn: (error: MorseDecoderError) => void;
  /** The attribute `frequency` is to follow the main channel: it was there, or the user has tuned. */
  #tuned = false;
  /** The attribute `frequency` is being set after the main channel. */
  #reflecting = false;
  /** What the dial says now is told at the end of this turn. */
  #turning = false;

  /** @param warn tells of a call that cannot be right, and is no reason to stop */
  constructor(
    element: TunedElement,
    store: DecoderStore,
    session: DecoderSession,
    warn: (error: MorseDecoderError) => void,
  ) {
    this.#element = element;
    this.#store = store;
    this.#session = session;
    this.#warn = warn;
  }

  /** Moves the main channel. @param frequency Hz; kHz with `radio` */
  tune(frequency: number, { past = true, radio = false, asked = false }: TuneOptions = {}): void {
    const hertz = radio ? audioFrequency(this.#dial, frequency) : frequency;
    if (!Number.isFinite(frequency) || hertz === null) {
      const why = Number.isFinite(frequency) ? 'kHz mean nothing without dial and sideband' : 'no number';
      this.#warn(new MorseDecoderError('bad-option', `tune(${frequency}): ${why}`));
      return;
    }
    // What is not in the sound the page may tune the receiver to.
    if (asked && !this.#mayTune(hertz)) return;
    if (radio && !isAudible(hertz, this.#store.snapshot)) return;
    this.#tuned = true;
    this.#reflect(hertz);
    this.#session.post({ type: 'tune', frequency: this.#wanted ?? hertz, past });
  }

  /** A request is about to be run. False: it would tune, and the page does not want the main channel to go there. */
  allows(request: RequestName, channelId: number | null): boolean {
    const target = request === 'make-main' ? channelOf(this.#store.snapshot, channelId)?.info : undefined;
    if (target && target.role !== 'main' && !this.#mayTune(target.frequency)) return false;
    if (TUNING.includes(request)) this.#tuned = true;
    return true;
  }

  /** The attribute `frequency` has changed. */
  frequencyChanged(): void {
    if (this.#reflecting) return;
    const frequency = this.#wanted;
    this.#tuned = frequency !== null;
    if (frequency === null) this.#session.post({ type: 'options', options: { frequency } });
    else this.#session.post({ type: 'tune', frequency, past: true });
  }

  /** `dial` or `sideband` has changed; both may, in one turn. */
  dialChanged(): void {
    if (this.#turning) return;
    this.#turning = true;
    queueMicrotask(() => {
      this.#turning = false;
      const wanted = this.#wantedDial;
      if (!this.#session.open) this.#store.update((snapshot) => withDial(snapshot, wanted, null));
      this.#session.post({ type: 'options', options: wanted });
    });
  }

  /** Lets the attribute follow the main channel. @param before the snapshot before the receiver's last events */
  follow(before: DecoderSnapshot): void {
    const main = channelOf(this.#store.snapshot, null);
    const moved = main && main.info !== channelOf(before, null)?.info && main.info.activity !== 'away';
    if (this.#tuned && moved) this.#reflect(main.info.frequency);
  }

  /** Hz, as the attribute is. */
  get #wanted(): number | null {
    return readNumber('frequency', this.#element.getAttribute('frequency'), this.#element.iq !== null).value;
  }

  /** As the attributes are. */
  get #wantedDial(): Dial {
    const dial = readNumber('dial', this.#element.getAttribute('dial')).value;
    return { dial, sideband: readSideband(this.#element.getAttribute('sideband')).value };
  }

  /** Of the sound that is heard now; before there is any, the one that is wanted. */
  get #dial(): Dial {
    const { snapshot } = this.#store;
    return this.#session.open && snapshot.dial !== null ? snapshot : this.#wantedDial;
  }

  /** Tells the page that the user asks for a frequency. False: it does not want the main channel to go there. */
  #mayTune(hertz: number): boolean {
    return this.#element.dispatchEvent(new MorseTuneEvent(hertz, radioFrequency(this.#store.snapshot, hertz)));
  }

  /** Lets the attribute say where the main channel is. */
  #reflect(frequency: number): void {
    const text = String(Math.round(frequency));
    if (this.#element.getAttribute('frequency') === text) return;
    this.#reflecting = true;
    this.#element.setAttribute('frequency', text);
    this.#reflecting = false;
  }
}

/** What a receiver's sound holds whatever is shown of it, Hz. */
const SOUND = { min: 50, max: 3900 } as const;
const isAudible = (hertz: number, { band }: Pick<DecoderSnapshot, 'band'>): boolean =>
  hertz >= Math.min(SOUND.min, band.min) && hertz <= Math.max(SOUND.max, band.max);
