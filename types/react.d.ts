/** The library with types for JSX of React 19, which sets properties and listens to `onmorse-text` by itself. */
import type { HTMLAttributes, RefAttributes } from 'react';
import type { ElementEvents, ElementProps, ElementTypes, OnEvents } from './elements.js';

export * from './index.js';

type Elements = {
  [Tag in keyof ElementTypes]: Omit<HTMLAttributes<ElementTypes[Tag]>, keyof ElementProps[Tag]> &
    RefAttributes<ElementTypes[Tag]> &
    ElementProps[Tag] &
    OnEvents<ElementEvents[Tag]>;
};

declare module 'react' {
  // Invoker Commands, which React hands through to the element, and whose types it does not have.
  interface ButtonHTMLAttributes<T> {
    command?: string | undefined;
    commandfor?: string | undefined;
  }

  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
