import { MorseDecoderError } from '../errors.js';
import { AudioBufferSource } from './audio-buffer.js';
import { AudioNodeSource } from './audio-node.js';
import { DisplaySource } from './display.js';
import { MediaElementSource } from './media-element.js';
import { MediaStreamSource } from './media-stream.js';
import { MicrophoneSource } from './microphone.js';
import { FileSource, UrlSource } from './player.js';
import { type SampleChunk, SampleStreamSource } from './sample-stream.js';
import type { Source } from './source.js';

/** What the property `sourceObject` takes. */
export type SourceObject = MediaStream | AudioNode | AudioBuffer | Blob | ReadableStream<SampleChunk>;

/** The source that an attribute's value names; null for an empty value. @param root where `#id` is looked up */
export function sourceFromAttribute(value: string, root: () => Node): Source | null {
  const text = value.trim();
  if (text === '') return null;
  if (text === 'microphone') return new MicrophoneSource();
  if (text.startsWith('microphone:')) return new MicrophoneSource(text.slice('microphone:'.length).trim() || null);
  if (text === 'display') return new DisplaySource();
  if (text.startsWith('#')) return new MediaElementSource(text, () => elementById(root(), text.slice(1)));
  return new UrlSource(text);
}

function elementById(root: Node, id: string): Element | null {
  const near = root instanceof Document || root instanceof ShadowRoot ? root.getElementById(id) : null;
  return near ?? document.getElementById(id);
}

/**
 * @param sampleRate Hz, of a stream whose chunks come without a rate
 * @throws MorseDecoderError `not-audio` for anything else
 */
export function sourceFromObject(object: unknown, sampleRate: number): Source {
  if (object instanceof MediaStream) return new MediaStreamSource(object);
  if (object instanceof Blob) return new FileSource(object);
  if (object instanceof ReadableStream) return new SampleStreamSource(object, sampleRate);
  if (typeof AudioBuffer !== 'undefined' && object instanceof AudioBuffer) return new AudioBufferSource(object);
  if (typeof AudioNode !== 'undefined' && object instanceof AudioNode) return new AudioNodeSource(object);
  throw new MorseDecoderError(
    'not-audio',
    'sourceObject takes a MediaStream, AudioNode, AudioBuffer, Blob or ReadableStream',
  );
}
