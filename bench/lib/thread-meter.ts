import { readdirSync, readFileSync } from 'node:fs';

/** What a thread of the browser works for. */
export type Duty = 'workers' | 'main thread' | 'compositing' | 'audio' | 'other';

export type Duties = Readonly<Record<Duty, number>>;

const NONE: Duties = { workers: 0, 'main thread': 0, compositing: 0, audio: 0, other: 0 };

/** Clock ticks of a second in /proc: USER_HZ, which is 100 on every Linux that runs a browser. */
const TICKS = 100;

/** What a page's process draws with, its main thread apart; its thread pool does that too, and collects garbage. */
const COMPOSITING = /^(Compositor|ThreadPool)/;

/**
 * CPU seconds of every thread of a browser, by what it works for, as Linux accounts them. The browser's own account
 * (`SystemInfo.getProcessInfo`) has processes only.
 */
export class ThreadMeter {
  readonly #browser: number;

  private constructor(browser: number) {
    this.#browser = browser;
  }

  /** Null where threads cannot be told apart: elsewhere than on Linux. @param browser the browser's process number */
  static of(browser: number | undefined): ThreadMeter | null {
    return process.platform === 'linux' && browser !== undefined ? new ThreadMeter(browser) : null;
  }

  /** CPU seconds since the browser's start; threads that have ended are not in it. */
  read(): Duties {
    const duties = { ...NONE };
    for (const pid of family(this.#browser)) {
      const command = textOf(`/proc/${pid}/cmdline`);
      for (const tid of entries(`/proc/${pid}/task`)) {
        const { name, seconds } = threadOf(textOf(`/proc/${pid}/task/${tid}/stat`));
        duties[dutyOf(command, tid === pid, name)] += seconds;
      }
    }
    return duties;
  }
}

/** What of it was spent between two looks. */
export const spentBetween = (before: Duties, after: Duties): Duties => ({
  workers: after.workers - before.workers,
  'main thread': after['main thread'] - before['main thread'],
  compositing: after.compositing - before.compositing,
  audio: after.audio - before.audio,
  other: after.other - before.other,
});

function dutyOf(command: string, first: boolean, name: string): Duty {
  if (command.includes('--type=gpu-process')) return 'compositing';
  if (command.includes('audio.mojom.AudioService')) return 'audio';
  if (!command.includes('--type=renderer')) return 'other';
  if (first) return 'main thread';
  if (name.startsWith('DedicatedWorker')) return 'workers';
  if (name.includes('Audio')) return 'audio';
  return COMPOSITING.test(name) ? 'compositing' : 'other';
}

/** A process and all that descend from it, as /proc names them. */
function family(pid: number): string[] {
  const parents = new Map<string, string>();
  for (const name of entries('/proc')) {
    if (/^\d+$/.test(name)) parents.set(name, textOf(`/proc/${name}/stat`).replace(/^.*\) \S+ (\d+).*$/s, '$1'));
  }
  const found = [String(pid)];
  for (const member of found) for (const [child, parent] of parents) if (parent === member) found.push(child);
  return found;
}

/** proc(5): after the name in parentheses user and system time are the 12th and 13th value. */
function threadOf(stat: string): { name: string; seconds: number } {
  const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(stat) ?? [];
  const values = rest.split(' ');
  return { name, seconds: (Number(values[11] ?? 0) + Number(values[12] ?? 0)) / TICKS };
}

/** Processes and threads may end between two looks. */
function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
