import { SAMPLE_RATE } from '../../src/dsp/frame.js';
import type { ModelContract } from '../../src/engine/model-contract.js';
import { offlineOptions } from '../../src/engine/offline.js';
import { Receiver } from '../../src/engine/receiver.js';
import type { ReceiverEvent } from '../../src/engine/types.js';
import type { Character } from '../../src/morse/character.js';
import type { LanguageModel } from '../../src/morse/language/language-model.js';
import type { InferenceCore } from '../../src/workers/inference-core.js';
import { LocalClient } from '../../src/workers/local-client.js';

export interface Clip {
  /** Mono, at 8 kHz. */
  readonly samples: Float32Array;
  /** Hz, one or more; the first is the receiver's main channel, the others are pinned. */
  readonly frequencies: readonly number[];
}

/** Code (empty: word space), start, end, confidence, and the stream time by which it had appeared; seconds. */
export type ReadCharacter = readonly [string, number, number, number, number];

/** Samples of a chunk of 64 ms; the first one is shorter, so that every block completes 8 frames of 768 samples. */
const BLOCK = 512;
const FIRST = 704 - BLOCK;
/** Seconds behind which a receiver is waited for: less than a chunk. */
const CLOSE = 0.06;
/** Hz to each side of the main channel that are searched for signals; no text depends on it. */
const SEARCHED = 100;

/** A model and what runs it. */
export interface Model {
  readonly contract: ModelContract;
  readonly core: InferenceCore;
  readonly language?: LanguageModel;
}

interface Lane {
  readonly clip: Clip;
  readonly receiver: Receiver;
  /** By channel id. */
  readonly texts: Map<number, { readonly frequency: number; readonly characters: (Character & { shown: number })[] }>;
  drained: boolean;
  at: number;
}

/**
 * Copies clips side by side, one receiver each and one session for all, each frequency from its first sample on, in chunks
 * of 64 ms as live channels are read.
 *
 * @param accurate goes over the text, some seconds behind as in a page; without it the live text stays
 * @returns the text of each frequency of each clip
 * @throws the failure of a model.
 */
export async function readTogether(
  clips: readonly Clip[],
  live: Model,
  accurate: Model | null,
): Promise<ReadCharacter[][][]> {
  const lanes = clips.map((clip) => openLane(clip, live, accurate));
  const turn = async () => {
    await new Promise<void>((resolve) => setImmediate(resolve));
    const failure = live.core.failure ?? accurate?.core.failure;
    if (failure) throw failure;
  };
  try {
    for (let block = FIRST; lanes.some(({ drained }) => !drained); block = BLOCK) {
      for (const lane of lanes) feed(lane, block);
      do await turn();
      while (lanes.some(({ receiver, clip, at }) => at < clip.samples.length && receiver.backlog > CLOSE));
    }
  } finally {
    for (const { receiver } of lanes) receiver.close();
  }
  return lanes.map(({ clip, texts }) => clip.frequencies.map((frequency) => textAt(frequency, [...texts.values()])));
}

function openLane(clip: Clip, live: Model, accurate: Model | null): Lane {
  const [main = 0, ...others] = clip.frequencies;
  const options = { ...offlineOptions(main), minFrequency: main - SEARCHED, maxFrequency: main + SEARCHED };
  const now = () => performance.now();
  const emit = (events: readonly ReceiverEvent[]) => {
    for (const event of events) take(lane, event);
  };
  const given = accurate && { accurate: accurate.contract, ...(accurate.language && { language: accurate.language }) };
  const receiver = new Receiver({
    options,
    contract: live.contract,
    ...given,
    now,
    emit,
    patient: true,
    prompt: true,
    eager: true,
  });
  const lane: Lane = { clip, receiver, texts: new Map(), drained: false, at: 0 };
  receiver.addClient(new LocalClient(1, live.core), 'live');
  if (accurate) receiver.addClient(new LocalClient(2, accurate.core), 'accurate');
  for (const frequency of others) receiver.request({ type: 'open', frequency });
  return lane;
}

function feed(lane: Lane, block: number): void {
  const { clip, receiver, at } = lane;
  if (at >= clip.samples.length) return;
  lane.at = at + block;
  receiver.push({ samples: clip.samples.subarray(at, at + block), sampleRate: SAMPLE_RATE });
  if (lane.at >= clip.samples.length) receiver.request({ type: 'end' });
}

function take(lane: Lane, event: ReceiverEvent): void {
  if (event.type === 'drained') lane.drained = true;
  if (event.type === 'channel-opened') {
    const { id, frequency, following } = event.channel;
    lane.texts.set(id, { frequency, characters: [] });
    if (!following) lane.receiver.request({ type: 'follow', channel: id, on: true });
  }
  if (event.type === 'text') {
    const { channel, index, remove, insert } = event.splice;
    const shown = lane.receiver.time;
    lane.texts.get(channel)?.characters.splice(index, remove, ...insert.map((character) => ({ ...character, shown })));
  }
}

/** The text of the channel that was opened nearest to `frequency`. */
function textAt(
  frequency: number,
  texts: readonly { frequency: number; characters: readonly (Character & { shown: number })[] }[],
) {
  const [nearest] = [...texts].sort((a, b) => Math.abs(a.frequency - frequency) - Math.abs(b.frequency - frequency));
  return (nearest?.characters ?? []).map(
    ({ code, start, end, confidence, shown }): ReadCharacter => [code, start, end, confidence, shown],
  );
}
