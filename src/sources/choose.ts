import { MorseDecoderError } from '../errors.js';
import { AudioBufferSource } from './audio-buffer.js';
import { AudioNodeSource } from './audio-node.js';
import { DisplaySource } from './display.js';
import { isAudioBuffer, isBlob, isMediaStream, isReadableStream, nativeAudioNode } from './kinds.js';
import { MediaElementSource } from './media-element.js';
import { MediaStreamSource } from './media-stream.js';
import { MicrophoneSource } from './microphone.js';
import { FileSource, UrlSource } from './player.js';
import { type SampleChunk, SampleStreamSource } from './sample-stream.js';
import type { Source } from './source.js';
import { isTreeRoot } from './tree.js';

/** What the property `sourceObject` takes. */
export type SourceObject = MediaStream | AudioNode | AudioBuffer | Blob | ReadableStream<SampleChunk>;

/** The source that an attribute's value names; null for an empty value. @param root where `#id` is looked up */
export function sourceFromAttribute(value: string, root: () => Node): Source | null {
  const text = value.trim();
  if (text === '') return null;
  const [microphone, label] = /^microphone(?::(.*))?$/is.exec(text) ?? [];
  if (microphone) return new MicrophoneSource(label?.trim() || null);
  if (/^display$/i.test(text)) return new DisplaySource();
  if (text.startsWith('#')) return new MediaElementSource(text, () => elementById(root(), text.slice(1)));
  return new UrlSource(text);
}

function elementById(root: Node, id: string): Element | null {
  const near = isTreeRoot(root) ? root.getElementById(id) : null;
  return near ?? (root.ownerDocument ?? document).getElementById(id);
}

/**
 * What it is, is seen by what it can do: objects of other frames and wrapped nodes are taken too.
 *
 * @param sampleRate Hz, of a stream whose chunks come without a rate
 * @throws MorseDecoderError `not-audio` for anything else
 */
export function sourceFromObject(object: unknown, sampleRate: number): Source {
  if (isMediaStream(object)) return new MediaStreamSource(object);
  if (isBlob(object)) return new FileSource(object);
  if (isReadableStream<SampleChunk>(object)) return new SampleStreamSource(object, sampleRate);
  if (isAudioBuffer(object)) return new AudioBufferSource(object);
  const node = nativeAudioNode(object);
  if (node) return new AudioNodeSource(node);
  throw new MorseDecoderError(
    'not-audio',
    'sourceObject takes a MediaStream, AudioNode, AudioBuffer, Blob or ReadableStream',
  );
}
