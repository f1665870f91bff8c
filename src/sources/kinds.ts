/**
 * What an object is, by what it can do: one that was made in a frame, or moved from one, is no `instanceof` of this page's
 * classes, and libraries wrap the browser's.
 */

const can = (object: unknown, ...methods: readonly string[]): object is object =>
  typeof object === 'object' &&
  object !== null &&
  methods.every((method) => typeof Reflect.get(object, method) === 'function');

const has = (object: object, property: string): boolean => typeof Reflect.get(object, property) === 'number';

export const isMediaStream = (object: unknown): object is MediaStream => can(object, 'getAudioTracks', 'getTracks');

export const isBlob = (object: unknown): object is Blob => can(object, 'arrayBuffer', 'slice') && has(object, 'size');

export const isReadableStream = <T>(object: unknown): object is ReadableStream<T> => can(object, 'getReader');

export const isAudioBuffer = (object: unknown): object is AudioBuffer =>
  can(object, 'getChannelData') && has(object, 'numberOfChannels');

export const isMediaElement = (object: unknown): object is HTMLMediaElement =>
  can(object, 'play', 'pause', 'load') && 'srcObject' in object;

const isAudioNode = (object: unknown): object is AudioNode =>
  can(object, 'connect', 'disconnect') && typeof Reflect.get(object, 'context') === 'object';

/** Where standardized-audio-context, and what is built on it, keeps the browser's own node. */
const WRAPPED = '_nativeAudioNode';

/** What the browser itself has made says so, in whatever frame. */
const isNative = (object: AudioNode): boolean => /Node\]$/.test(Object.prototype.toString.call(object));

/** The browser's own node: the object itself, or the one that it wraps; null when it is no node. */
export function nativeAudioNode(object: unknown): AudioNode | null {
  if (!isAudioNode(object)) return null;
  if (isNative(object)) return object;
  const wrapped: unknown = Reflect.get(object, WRAPPED);
  return isAudioNode(wrapped) && isNative(wrapped) ? wrapped : null;
}

/** A recording's name, where it is a file. */
export function fileName(blob: Blob): string | undefined {
  const name: unknown = Reflect.get(blob, 'name');
  return typeof name === 'string' ? name : undefined;
}

/** The name of a DOMException of any frame; empty for anything else. */
export function exceptionName(thrown: unknown): string {
  const name: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'name') : undefined;
  return typeof name === 'string' ? name : '';
}
