import { MorseDecoderError } from '../errors.js';

/**
 * Where the files beside the script are. Each address is written out as `new URL('./file', import.meta.url)`: by that form
 * Vite, webpack, Rollup and Parcel find a file, copy it, and put its new name here. The build leaves these lines as they are.
 */
const BESIDE_SCRIPT = {
  'morse-receiver-worker.js': () => new URL('./morse-receiver-worker.js', import.meta.url),
  'morse-inference-worker.js': () => new URL('./morse-inference-worker.js', import.meta.url),
  'morse-capture-worklet.js': () => new URL('./morse-capture-worklet.js', import.meta.url),
  'ort-wasm-simd-threaded.wasm': () => new URL('./ort-wasm-simd-threaded.wasm', import.meta.url),
  'morse-live.onnx': () => new URL('./morse-live.onnx', import.meta.url),
  'morse-side.onnx': () => new URL('./morse-side.onnx', import.meta.url),
  'morse-accurate.onnx': () => new URL('./morse-accurate.onnx', import.meta.url),
  'morse-language.bin': () => new URL('./morse-language.bin', import.meta.url),
} as const satisfies Readonly<Record<string, () => URL>>;

/** A file of dist/ that the script loads. */
export type AssetName = keyof typeof BESIDE_SCRIPT;

/** The folder that the page names with `asset-base`; null: the files lie beside the script, or where a bundler has put them. */
export type AssetBase = URL | null;

/** Of a classic script, as it runs for the first time: a bundler that makes one leaves no `import.meta.url`. */
const classicScript = (globalThis.document?.currentScript as HTMLScriptElement | null | undefined)?.src;

/**
 * The address of a file. In a folder that the page names, files have the names that they have in dist/.
 *
 * @throws MorseDecoderError `assets-not-found` where the script does not know where it lies
 */
export function assetAddress(base: AssetBase, name: AssetName): URL {
  if (base) return new URL(name, base);
  if (ownAddress()) return installed(BESIDE_SCRIPT[name]());
  if (classicScript) return new URL(name, classicScript);
  throw new MorseDecoderError('assets-not-found', `${name}: the script was bundled without import.meta.url`);
}

/** Where this module lies; undefined in a classic script. */
const ownAddress = (): string | undefined => import.meta.url;

/**
 * Until its eighth release, Vite's development server packs a script of node_modules/ into node_modules/.vite/deps/ and leaves
 * the files beside it where they are.
 */
export function installed(address: URL): URL {
  const file = address.pathname.replace(/\/\.vite\/deps\/(?=[^/]*$)/, '/morse-decoder-element/dist/');
  return file === address.pathname ? address : new URL(file, address);
}

/**
 * Whether a bundler, or its development server, has put a file elsewhere. A script may then be another text there: made
 * smaller, or with a source map. Wasm and models are the same everywhere.
 */
export function isMoved(base: AssetBase, name: AssetName): boolean {
  return base === null && assetAddress(null, name).href !== besideModule(ownAddress() ?? classicScript ?? '', name);
}

/** Where a file is without a bundler. The address of the module comes as an argument, so that no bundler takes this for a file. */
const besideModule = (module: string, name: AssetName): string => new URL(name, module).href;
