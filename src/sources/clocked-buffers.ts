/**
 * Samples of a clock's whole turn, which is a sawtooth that runs beside the sound: sample i of a turn has the value (i + 1) / TURN,
 * exact in float32, and 0 says that it does not run yet. At 48 kHz a turn takes 5.5 s.
 */
export const TURN = 1 << 18;

/** One turn of the clock. */
export const clockTurn = (): Float32Array<ArrayBuffer> => Float32Array.from({ length: TURN }, (_, i) => (i + 1) / TURN);

/**
 * Puts the buffers of a ScriptProcessorNode in order. Chromium and WebKit fill two buffers in turn, whether the page's thread has
 * read them or not: one that is read late holds later sound, or a piece of each. By the clock that was recorded with it
 * every sample's place is known, so what is left of the sound is given once, and what is lost keeps its time as zeros. Pure.
 */
export class ClockedBuffers {
  /** Place in the turn of the sample that is to come next; null: none has come. */
  #next: number | null = null;

  /** @returns the pieces that follow what was given before, zeros where sound was lost */
  add(sound: Float32Array, clock: Float32Array): Float32Array[] {
    const pieces: Float32Array[] = [];
    for (let from = 0; from < clock.length; ) {
      const place = placeOf(clock, from);
      const to = endOfRun(clock, from, place);
      if (place >= 0) this.#take(sound.subarray(from, to), place, pieces);
      from = to;
    }
    return pieces;
  }

  #take(run: Float32Array, place: number, pieces: Float32Array[]): void {
    const ahead = (place - (this.#next ?? place) + TURN) % TURN;
    // More than half a turn ahead is behind: it has been given already, all of it or its beginning.
    const given = ahead > TURN / 2 ? TURN - ahead : 0;
    if (given >= run.length) return;
    if (given === 0 && ahead > 0) pieces.push(new Float32Array(ahead));
    pieces.push(run.subarray(given));
    this.#next = (place + run.length) % TURN;
  }
}

/** −1: the clock does not run. */
const placeOf = (clock: Float32Array, at: number): number => Math.round((clock[at] as number) * TURN) - 1;

/** Where the samples end that follow one another by the clock. */
function endOfRun(clock: Float32Array, from: number, place: number): number {
  let to = from + 1;
  if (place < 0) while (to < clock.length && placeOf(clock, to) < 0) to++;
  else while (to < clock.length && placeOf(clock, to) === (place + to - from) % TURN) to++;
  return to;
}
