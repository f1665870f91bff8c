/** Every way in which a decoder can fail: what to tell the user, what the user can do, and whether to offer "try again". */
export interface ErrorText {
  /** One plain sentence: what happened. */
  readonly sentence: string;
  /** One plain sentence: what to do about it. */
  readonly action: string;
  /** True when `start()` may succeed without the page being changed. */
  readonly canRetry: boolean;
}

const entry = (sentence: string, action: string, canRetry = true): ErrorText => ({ sentence, action, canRetry });

/** The codes are public and stable. */
export const ERRORS = {
  'permission-denied': entry(
    'The browser was not allowed to use the sound input.',
    'Allow the microphone or the shared sound for this site in the address bar, then start again.',
  ),
  'permission-policy': entry(
    'This page, or the page around it, forbids sound input.',
    'Give the frame the attribute allow="microphone", and let no Permissions-Policy header forbid it.',
    false,
  ),
  'no-device': entry('No sound input was found.', 'Connect a microphone or a sound interface, then start again.'),
  'device-busy': entry(
    'The sound input could not be opened; another program may be using it.',
    'Close the other program, then start again.',
  ),
  'device-lost': entry('The sound input went away.', 'Connect it again, then start again.'),
  'no-display-audio': entry(
    'The shared tab or window came without sound.',
    'Start again and tick “Also share audio” in the browser’s dialog.',
  ),
  'not-supported': entry(
    'This browser does not offer that kind of sound source.',
    'Use the microphone or a file, or another browser.',
    false,
  ),
  'insecure-page': entry(
    'Sound input is only available on secure pages.',
    'Open this page with https:// (or from localhost).',
    false,
  ),
  'needs-gesture': entry('The browser waits for a click before it lets sound through.', 'Click Start.'),
  'no-source': entry(
    'No source is set.',
    'Give the decoder a source: a microphone, a file or a stream. What is pushed needs no start.',
    false,
  ),
  'element-not-found': entry('The page has no audio or video element with that id.', 'Check the source attribute.'),
  'already-captured': entry(
    'The page routes this audio or video element through an audio graph of its own.',
    'Give the decoder the AudioNode as sourceObject instead.',
    false,
  ),
  'url-not-found': entry('There is nothing at the address of the source.', 'Check the address, then start again.'),
  'not-audio': entry('The source is not audio that this browser can play.', 'Choose another file or stream.'),
  cors: entry(
    'The server of the source does not allow other pages to read its sound.',
    'Let the server send the header Access-Control-Allow-Origin, or play the sound and choose “display” as source.',
  ),
  network: entry('The server cannot be reached.', 'Check the connection, then start again.'),
  'assets-not-found': entry(
    'A file of the decoder was not found.',
    'Set asset-base to the address of a folder with the files of dist/, then start again.',
  ),
  'model-missing': entry('The decoder’s model could not be loaded.', 'Check the attribute model, then start again.'),
  'model-corrupt': entry(
    'The decoder’s model file is damaged.',
    'Reload the page; if that does not help, install the files again.',
  ),
  'accurate-unavailable': entry(
    'The accurate model could not be used; text stays as the live model read it.',
    'Decoding goes on. Check asset-base and accurate-model, or set accurate-model="none".',
  ),
  'wasm-corrupt': entry(
    'The decoder’s program file is damaged.',
    'Reload the page; if that does not help, install the files again.',
  ),
  'worklet-missing': entry('The decoder’s capture script could not be loaded.', 'Reload the page, then start again.'),
  'worklet-blocked': entry(
    'The page’s security policy does not let the decoder run its capture script.',
    'Add the decoder’s address to script-src in the Content-Security-Policy.',
    false,
  ),
  'no-audioworklet': entry('This browser is too old: it has no Web Audio.', 'Update the browser.', false),
  'no-webassembly-simd': entry('This browser is too old: it has no WebAssembly SIMD.', 'Update the browser.', false),
  'worker-blocked': entry(
    'The page’s security policy does not let the decoder start its workers.',
    'Add worker-src blob: to the Content-Security-Policy, or set worker-url.',
    false,
  ),
  'wasm-blocked': entry(
    'The page’s security policy does not let the decoder run WebAssembly.',
    "Add 'wasm-unsafe-eval' to script-src in the Content-Security-Policy.",
    false,
  ),
  'connect-blocked': entry(
    'The page’s security policy does not let the decoder load its files.',
    'Add the decoder’s address to connect-src in the Content-Security-Policy.',
    false,
  ),
  'media-blocked': entry(
    'The page’s security policy does not let this sound be played.',
    'Add its address to media-src in the Content-Security-Policy.',
    false,
  ),
  'trusted-types-blocked': entry(
    'The page’s Trusted Types policy does not let the decoder start its workers.',
    'Add morse-decoder to trusted-types in the Content-Security-Policy.',
    false,
  ),
  'worker-corrupt': entry(
    'A program file of the decoder is damaged, or of another version.',
    'Reload the page; if that does not help, install the files again.',
  ),
  'worker-lost': entry('A part of the decoder stopped unexpectedly.', 'Start again.'),
  'inference-failed': entry(
    'The decoder’s model could not be run.',
    'Start again; if that does not help, reload the page.',
  ),
  'bad-samples': entry('The source gave samples that cannot be used.', 'Correct the source, then start again.'),
  'bad-sample-rate': entry(
    'The source gave a sample rate that cannot be right.',
    'Give a rate from 3000 to 768000 Hz.',
  ),
  'iq-not-pairs': entry(
    'The sound is no I and Q: both channels are alike, or one is silent.',
    'Give I in the left channel and Q in the right one, or remove the attribute iq.',
  ),
  'bad-time': entry(
    'The source gave a time that cannot be right.',
    'Give seconds: as time a finite number, that of the source’s own clock, or none; as a gap 0 or more.',
  ),
  'bad-option': entry('An option of the call cannot be right.', 'Correct the call.', false),
  'copy-failed': entry('The browser did not allow copying.', 'Save the text as a file instead.'),
  aborted: entry('The decoder was stopped before it was ready.', 'Start again.'),
  internal: entry('The decoder failed unexpectedly.', 'Start again; if that does not help, reload the page.'),
} as const satisfies Readonly<Record<string, ErrorText>>;

export type ErrorCode = keyof typeof ERRORS;

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);

/** What `start()`, `decode()` and `push()` throw or reject with. `message` is the plain sentence, then the detail. */
export class MorseDecoderError extends Error {
  override readonly name = 'MorseDecoderError';
  readonly code: ErrorCode;
  /** What to do about it, one sentence. */
  readonly action: string;

  /** @param options `sentence`, `action`: what happened and what to do in this very case, where more is known than the code says */
  constructor(
    code: ErrorCode,
    detail?: string,
    options: ErrorOptions & Partial<Pick<ErrorText, 'sentence' | 'action'>> = {},
  ) {
    super(options.sentence ?? sentenceOf(code, detail), options);
    this.code = code;
    this.action = options.action ?? (isOfFile(this.message) ? SERVE : ERRORS[code].action);
  }
}

const SERVE =
  'This page was opened as a file, and may read no other files: run “npx serve” in its folder, and open the address that it prints.';

/** It is about a file beside a page that was opened as a file. */
const isOfFile = (message: string): boolean => message.includes('file://') && globalThis.location?.protocol === 'file:';

/** The detail may be a whole message with this code already, which came from another copy of the script or from a worker. */
function sentenceOf(code: ErrorCode, detail: string | undefined): string {
  const { sentence } = ERRORS[code];
  if (!detail || detail.startsWith(sentence)) return detail || sentence;
  return `${sentence} (${detail})`;
}

/** Any thrown thing as an error with a code; `fallback` when nothing better is known. onnxruntime may throw a bare number. */
export function toDecoderError(thrown: unknown, fallback: ErrorCode = 'internal'): MorseDecoderError {
  if (thrown instanceof MorseDecoderError) return thrown;
  const code = codeOf(thrown);
  const action = code ? textAt(thrown, 'action') : undefined;
  return new MorseDecoderError(code ?? fallback, messageOf(thrown), { cause: thrown, ...(action && { action }) });
}

function messageOf(thrown: unknown): string {
  const message: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, 'message') : thrown;
  return String(message ?? 'unknown');
}

function textAt(thrown: unknown, key: string): string | undefined {
  const text: unknown = typeof thrown === 'object' && thrown !== null ? Reflect.get(thrown, key) : undefined;
  return typeof text === 'string' ? text : undefined;
}

/** An error of another copy of the script, or of a worker link, carries its code as a property. */
function codeOf(thrown: unknown): ErrorCode | null {
  const code = textAt(thrown, 'code');
  if (code !== undefined && isErrorCode(code)) return code;
  return textAt(thrown, 'name') === 'AbortError' ? 'aborted' : null;
}
