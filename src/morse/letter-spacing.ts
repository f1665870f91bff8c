/** Lengths of a letter gap that are told apart, ln s: 0.08 … 4 s, in steps of 8 %. */
const SHORTEST = Math.log(0.08);
const STEP = 0.08;
const LENGTHS = 50;
/** Times a letter gap that a word gap is: 7/3 as the books have it, hands make it less or more. */
const RATIOS = [1.8, 7 / 3, 3].map(Math.log);
/** Standard deviations of the logarithm of a gap: machines, good hands, learners. */
const SPREADS = [0.05, 0.1, 0.2];
/** What a gap is: between letters, between words (runs of single letters among them), a pause of up to 20 times a word gap. */
const SHARE = { letter: 0.7, word: 0.26, pause: 0.04 } as const;
const PAUSES = Math.log(20);
/** Density of gaps that fit nothing: a letter that was not read, and a mark that was none. */
const STRAY = { longer: 0.002, shorter: 0.0001 } as const;
/** Dits of a letter gap as most send it, and the deviation of its logarithm. */
const USUAL = { dits: 3.2, spread: 0.3 } as const;
/** Dits and seconds of the letter gap of those who space their letters, and their share of all senders. */
const SPACED = { least: 6, most: 70, seconds: 0.3, share: 0.07 } as const;
/** Seconds of a dit at 120 words a minute: marks that are shorter tell no speed. */
const SHORTEST_DIT = 0.01;
/** Part of the evidence that is left a gap later, and the least that is left of an idea, nats. */
const MEMORY = 0.97;
const LEAST = -14;
/** Probability of spaced letters from which on gaps are judged as such, and under which not any more; gaps that it takes. */
const SURE = 0.97;
const DOUBTFUL = 0.5;
const FEWEST = 2;
/** Probability up to which a pause is no longer taken for a letter gap, and how often its length is halved in on. */
const WAIT = 0.1;
const HALVINGS = 10;
/** Codes whose lengths tell the dit. */
const DITS = 9;
/** Standard deviations beyond which nothing of a distribution is left. */
const TAIL = 6;
/** Weight of an idea that counts for nothing. */
const NOTHING = 1e-6;

/** An idea of how somebody spaces: ln s of a letter gap and of a word gap, their spread, and the height of its distribution. */
interface Idea {
  /** Of the letter gap's length among those that are told apart. */
  readonly length: number;
  readonly letter: number;
  readonly word: number;
  readonly spread: number;
  readonly height: number;
}

const letterOf = (length: number): number => SHORTEST + STEP * length;

const IDEAS: readonly Idea[] = RATIOS.flatMap((ratio) =>
  SPREADS.flatMap((spread) =>
    Array.from({ length: LENGTHS }, (_, length) => {
      const letter = letterOf(length);
      return { length, letter, word: letter + ratio, spread, height: 1 / (spread * Math.sqrt(2 * Math.PI)) };
    }),
  ),
);

/**
 * How far apart somebody sends letters and words, from the gaps between codes: a Bayesian estimate of the letter gap, with the
 * words' in proportion (Farnsworth timing keeps 3 : 7). It tells learners' code, whose letters stand as far apart as other
 * senders' words or overs, after two or three gaps: that of senders at the usual speed they would equal by a strange chance.
 */
export class LetterSpacing {
  readonly #evidence = new Float64Array(IDEAS.length);
  /** Probability of each idea. */
  readonly #weights = new Float64Array(IDEAS.length);
  #dits: readonly number[] = [];
  #gaps = 0;
  /** Length of a letter gap from which on letters are spaced. */
  #from = LENGTHS;
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
    const evidence = this.#evidence;
    const length = Math.log(gap);
    let most = Number.NEGATIVE_INFINITY;
    IDEAS.forEach((idea, i) => {
      const heard = Math.log(asLetter(idea, length) + asWord(idea, length) + stray(idea, length));
      const nats = MEMORY * (evidence[i] as number) + heard;
      evidence[i] = nats;
      if (nats > most) most = nats;
    });
    for (let i = 0; i < evidence.length; i++) evidence[i] = Math.max(LEAST, (evidence[i] as number) - most);
    this.#gaps++;
    this.#weigh();
  }

  /** Probability that a gap of so many seconds parts two words, if letters are spaced; 0…1. */
  word(gap: number): number {
    const length = Math.log(gap);
    let words = 0;
    let all = 0;
    this.#ofSpaced((idea, weight) => {
      const word = weight * asWord(idea, length);
      const odd = weight * stray(idea, length);
      words += word + odd / 2;
      all += word + weight * asLetter(idea, length) + odd;
    });
    return all > 0 ? words / all : 0;
  }

  reset(): void {
    this.#evidence.fill(0);
    this.#weights.fill(0);
    this.#dits = [];
    this.#gaps = 0;
    this.#from = LENGTHS;
    this.#suspicion = SPACED.share;
    this.#spaced = false;
    this.#wait = 0;
  }

  copy(): LetterSpacing {
    const copy = new LetterSpacing();
    copy.#evidence.set(this.#evidence);
    copy.#weights.set(this.#weights);
    copy.#dits = this.#dits;
    copy.#gaps = this.#gaps;
    copy.#from = this.#from;
    copy.#suspicion = this.#suspicion;
    copy.#spaced = this.#spaced;
    copy.#wait = this.#wait;
    return copy;
  }

  #weigh(): void {
    const weights = this.#weights;
    const dit = Math.log(middleOf(this.#dits));
    const from = Math.max(dit + Math.log(SPACED.least), Math.log(SPACED.seconds));
    this.#from = Math.ceil((from - SHORTEST) / STEP);
    const senders = Array.from({ length: LENGTHS }, (_, length) => this.#senders(length, letterOf(length) - dit));
    let all = 0;
    let spaced = 0;
    IDEAS.forEach(({ length }, i) => {
      const weight = (senders[length] as number) * Math.exp(this.#evidence[i] as number);
      weights[i] = weight;
      all += weight;
      if (length >= this.#from) spaced += weight;
    });
    for (let i = 0; i < weights.length; i++) weights[i] = (weights[i] as number) / all;
    this.#suspicion = spaced / all;
    this.#spaced = this.#gaps >= FEWEST && this.#suspicion > (this.#spaced ? DOUBTFUL : SURE);
    this.#wait = this.#spaced ? this.#longestLetterGap() : 0;
  }

  /** Seconds of a pause that ends as a letter gap in one of ten cases. */
  #longestLetterGap(): number {
    let [low, high] = [SHORTEST, letterOf(LENGTHS) + 1];
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (low + high) / 2;
      if (this.#stillLetter(middle) > WAIT) low = middle;
      else high = middle;
    }
    return Math.exp(high);
  }

  /** Probability that a pause that has lasted so long (ln s) ends as a letter gap. */
  #stillLetter(pause: number): number {
    let letters = 0;
    let all = 0;
    this.#ofSpaced(({ letter, word, spread }, weight) => {
      const still = weight * SHARE.letter * longer(pause, letter, spread);
      letters += still;
      all += still + weight * (SHARE.word * longer(pause, word, spread) + SHARE.pause);
    });
    return letters / all;
  }

  #ofSpaced(take: (idea: Idea, weight: number) => void): void {
    IDEAS.forEach((idea, i) => {
      const weight = this.#weights[i] as number;
      if (idea.length >= this.#from && weight > NOTHING) take(idea, weight);
    });
  }

  /** How many send so, as far as is known beforehand. @param dits ln */
  #senders(length: number, dits: number): number {
    const off = (dits - Math.log(USUAL.dits)) / USUAL.spread;
    const usual = ((1 - SPACED.share) * Math.exp(-0.5 * off * off)) / (USUAL.spread * Math.sqrt(2 * Math.PI));
    const spaced = length >= this.#from && dits <= Math.log(SPACED.most);
    return usual + (spaced ? SPACED.share / Math.log(SPACED.most / SPACED.least) : 0);
  }
}

const middleOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
};

/** How likely a gap (ln s) is as one between letters. */
const asLetter = ({ letter, spread, height }: Idea, gap: number): number =>
  SHARE.letter * height * bell((gap - letter) / spread);

/** … as one between words, or a pause. */
const asWord = ({ word, spread, height }: Idea, gap: number): number =>
  SHARE.word * height * bell((gap - word) / spread) + (gap > word && gap < word + PAUSES ? SHARE.pause / PAUSES : 0);

const stray = ({ letter }: Idea, gap: number): number => (gap < letter ? STRAY.shorter : STRAY.longer);

const bell = (off: number): number => (Math.abs(off) < TAIL ? Math.exp(-0.5 * off * off) : 0);

/** Part of the gaps around `mean` that are longer than `pause` (ln s): the normal distribution's tail, as a logistic one. */
const longer = (pause: number, mean: number, spread: number): number =>
  1 / (1 + Math.exp((1.702 * (pause - mean)) / spread));
