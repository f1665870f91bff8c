"""Counts, probabilities and pruning of an n-gram model."""

import math
from collections import Counter
from collections.abc import Iterable

ORDER = 6

Gram = tuple[int, ...]
"""Symbols by number, oldest first."""


def count(sequences: Iterable[list[int]], order: int = ORDER) -> list[Counter[Gram]]:
    """How often each run of 1, 2, … `order` symbols stands in the sequences."""
    counts = [Counter() for _ in range(order)]
    for sequence in sequences:
        for n, counter in enumerate(counts):
            counter.update(zip(*(sequence[i:] for i in range(n + 1))))
    return counts


def probabilities(counts: list[Counter[Gram]], symbols: int) -> dict[Gram, float]:
    """Of the last symbol of each run after the others, by interpolation (I. H. Witten, T. C. Bell, The zero-frequency
    problem, IEEE Transactions on Information Theory 37, 1991): below the single symbols all are alike."""
    out: dict[Gram, float] = {}
    for counter in counts:
        totals, kinds = Counter(), Counter()
        for gram, times in counter.items():
            totals[gram[:-1]] += times
            kinds[gram[:-1]] += 1
        for gram, times in counter.items():
            before = gram[:-1]
            shorter = out[gram[1:]] if before else 1 / symbols
            out[gram] = (times + kinds[before] * shorter) / (totals[before] + kinds[before])
    return out


def worth_keeping(counts: list[Counter[Gram]], odds: dict[Gram, float], least: float) -> set[Gram]:
    """Runs that say at least `least` nats more, over all their occurrences, than the run without the oldest symbol does (K. Seymore,
    R. Rosenfeld, Scalable backoff language models, 1996), and those that these need."""
    kept = set(counts[0])
    for counter in reversed(counts[1:]):
        for gram, times in counter.items():
            if gram in kept or times * abs(math.log(odds[gram] / odds[gram[1:]])) > least:
                kept |= {gram, gram[:-1], gram[1:]}
    return kept


def backoffs(kept: set[Gram], odds: dict[Gram, float]) -> dict[Gram, float]:
    """For each run that others continue: by how much the odds after the shorter one count where it has not been kept."""
    told, shorter = Counter(), Counter()
    for gram in kept:
        if len(gram) > 1:
            told[gram[:-1]] += odds[gram]
            shorter[gram[:-1]] += odds[gram[1:]]
    return {gram: max(1e-6, 1 - told[gram]) / max(1e-6, 1 - shorter[gram]) for gram in told}
