"""From words to the times of marks: machine, paddle, bug, straight key and sloppy fists.

A dit is T = 1.2 s / WPM (PARIS); mark 1 or 3 T, gaps 1, 3, 7 T.  A fist says how a sender departs from that.
"""

from dataclasses import dataclass, field, replace

import numpy as np


@dataclass(frozen=True)
class Fist:
    """Lengths in dits; `*_spread` is the standard deviation of the logarithm of a length (0.1 is about 10 %)."""

    wpm: float
    dah: float = 3.0
    element_gap: float = 1.0
    letter_gap: float = 3.0
    word_gap: float = 7.0
    dit_spread: float = 0.0
    dah_spread: float = 0.0
    element_spread: float = 0.0
    letter_spread: float = 0.0
    word_spread: float = 0.0
    weight: float = 0.0
    """Dits added to every mark and taken from every gap."""
    run_together: float = 0.0
    """Share of letter gaps cut to 60 %."""
    hesitation: float = 0.0
    """Share of letter gaps stretched to 150 %."""
    shortest_letter: float = 1.8
    shortest_word: float = 4.2
    """Gaps that no spread goes under."""
    speed_drift: float = 0.0
    """Logarithm of speed gained (or lost) per 10 s, for the first 30 s."""

    @property
    def dit(self) -> float:
        return 1.2 / self.wpm


@dataclass
class Keying:
    """`marks` [M, 2] start and end, s.  `symbols`: (token, start, end of last mark, dit, s) of letters, in order; for a
    word space, (" ", end of the mark before it, start of the mark after it, dit)."""

    marks: np.ndarray
    symbols: list[tuple[str, float, float, float]] = field(default_factory=list)


def machine(wpm: float) -> Fist:
    """Perfect timing."""
    return Fist(wpm)


def paddle(wpm: float, rng: np.random.Generator) -> Fist:
    """Perfect elements, human gaps between letters and words."""
    return Fist(
        wpm,
        letter_gap=3 * np.exp(rng.normal(0.05, 0.15)),
        word_gap=7 * np.exp(rng.normal(0, 0.2)),
        letter_spread=rng.uniform(0.05, 0.22),
        word_spread=rng.uniform(0.05, 0.3),
    )


def bug(wpm: float, rng: np.random.Generator) -> Fist:
    """Dits by a spring, dahs and every gap after one by hand."""
    return Fist(
        wpm,
        dah=3 * np.exp(rng.normal(0.08, 0.15)),
        element_gap=np.exp(rng.normal(0, 0.12)),
        letter_gap=3 * np.exp(rng.normal(0, 0.15)),
        word_gap=7 * np.exp(rng.normal(0, 0.2)),
        dit_spread=0.02,
        dah_spread=rng.uniform(0.05, 0.2),
        element_spread=rng.uniform(0.02, 0.12),
        letter_spread=rng.uniform(0.05, 0.22),
        word_spread=rng.uniform(0.05, 0.25),
        weight=rng.normal(0, 0.08),
    )


def straight(wpm: float, rng: np.random.Generator) -> Fist:
    """Everything by hand."""
    unsteady = rng.uniform(0.04, 0.17)
    return Fist(
        wpm,
        dah=3 * np.exp(rng.normal(0, 0.14)),
        element_gap=np.exp(rng.normal(0, 0.12)),
        letter_gap=3 * np.exp(rng.normal(0, 0.17)),
        word_gap=7 * np.exp(rng.normal(0, 0.2)),
        dit_spread=unsteady,
        dah_spread=unsteady * rng.uniform(0.5, 1),
        element_spread=unsteady * rng.uniform(0.8, 1.2),
        letter_spread=unsteady * rng.uniform(0.8, 1.4),
        word_spread=unsteady * rng.uniform(0.8, 1.6),
    )


def sloppy(wpm: float, rng: np.random.Generator) -> Fist:
    """A straight key with letters run together and pauses inside words."""
    return replace(straight(wpm, rng), run_together=rng.uniform(0.02, 0.12), hesitation=rng.uniform(0.02, 0.12))


def cramped(fist: Fist, rng: np.random.Generator) -> Fist:
    """The same sender in a hurry: letters 1.9 to 2.7 dits apart, words 4 to 6.5, and what is inside a letter kept shorter."""
    return replace(
        fist,
        dah=min(fist.dah, rng.uniform(2.6, 3.2)),
        element_gap=min(fist.element_gap, rng.uniform(0.85, 1.1)),
        letter_gap=rng.uniform(1.9, 2.7),
        word_gap=rng.uniform(4, 6.5),
        shortest_letter=1.5,
        shortest_word=3.6,
        element_spread=min(fist.element_spread, 0.15),
        letter_spread=min(fist.letter_spread, 0.16),
        run_together=0.0,
    )


def key(words: list[list[str]], fist: Fist, rng: np.random.Generator, start: float) -> Keying:
    """Marks of `words` (lists of codes), the first at `start` s."""
    marks, symbols, time = [], [], start
    draws = iter(rng.standard_normal(64 + 3 * sum(len(code) + 1 for word in words for code in word)).clip(-2.2, 2.2))
    shortest_word_gap = max(fist.shortest_word, 1.45 * fist.letter_gap)

    def length(dits: float, spread: float) -> float:
        return dits * np.exp(spread * next(draws)) if spread else dits

    for number, word in enumerate(words):
        for position, code in enumerate(word):
            dit = fist.dit * np.exp(-fist.speed_drift * min(3.0, (time - start) / 10))
            first = time
            for element in code:
                mark = length(1.0, fist.dit_spread) if element == "." else length(fist.dah, fist.dah_spread)
                mark = max(0.5, mark + fist.weight) * dit
                marks.append((time, time + mark))
                gap = max(0.35, length(fist.element_gap, fist.element_spread) - fist.weight) * dit
                time += mark + gap
            time -= gap
            symbols.append((code, first, time, dit))
            if position + 1 < len(word):
                letter = length(fist.letter_gap, fist.letter_spread)
                if fist.run_together and rng.random() < fist.run_together:
                    letter *= 0.6
                elif fist.hesitation and rng.random() < fist.hesitation:
                    letter *= 1.5
                time += max(fist.shortest_letter, letter - fist.weight) * dit
        if number + 1 < len(words):
            gap = max(shortest_word_gap, length(fist.word_gap, fist.word_spread)) * dit
            symbols.append((" ", time, time + gap, dit))
            time += gap
    return Keying(np.array(marks).reshape(-1, 2), symbols)
