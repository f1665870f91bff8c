import { type Character, ERRORS, MorseDecoderError } from 'morse-decoder-element';
import { MorseDecoderElement } from 'morse-decoder-element/classes';
import { decodeSamples } from 'morse-decoder-element/node';
import { toAdif } from 'morse-decoder-element/spots';

const decoder = document.createElement('morse-decoder');
decoder.addEventListener('morse-text', ({ channel, characters, text }) => {
  const hertz: number = channel.frequency;
  const first: Character | undefined = characters[0];
  console.log(hertz, first?.code, text.toUpperCase());
});
decoder.addEventListener('morse-error', ({ code, action }) => console.log(ERRORS[code].sentence, action));
decoder.sourceObject = new ReadableStream();
decoder.minFrequency = 300;
void decoder.updateComplete.then((done) => done);
document.body.append(decoder);

const channel = document.querySelector('morse-channel');
if (channel) channel.frequency = 700;
document.querySelector('morse-waterfall')?.setAttribute('palette', 'paper');

const list = document.querySelector('morse-spots');
if (list) list.filter = 'cq';
decoder.addEventListener('morse-spot', ({ spot, change }) => console.log(change, toAdif([spot]), list?.export('csv')));

class ClubDecoder extends MorseDecoderElement {}
customElements.define('club-decoder', ClubDecoder);

// @ts-expect-error A channel is no source.
decoder.sourceObject = channel;
// @ts-expect-error There is no such event property.
decoder.addEventListener('morse-text', ({ nothing }) => nothing);

export const failed = (thrown: unknown): string => (thrown instanceof MorseDecoderError ? thrown.code : '');
export const headless = decodeSamples;
