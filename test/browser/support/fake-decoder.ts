import { render } from 'lit';
import { renderPanel } from '../../../src/components/panel.js';
import { panelStyles } from '../../../src/components/panel-styles.js';
import { inNextPicture } from '../../../src/components/pictures.js';
import { BINS } from '../../../src/dsp/frame.js';
import type { ChannelInfo } from '../../../src/engine/types.js';
import type { Character } from '../../../src/morse/character.js';
import type { DecoderHandle, HeldChannel, TuneOptions } from '../../../src/page/decoder-handle.js';
import { announceDecoders, DECODER_MARK } from '../../../src/page/decoder-registry.js';
import type { RequestName } from '../../../src/page/requests.js';
import { DecoderStore } from '../../../src/page/store.js';
import type { Range } from '../../../src/page/zoom.js';

/** A decoder without an engine: its store is the test's to fill, and what views ask of it is written down. */
export class FakeDecoder extends HTMLElement implements DecoderHandle {
  readonly store = new DecoderStore();
  readonly asked: string[] = [];
  readonly [DECODER_MARK] = true;

  connectedCallback(): void {
    announceDecoders();
  }

  tune(frequency: number, options?: TuneOptions): void {
    this.asked.push(`tune ${frequency}${options?.past ? ' past' : ''}`);
  }

  async run(request: RequestName, channelId: number | null = null): Promise<void> {
    this.asked.push(`${request} ${channelId}`);
  }

  zoomTo(zoom: Range | null): void {
    this.store.update((snapshot) => ({ ...snapshot, zoom }));
  }

  holdChannel(frequency: number): HeldChannel {
    this.asked.push(`hold ${frequency}`);
    const { store } = this;
    return {
      get id() {
        return store.snapshot.channels.find(({ info }) => info.frequency === frequency)?.info.id ?? null;
      },
      dispose: () => this.asked.push(`let go ${frequency}`),
    };
  }

  /** Shows the panel, as a decoder without children does. */
  showPanel(): ShadowRoot {
    const root = this.attachShadow({ mode: 'open' });
    if (panelStyles.styleSheet) root.adoptedStyleSheets = [panelStyles.styleSheet];
    const show = () => render(renderPanel(this, this.store.snapshot, null), root);
    this.store.subscribe(show);
    show();
    return root;
  }

  open(...channels: readonly Partial<ChannelInfo>[]): void {
    this.store.update((snapshot) => ({ ...snapshot, state: 'listening' }));
    const plain = { role: 'automatic', activity: 'live', wpm: 24, snr: 12, following: false, lastHeard: 1 } as const;
    this.store.apply(
      channels.map((channel, i) => ({
        type: 'channel-opened',
        channel: { ...plain, id: i, frequency: 700, radioFrequency: null, ...channel },
      })),
    );
  }

  print(channel: number, text: string, confidence = 0.99, final = true): void {
    const have = this.store.snapshot.channels.find(({ info }) => info.id === channel)?.characters.length ?? 0;
    this.replace(channel, have, 0, text, confidence, final);
  }

  replace(channel: number, index: number, remove: number, text: string, confidence = 0.99, final = true): void {
    const insert = [...text].map((letter, i) => ({ ...character(letter, index + i, confidence), final }));
    this.store.apply([{ type: 'text', radioFrequency: null, splice: { channel, index, remove, insert } }]);
  }

  /** Rows of silence with one strong bin. */
  hear(time: number, rows: number, hertz: number): void {
    const levels = new Uint8Array(rows * BINS).fill(60);
    const bin = Math.round(hertz / 7.8125);
    for (let row = 0; row < rows; row++) levels[row * BINS + bin] = 200;
    this.store.apply([{ type: 'rows', rows: { time, rows, bins: BINS, firstBin: 0, levels } }]);
  }
}

customElements.define('fake-decoder', FakeDecoder);

/** Half a second apart. */
const character = (text: string, place: number, confidence: number): Character => ({
  text,
  code: text === ' ' ? '' : '.',
  start: place / 2,
  end: place / 2 + 0.3,
  confidence,
  final: true,
});

/** Settles when all that waits for the next picture and the frames after it has been drawn. */
export async function frames(count = 3): Promise<void> {
  await new Promise<unknown>((resolve) => inNextPicture('motion', resolve));
  for (let i = 0; i < count; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
}
