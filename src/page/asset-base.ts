/** The folder of the script: worker, wasm and model lie beside it. */
const SCRIPT_FOLDER = new URL('.', import.meta.url);

/** @param attribute the attribute `asset-base`; relative to the document, with or without a slash at its end */
export function assetBaseOf(attribute: string | null): URL {
  if (!attribute?.trim()) return SCRIPT_FOLDER;
  const folder = attribute.trim().endsWith('/') ? attribute.trim() : `${attribute.trim()}/`;
  return URL.canParse(folder, document.baseURI) ? new URL(folder, document.baseURI) : SCRIPT_FOLDER;
}
