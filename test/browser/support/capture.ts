import type { AudioBlock, PairOrder } from '../../../src/engine/audio-block.js';
import { Scope } from '../../../src/scope.js';
import type { SourceEnvironment } from '../../../src/sources/source.js';
import type { CaptureToReceiver, ReceiverToCapture } from '../../../src/workers/capture-link.js';

/** A receiver that keeps what it gets over its port. */
export function listener(pairs: PairOrder | null = null) {
  const scope = new Scope();
  const blocks: AudioBlock[] = [];
  let atEnd = (): void => {};
  const ended = new Promise<void>((resolve) => {
    atEnd = resolve;
  });
  const environment: SourceEnvironment = {
    scope,
    pairs,
    folders: { assetBase: new URL('/dist/', location.href), workerBase: null },
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
      unpack: (file) => Promise.resolve(file),
      hear: () => Promise.resolve(),
      drained: () => Promise.resolve(),
    }),
    ended: () => atEnd(),
    lull: () => {},
    paused: () => {},
    resumed: () => {},
    failed: (error) => {
      throw error;
    },
    warned: (error) => {
      throw error;
    },
    described: () => {},
  };
  return { scope, blocks, environment, ended };
}

export const joined = (blocks: readonly AudioBlock[]): number[] => blocks.flatMap(({ samples }) => [...samples]);

/** Each sample another, and exact in float32: its number, or minus that. */
export const ramp = (length: number, sign: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length }, (_, i) => sign * (i + 1));
