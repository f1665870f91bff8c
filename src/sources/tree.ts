/** Nodes of any document: those of a frame, and those that were moved from one, are no `instanceof` of this page's classes. */

export const isElement = (value: unknown): value is Element =>
  typeof value === 'object' && value !== null && Reflect.get(value, 'nodeType') === 1;

/** What an id is looked up in; a document without one, or a loose element, is none. */
export const isTreeRoot = (node: Node): node is Document | ShadowRoot => 'getElementById' in node;

export const isShadowRoot = (node: Node | null): node is ShadowRoot => node?.nodeType === 11 && 'host' in node;
