import type { PairOrder } from '../engine/audio-block.js';
import type { DecodedChannel } from '../engine/offline.js';
import { radioFrequency, type Sideband } from '../engine/radio.js';
import type { CallsignSpot, ChannelInfo, ReceiverEvent, SpotChange } from '../engine/types.js';
import type { AlphabetName } from '../morse/alphabet-names.js';
import type { Character } from '../morse/character.js';
import { checkFrequency, checkListening, checkPairs, checkSamples } from '../node-arguments.js';
import { Desk } from './desk.js';
import { type ModelFiles, modelsOf } from './models.js';

export interface ListenSettings {
  /** Hz, 3000…768 000. */
  readonly sampleRate: number;
  /** Gets text as it becomes final: it is never taken back. */
  readonly onText: (heard: HeardText) => void;
  /** Gets stations by name as they are heard: new, heard again, or a mistake. */
  readonly onSpot?: (spot: CallsignSpot, change: SpotChange) => void;
  readonly model?: ModelFiles;
  /** With it, or without `model`, text comes some seconds behind and surer; with `model` alone at once. */
  readonly accurate?: ModelFiles;
  readonly frequency?: number;
  readonly iq?: boolean | PairOrder;
  readonly wide?: boolean;
  readonly alphabet?: AlphabetName;
  readonly follow?: boolean;
  /** kHz of 0 Hz. */
  readonly dial?: number;
  readonly sideband?: Sideband;
  readonly signal?: AbortSignal;
}

/** Who comes through {@link Listener.open}. */
const OPEN = Symbol('open');
/** Stations of closed channels that are remembered. */
const MOST_CLOSED = 256;

/** More text of one station. */
export interface HeardText extends Omit<DecodedChannel, 'characters'> {
  /** Number of the station. */
  readonly channel: number;
  /** kHz; null without a dial. */
  readonly radioFrequency: number | null;
  /** Seconds of sound before the first of the characters. */
  readonly time: number;
  readonly characters: readonly Character[];
}

interface Station {
  readonly number: number;
  info: ChannelInfo;
  characters: Character[];
  /** Seconds up to which text has been given. */
  given: number;
}

/**
 * Hears a stream of samples, and tells text as it becomes final. Samples may come as fast as they are taken: `push` settles when
 * more may come.
 */
export class Listener {
  readonly #settings: ListenSettings;
  /** By their channels' ids. */
  readonly #stations = new Map<number, Station>();
  /** Those whose channels are closed, the one for longest first. */
  readonly #closed = new Set<number>();
  /** Stations so far. */
  #count = 0;
  #desk: Desk | null = null;
  #line: Promise<void> = Promise.resolve();
  /** Seconds of sound, and where in stream time silence has been put behind it. */
  #heard = 0;
  readonly #pads: { readonly from: number; readonly seconds: number }[] = [];

  private constructor(settings: ListenSettings, key?: symbol) {
    if (key !== OPEN) throw new TypeError('A listener is opened by await Listener.open(settings), not by new.');
    this.#settings = settings;
  }

  /** @throws RangeError, TypeError for a setting that cannot be; an Error when a model fails */
  static async open(settings: ListenSettings): Promise<Listener> {
    checkListening(settings);
    const { sampleRate, frequency = null, alphabet = 'international', signal } = settings;
    const { iq = false, wide = false, follow = true } = settings;
    checkPairs(iq);
    checkFrequency(settings.frequency, sampleRate, iq !== false);
    const models = await modelsOf(settings);
    const listener = new Listener(settings, OPEN);
    listener.#desk = await Desk.open(
      { models, sampleRate, iq, wide, frequency, alphabet, follow, prompt: true, signal },
      (events) => listener.#take(events),
    );
    return listener;
  }

  /** Sound taken in, seconds. */
  get time(): number {
    return this.#heard;
  }

  /**
   * @param samples mono, −1…1; with `iq` pairs; copied. Settles when more may come.
   * @throws TypeError for what is no Float32Array, RangeError for half a pair, by rejection; samples that are not finite count as 0
   */
  async push(samples: Float32Array): Promise<void> {
    checkSamples(samples);
    const own = samples.slice();
    const { sampleRate, iq = false } = this.#settings;
    await this.#next(async (desk) => {
      await desk.push(own);
      this.#heard += own.length / (iq ? 2 : 1) / sampleRate;
    });
  }

  /** What has been heard becomes final; more may come. */
  settle(): Promise<void> {
    return this.#next(async (desk) => {
      await desk.drain();
      // Silence has been put behind the sound.
      const seconds = desk.time - this.#heard - this.#pads.reduce((sum, pad) => sum + pad.seconds, 0);
      if (seconds > 0) this.#pads.push({ from: desk.time - seconds, seconds });
    });
  }

  /** Ends when all that was pushed before has been taken in; what comes later is refused. */
  async close(): Promise<void> {
    const desk = this.#desk;
    this.#desk = null;
    await this.#line;
    await desk?.close();
  }

  /** One thing after another. */
  #next(work: (desk: Desk) => Promise<void>): Promise<void> {
    const desk = this.#desk;
    if (!desk) return Promise.reject(new Error('The listener is closed.'));
    const done = this.#line.then(() => work(desk));
    this.#line = done.catch(() => {});
    return done;
  }

  /** Seconds of sound at a stream time, which counts the silence that was put behind it too. */
  #soundTime(time: number): number {
    return this.#pads.reduce((sound, { from, seconds }) => sound - Math.max(0, Math.min(seconds, time - from)), time);
  }

  #take(events: readonly ReceiverEvent[]): void {
    const changed = new Set<Station>();
    for (const event of events) {
      if (event.type === 'channel-opened' || event.type === 'channel-changed') this.#learn(event.channel);
      // A channel that opens again is told with all of its text.
      if (event.type === 'channel-opened') this.#stations.get(event.channel.id)?.characters.splice(0);
      if (event.type === 'spot') this.#spot(event.spot, event.change);
      if (event.type !== 'text') continue;
      const { channel, index, remove, insert } = event.splice;
      const station = this.#stations.get(channel);
      station?.characters.splice(index, remove, ...insert);
      if (station) changed.add(station);
    }
    for (const station of changed) this.#tell(station);
    for (const event of events) if (event.type === 'channel-closed') this.#close(event.id);
  }

  #spot(spot: CallsignSpot, change: SpotChange): void {
    const { dial = null, sideband = 'usb', onSpot } = this.#settings;
    const radio = radioFrequency({ dial, sideband }, spot.frequency);
    const [time, first] = [this.#soundTime(spot.time), this.#soundTime(spot.first)];
    const utc = Date.now() - 1000 * Math.max(0, this.#heard - time);
    onSpot?.({ ...spot, time, first, radioFrequency: radio, utc }, change);
  }

  /** Its station may come back: what has been given of it is remembered, for as many as a receiver remembers. */
  #close(id: number): void {
    const station = this.#stations.get(id);
    if (!station) return;
    station.characters.splice(0);
    this.#closed.delete(id);
    this.#closed.add(id);
    const [oldest] = this.#closed;
    if (this.#closed.size <= MOST_CLOSED || oldest === undefined) return;
    this.#closed.delete(oldest);
    this.#stations.delete(oldest);
  }

  #learn(info: ChannelInfo): void {
    const station = this.#stations.get(info.id);
    this.#closed.delete(info.id);
    if (station) station.info = info;
    else {
      this.#count += 1;
      const fresh = { number: this.#count, info, characters: [], given: Number.NEGATIVE_INFINITY };
      this.#stations.set(info.id, fresh);
    }
  }

  /** What is final and has not been given. Text that takes the place of such text, as when a channel becomes the main one, is not told again. */
  #tell(station: Station): void {
    const { characters, given, info, number } = station;
    const end = characters.findIndex(({ final }) => !final);
    const settled = characters.slice(0, end < 0 ? characters.length : end);
    const fresh = settled.filter(({ start }) => start >= given - 0.01);
    const first = fresh[0];
    if (!first) return;
    station.given = Math.max(...fresh.map(({ end }) => end));
    const { frequency } = info;
    const { dial = null, sideband = 'usb', onText } = this.#settings;
    onText({
      channel: number,
      frequency,
      radioFrequency: radioFrequency({ dial, sideband }, frequency),
      wpm: info.wpm,
      snr: info.snr,
      time: this.#soundTime(first.start),
      text: fresh.map(({ text }) => text).join(''),
      characters: fresh.map((one) => ({ ...one, start: this.#soundTime(one.start), end: this.#soundTime(one.end) })),
    });
  }
}
