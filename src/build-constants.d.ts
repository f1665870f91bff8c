/**
 * SHA-256, in lower-case hex, of every asset that lies beside the script, by file name. esbuild writes it into the page
 * and Node bundles (scripts/build.ts), web-test-runner into modules that a browser test loads from src/. Absent where a
 * module is run as source in Node: guard it with `typeof __ASSET_CHECKSUMS__ === 'undefined'`.
 */
declare const __ASSET_CHECKSUMS__: Readonly<Record<string, string>>;

/**
 * The contracts of the models that lie beside the script, by file name. Absent, or without one, where those of
 * {@link __ASSET_CHECKSUMS__} are, and where a model is missing: the contract is then fetched.
 */
declare const __MODEL_CONTRACTS__: Readonly<Record<string, import('./engine/model-contract.js').ModelContract>>;

/** Bytes of the same files, uncompressed. */
declare const __ASSET_SIZES__: Readonly<Record<string, number>>;

/** The release, of the package and of each worker script; absent where a module is run as source. */
declare const __VERSION__: string;
