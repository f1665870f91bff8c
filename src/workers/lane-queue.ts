import { LANES, type Lane } from '../engine/lane.js';

/** What the queue has to know of a job. */
export interface QueuedJob {
  readonly lane: Lane;
  readonly frames: number;
  /** Outputs of look-ahead, of a model that has it. */
  readonly ahead?: number;
  /** The slots' identities: a run may hold each once, and each one's jobs keep their order. */
  readonly slots: readonly object[];
}

/** Slots of one run. Beyond 64 a batch gains nothing and delays the others. */
export const MAX_BATCH = 64;

/** A waiting lane is served after this many runs of others at the latest, so that no lane starves those below it. */
const PATIENCE: Readonly<Record<Lane, number>> = { main: 0, live: 2, past: 8 };

/**
 * The line before one session: lanes in order of service, and jobs of one lane and of equal length and look-ahead, whoever
 * sent them, merged into one run.
 */
export class LaneQueue<J extends QueuedJob> {
  readonly #lanes: Record<Lane, J[]> = { main: [], live: [], past: [] };
  readonly #waited: Record<Lane, number> = { main: 0, live: 0, past: 0 };
  readonly #most: number;

  /** @param most frames of all slots of one run together */
  constructor(most = Number.POSITIVE_INFINITY) {
    this.#most = most;
  }

  /** Jobs that wait. */
  get length(): number {
    return LANES.reduce((sum, lane) => sum + this.#lanes[lane].length, 0);
  }

  push(job: J): void {
    this.#lanes[job.lane].push(job);
  }

  /** Takes the jobs of the next run; empty when nothing waits. */
  next(): J[] {
    const waiting = LANES.filter((lane) => this.#lanes[lane].length > 0);
    const impatient = waiting.find((lane) => this.#waited[lane] > 0 && this.#waited[lane] >= PATIENCE[lane]);
    const lane = impatient ?? waiting[0];
    if (!lane) return [];
    for (const other of LANES) {
      this.#waited[other] = other === lane || !waiting.includes(other) ? 0 : this.#waited[other] + 1;
    }
    return this.#takeFrom(lane);
  }

  /** Removes and returns the jobs that match, in order of service. */
  remove(matches: (job: J) => boolean): J[] {
    const removed: J[] = [];
    for (const lane of LANES) {
      removed.push(...this.#lanes[lane].filter(matches));
      this.#lanes[lane] = this.#lanes[lane].filter((job) => !matches(job));
    }
    return removed;
  }

  #takeFrom(lane: Lane): J[] {
    const queue = this.#lanes[lane];
    const { frames = 0, ahead } = queue[0] ?? {};
    const most = Math.min(MAX_BATCH, this.#most / frames);
    const taken: J[] = [];
    const kept: J[] = [];
    const seen = new Set<object>();
    let slots = 0;
    for (const job of queue) {
      const first = taken.length === 0;
      const fits = job.frames === frames && job.ahead === ahead && slots + job.slots.length <= most;
      const free = !job.slots.some((slot) => seen.has(slot));
      if (first || (fits && free)) {
        taken.push(job);
        slots += job.slots.length;
      } else {
        kept.push(job);
      }
      // Also of a job that was passed over: a later one of the same slot must not overtake it.
      for (const slot of job.slots) seen.add(slot);
    }
    this.#lanes[lane] = kept;
    return taken;
  }
}
