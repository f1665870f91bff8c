import type { ReceiverRequest } from '../engine/types.js';
import { channelOf, type DecoderSnapshot, isRunning } from './snapshot.js';
import { type Range, zoomedByStep } from './zoom.js';

/** What a request may do to its decoder. */
export interface RequestActions {
  readonly snapshot: DecoderSnapshot;
  start(): Promise<void>;
  stop(): void;
  /** To the receiver; nothing happens while there is none. Settles when it is done. */
  post(request: ReceiverRequest): Promise<void>;
  /** Turns following of drift on or off for one channel; null: the main one, and the attribute with it. */
  setFollowing(channelId: number | null, on: boolean): Promise<void>;
  /** Lets a channel be heard; null: none. */
  listenTo(channelId: number | null): void;
  /** Lets waterfalls show a part of the band; null: all of it. */
  zoomTo(range: Range | null): void;
  copyText(channelId: number): Promise<void>;
  saveText(channelId: number): void;
}

export type RequestTarget = 'decoder' | 'channel';

export interface RequestDefinition {
  readonly command: `--${string}`;
  /** Name of the method of the elements. */
  readonly method: string;
  /** `KeyboardEvent.key`, without modifiers, while the focus is inside the element. */
  readonly key: string;
  /** For buttons and menus. */
  readonly label: string;
  /** Elements that take it. The decoder takes all: there a channel's request acts on the main channel. */
  readonly targets: readonly RequestTarget[];
  /** `id` null: the main channel. */
  readonly run: (actions: RequestActions, id: number | null) => Promise<void> | void;
  /** For requests that turn something on and off: whether it is on. */
  readonly pressed?: (snapshot: DecoderSnapshot, id: number | null) => boolean;
}

/** Hz by which one `--tune-up` or `--tune-down` moves the main channel. */
export const TUNE_STEP = 10;

const DECODER = ['decoder'] as const;
const BOTH = ['decoder', 'channel'] as const;

const isOn = ({ state }: DecoderSnapshot): boolean => isRunning(state) || state === 'loading';
const isFollowing = (snapshot: DecoderSnapshot, id: number | null): boolean =>
  channelOf(snapshot, id)?.info.following ?? (id === null && snapshot.follow);
const isPinned = (snapshot: DecoderSnapshot, id: number | null): boolean =>
  channelOf(snapshot, id)?.info.role === 'pinned';
const isHeard = (snapshot: DecoderSnapshot, id: number | null): boolean => channelOf(snapshot, id)?.listening ?? false;

/** Runs `action` with the id of the channel that is meant, when there is one. */
const onChannel =
  (action: (actions: RequestActions, id: number) => Promise<void> | void): RequestDefinition['run'] =>
  (actions, id) => {
    const channel = channelOf(actions.snapshot, id);
    return channel ? action(actions, channel.info.id) : undefined;
  };

/** Names a request by its command, without dashes, and its method: `tune-up`, `tuneUp`. */
const request = <Name extends string>(
  name: Name,
  row: Omit<RequestDefinition, 'command' | 'method'>,
): RequestDefinition => ({
  command: `--${name}`,
  method: name.replace(/-./g, ([, letter = '']) => letter.toUpperCase()),
  ...row,
});

/** Everything that a command, a method or a key can ask for. */
export const REQUESTS = {
  start: request('start', {
    key: '',
    label: 'Start',
    targets: DECODER,
    run: (actions) => actions.start(),
  }),
  stop: request('stop', {
    key: '',
    label: 'Stop',
    targets: DECODER,
    run: (actions) => actions.stop(),
  }),
  toggle: request('toggle', {
    key: 's',
    label: 'Start / stop',
    targets: DECODER,
    run: (actions) => (isOn(actions.snapshot) ? actions.stop() : actions.start()),
    pressed: isOn,
  }),
  'tune-up': request('tune-up', {
    key: ']',
    label: 'Tune up',
    targets: DECODER,
    run: (actions) => actions.post({ type: 'nudge', hertz: TUNE_STEP }),
  }),
  'tune-down': request('tune-down', {
    key: '[',
    label: 'Tune down',
    targets: DECODER,
    run: (actions) => actions.post({ type: 'nudge', hertz: -TUNE_STEP }),
  }),
  'next-signal': request('next-signal', {
    key: 'n',
    label: 'Next signal',
    targets: DECODER,
    run: (actions) => actions.post({ type: 'next-signal', direction: 1 }),
  }),
  'previous-signal': request('previous-signal', {
    key: 'p',
    label: 'Previous signal',
    targets: DECODER,
    run: (actions) => actions.post({ type: 'next-signal', direction: -1 }),
  }),
  'zoom-in': request('zoom-in', {
    key: '+',
    label: 'Zoom in',
    targets: DECODER,
    run: (actions) => actions.zoomTo(zoomedByStep(actions.snapshot, 1)),
  }),
  'zoom-out': request('zoom-out', {
    key: '-',
    label: 'Zoom out',
    targets: DECODER,
    run: (actions) => actions.zoomTo(zoomedByStep(actions.snapshot, -1)),
  }),
  'whole-band': request('whole-band', {
    key: '0',
    label: 'Whole band',
    targets: DECODER,
    run: (actions) => actions.zoomTo(null),
  }),
  're-decode': request('re-decode', {
    key: 'r',
    label: 'Read again',
    targets: BOTH,
    run: onChannel((actions, channel) => actions.post({ type: 're-decode', channel })),
  }),
  'follow-frequency': request('follow-frequency', {
    key: 'f',
    label: 'Follow drift',
    targets: BOTH,
    run: (actions, id) => actions.setFollowing(id, !isFollowing(actions.snapshot, id)),
    pressed: isFollowing,
  }),
  'make-main': request('make-main', {
    key: 'm',
    label: 'Make main',
    targets: BOTH,
    run: onChannel((actions, channel) => {
      return channel === actions.snapshot.mainId ? undefined : actions.post({ type: 'make-main', channel });
    }),
  }),
  pin: request('pin', {
    key: 'k',
    label: 'Keep channel',
    targets: BOTH,
    run: onChannel((actions, channel) => {
      const on = !isPinned(actions.snapshot, channel);
      return channel === actions.snapshot.mainId ? undefined : actions.post({ type: 'pin', channel, on });
    }),
    pressed: isPinned,
  }),
  listen: request('listen', {
    key: 'l',
    label: 'Listen',
    targets: BOTH,
    run: onChannel((actions, channel) => actions.listenTo(isHeard(actions.snapshot, channel) ? null : channel)),
    pressed: isHeard,
  }),
  'copy-text': request('copy-text', {
    key: 'c',
    label: 'Copy text',
    targets: BOTH,
    run: onChannel((actions, channel) => actions.copyText(channel)),
  }),
  'save-text': request('save-text', {
    key: 'd',
    label: 'Save text',
    targets: BOTH,
    run: onChannel((actions, channel) => actions.saveText(channel)),
  }),
  clear: request('clear', {
    key: 'x',
    label: 'Clear text',
    targets: BOTH,
    run: onChannel((actions, channel) => actions.post({ type: 'clear', channel })),
  }),
} as const satisfies Readonly<Record<string, RequestDefinition>>;

export type RequestName = keyof typeof REQUESTS;

const entries = Object.entries(REQUESTS) as readonly (readonly [RequestName, RequestDefinition])[];

const find = (target: RequestTarget, matches: (request: RequestDefinition) => boolean): RequestName | null =>
  entries.find(([, request]) => request.targets.includes(target) && matches(request))?.[0] ?? null;

/** The request that a command asks of that kind of element; null when there is none. */
export const requestForCommand = (command: string, target: RequestTarget): RequestName | null =>
  find(target, (request) => request.command === command);

export const requestForKey = (key: string, target: RequestTarget): RequestName | null =>
  key === '' ? null : find(target, (request) => request.key === key);

/** The table's row; every field of `RequestDefinition`, also those that this row leaves out. */
export const requestNamed = (name: RequestName): RequestDefinition => REQUESTS[name];
