import { FRAME_RATE, frameTime } from '../dsp/frame.js';
import type { FrameStore } from '../dsp/frame-store.js';
import { SAME_SIGNAL } from './automatic-channels.js';
import type { Channel } from './channel.js';
import { type Jump, JumpWatch, type Sender } from './jump-watch.js';
import type { NoiseSource } from './noise-source.js';
import { isSameSignal } from './same-signal.js';

/** Frames from one look for a jump to the next: 0.26 s. */
const STEP = 32;
/** Hz around a signal within which channels may have come to follow it. */
const ABOUT = 45;
/** Nats by which their marks are then as strong as its own. */
const AS_STRONG = 1.5;

/** Frames before a signal's newest mark, 60 s, in which a jump is remembered. */
const LATELY = 60 * FRAME_RATE;

/** The channels among which one's signal jumps. */
export interface JumpParties {
  readonly channels: readonly Channel[];
  /** The channel nearest to `frequency` within `hertz`, other than `except`. */
  nearest(frequency: number, hertz: number, except: Channel): Channel | null;
  /** Whether there was one that is closed, less than `hertz` away. */
  wasNear(frequency: number, hertz: number): boolean;
  /** @param until stream time (s) from which on the text of `later` does not count */
  join(later: Channel, earlier: Channel, until: number): void;
}

/** What is known of one channel's newest mark: how far its key was known at the last look, and a jump that is not sure yet. */
interface Look {
  readonly newest: number;
  readonly measured: number;
  readonly jump: Jump | null;
  readonly over: boolean;
}

/** Takes channels along whose signals jump. */
export class Jumps {
  readonly #watch: JumpWatch;
  readonly #parties: JumpParties;
  readonly #looks = new WeakMap<Channel, Look>();
  /** Those of which it is not known yet whether theirs is another's. */
  readonly #unsure = new Set<Channel>();

  constructor(store: FrameStore, noise: NoiseSource, parties: JumpParties) {
    this.#watch = new JumpWatch(store, noise);
    this.#parties = parties;
  }

  /**
   * To be called when a channel has read on.
   *
   * @returns the channels whose signals have jumped, with the jumps
   */
  follow(channel: Channel): readonly (readonly [Channel, Jump])[] {
    const jumps: [Channel, Jump][] = [];
    for (const one of new Set([channel, ...this.#unsure])) {
      const jump = this.#parties.channels.includes(one) ? this.#jumpOf(one) : null;
      if (jump) jumps.push([one, jump]);
    }
    return jumps;
  }

  /**
   * Where another channel is, or was, nothing is followed to, unless that one has only begun there since, or has read the same
   * before: it is the same station. As long as that one has not read so far it is waited for.
   */
  #jumpOf(channel: Channel): Jump | null {
    this.#unsure.delete(channel);
    const { sender } = channel;
    const jump = sender && this.#look(channel, sender);
    if (!jump) return null;
    const time = frameTime(sender.newest);
    const there = this.#parties.nearest(jump.frequency, SAME_SIGNAL, channel);
    const about = this.#parties.channels.filter((other) => other !== channel && distance(other, channel) < ABOUT);
    if (isBehind(there, jump.newest) || about.some((other) => isBehind(other, sender.newest))) {
      this.#unsure.add(channel);
      return null;
    }
    const isOthers = there
      ? !hasBegunSince(there, time) && !isTwin(there, channel, time)
      : this.#parties.wasNear(jump.frequency, SAME_SIGNAL);
    if (isOthers) {
      this.#looks.set(channel, { newest: sender.newest, measured: channel.reader.measured, jump: null, over: true });
      return null;
    }
    const elder = about.find((other) => isTwin(channel, other, time));
    if (elder) {
      this.#parties.join(channel, elder, time);
      return null;
    }
    const twins = about.filter((other) => isTwin(other, channel, time));
    for (const other of there ? new Set([there, ...twins]) : twins) this.#parties.join(other, channel, time);
    channel.leap(jump);
    return jump;
  }

  #look(channel: Channel, sender: Sender): Jump | null {
    const { measured } = channel.reader;
    const before = this.#looks.get(channel);
    const known = before?.newest === sender.newest ? before : null;
    if (known && (known.jump || Math.abs(measured - known.measured) < STEP)) return known.jump;
    const over = known?.over ?? false;
    if (over && !hasJumped(channel, sender)) return null;
    const jump =
      known && over ? this.#watch.lookBack(sender, known.measured, measured) : this.#watch.look(sender, measured);
    this.#looks.set(channel, {
      newest: sender.newest,
      measured,
      jump,
      over: over || this.#watch.isOver(sender, measured),
    });
    return jump;
  }
}

const distance = (one: Channel, other: Channel): number => Math.abs(one.frequency - other.frequency);

/** It will still be known what was sent there up to `frame`. */
const isBehind = (channel: Channel | null, frame: number): boolean =>
  channel !== null && !channel.reader.stopped && channel.reader.measured < frame;

/** Its signal has jumped within the last minute or so. */
const hasJumped = ({ reader }: Channel, { newest }: Sender): boolean =>
  reader.track.jumpedBy(newest) !== reader.track.jumpedBy(newest - LATELY);

function hasBegunSince({ role, text }: Channel, time: number): boolean {
  const first = text.characters.find(({ code }) => code !== '');
  return role === 'automatic' && (first?.start ?? time) >= time;
}

/** The later of two has followed the other's signal up to `time` (s). */
function isTwin(later: Channel, other: Channel, time: number): boolean {
  if (later.role !== 'automatic' || distance(later, other) > ABOUT) return false;
  if (other.role === 'automatic' && other.id > later.id) return false;
  const strong = Math.abs(later.markLevel - other.markLevel) < AS_STRONG;
  return strong && isSameSignal(later.ownCharacters, other.ownCharacters, time);
}
