import type { Frame, Page } from 'puppeteer-core';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import type { TestServer } from './server.js';

/** Hz of samples that tests hand to a page. */
export const SAMPLE_RATE = 8000;

/** Puts mono float32 samples at a path; returns the address. */
export function serveSamples(server: TestServer, path: string, samples: Float32Array): string {
  const body = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  return server.answer(path, { body, headers: { 'content-type': 'application/octet-stream' } });
}

/**
 * Starts a decoder of the page on served samples, as a stream that it reads as fast as it likes.
 *
 * @param selector which decoder
 */
export async function streamSamples(page: Page | Frame, selector: string, address: string): Promise<void> {
  await page.$eval(
    selector,
    async (element, url, sampleRate) => {
      const samples = new Float32Array(await (await fetch(url)).arrayBuffer());
      let at = 0;
      const pull = (controller: ReadableStreamDefaultController) => {
        if (at >= samples.length) return controller.close();
        controller.enqueue({ samples: samples.slice(at, at + sampleRate / 4), sampleRate });
        at += sampleRate / 4;
      };
      const decoder = element as MorseDecoderElement;
      decoder.sourceObject = new ReadableStream({ pull }, { highWaterMark: 0 });
      await decoder.start();
    },
    address,
    SAMPLE_RATE,
  );
}
