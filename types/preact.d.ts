/** The library with types for JSX of Preact, which sets properties and listens to `onmorse-text` by itself. */
import type { ClassAttributes, HTMLAttributes } from 'preact';
import type { ElementEvents, ElementProps, ElementTypes, OnEvents } from './elements.js';

export * from './index.js';

type Elements = {
  [Tag in keyof ElementTypes]: Omit<HTMLAttributes<ElementTypes[Tag]>, keyof ElementProps[Tag]> &
    ClassAttributes<ElementTypes[Tag]> &
    ElementProps[Tag] &
    OnEvents<ElementEvents[Tag]>;
};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
