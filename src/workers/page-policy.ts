import { type ErrorCode, MorseDecoderError } from '../errors.js';

/** What a page's Content-Security-Policy has refused. */
export interface Refusal {
  /** `worker-src`, `connect-src`, `script-src`…: the directive that would have to allow it. */
  readonly directive: string;
  /** An address, a scheme (`blob`), or `wasm-eval`, `trusted-types-policy`, `trusted-types-sink`. */
  readonly blocked: string;
}

/** Milliseconds that the report of a refusal may come after the failure: both are tasks of their own. */
const LATE = 200;

/**
 * Hears what the page's policy refuses, from its making until it is closed: what fails says only that it failed. Browsers
 * tell the page by the event `securitypolicyviolation`.
 */
export class PolicyWatch {
  readonly #seen: Refusal[] = [];
  readonly #target: EventTarget | null = typeof document === 'undefined' ? null : document;
  readonly #note = (event: Event): void => {
    const { effectiveDirective, blockedURI, disposition } = event as SecurityPolicyViolationEvent;
    if (disposition === 'report') return;
    // What is allowed to an element of its own is said by script-src in most policies.
    this.#seen.push({ directive: effectiveDirective.replace(/-(?:elem|attr)$/, ''), blocked: blockedURI });
    this.#heard();
  };
  #heard = (): void => {};

  constructor() {
    this.#target?.addEventListener('securitypolicyviolation', this.#note);
  }

  /** The refusal that concerns one of the addresses, or is one of the words; null when none has come shortly after a failure. */
  async find(...what: readonly (URL | string)[]): Promise<Refusal | null> {
    if (!this.#target) return null;
    const known = this.#match(what);
    if (known) return known;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), LATE);
      this.#heard = () => {
        const match = this.#match(what);
        if (!match) return;
        clearTimeout(timer);
        resolve(match);
      };
    });
  }

  close(): void {
    this.#target?.removeEventListener('securitypolicyviolation', this.#note);
  }

  #match(what: readonly (URL | string)[]): Refusal | null {
    return this.#seen.find(({ blocked }) => what.some((one) => concerns(blocked, one))) ?? null;
  }
}

/** Reports name an address whole, by its origin, or by its scheme alone. */
function concerns(blocked: string, what: URL | string): boolean {
  if (typeof what === 'string') return blocked === what;
  const scheme = what.protocol.slice(0, -1);
  return blocked === what.href || blocked === what.origin || blocked === scheme || blocked === what.protocol;
}

/** Does something that a policy can refuse. When it fails and was refused, `refused` makes the error; null: the failure itself. */
export async function underPolicy<T>(
  action: () => Promise<T>,
  what: readonly (URL | string)[],
  refused: (refusal: Refusal, cause: unknown) => MorseDecoderError | null,
): Promise<T> {
  const watch = new PolicyWatch();
  try {
    return await action();
  } catch (cause) {
    const refusal = await watch.find(...what);
    throw (refusal && refused(refusal, cause)) ?? cause;
  } finally {
    watch.close();
  }
}

/** Fetches; what `connect-src` refuses is told as that. @throws MorseDecoderError `connect-blocked`, and what `fetch` throws */
export function fetchUnderPolicy(address: URL, options: RequestInit = {}): Promise<Response> {
  return underPolicy(
    () => fetch(address, options),
    [address],
    (refusal, cause) =>
      refusal.directive === 'connect-src' ? blockedBy('connect-blocked', refusal, address, cause) : null,
  );
}

/** The error for a refusal: which directive it was, and what is to be added to it. */
export function blockedBy(code: ErrorCode, { directive }: Refusal, address: URL, cause?: unknown): MorseDecoderError {
  const source = sourceExpression(address);
  return new MorseDecoderError(code, `${directive} does not allow ${source}`, {
    cause,
    action: `Add ${source} to ${directive} in the page’s Content-Security-Policy.`,
  });
}

/** How a policy names an address. */
function sourceExpression(address: URL): string {
  if (address.origin === 'null' || address.protocol === 'blob:') return address.protocol;
  return address.origin === location.origin ? "'self'" : address.origin;
}
