import type { AudioProcessing, DecoderSnapshot, DecoderState, Download } from '../page/snapshot.js';

export const STATE_WORDS: Readonly<Record<DecoderState, string>> = {
  idle: 'Ready',
  loading: 'Getting ready…',
  listening: 'Listening',
  decoding: 'Copying',
  paused: 'Paused',
  ended: 'Finished',
  error: 'Stopped',
};

/** dBFS under which a source counts as silent. */
const SILENT = -80;
/** Seconds of lag from which it is worth telling. */
const LATE = 2;
/** Seconds after which text that may still change is late: usually the accurate model has gone over it by 9. */
const UNSETTLED = 13;

/** What is wrong with the sound, as a sentence; empty when nothing is. */
export function soundAdvice({ status, source, channels, mainId }: DecoderSnapshot): string {
  if (!status) return '';
  const tuned = channels.find(({ info }) => info.id === mainId)?.info.frequency ?? 0;
  const highest = status.sampleRate / 2;
  if (highest > 0 && Math.abs(tuned) > highest)
    return `There is nothing at ${Math.round(tuned)} Hz: the sound ends at ${Math.round(highest)} Hz.`;
  if (status.clipping) return 'Too loud: turn the input down.';
  if (status.level < SILENT)
    return `No sound comes in${source?.kind === 'media-element' ? ': the player may be muted' : ''}.`;
  const processed = source?.processing ? activeProcessing(source.processing) : [];
  return processed.length > 0 ? `The browser changes the sound (${processed.join(', ')}); copy may suffer.` : '';
}

function activeProcessing({ echoCancellation, noiseSuppression, autoGainControl }: AudioProcessing): readonly string[] {
  return [
    echoCancellation ? 'echo cancellation' : '',
    noiseSuppression ? 'noise suppression' : '',
    autoGainControl ? 'automatic gain' : '',
  ].filter((name) => name !== '');
}

/** Whether the machine keeps up. */
export function paceWords({ status, channels }: DecoderSnapshot): string {
  if (!status) return '';
  const waiting = channels.filter(({ info }) => info.activity === 'suspended').length;
  if (waiting > 0) return `This computer is busy: ${waiting} weak ${waiting === 1 ? 'signal waits' : 'signals wait'}`;
  if (status.lag >= LATE) return `${status.lag.toFixed(1)} s behind`;
  if (status.unsettled >= UNSETTLED) return `Text is gone over ${Math.round(status.unsettled)} s late`;
  return 'Keeping up';
}

/** The pool in one line, with the channels that this decoder reads. */
export function poolWords({ pool, status, channels }: DecoderSnapshot): string {
  if (pool.length === 0) return '';
  const busy = pool.reduce((sum, worker) => sum + worker.busy, 0) / pool.length;
  const workers = `${pool.length} ${pool.length === 1 ? 'worker' : 'workers'}`;
  const latency = status && status.latency > 0 ? `, text after ${Math.round(status.latency)} ms` : '';
  const read = `${channels.length} ${channels.length === 1 ? 'channel' : 'channels'}`;
  return `${workers}, ${Math.round(busy * 100)} % busy, ${read}${latency}`;
}

/** dBFS −90…0 as 0…1, for a meter. */
export const meterFill = (level: number): number => Math.min(1, Math.max(0, (level + 90) / 90));

/** How much of a download has come, of how much. */
export function downloadWords({ loaded, total }: Download): string {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  return `${megabytes(loaded)} of ${megabytes(total)} MB`;
}
