import { type Character, settledCharacter } from './character.js';
import { isSpace, middle } from './transcript.js';

/** Codes of the quick reading that are judged at once; a shorter stretch is judged with what came before it. */
const PIECE = 6;
/** Fewer codes of the quick reading prove nothing. */
const FEWEST = 3;
/** Share of the codes that differ from which on the two have not read the same thing. */
const DIFFERENT = 0.6;
/** Mean confidence of a quick reading that may be believed against a careful one, and by how much it must be the surer. */
const SURE = 0.8;
const SURER = 0.12;

/** Makes one reading of two. */
export type Mend = (
  quick: readonly Character[],
  careful: readonly Character[],
  before: readonly Character[],
  behind: readonly Character[],
) => readonly Character[];

interface Stretch {
  /** The quick reading's. */
  readonly stands: boolean;
  readonly ours: Character[];
  readonly theirs: Character[];
  behind: readonly Character[];
}

/**
 * Judges two readings of the same sound, stretch by stretch. A careful reading mends letters of a quick one; where nearly
 * all of it is different, or nothing is there, the one of the two has not heard the signal (a model that has not learned
 * to read beside a carrier, say), and it is the one that is less sure of itself.
 */
export class SurerReading {
  #quick: readonly Character[] = [];
  #careful: readonly Character[] = [];

  /**
   * @param quick what a quick reading has of a stretch, in order
   * @param careful what a careful one has of the same stretch
   * @param before the character ahead of both
   * @param mend what should stand where the careful one is believed: the quick and the careful characters of a stretch, what has been
   *   chosen ahead of it and what the quick one has behind it; absent: the careful ones
   * @returns the characters that should stand, final
   */
  choose(
    quick: readonly Character[],
    careful: readonly Character[],
    before?: Character,
    mend: Mend = (_, theirs) => theirs,
  ): readonly Character[] {
    const chosen: Character[] = [];
    for (const { stands, ours, theirs, behind } of this.#stretches(quick, careful)) {
      for (const one of stands ? ours : mend(ours, theirs, chosen, behind)) {
        if (isSpace(one) && isSpace(chosen.at(-1) ?? before)) continue;
        chosen.push(settledCharacter(one));
      }
    }
    return chosen;
  }

  /** Both begin anew. */
  reset(): void {
    this.#quick = [];
    this.#careful = [];
  }

  /** Pieces with the same verdict together. */
  #stretches(quick: readonly Character[], careful: readonly Character[]): Stretch[] {
    const stretches: Stretch[] = [];
    let from = Number.NEGATIVE_INFINITY;
    for (const until of piecesOf(quick)) {
      const within = (one: Character) => middle(one) >= from && middle(one) < until;
      const [ours, theirs] = [quick.filter(within), careful.filter(within)];
      const behind = quick.filter((one) => middle(one) >= until);
      const stands = this.#quickStands(ours, theirs);
      const last = stretches.at(-1);
      if (last?.stands === stands) {
        last.ours.push(...ours);
        last.theirs.push(...theirs);
        last.behind = behind;
      } else {
        stretches.push({ stands, ours, theirs, behind });
      }
      from = until;
    }
    return stretches;
  }

  #quickStands(quick: readonly Character[], careful: readonly Character[]): boolean {
    this.#quick = [...this.#quick, ...codesOf(quick)].slice(-PIECE);
    const from = this.#quick[0]?.start ?? Number.POSITIVE_INFINITY;
    this.#careful = [...this.#careful, ...codesOf(careful)].filter((one) => middle(one) >= from);
    const [ours, theirs] = [this.#quick.length, this.#careful.length];
    const sure = summed(this.#quick) / Math.max(1, ours);
    // What the careful one lacks it is not sure of.
    const other = summed(this.#careful) / Math.max(1, ours, theirs);
    if (ours < FEWEST || sure < SURE || sure < other + SURER) return false;
    return editDistance(this.#quick, this.#careful) >= DIFFERENT * Math.max(ours, theirs);
  }
}

/** Stream times (s) at which pieces of a few codes end, between two of them. */
function piecesOf(characters: readonly Character[]): number[] {
  const codes = codesOf(characters);
  const ends: number[] = [];
  for (let i = PIECE; i + FEWEST <= codes.length; i += PIECE) {
    ends.push(((codes[i - 1] as Character).end + (codes[i] as Character).start) / 2);
  }
  return [...ends, Number.POSITIVE_INFINITY];
}

const codesOf = (characters: readonly Character[]): readonly Character[] => characters.filter((one) => !isSpace(one));

const summed = (codes: readonly Character[]): number => codes.reduce((sum, { confidence }) => sum + confidence, 0);

/** Codes to put in, take out or change so that one becomes the other. */
function editDistance(a: readonly Character[], b: readonly Character[]): number {
  let row = b.map((_, j) => j + 1);
  a.forEach(({ code }, i) => {
    let diagonal = i;
    let left = i + 1;
    row = b.map((other, j) => {
      const above = row[j] as number;
      left = Math.min(above + 1, left + 1, diagonal + (other.code === code ? 0 : 1));
      diagonal = above;
      return left;
    });
  });
  return row.at(-1) ?? a.length;
}
