"""The senders of the test set: spreads and ratios of this folder's own, keyed by `training.keying`."""

from dataclasses import replace

import numpy as np

from training.keying import Fist


def _near(rng: np.random.Generator, value: float, spread: float) -> float:
    return value * float(np.exp(rng.normal(0, spread)))


def _bug(wpm: float, rng: np.random.Generator) -> Fist:
    """Dits by a spring, the rest by hand."""
    return Fist(
        wpm,
        dah=_near(rng, 3.4, 0.08),
        element_gap=1.05,
        letter_gap=_near(rng, 3.2, 0.1),
        word_gap=_near(rng, 7, 0.1),
        dit_spread=0.02,
        dah_spread=0.12,
        element_spread=0.08,
        letter_spread=0.14,
        word_spread=0.18,
    )


def _straight(wpm: float, rng: np.random.Generator) -> Fist:
    return Fist(
        wpm,
        dah=_near(rng, 3.1, 0.08),
        letter_gap=_near(rng, 3.3, 0.1),
        word_gap=_near(rng, 7.5, 0.1),
        dit_spread=0.1,
        dah_spread=0.08,
        element_spread=0.12,
        letter_spread=0.14,
        word_spread=0.18,
    )


def _sloppy(wpm: float, rng: np.random.Generator) -> Fist:
    """A straight key with letters run together and pauses inside words."""
    return replace(_straight(wpm, rng), dit_spread=0.14, element_spread=0.16, run_together=0.04, hesitation=0.06)


def _spaced(character_wpm: float, overall_wpm: float) -> Fist:
    """Farnsworth timing (ARRL, A standard for Morse timing using the Farnsworth technique, 1990): what is missing to the slower
    speed is shared out among the gaps between letters and words, 3 to 7."""
    added = (60 * character_wpm - 37.2 * overall_wpm) / (overall_wpm * character_wpm)
    dit = 1.2 / character_wpm
    return Fist(character_wpm, letter_gap=3 * added / 19 / dit, word_gap=7 * added / 19 / dit)


def _cramped(wpm: float, rng: np.random.Generator) -> Fist:
    """A straight key whose letters stand closer than they should."""
    return replace(
        _straight(wpm, rng),
        dah=_near(rng, 2.8, 0.05),
        letter_gap=_near(rng, 2.15, 0.04),
        word_gap=_near(rng, 5.5, 0.08),
        shortest_letter=1.4,
        dit_spread=0.12,
        element_spread=0.12,
        letter_spread=0.14,
    )


def _cramped_paddle(wpm: float, rng: np.random.Generator) -> Fist:
    """Elements by a keyer, and the pauses between letters too short."""
    return Fist(
        wpm,
        letter_gap=_near(rng, 2, 0.04),
        word_gap=_near(rng, 5, 0.08),
        shortest_letter=1.4,
        letter_spread=0.14,
        word_spread=0.15,
    )


FISTS = {
    "machine": lambda wpm, rng: Fist(wpm),
    "bug": _bug,
    "straight": _straight,
    "sloppy": _sloppy,
    "cramped": _cramped,
    "cramped paddle": _cramped_paddle,
    "Farnsworth": lambda wpm, rng: Fist(wpm, letter_gap=9, word_gap=21),
    "learners' 18/5": lambda wpm, rng: _spaced(18, 5),
    "learners' 25/4": lambda wpm, rng: _spaced(25, 4),
    "light": lambda wpm, rng: Fist(wpm, weight=-0.2),
    "heavy": lambda wpm, rng: Fist(wpm, weight=0.2),
    "accelerating": lambda wpm, rng: Fist(wpm, speed_drift=0.06),
}


def any_fist(rng: np.random.Generator) -> Fist:
    """A sender for an over of its own: machine, bug or straight key, 14 to 33 WPM."""
    kind = ("machine", "bug", "straight")[rng.integers(3)]
    return FISTS[kind](float(rng.uniform(14, 33)), rng)
