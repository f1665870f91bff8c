/** The one Trusted Types policy of the library, to be named in `trusted-types` of a page's Content-Security-Policy. */
export const TRUSTED_POLICY = 'morse-decoder';

/** As in W3C, Trusted Types; TypeScript's DOM does not know it in every release. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): object };
}

type Policy = ReturnType<TrustedTypes['createPolicy']>;

/** Undefined: not made yet; null: the browser has none, or the page does not allow it. */
let policy: Policy | null | undefined;

/**
 * The address of a script of the library, as pages with `require-trusted-types-for 'script'` want it. Only addresses that the
 * library has made itself come here: a Blob URL of a script whose checksum was right, or a file of its folder.
 */
export function trustedScriptUrl(url: string): string {
  if (policy === undefined) policy = createPolicy();
  // Worker and addModule() take the object where TypeScript knows a string alone.
  return policy ? (policy.createScriptURL(url) as unknown as string) : url;
}

/** A page that has refused the policy may still have a default one, so the plain address is tried then. */
function createPolicy(): Policy | null {
  const factory = Reflect.get(globalThis, 'trustedTypes') as TrustedTypes | undefined;
  try {
    return factory?.createPolicy(TRUSTED_POLICY, { createScriptURL: (url) => url }) ?? null;
  } catch {
    return null;
  }
}
