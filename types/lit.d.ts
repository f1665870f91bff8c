/** What the elements' declarations name of Lit, which is part of the bundles: nothing has to be installed for the types. */

export interface CSSResult {
  readonly cssText: string;
}
export interface TemplateResult {
  readonly strings: TemplateStringsArray;
  readonly values: unknown[];
}
export type PropertyValues<T = unknown> = T extends object ? Map<keyof T, unknown> : Map<PropertyKey, unknown>;

export declare abstract class LitElement extends HTMLElement {
  static get observedAttributes(): string[];
  /** Settles when what has been set is shown. */
  get updateComplete(): Promise<boolean>;
  requestUpdate(name?: PropertyKey, before?: unknown): void;
  connectedCallback(): void;
  disconnectedCallback(): void;
  attributeChangedCallback(name: string, before: string | null, after: string | null): void;
}
