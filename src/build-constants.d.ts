/**
 * SHA-256, in lower-case hex, of every asset that lies beside the script, by file name. esbuild writes it into the page
 * and Node bundles (scripts/build.ts), web-test-runner into modules that a browser test loads from src/. Absent where a
 * module is run as source in Node: guard it with `typeof __ASSET_CHECKSUMS__ === 'undefined'`.
 */
declare const __ASSET_CHECKSUMS__: Readonly<Record<string, string>>;
/** The release, of the package and of each worker script; absent where a module is run as source. */
declare const __VERSION__: string;
