import { expect } from '@open-wc/testing';
import type { AudioBlock } from '../../src/engine/audio-block.js';
import { Scope } from '../../src/scope.js';
import { AudioNodeSource } from '../../src/sources/audio-node.js';
import type { SourceEnvironment } from '../../src/sources/source.js';
import type { CaptureToReceiver, ReceiverToCapture } from '../../src/workers/receiver-messages.js';

/** A receiver that keeps what it gets over its port. */
function listener() {
  const scope = new Scope();
  const blocks: AudioBlock[] = [];
  let atEnd = (): void => {};
  const ended = new Promise<void>((resolve) => {
    atEnd = resolve;
  });
  const environment: SourceEnvironment = {
    scope,
    workletBase: new URL('/dist/', location.href),
    sink: Promise.resolve({
      audioPort: () => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }: MessageEvent<CaptureToReceiver>) => {
          if (data === 'flush') port1.postMessage('flushed' satisfies ReceiverToCapture);
          else blocks.push(data);
        };
        return port2;
      },
      push: (block) => blocks.push(block),
      drained: () => Promise.resolve(),
    }),
    ended: () => atEnd(),
    resumed: () => {},
    failed: (error) => {
      throw error;
    },
    described: () => {},
  };
  return { scope, blocks, environment, ended };
}

const joined = (blocks: readonly AudioBlock[]): number[] => blocks.flatMap(({ samples }) => [...samples]);

/** Each sample different, and exact in float32. */
const ramp = (length: number, sign: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length }, (_, i) => (sign * (i % 4096)) / 8192);

describe('the capture worklet', () => {
  it('gives every sample of an offline graph, once and in order, as the mean of its channels', async () => {
    const rate = 44_100;
    const length = 50_000;
    const context = new OfflineAudioContext(2, length, rate);
    const buffer = new AudioBuffer({ length, sampleRate: rate, numberOfChannels: 2 });
    buffer.copyToChannel(ramp(length, 1), 0);
    buffer.copyToChannel(ramp(length, 1).reverse(), 1);
    const player = new AudioBufferSourceNode(context, { buffer });
    const { blocks, environment, ended, scope } = listener();
    const opened = await new AudioNodeSource(player).open(environment);
    expect(opened.description.sampleRate).to.equal(rate);
    player.start();
    await context.startRendering();
    await ended;
    scope.dispose();

    const left = ramp(length, 1);
    const right = ramp(length, 1).reverse();
    const heard = joined(blocks);
    expect(heard.length).to.be.within(length, length + 127);
    const wrong = heard.slice(0, length).findIndex((value, i) => value !== ((left[i] ?? 0) + (right[i] ?? 0)) / 2);
    expect(wrong).to.equal(-1);
    expect(new Set(blocks.map(({ sampleRate }) => sampleRate))).to.deep.equal(new Set([rate]));
  });

  it('lets the graph go when its scope ends: a second decoder on the same node hears it whole', async () => {
    const quanta = 40;
    const context = new OfflineAudioContext(1, quanta * 128, 48_000);
    const player = new ConstantSourceNode(context, { offset: 0.5 });
    const gone = listener();
    await new AudioNodeSource(player).open(gone.environment);
    gone.scope.dispose();
    const stays = listener();
    await new AudioNodeSource(player).open(stays.environment);
    player.start();
    await context.startRendering();
    await stays.ended;
    expect(joined(gone.blocks).filter((value) => value !== 0)).to.have.length(0);
    expect(joined(stays.blocks).filter((value) => value === 0.5)).to.have.length(quanta * 128);
  });
});
