import type { Page } from 'puppeteer-core';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { openPage } from '../../test/support/chromium.js';
import { decoderPage } from '../../test/support/decoder-page.js';
import type { Stage } from './stage.js';

/** Hz of sound in the bench when nothing else is said: the engine's own rate. */
export const RATE = 8000;

/** What a page of the bench keeps between calls. */
interface Feed {
  samples: Float32Array;
  /** Values for a second, and of a block. */
  perSecond: number;
  block: number;
  /** Samples that may be read so far. */
  allowed: number;
  at: number;
  wake: () => void;
}

/** The page's global of that name; functions that are handed to the page see it. */
declare const feed: Feed;

export interface ListenerOptions {
  /** Attributes of the decoder. */
  readonly decoder: string;
  /** Shows the whole panel; otherwise only the engine runs. */
  readonly panel?: boolean;
  /** The samples are pushed as they would come from a receiver: a second of them takes a second. */
  readonly live?: boolean;
  /** Hz of pairs of I and Q, where the samples are such; the decoder has the attribute `iq`. */
  readonly pairRate?: number;
  /** Hz of channels that are held open besides the main one. */
  readonly hold?: readonly number[];
}

let pages = 0;

/** A page with a decoder that listens to samples, and has not heard any yet. */
export async function openListener(stage: Stage, samples: Float32Array, options: ListenerOptions): Promise<Page> {
  const path = `/listener-${pages++}`;
  const body = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const address = stage.server.answer(`${path}.f32`, { body });
  const inside = options.panel ? '' : '<span hidden></span>';
  const html = decoderPage({ decoder: options.decoder, inside, commands: [] });
  const { page } = await openPage(stage.browser, stage.server.page(path, html));
  await page.$eval(
    '#cw',
    async (element, url, { sampleRate, channels, block, live }, hold) => {
      const loaded = new Float32Array(await (await fetch(url)).arrayBuffer());
      const perSecond = sampleRate * channels;
      const state: Feed = { samples: loaded, perSecond, block, allowed: 0, at: 0, wake: () => {} };
      Object.assign(globalThis, { feed: state });
      const decoder = element as MorseDecoderElement;
      const next = () => {
        const samples = loaded.slice(state.at, state.at + Math.min(state.block, state.allowed - state.at));
        state.at += samples.length;
        return samples;
      };
      for (const frequency of hold) decoder.holdChannel(frequency);
      if (live) {
        state.wake = () => {
          const began = performance.now() - (1000 * state.at) / perSecond;
          const timer = setInterval(() => {
            const due = Math.min(state.allowed, ((performance.now() - began) * perSecond) / 1000);
            while (due - state.at >= Math.min(block, state.allowed - state.at) && state.at < state.allowed)
              decoder.push(next(), sampleRate);
            if (state.at >= state.allowed) clearInterval(timer);
          }, 32);
        };
        return;
      }
      decoder.sourceObject = new ReadableStream(
        {
          pull: async (controller) => {
            while (state.at >= state.allowed) {
              await new Promise<void>((resolve) => {
                state.wake = resolve;
              });
            }
            controller.enqueue({ samples: next(), sampleRate });
          },
        },
        { highWaterMark: 0 },
      );
      await decoder.start();
    },
    address,
    feedOf(options),
    [...(options.hold ?? [])],
  );
  return page;
}

/** Blocks of 64 ms, as live sound comes. */
function feedOf({ pairRate, live = false }: ListenerOptions) {
  const [sampleRate, channels] = pairRate === undefined ? [RATE, 1] : [pairRate, 2];
  return { sampleRate, channels, block: Math.round(sampleRate * 0.064) * channels, live };
}

/**
 * Lets the decoder hear on up to that time of the stream, seconds: as fast as it can, a live one as time passes. Settles when it
 * has taken that in.
 */
export async function hearUntil(page: Page, seconds: number): Promise<void> {
  await page.$eval(
    '#cw',
    async (element, until) => {
      feed.allowed = Math.min(feed.samples.length, until * feed.perSecond);
      feed.wake();
      const { store } = element as MorseDecoderElement;
      // The status comes a few times a second of the stream.
      const heard = () => store.snapshot.newest >= feed.allowed / feed.perSecond - 0.6;
      await new Promise<void>((resolve) => {
        const check = () => {
          if (!heard()) return;
          unsubscribe();
          resolve();
        };
        const unsubscribe = store.subscribe(check);
        check();
      });
    },
    seconds,
  );
}

/** Channels that the decoder of a listener has open, those of them that it cannot keep up with, and seconds that it is behind. */
export const channelsOf = (page: Page): Promise<{ open: number; suspended: number; lag: number }> =>
  page.$eval('#cw', (element) => {
    const { channels, status } = (element as MorseDecoderElement).store.snapshot;
    const suspended = channels.filter(({ info }) => info.activity === 'suspended').length;
    return { open: channels.length, suspended, lag: status?.lag ?? 0 };
  });
