import type { MorseDecoderElement } from '../src/components/morse-decoder.js';
import type { MorseDecoderEventMap } from '../src/page/events.js';
import { frequencyWords } from '../src/page/transcript.js';

/** Lines that stay. */
const KEPT = 200;

type Describe = { readonly [K in keyof MorseDecoderEventMap]: (event: MorseDecoderEventMap[K]) => string };

const DESCRIBE: Describe = {
  'morse-state': ({ previous, state }) => `${previous} → ${state}`,
  'morse-text': ({ channel, text, removed, characters }) => {
    const [first] = characters;
    const sure = first ? ` ${Math.round(first.confidence * 100)} %` : '';
    const open = characters.some(({ final }) => !final) ? ', may change' : '';
    return `${frequencyWords(channel)} “${text}”${sure}${open}${removed > 0 ? `, replaces ${removed}` : ''}`;
  },
  'morse-channel-opened': ({ channel }) => `${frequencyWords(channel)}, ${channel.role}`,
  'morse-channel-closed': ({ channel }) => frequencyWords(channel),
  'morse-channel-retuned': ({ channel }) => `now ${frequencyWords(channel)}`,
  'morse-tune': (event) => frequencyWords(event),
  'morse-spot': ({ spot, change }) => `${spot.callsign} ${change} on ${frequencyWords(spot)}`,
  'morse-callsign': ({ spot }) => `${spot.callsign} on ${frequencyWords(spot)}`,
  'morse-download': ({ model, loaded, total }) => `${model} model: ${loaded} of ${total} bytes`,
  'morse-error': ({ code, message }) => `${code}: ${message}`,
};

/** Writes the decoder's events into a list, newest first, while `details` is open. */
export function logEvents(details: HTMLDetailsElement, list: HTMLElement, decoder: MorseDecoderElement): void {
  const write = <K extends keyof MorseDecoderEventMap>(name: K) => {
    decoder.addEventListener(name, (event) => {
      if (!details.open) return;
      list.prepend(line(name, DESCRIBE[name](event as MorseDecoderEventMap[K])));
      while (list.childElementCount > KEPT) list.lastElementChild?.remove();
    });
  };
  for (const name of Object.keys(DESCRIBE) as (keyof MorseDecoderEventMap)[]) write(name);
}

function line(name: string, what: string): HTMLLIElement {
  const item = document.createElement('li');
  const time = document.createElement('time');
  time.textContent = new Date().toLocaleTimeString([], { hour12: false });
  item.append(time, part('name', name), part('what', what));
  return item;
}

function part(className: string, text: string): HTMLSpanElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}
