import type { AssetBase } from '../workers/asset-addresses.js';

/**
 * The folder that the attribute `asset-base` names; null: none.
 *
 * @param attribute relative to the document, with or without a slash at its end
 */
export function assetBaseOf(attribute: string | null): AssetBase {
  if (!attribute?.trim()) return null;
  const folder = attribute.trim().endsWith('/') ? attribute.trim() : `${attribute.trim()}/`;
  return URL.canParse(folder, document.baseURI) ? new URL(folder, document.baseURI) : null;
}
