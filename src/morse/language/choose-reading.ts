import type { Alternative, Character, FoundCharacter } from '../character.js';
import { isSpace } from '../transcript.js';
import { alignReadings, type Place } from './align-readings.js';
import type { LanguageModel } from './language-model.js';

/** A reading is not believed more than this, 0…1: in a fade, and in noise that is no noise, models are surer than they should be. */
const SUREST = 0.9;
/** How sure a reading is that there is nothing. */
const NOTHING = 0.8;
/** What the odds of the language count beside those of the sound. */
const WEIGHT = 0.7;
/** Codes before a place by which it is known how well the language has foreseen them. */
const HISTORY = 24;
/** Nats a code from which on the language model counts in full: it has foreseen them so much better than chance. */
const FORESEEN = 1;
/** Codes that are believed to have been foreseen so, as long as there is no history. */
const BELIEVED = 6;
/** Codes of two readings that overlap by more than half are not both there, nats. */
const OVERLAP = 6;
/** Ways that are followed at once. */
const WAYS = 16;
/** Codes after a stretch that are looked at to choose within it. */
const AFTER = 5;

/** A way through the places of two readings. */
interface Way {
  readonly score: number;
  /** Symbols of the language model, oldest first; as many as it looks at. */
  readonly context: readonly number[];
  readonly chosen: Chosen | null;
}

interface Chosen {
  readonly character: Character;
  readonly before: Chosen | null;
}

/**
 * Of two readings of the same sound, each place where they differ as the better of the two: how sure each is, and what an operator
 * is likelier to send. What the careful one has thought of besides, in noise or in a fade, is a third, beside the odds that it gave to that; against
 * a quick one that agrees with it that has to be likelier still. Nothing is ever put in that neither has heard. Where what came before is
 * not what the language model knows, as in cipher groups or another script, it does not count.
 */
export class ReadingChoice {
  readonly #model: LanguageModel;

  constructor(model: LanguageModel) {
    this.#model = model;
  }

  /**
   * @param quick what one reading has of a stretch
   * @param careful what the other has
   * @param before final characters ahead of it, some tens
   * @param after what one of them has behind it
   */
  choose(
    quick: readonly Character[],
    careful: readonly Character[],
    before: readonly Character[],
    after: readonly Character[],
  ): Character[] {
    const places = alignReadings(quick, careful);
    if (places.every(settled)) return careful.slice();
    const history = this.#symbols(before.slice(-HISTORY - this.#model.order));
    const weight = WEIGHT * this.#trust(history);
    let ways: Way[] = [{ score: 0, context: this.#recent(history), chosen: null }];
    for (const place of places) ways = this.#onward(ways, place, weight);
    const next = this.#symbols(after.slice(0, AFTER));
    const rated = ways.map((way) => ({ way, score: way.score + weight * this.#sum(way.context, next) }));
    const best = rated.reduce((a, b) => (b.score > a.score ? b : a)).way;
    const chosen: Character[] = [];
    for (let link = best.chosen; link; link = link.before) chosen.push(link.character);
    return chosen.reverse();
  }

  #onward(ways: readonly Way[], place: Place, weight: number): Way[] {
    const onward = new Map<string, Way>();
    for (const way of ways) {
      for (const { character, score } of options(place)) {
        const next = character ? this.#with(way, character, score, weight) : { ...way, score: way.score + score };
        const key = `${next.context.join()} ${next.chosen?.character.end}`;
        if (next.score > (onward.get(key)?.score ?? Number.NEGATIVE_INFINITY)) onward.set(key, next);
      }
    }
    return [...onward.values()].sort((a, b) => b.score - a.score).slice(0, WAYS);
  }

  #with(way: Way, character: Character, score: number, weight: number): Way {
    const last = way.chosen?.character;
    // A space after a space is none.
    if (isSpace(character) && isSpace(last)) return { ...way, score: way.score + score };
    const symbol = this.#model.symbol(character.code);
    const told = this.#model.logProbability(way.context, symbol) - this.#model.logUniform;
    return {
      score: way.score + score + weight * told - (last && overlap(last, character) ? OVERLAP : 0),
      context: this.#recent([...way.context, symbol]),
      chosen: { character, before: way.chosen },
    };
  }

  /** 0…1: how well the model has foreseen these symbols. */
  #trust(history: readonly number[]): number {
    const from = Math.min(this.#model.order, history.length);
    const told = this.#sum(history.slice(0, from), history.slice(from)) + BELIEVED * FORESEEN;
    return Math.max(0, Math.min(1, told / FORESEEN / (history.length - from + BELIEVED)));
  }

  /** Nats by which symbols after a context are likelier than if all were alike. */
  #sum(context: readonly number[], symbols: readonly number[]): number {
    const all = [...context, ...symbols];
    return symbols.reduce((sum, symbol, i) => {
      const before = all.slice(0, context.length + i);
      return sum + this.#model.logProbability(before, symbol) - this.#model.logUniform;
    }, 0);
  }

  #symbols(characters: readonly Character[]): number[] {
    return characters.map(({ code }) => this.#model.symbol(code));
  }

  #recent(symbols: readonly number[]): readonly number[] {
    return symbols.slice(1 - this.#model.order);
  }
}

const settled = (place: Place): boolean => agreed(place) && othersOf(place).length === 0;

const agreed = ([quick, careful]: Place): boolean => quick !== null && quick.code === careful?.code;

const overlap = (a: Character, b: Character): boolean =>
  !isSpace(a) && !isSpace(b) && a.end - b.start > Math.min(a.end - a.start, b.end - b.start) / 2;

/** What may stand at a place, and the logarithm of the odds of that by the sound alone. */
function options([quick, careful]: Place): readonly { readonly character: Character | null; readonly score: number }[] {
  const same = agreed([quick, careful]);
  const odds = same ? 0 : logOdds(careful) - logOdds(quick);
  const agreement = same ? Math.max(0, logOdds(quick)) : 0;
  const instead = othersOf([quick, careful]).map(({ code, odds: likely }) => ({
    character: { ...(careful as Character), code, text: code, confidence: likely / (1 + likely) },
    score: odds / 2 + Math.log(likely) - agreement,
  }));
  const found = { character: careful, score: odds / 2 };
  return same ? [found, ...instead] : [found, { character: quick, score: -odds / 2 }, ...instead];
}

/** What else the careful reading has at a place. */
const othersOf = ([quick, careful]: Place): readonly Alternative[] =>
  ((careful as FoundCharacter | null)?.others ?? []).filter(({ code }) => code !== quick?.code);

function logOdds(character: Character | null): number {
  const sure = character ? Math.max(0.02, Math.min(SUREST, character.confidence)) : NOTHING;
  return Math.log(sure / (1 - sure));
}
