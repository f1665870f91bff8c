/** The library with types for Vue's templates. `isCustomElement` of the compiler has to be true for `morse-…`. */
import type { EmitFn, HTMLAttributes, PublicProps } from 'vue';
import type { ElementEvents, ElementProps, ElementTypes, OnEvents } from './elements.js';

export * from './index.js';

type Emit<Events> = EmitFn<{ [Name in keyof Events]: (event: Events[Name]) => void }>;

/** A custom element as Vue's documentation describes one to its template checker. */
type Components = {
  [Tag in keyof ElementTypes]: new () => ElementTypes[Tag] & {
    /** @deprecated for the template checker alone */
    $props: Omit<HTMLAttributes, keyof ElementProps[Tag]> & ElementProps[Tag] & PublicProps;
    /** @deprecated for the template checker alone */
    $emit: Emit<ElementEvents[Tag]>;
  };
};

type Elements = {
  [Tag in keyof ElementTypes]: Omit<HTMLAttributes, keyof ElementProps[Tag]> &
    ElementProps[Tag] &
    PublicProps &
    OnEvents<ElementEvents[Tag]>;
};

declare module 'vue' {
  interface GlobalComponents extends Components {}
}

declare module 'vue/jsx-runtime' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
