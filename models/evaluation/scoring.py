"""What was read against what was sent: error rates, the share of word spaces in the errors, latency, confidence, openings."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from training.scoring import distance, fold, without_spaces

from .draw import TestClip

BINS = 15
"""Of equal width, for reliability (Guo et al., On calibration of modern neural networks, ICML 2017)."""
READ_WELL = 0.05
"""Latency is taken over clips with fewer wrong letters than this: in others the alignment is no proof of what was meant."""


class Printed(NamedTuple):
    """A code or " " that was shown; times in s of audio.  `confidence` None: not known."""

    token: str
    start: float
    end: float
    confidence: float | None
    shown: float


class Pair(NamedTuple):
    """One step of an alignment: indices into what was read and what was sent, None where the other has no counterpart."""

    read: int | None
    sent: int | None


def align(read: list[str], sent: list[str]) -> list[Pair]:
    """An alignment of fewest edits; where several are equal, one with substitutions as late as possible."""
    names = {token: i for i, token in enumerate({*read, *sent})}
    target = np.array([names[token] for token in sent], int)
    ramp = np.arange(len(sent) + 1)
    rows = [ramp]
    for i, token in enumerate(read, 1):
        above = rows[-1]
        best = np.minimum(above[1:] + 1, above[:-1] + (target != names[token]))
        rows.append(np.minimum.accumulate(np.concatenate([[i], best]) - ramp) + ramp)
    i, j, pairs = len(read), len(sent), []
    while i or j:
        here = rows[i][j]
        if i and j and here == rows[i - 1][j - 1] + (read[i - 1] != sent[j - 1]):
            i, j = i - 1, j - 1
            pairs.append(Pair(i, j))
        elif i and here == rows[i - 1][j] + 1:
            i -= 1
            pairs.append(Pair(i, None))
        else:
            j -= 1
            pairs.append(Pair(None, j))
    return pairs[::-1]


def folded(printed: list[Printed]) -> list[Printed]:
    """Runs of word spaces become the first of them; none at either end."""
    kept: list[Printed] = []
    for one in printed:
        if one.token != " " or (kept and kept[-1].token != " "):
            kept.append(one)
    if kept and kept[-1].token == " ":
        kept.pop()
    return kept


class Opening(NamedTuple):
    """Whether the first three symbols (codes and word spaces) of an over were read as they were sent, and whether the codes among
    them were."""

    right: bool
    codes_right: bool


@dataclass
class Score:
    """Of one clip.  `judged`: (is a word space, confidence, right) of everything that was shown."""

    errors: int
    length: int
    space_errors: int
    letter_errors: int
    letters: int
    judged: list[tuple[bool, float, bool]]
    waits: list[float]
    openings: list[Opening]


def score(clip: TestClip, printed: list[Printed]) -> Score:
    """An edit concerns word spaces if it inserts, deletes or substitutes one."""
    shown = folded([one for one in printed if one.end >= clip.since])
    read, sent = [one.token for one in shown], fold(clip.sent)
    pairs = align(read, sent)
    tokens = [(None if i is None else read[i], None if j is None else sent[j]) for i, j in pairs]
    edits = [pair for pair in tokens if pair[0] != pair[1]]
    letter_errors = distance(without_spaces(read), without_spaces(sent))
    letters = len(without_spaces(sent))
    right = [(i, j) for i, j in pairs if i is not None and j is not None and read[i] == sent[j]]
    kept = {i for i, _ in right}
    judged = [
        (one.token == " ", one.confidence, i in kept) for i, one in enumerate(shown) if one.confidence is not None
    ]
    well = letter_errors <= READ_WELL * letters
    waits = [shown[i].shown - clip.ends[j] for i, j in right if well and clip.ends and read[i] != " "]
    return Score(
        errors=len(edits),
        length=len(sent),
        space_errors=sum(" " in pair for pair in edits),
        letter_errors=letter_errors,
        letters=letters,
        judged=judged,
        waits=waits,
        openings=openings(clip, printed),
    )


OPENING = 3


def openings(clip: TestClip, printed: list[Printed]) -> list[Opening]:
    """How each over begins.

    A symbol belongs to an over if it ends after the middle of the pause before it.
    """
    opened = []
    for number, (first, start) in enumerate(clip.overs):
        last = len(clip.overs) == number + 1
        after, after_start = (len(clip.sent), np.inf) if last else clip.overs[number + 1]
        begin = (clip.ends[first - 1] + start) / 2 if first else 0.0
        end = np.inf if last else (clip.ends[after - 1] + after_start) / 2
        read = fold(one.token for one in printed if begin <= one.end < end)
        sent = fold(clip.sent[first:after])[:OPENING]
        codes = without_spaces(sent)
        opened.append(Opening(read[:OPENING] == sent, without_spaces(read)[: len(codes)] == codes))
    return opened


def reliability(judged: list[tuple[float, bool]]) -> list[list[float]]:
    """Per bin of confidence: how many, their confidences' sum, how many were right."""
    bins = [[0, 0.0, 0] for _ in range(BINS)]
    for confidence, right in judged:
        bin_ = bins[min(BINS - 1, int(confidence * BINS))]
        bin_[0] += 1
        bin_[1] += confidence
        bin_[2] += right
    return [[count, round(total, 3), right] for count, total, right in bins]


def pooled(tables: list[list[list[float]]]) -> list[list[float]]:
    """Several `reliability` tables as one."""
    return [[int(n), total, int(right)] for n, total, right in np.sum(tables, axis=0)] if tables else [[0, 0.0, 0]] * BINS


def expected_calibration_error(bins: list[list[float]]) -> float | None:
    """ECE: the mean distance of confidence and share right over the bins, each weighted by how many it holds."""
    total = sum(count for count, _, _ in bins)
    return sum(abs(confidence - right) for _, confidence, right in bins) / total if total else None


def summary(scores: list[Score]) -> dict:
    """A cell's figures from those of its clips; `clips` holds each one's errors and length, for tests of differences."""
    errors, length = sum(s.errors for s in scores), sum(s.length for s in scores)
    letters = sum(s.letters for s in scores)
    waits = [wait for s in scores for wait in s.waits]
    judged = [one for s in scores for one in s.judged]
    result = {
        "characters": length,
        "letters": letters,
        "cer": round(errors / length, 5),
        "cer_without_blanks": round(sum(s.letter_errors for s in scores) / letters, 5),
        "space_share": round(sum(s.space_errors for s in scores) / errors, 3) if errors else None,
        "latency": [round(float(np.quantile(waits, q)), 3) for q in (0.5, 0.95)] if waits else None,
        "clips": [[s.errors, s.length] for s in scores],
    }
    overs = [opening for s in scores for opening in s.openings]
    if overs:
        shares = zip(("right", "codes_right"), zip(*overs))
        result["openings"] = {"overs": len(overs)} | {name: round(sum(values) / len(overs), 3) for name, values in shares}
    if judged:
        result["reliability"] = {
            name: reliability([(confidence, right) for space, confidence, right in judged if space == spaces])
            for name, spaces in (("codes", False), ("spaces", True))
        }
    return result
