import type { PairOrder } from '../../src/engine/audio-block.js';
import { type ModelRole, Receiver, type ReceiverSetup } from '../../src/engine/receiver.js';
import type { ChannelInfo, ReceiverEvent, ReceiverOptions, ReceiverRequest } from '../../src/engine/types.js';
import type { Character } from '../../src/morse/character.js';
import { LocalClient } from '../../src/workers/local-client.js';
import { type LocalModel, turn } from './local-model.js';

const OPTIONS: ReceiverOptions = {
  frequency: null,
  channels: 8,
  minFrequency: 200,
  maxFrequency: 3000,
  history: 60,
  settle: 'none',
  alphabet: 'international',
  dial: null,
  sideband: 'usb',
  follow: true,
};

/** A receiver in this thread with a page's memory of what it was told. */
export class ReceiverBench {
  readonly channels = new Map<number, { info: ChannelInfo; characters: Character[]; open: boolean }>();
  readonly events: ReceiverEvent[] = [];
  readonly receiver: Receiver;
  #nextClient = 1;

  /**
   * @param client it has one from the start
   * @param more what else the receiver is to be
   */
  constructor(
    model: LocalModel,
    options: Partial<ReceiverOptions> = {},
    client = true,
    more: Partial<ReceiverSetup> = {},
  ) {
    this.receiver = new Receiver({
      options: { ...OPTIONS, ...options },
      contract: model.contract,
      patient: true,
      ...more,
      now: () => performance.now(),
      emit: (events) => {
        for (const event of events) this.#take(event);
      },
    });
    if (client) this.addClient(model);
  }

  addClient(model: LocalModel, role: ModelRole = 'live'): { id: number; kill: () => void } {
    const client = new LocalClient(this.#nextClient++, model.core());
    this.receiver.addClient(client, role);
    const kill = () => {
      client.disconnect();
      this.receiver.removeClient(client.id);
    };
    return { id: client.id, kill };
  }

  /** @param pairs the samples are interleaved pairs of I and Q */
  async push(samples: Float32Array, sampleRate = 8000, pairs?: PairOrder): Promise<void> {
    const length = (sampleRate / 2) * (pairs ? 2 : 1);
    for (let at = 0; at < samples.length; at += length) {
      this.receiver.push({ samples: samples.subarray(at, at + length), sampleRate, ...(pairs && { pairs }) });
      await this.rest();
    }
  }

  async rest(): Promise<void> {
    for (let i = 0; i < 4; i++) await turn();
    for (let i = 0; i < 5000 && this.receiver.backlog > 0.5; i++) await turn();
  }

  async ask(request: ReceiverRequest, done: ReceiverEvent['type']): Promise<void> {
    const from = this.events.length;
    this.receiver.request(request);
    for (let i = 0; i < 20_000 && !this.events.slice(from).some(({ type }) => type === done); i++) await turn();
  }

  async end(): Promise<void> {
    await this.ask({ type: 'end' }, 'drained');
    this.receiver.close();
  }

  text(near: number): string {
    const [found] = [...this.channels.values()].filter(({ info }) => Math.abs(info.frequency - near) < 15);
    return (found?.characters ?? [])
      .map(({ text }) => text)
      .join('')
      .trim();
  }

  get main(): ChannelInfo | undefined {
    return [...this.channels.values()].find(({ info, open }) => open && info.role === 'main')?.info;
  }

  #take(event: ReceiverEvent): void {
    this.events.push(event);
    if (event.type === 'channel-opened' || event.type === 'channel-changed') {
      const before = event.type === 'channel-opened' ? undefined : this.channels.get(event.channel.id);
      const characters = before?.characters ?? [];
      this.channels.set(event.channel.id, { info: event.channel, characters, open: true });
    }
    if (event.type === 'channel-closed') {
      const channel = this.channels.get(event.id);
      if (channel) channel.open = false;
      if (event.into !== undefined) this.channels.delete(event.id);
    }
    if (event.type === 'text') {
      const { channel, index, remove, insert } = event.splice;
      this.channels.get(channel)?.characters.splice(index, remove, ...insert);
    }
  }
}
