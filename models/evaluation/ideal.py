"""What the sound allows where noise and level change: an ideal receiver in static and in fading.

    python -m evaluation.ideal

It is told everything but the text: speed, timing, frequency, phase, the level of the signal and the deviation of the noise at
each moment.  Of all sequences of codes it takes the one with the highest probability (maximum a posteriori; the codes equally
probable, and as many word spaces as the text has), so that without a language model nobody reads fewer of them wrong.
It is coherent, `bound.py` in white noise is not: about 1 dB.
"""

from collections.abc import Callable

import numpy as np

from training.codes import INTERNATIONAL, encode
from training.scoring import distance

from . import signals
from .report import percent, table
from .texts import ALPHANUMERIC, radio_text

CHARACTERS, CLIPS = 96, 120
LETTER_GAP, WORD_GAP = 3, 7
"""Dits."""

Path = Callable[[np.random.Generator, int, float], tuple[np.ndarray | float, np.ndarray | float]]
"""Samples and the noise's deviation -> the signal's gain and the deviation, one for each sample or one for all."""


def _white(rng: np.random.Generator, count: int, deviation: float):
    return 1.0, deviation


def _static(rng: np.random.Generator, count: int, deviation: float):
    """As `signals.crashes`, of which it uses the power."""
    return 1.0, np.sqrt(deviation**2 + signals.crash_power(rng, count, deviation))


def _rayleigh(spread: float) -> Path:
    return lambda rng, count, deviation: (signals.doppler_gain(rng, count, spread), deviation)


CELLS: dict[str, tuple[float, float, Path]] = {
    "white noise, 20 WPM": (20, -10, _white),
    "static, 20 WPM": (20, 6, _static),
    "Rayleigh 0.5 Hz, 20 WPM": (20, 4, _rayleigh(0.5)),
    "Rayleigh 0.2 Hz, 20 WPM": (20, 4, _rayleigh(0.2)),
}
"""Speed (WPM), SNR (dB) and path."""


def units(code: str) -> np.ndarray:
    """1 and 0 for each dit of a code, without what follows it."""
    return np.array([int(mark) for mark in "0".join("1" if element == "." else "111" for element in code)])


def best_sequence(ratios: np.ndarray, codes: list[str], space: float) -> list[str]:
    """Log-likelihood ratios of key down to key up [dits], the first code's first dit first -> codes and " ".

    `space`: share of word spaces.  The last code ends where the ratios do.
    """
    lengths = np.array([len(units(code)) for code in codes])
    sums = np.array([np.convolve(ratios, units(code)[::-1])[len(units(code)) - 1 :][: len(ratios)] for code in codes])
    prior, between = np.log((1 - space) / len(codes)), {LETTER_GAP: 0.0, WORD_GAP: np.log(space)}
    best = np.full(len(ratios) + WORD_GAP + 1, -np.inf)
    came: list[tuple[int, int, int] | None] = [None] * len(best)
    best[0], ends = 0.0, []
    for at in np.arange(len(ratios)):
        if not np.isfinite(best[at]):
            continue
        for number in np.flatnonzero(at + lengths <= len(ratios)):
            value = best[at] + sums[number, at] + prior
            end = at + lengths[number]
            if end == len(ratios):
                ends.append((value, at, number))
            for gap, cost in between.items():
                if end + gap < len(best) and value + cost > best[end + gap]:
                    best[end + gap], came[end + gap] = value + cost, (at, number, gap)
    _, at, number = max(ends)
    read = [codes[number]]
    while came[at] is not None:
        at, number, gap = came[at]
        read += [" "] * (gap == WORD_GAP) + [codes[number]]
    return read[::-1]


def read_wrong(wpm: float, snr: float, path: Path, rng: np.random.Generator) -> tuple[int, int, int, int]:
    """Errors and symbols of one clip, with blanks and without."""
    words = encode(radio_text(rng, CHARACTERS))
    sent = [symbol for word in words for symbol in (*word, " ")][:-1]
    key = [np.array([0] * LETTER_GAP)]
    for symbol in sent:
        key[-1:] = [np.zeros(WORD_GAP, int)] if symbol == " " else [key[-1], units(symbol), np.zeros(LETTER_GAP, int)]
    key = np.concatenate(key[1:-1])
    dit = round(1.2 / wpm * signals.RATE)
    deviation = signals.noise_deviation(snr)
    gain, deviation = path(rng, len(key) * dit, deviation)
    mark = gain * signals.tone(700.0, len(key) * dit, rng.uniform(0, 6))
    heard = np.repeat(key, dit) * mark + rng.standard_normal(len(mark)) * deviation
    ratios = ((heard - mark / 2) * mark / deviation**2).reshape(-1, dit).sum(axis=1)
    used = sorted({INTERNATIONAL[letter] for letter in ALPHANUMERIC} | {symbol for symbol in sent if symbol != " "})
    read = best_sequence(ratios, used, sent.count(" ") / len(sent))
    letters = [[symbol for symbol in text if symbol != " "] for text in (read, sent)]
    return distance(read, sent), len(sent), distance(*letters), len(letters[1])


def main() -> None:
    rows = []
    for name, (wpm, snr, path) in CELLS.items():
        clips = [read_wrong(wpm, snr, path, np.random.default_rng([555_012, number])) for number in range(CLIPS)]
        wrong, sent, letters_wrong, letters = np.sum(clips, axis=0)
        rows.append([name, f"{snr:+d} dB", f"{sent:,}", percent(wrong / sent), percent(letters_wrong / letters)])
    print(table(["an ideal receiver", "SNR", "characters", "CER %, with blanks", "without"], rows))


if __name__ == "__main__":
    main()
