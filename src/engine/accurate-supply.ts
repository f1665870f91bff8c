import { ReadingChoice } from '../morse/language/choose-reading.js';
import type { LanguageModel } from '../morse/language/language-model.js';
import type { ModelContract } from './model-contract.js';

/**
 * `none`: there is no accurate model; `asleep`: nobody has needed it yet; `coming`: it is being fetched; `there`; `failed`: it
 * cannot be had, and the live model is all that there is.
 */
export type SupplyState = 'none' | 'asleep' | 'coming' | 'there' | 'failed';

/** Whether a receiver has an accurate model; it is fetched when it is first needed. */
export class AccurateSupply {
  readonly #fetch: (() => void) | null;
  #state: SupplyState;
  #contract: ModelContract | null;
  #choice: ReadingChoice | null;

  /**
   * @param contract known from the start; or else `fetch` asks for it, and is answered by {@link come} or {@link fail}
   * @param language what comes with it; null: its readings are taken as they are
   */
  constructor(contract: ModelContract | null, fetch: (() => void) | null, language: LanguageModel | null = null) {
    this.#contract = contract;
    this.#choice = language && new ReadingChoice(language);
    this.#fetch = fetch;
    this.#state = contract ? 'there' : fetch ? 'asleep' : 'none';
  }

  get state(): SupplyState {
    return this.#state;
  }

  /** Null until it is there. */
  get contract(): ModelContract | null {
    return this.#contract;
  }

  /** Chooses between its reading and the live one; null where that takes no language model. */
  get choice(): ReadingChoice | null {
    return this.#choice;
  }

  /** It is there, or may still come. */
  get usable(): boolean {
    return this.#state !== 'none' && this.#state !== 'failed';
  }

  /** It is needed now. */
  want(): void {
    if (this.#state !== 'asleep') return;
    this.#state = 'coming';
    this.#fetch?.();
  }

  come(contract: ModelContract, language: LanguageModel | null): void {
    this.#contract = contract;
    this.#choice = language && new ReadingChoice(language);
    this.#state = 'there';
  }

  /** Also when its workers have died for good. */
  fail(): void {
    this.#contract = null;
    this.#choice = null;
    this.#state = 'failed';
  }
}
