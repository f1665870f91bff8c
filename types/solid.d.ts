/** The library with types for JSX of Solid, which sets properties of custom elements, and listens by `on:morse-text`. */
import type { JSX } from 'solid-js';
import type { ElementEvents, ElementProps, ElementTypes } from './elements.js';

export * from './index.js';

type Prefixed<Prefix extends string, Props> = { [Name in keyof Props & string as `${Prefix}:${Name}`]?: Props[Name] };
type Handlers<Events> = { [Name in keyof Events & string as `on:${Name}`]?: (event: Events[Name]) => void };

type Elements = {
  [Tag in keyof ElementTypes]: Omit<JSX.HTMLAttributes<ElementTypes[Tag]>, keyof ElementProps[Tag]> &
    ElementProps[Tag] &
    Prefixed<'prop' | 'attr', ElementProps[Tag]> &
    Handlers<ElementEvents[Tag]>;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
