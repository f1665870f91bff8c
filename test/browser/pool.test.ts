import { expect } from '@open-wc/testing';
import type { MorseDecoderElement } from '../../src/components/morse-decoder.js';
import { POOL_KEY as POOL } from '../../src/workers/pool.js';
import { addDecoder, becomes, RATE, replace, station, TEST_TIMEOUT } from './support/page.js';

describe('the pool of a page', function () {
  this.timeout(TEST_TIMEOUT);

  it('is one for three decoders, two of them from a second copy of the script, and ends with the last of them', async () => {
    const alive = new Set<Worker>();
    const names: string[] = [];
    const giveBack = replace(
      globalThis,
      'Worker',
      class extends Worker {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          alive.add(this);
          names.push(options?.name ?? '');
        }

        override terminate(): void {
          alive.delete(this);
          super.terminate();
        }
      },
    );
    const address = '/dist/morse-decoder.js';
    const copy = (await import(address)) as { MorseDecoderElement: typeof MorseDecoderElement };
    customElements.define('morse-decoder-copy', class extends copy.MorseDecoderElement {});
    // The accurate model may have a worker of its own, on machines with more cores.
    const attributes = { frequency: '700', channels: '0', 'accurate-model': 'none' };
    const decoders = ['morse-decoder', 'morse-decoder-copy', 'morse-decoder-copy'].map((tag) =>
      addDecoder(attributes, tag),
    );
    for (const decoder of decoders) decoder.push(station('CQ TEST DE OE1ABC', 10), RATE);
    await Promise.all(decoders.map((decoder) => becomes(decoder, () => decoder.text.includes('TEST'), 'TEST')));
    expect(names.filter((name) => name.includes('inference'))).to.have.length(1);
    await Promise.all(decoders.map((decoder) => becomes(decoder, () => decoder.pool.length === 1, 'one worker')));

    (Reflect.get(globalThis, POOL) as { grace: number }).grace = 0;
    for (const decoder of decoders) decoder.remove();
    const deadline = performance.now() + 20_000;
    while (alive.size > 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 50));
    giveBack();
    expect(alive.size).to.equal(0);
  });
});
