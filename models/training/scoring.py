"""Greedy CTC decoding and character error rate."""

import numpy as np

from .codes import BLANK, TOKENS


def greedy(ids: np.ndarray) -> list[str]:
    """Tokens of a path of argmax ids [T]: repeats folded, blanks dropped, spaces folded and trimmed."""
    ids = np.asarray(ids)
    kept = ids[(ids != BLANK) & (ids != np.concatenate([[BLANK], ids[:-1]]))]
    return fold(TOKENS[i] for i in kept)


def fold(tokens) -> list[str]:
    """Runs of word spaces become one; none at either end."""
    out = []
    for token in tokens:
        if token != " " or (out and out[-1] != " "):
            out.append(token)
    while out and out[-1] == " ":
        out.pop()
    return out


def without_spaces(tokens: list[str]) -> list[str]:
    return [token for token in tokens if token != " "]


def distance(read: list[str], sent: list[str]) -> int:
    """Levenshtein distance between token lists."""
    if not read or not sent:
        return len(read) + len(sent)
    names = {token: i for i, token in enumerate({*read, *sent})}
    target = np.array([names[token] for token in sent])
    ramp = np.arange(len(sent) + 1)
    row = ramp.copy()
    for i, token in enumerate(read, 1):
        best = np.minimum(row[1:] + 1, row[:-1] + (target != names[token]))
        row = np.minimum.accumulate(np.concatenate([[i], best]) - ramp) + ramp
    return int(row[-1])
