import { expect } from '@open-wc/testing';
import { AudioNodeSource } from '../../src/sources/audio-node.js';
import { joined, listener, ramp } from './support/capture.js';
import { replace } from './support/page.js';

/** Of a ScriptProcessorNode's buffer, and of a 48 kHz context: for how long the page may be busy. */
const BUFFER_SECONDS = 16_384 / 48_000;

const busy = (seconds: number): void => {
  for (const until = performance.now() + 1000 * seconds; performance.now() < until; );
};

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

/** As on an insecure page; this one is not. */
describe('capture without AudioWorklet', function () {
  this.timeout(30_000);
  let restore = (): void => {};

  beforeEach(() => {
    restore = replace(BaseAudioContext.prototype, 'audioWorklet', undefined);
  });
  afterEach(() => restore());

  /** What is heard of a ramp whose every sample is another, while the page does something. */
  async function heardWhile(seconds: number, action: () => Promise<void>): Promise<number[]> {
    const context = new AudioContext({ sampleRate: 48_000 });
    const length = seconds * context.sampleRate;
    const buffer = new AudioBuffer({ length, sampleRate: context.sampleRate });
    buffer.copyToChannel(ramp(length, 1), 0);
    const player = new AudioBufferSourceNode(context, { buffer });
    const { blocks, environment, ended, scope } = listener();
    await new AudioNodeSource(player).open(environment);
    player.start();
    await action();
    await ended;
    scope.dispose();
    await context.close();
    const heard = joined(blocks);
    return heard.slice(heard.indexOf(1), heard.indexOf(1) + length);
  }

  it('loses nothing while the page is busy for less than its buffer, again and again', async function () {
    // A machine that stops for 70 ms more, as rented ones do, makes it too long for the buffer.
    this.retries(2);
    const heard = await heardWhile(3, async () => {
      for (let i = 0; i < 5; i++) {
        busy(0.8 * BUFFER_SECONDS);
        await pause(0.25);
      }
    });
    expect(heard.findIndex((value, i) => value !== i + 1)).to.equal(-1);
    expect(heard.length).to.equal(3 * 48_000);
  });

  it('gives a hole of the right length, and nothing twice, when the page was busy for longer', async () => {
    const heard = await heardWhile(3, async () => {
      await pause(0.5);
      busy(1.2);
      await pause(0.5);
    });
    expect(heard.findIndex((value, i) => value !== i + 1 && value !== 0)).to.equal(-1);
    expect(heard.length).to.equal(3 * 48_000);
    const lost = heard.filter((value) => value === 0).length / 48_000;
    expect(lost).to.be.within(0.1, 1.2);
  });

  it('gives every sample of an offline graph but for the last few', async () => {
    const length = 30_000;
    const context = new OfflineAudioContext(1, length, 44_100);
    const buffer = new AudioBuffer({ length, sampleRate: 44_100 });
    buffer.copyToChannel(ramp(length, 1), 0);
    const player = new AudioBufferSourceNode(context, { buffer });
    const { blocks, environment, ended, scope } = listener();
    await new AudioNodeSource(player).open(environment);
    player.start();
    await context.startRendering();
    await ended;
    scope.dispose();
    const heard = joined(blocks);
    expect(heard.findIndex((value, i) => value !== i + 1)).to.equal(-1);
    expect(heard.length).to.be.within(length - 256, length);
  });
});
