/** Lengths of a letter gap that are told apart, ln s: 0.08 … 4 s, in steps of 8 %. */
const SHORTEST = Math.log(0.08);
const STEP = 0.08;
const LENGTHS = 50;
/** Times a letter gap that a word gap is: 7/3 as the books have it, hands make it less or more. */
const RATIOS = [1.8, 7 / 3, 3].map(Math.log);
/** Standard deviations of the logarithm of a gap: machines, good hands, learners. */
const SPREADS = [0.05, 0.1, 0.2];
/** What a gap is: between letters, between words, a pause of up to 20 times a word gap, or misread. */
const SHARE = { letter: 0.76, word: 0.19, pause: 0.04, stray: 0.002 } as const;
const PAUSES = Math.log(20);
/** Dits of a letter gap as most send it, and the deviation of its logarithm. */
const USUAL = { dits: 3.2, spread: 0.3 } as const;
/** Dits and seconds of the letter gap of those who space their letters, and their share of all senders. */
const SPACED = { least: 6, most: 70, seconds: 0.3, share: 0.07 } as const;
/** Seconds of a dit at 120 words a minute: marks that are shorter tell no speed. */
const SHORTEST_DIT = 0.01;
/** Part of the evidence that is left a gap later, and the least that is left of an idea, nats. */
const MEMORY = 0.97;
const LEAST = -12;
/** Probability of spaced letters from which on gaps are judged as such, and under which not any more; gaps that it takes. */
const SURE = 0.97;
const DOUBTFUL = 0.5;
const FEWEST = 2;
/** Probability up to which a pause is no longer taken for a letter gap. */
const WAIT = 0.1;
/** Codes whose lengths tell the dit. */
const DITS = 9;

/** An idea of how somebody spaces: ln s of a letter gap and of a word gap, and their spread. */
interface Idea {
  readonly letter: number;
  readonly word: number;
  readonly spread: number;
}

const IDEAS: readonly Idea[] = RATIOS.flatMap((ratio) =>
  SPREADS.flatMap((spread) =>
    Array.from({ length: LENGTHS }, (_, i) => {
      const letter = SHORTEST + STEP * i;
      return { letter, word: letter + ratio, spread };
    }),
  ),
);

/**
 * How far apart somebody sends letters and words, from the gaps between codes: a Bayesian estimate of the letter gap, with the
 * words' in proportion (Farnsworth timing keeps 3 : 7). It tells learners' code, whose letters stand as far apart as other
 * senders' words or overs, after two or three gaps: that of senders at the usual speed they would equal by a strange chance.
 */
export class LetterSpacing {
  #evidence = new Float64Array(IDEAS.length);
  /** Probability of each idea. */
  #weights = new Float64Array(IDEAS.length);
  #dits: readonly number[] = [];
  #gaps = 0;
  #suspicion: number = SPACED.share;
  #spaced = false;
  #wait = 0;

  /** Letters stand so far apart that their gaps must not be taken for word spaces. */
  get spaced(): boolean {
    return this.#spaced;
  }

  /** Probability of that, 0…1. */
  get suspicion(): number {
    return this.#suspicion;
  }

  /** Seconds up to which a pause between spaced letters may still be a letter gap. */
  get wait(): number {
    return this.#wait;
  }

  /** Takes the gap before a code, and the dit of that code, seconds. */
  push(gap: number, dit: number): void {
    this.#dits = [...this.#dits.slice(1 - DITS), Math.max(SHORTEST_DIT, dit)];
    if (!(gap > 0)) return;
    const heard = IDEAS.map((idea) => {
      const { letter, word, pause } = densities(idea, Math.log(gap));
      return Math.log(letter + word + pause + SHARE.stray);
    });
    const evidence = this.#evidence.map((before, i) => MEMORY * before + (heard[i] as number));
    const most = Math.max(...evidence);
    this.#evidence = evidence.map((nats) => Math.max(LEAST, nats - most));
    this.#gaps++;
    this.#weigh();
  }

  /** Probability that a gap of so many seconds parts two words, if letters are spaced; 0…1. */
  word(gap: number): number {
    let words = 0;
    let all = 0;
    IDEAS.forEach((idea, i) => {
      if (!this.#isSpaced(idea)) return;
      const { letter, word, pause } = densities(idea, Math.log(gap));
      words += (this.#weights[i] as number) * (word + pause + SHARE.stray / 2);
      all += (this.#weights[i] as number) * (letter + word + pause + SHARE.stray);
    });
    return all > 0 ? words / all : 0;
  }

  reset(): void {
    this.#evidence = new Float64Array(IDEAS.length);
    this.#weights = new Float64Array(IDEAS.length);
    this.#dits = [];
    this.#gaps = 0;
    this.#suspicion = SPACED.share;
    this.#spaced = false;
    this.#wait = 0;
  }

  copy(): LetterSpacing {
    const copy = new LetterSpacing();
    copy.#evidence = this.#evidence;
    copy.#weights = this.#weights;
    copy.#dits = this.#dits;
    copy.#gaps = this.#gaps;
    copy.#suspicion = this.#suspicion;
    copy.#spaced = this.#spaced;
    copy.#wait = this.#wait;
    return copy;
  }

  #weigh(): void {
    const weights = this.#evidence.map((nats, i) => this.#usual(IDEAS[i] as Idea) * Math.exp(nats));
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    this.#weights = weights.map((weight) => weight / all);
    this.#suspicion = IDEAS.reduce(
      (sum, idea, i) => sum + (this.#isSpaced(idea) ? (this.#weights[i] as number) : 0),
      0,
    );
    this.#spaced = this.#gaps >= FEWEST && this.#suspicion > (this.#spaced ? DOUBTFUL : SURE);
    this.#wait = 0;
    if (!this.#spaced) return;
    let pause = SHORTEST;
    while (this.#stillLetter(pause) > WAIT) pause += STEP / 4;
    this.#wait = Math.exp(pause);
  }

  /** Probability that a pause that has lasted so long (ln s) ends as a letter gap. */
  #stillLetter(pause: number): number {
    let letters = 0;
    let all = 0;
    IDEAS.forEach((idea, i) => {
      const weight = this.#weights[i] as number;
      if (!this.#isSpaced(idea) || weight < 1e-6) return;
      const letter = SHARE.letter * longer(pause, idea.letter, idea.spread);
      letters += weight * letter;
      all += weight * (letter + SHARE.word * longer(pause, idea.word, idea.spread) + SHARE.pause);
    });
    return letters / all;
  }

  /** How many send so, as far as is known beforehand. */
  #usual(idea: Idea): number {
    const dits = idea.letter - this.#dit;
    const off = (dits - Math.log(USUAL.dits)) / USUAL.spread;
    const usual = ((1 - SPACED.share) * Math.exp(-0.5 * off * off)) / (USUAL.spread * Math.sqrt(2 * Math.PI));
    const within = this.#isSpaced(idea) && dits <= Math.log(SPACED.most);
    return usual + (within ? SPACED.share / Math.log(SPACED.most / SPACED.least) : 0);
  }

  #isSpaced({ letter }: Idea): boolean {
    return letter - this.#dit >= Math.log(SPACED.least) && letter >= Math.log(SPACED.seconds);
  }

  /** ln s. */
  get #dit(): number {
    const sorted = [...this.#dits].sort((a, b) => a - b);
    return Math.log(sorted[sorted.length >> 1] as number);
  }
}

/** How likely a gap (ln s) is as each of the things that it may be. */
function densities({ letter, word, spread }: Idea, gap: number): { letter: number; word: number; pause: number } {
  const normal = (off: number) => Math.exp(-0.5 * off * off) / (spread * Math.sqrt(2 * Math.PI));
  return {
    letter: SHARE.letter * normal((gap - letter) / spread),
    word: SHARE.word * normal((gap - word) / spread),
    pause: gap > word && gap < word + PAUSES ? SHARE.pause / PAUSES : 0,
  };
}

/** Part of the gaps around `mean` that are longer than `pause` (ln s): the normal distribution's tail, as a logistic one. */
const longer = (pause: number, mean: number, spread: number): number =>
  1 / (1 + Math.exp((1.702 * (pause - mean)) / spread));
