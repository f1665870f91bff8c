import { open } from 'node:fs/promises';
import { constants } from 'node:os';
import { BadInput, doubtOf, type Request, readArguments } from './cli/arguments.js';
import { nobodyNamed, nothingFound, printed, printedSpots } from './cli/print.js';
import { Progress } from './cli/progress.js';
import { decodeStream, HEADER_COUNTS, refuseOthers, Stalled } from './cli/stream.js';
import { decodeFile, loadModels } from './node.js';
import { looksLikeWav } from './recordings/looks-like-wav.js';
import { TELLING } from './recordings/what-else.js';

/** What the shell is told. Signals are 128 and their number, as shells have it. */
const EXIT = { done: 0, failed: 1, badInput: 2, stalled: 3, brokenPipe: 128 + constants.signals.SIGPIPE } as const;

const complain = (sentence: string): void => void process.stderr.write(`${sentence}\n`);

/** One sentence, and the end: nothing that still runs is waited for. */
function leave(code: number, sentence?: string): never {
  if (sentence) complain(sentence);
  process.exit(code);
}

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') leave(EXIT.brokenPipe, 'Nobody reads the output any more; stopped.');
  leave(EXIT.failed, `The output cannot be written: ${error.message}.`);
});
// Nobody reads the complaints either.
process.stderr.on('error', () => process.exit(EXIT.brokenPipe));

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort(signal));

async function decodeRecording(request: Request): Promise<void> {
  const { file, frequency, iq, wide, alphabet, follow, live, rate, format } = request;
  const progress = new Progress(process.stderr, request.progress);
  const headed = rate !== null && (await startsLikeWav(request));
  if (headed) complain(HEADER_COUNTS);
  const raw = rate === null || headed ? {} : { raw: { sampleRate: rate, format: format ?? 's16' } };
  if (rate === null && format !== null) throw new BadInput('Samples without a header need --rate.');
  try {
    const { channels, spots } = await decodeFile(file, {
      ...{ ...(await loadModels({ live })), ...raw, iq, wide, alphabet, follow, enough: stop.signal },
      ...(frequency !== null && { frequency }),
      onProgress: (part) => progress.tell(part),
    });
    progress.end();
    process.stdout.write(
      request.spots ? printedSpots(spots, request) : printed(channels, request, process.stdout.isTTY),
    );
    if (stop.signal.aborted) return;
    if (channels.length === 0) complain(nothingFound(request));
    else if (request.spots && spots.length === 0) complain(nobodyNamed(channels));
  } catch (error) {
    progress.end();
    throw error;
  }
}

/** Of what is told to be samples. @throws WavError for a file of another kind */
async function startsLikeWav(request: Request): Promise<boolean> {
  const handle = await open(request.file);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(TELLING), 0, TELLING, 0);
    const start = buffer.subarray(0, bytesRead);
    if (looksLikeWav(start)) return true;
    refuseOthers(start, request);
    return false;
  } finally {
    await handle.close();
  }
}

/** @returns the exit code and what to say */
function explain(error: unknown, file: string): readonly [number, string] {
  if (error instanceof BadInput) return [EXIT.badInput, error.message];
  if (error instanceof Stalled) return [EXIT.stalled, error.message];
  if (!(error instanceof Error)) return [EXIT.failed, `The decoder failed: ${String(error)}.`];
  const name = file === '-' ? 'Standard input' : file;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return [EXIT.badInput, `${name} cannot be read: there is no such file.`];
  if (code === 'EISDIR') return [EXIT.badInput, `${name} cannot be read: it is a folder.`];
  if (code?.startsWith('E') && 'syscall' in error) return [EXIT.badInput, `${name} cannot be read: ${error.message}.`];
  // By name: the bundle of this command has a class of its own.
  if (error.name === 'WavError') return [EXIT.badInput, `${name}: ${error.message}`];
  if (error instanceof RangeError) return [EXIT.badInput, error.message];
  return [EXIT.failed, error.stack ?? error.message];
}

let file = '';
try {
  const request = readArguments(process.argv.slice(2));
  if (typeof request === 'string') {
    process.stdout.write(`${request}\n`);
    leave(EXIT.done);
  }
  file = request.file;
  const doubt = doubtOf(request);
  if (doubt) complain(doubt);
  if (file === '-' || request.print === 'skimmer') {
    const print = (line: string): void => void process.stdout.write(`${line}\n`);
    await decodeStream(request, { print, warn: complain, stop: stop.signal });
  } else await decodeRecording(request);
} catch (error) {
  if (!stop.signal.aborted) leave(...explain(error, file));
}
// Where pipes are not written at once.
await new Promise((resolve) => process.stdout.write('', resolve));
if (stop.signal.aborted) {
  const signal: 'SIGINT' | 'SIGTERM' = stop.signal.reason;
  leave(128 + constants.signals[signal], `Stopped by ${signal}.`);
}
leave(EXIT.done);
