import type { Character } from '../engine/types.js';

/** Spots callsigns in running text. */
export class CallsignSpotter {
  push(_chars: readonly Character[]): readonly string[] {
    return [];
  }
}
