/** The library with types for Svelte's templates: `onmorse-text={…}`. */
import type { HTMLAttributes } from 'svelte/elements';
import type { ElementEvents, ElementProps, ElementTypes, OnEvents } from './elements.js';

export * from './index.js';

type Elements = {
  [Tag in keyof ElementTypes]: Omit<HTMLAttributes<ElementTypes[Tag]>, keyof ElementProps[Tag]> &
    ElementProps[Tag] &
    OnEvents<ElementEvents[Tag]>;
};

declare module 'svelte/elements' {
  export interface SvelteHTMLElements extends Elements {}
}
