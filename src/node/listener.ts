import type { DecodedChannel } from '../engine/offline.js';
import { radioFrequency, type Sideband } from '../engine/radio.js';
import type { CallsignSpot, ChannelInfo, ReceiverEvent, SpotChange } from '../engine/types.js';
import type { AlphabetName } from '../morse/alphabet-names.js';
import type { Character } from '../morse/character.js';
import { checkFrequency, checkListening, checkSamples } from '../node-arguments.js';
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
  readonly iq?: boolean;
  readonly wide?: boolean;
  readonly alphabet?: AlphabetName;
  readonly follow?: boolean;
  /** kHz of 0 Hz. */
  readonly dial?: number;
  readonly sideband?: Sideband;
  readonly signal?: AbortSignal;
}

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

  private constructor(settings: ListenSettings) {
    this.#settings = settings;
  }

  /** @throws RangeError, TypeError for a setting that cannot be; an Error when a model fails */
  static async open(settings: ListenSettings): Promise<Listener> {
    checkListening(settings);
    const { sampleRate, frequency = null, alphabet = 'international', signal } = settings;
    const { iq = false, wide = false, follow = true } = settings;
    checkFrequency(settings.frequency, sampleRate, iq);
    const models = await modelsOf(settings);
    const listener = new Listener(settings);
    listener.#desk = await Desk.open(
      { models, sampleRate, iq, wide, frequency, alphabet, follow, prompt: true, signal },
      (events) => listener.#take(events),
    );
    return listener;
  }

  /** Sound taken in, seconds. */
  get time(): number {
    return this.#desk?.time ?? 0;
  }

  /**
   * @param samples mono, −1…1; with `iq` pairs. Settles when more may come.
   * @throws TypeError for what is no Float32Array; samples that are not finite count as 0
   */
  async push(samples: Float32Array): Promise<void> {
    checkSamples(samples);
    await this.#desk?.push(samples);
  }

  /** What has been heard becomes final; more may come. */
  async settle(): Promise<void> {
    await this.#desk?.drain();
  }

  async close(): Promise<void> {
    const desk = this.#desk;
    this.#desk = null;
    await desk?.close();
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
    const utc = Date.now() - 1000 * Math.max(0, this.time - spot.time);
    onSpot?.({ ...spot, radioFrequency: radioFrequency({ dial, sideband }, spot.frequency), utc }, change);
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
      time: first.start,
      text: fresh.map(({ text }) => text).join(''),
      characters: fresh,
    });
  }
}
