import 'morse-decoder-element/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';

/** What a template that writes `<morse-decoder …>` is checked against. */
export const decoder: SvelteHTMLElements['morse-decoder'] = {
  source: 'microphone',
  channels: 8,
  class: 'wide',
  'onmorse-text': ({ channel, text }) => console.log(channel.frequency.toFixed(), text.trim()),
};

// @ts-expect-error A decoder listens to no number.
export const wrong: SvelteHTMLElements['morse-decoder'] = { source: 7 };
