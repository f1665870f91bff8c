import { expect } from '@open-wc/testing';
import { AudioNodeSource } from '../../src/sources/audio-node.js';
import { joined, listener, ramp } from './support/capture.js';

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
