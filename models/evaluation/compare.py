"""Compare two models, cell by cell:

    python -m evaluation.compare A B                  each a variants/*.json, or the .json of a model, which is then measured
    python -m evaluation.compare A B --share 0.3      measure with a part of the clips

Both models hear the same clips, so differences are tested in pairs: under the hypothesis that they are equally good, each
clip's difference in errors could as well have the other sign.  The share of 20,000 random signings whose sum is as far from
zero is p (Fisher's randomisation test, which needs no assumption on how errors are distributed).  Each table's p are judged
together by Holm's step-down method: "beyond chance" means a chance of 5 % that any of its rows is wrongly called so.  A first
table has the clips of whole groups together, of cells of which the models read 80 % and more, which tells more than
seventy cells of a few clips each can.
"""

import argparse
import json
import os
from pathlib import Path

import numpy as np

from .__main__ import ACCURATE, LIVE
from .engine import Engine
from .report import percent, table
from .run import describe, evaluate

SIGNINGS, LEVEL = 20_000, 0.05
READABLE = 0.2
"""CER, mean of both, up to which a cell counts in its group."""


def paired_p(first: list[list[int]], second: list[list[int]]) -> float | None:
    """Two-sided p of equal error on clips `[errors, length]` that are the same in both; None where they are not."""
    shared = min(len(first), len(second))
    if not shared or any(a[1] != b[1] for a, b in zip(first, second)):
        return None
    difference = np.array([a[0] - b[0] for a, b in zip(first, second)], float)
    signs = np.random.default_rng(0).choice([-1.0, 1.0], (SIGNINGS, shared))
    further = np.abs(signs @ difference) >= abs(difference.sum()) - 1e-9
    return (1 + int(further.sum())) / (1 + SIGNINGS)


def holm(values: list[float | None]) -> list[bool]:
    """Which of several p stand at `LEVEL` for all together; None never does."""
    known = sorted((p, i) for i, p in enumerate(values) if p is not None)
    beyond = [False] * len(values)
    for rank, (p, i) in enumerate(known):
        if p > LEVEL / (len(known) - rank):
            break
        beyond[i] = True
    return beyond


def load(file: Path, share: float, processes: int) -> dict:
    """Figures from a file of figures, or of a model by its contract: an accurate one goes over the shipped live one's text."""
    content = json.loads(file.read_text())
    if "cells" in content:
        return content
    accurate = "lookahead" in content
    live, settling = (LIVE, file) if accurate else (file, None)
    return {**describe(file), **evaluate(lambda: Engine(live, settling), share=share, processes=processes)}


def shared_rates(first: dict, second: dict) -> tuple[float, float]:
    """CER of a cell by each, over the clips that both have heard."""
    shared = min(len(first.get("clips", [])), len(second.get("clips", [])))
    if not shared:
        return first["cer"], second["cer"]
    rates = [np.sum(cell["clips"][:shared], axis=0) for cell in (first, second)]
    return tuple(float(errors / length) for errors, length in rates)


def compare_groups(one: dict, other: dict, names: list[str]) -> str:
    """A table of groups of the readable cells that both have, and of all of these."""
    pairs = [(one[key], other[key]) for key in one if key in other and one[key].get("clips") and other[key].get("clips")]
    pairs = [pair for pair in pairs if sum(shared_rates(*pair)) / 2 <= READABLE]
    rows, p = [], []
    for group in dict.fromkeys(["all", *(cell["group"] for cell, _ in pairs)]):
        inside = [pair for pair in pairs if group in ("all", pair[0]["group"])]
        shared = [list(zip(a["clips"], b["clips"])) for a, b in inside]
        first, second = zip(*sum(shared, []))
        p.append(paired_p(first, second))
        (a, length), (b, _) = np.sum(first, axis=0), np.sum(second, axis=0)
        difference = f"{100 * (b - a) / length:+.2f}"
        rows.append([group, str(len(inside)), f"{length:,}", percent(a / length), percent(b / length), difference])
    judged = [[*row, *verdict(*judgement)] for row, *judgement in zip(rows, p, holm(p))]
    return table(["group", "cells", "characters", *names, "B − A", "p", ""], judged)


def verdict(p: float | None, beyond: bool) -> list[str]:
    if p is None:
        return ["", "not the same clips"]
    return [f"{p:.4f}" if p >= 1e-4 else "< 0.0001", "beyond chance" if beyond else "may be chance"]


def compare(first: dict, second: dict) -> str:
    """Tables of the groups and of the cells that both have, over the clips that both have heard."""

    def by_key(result: dict) -> dict:
        return {(cell["group"], cell["name"], cell["snr"]): cell for cell in result["cells"]}

    one, other = by_key(first), by_key(second)
    keys = [key for key in one if key in other]
    p = [paired_p(one[key].get("clips", []), other[key].get("clips", [])) for key in keys]
    rows = []
    for key, value, beyond in zip(keys, p, holm(p)):
        group, name, snr = key
        a, b = shared_rates(one[key], other[key])
        row = [group, name, "no noise" if snr is None else f"{snr:+g} dB", percent(a), percent(b)]
        rows.append([*row, f"{100 * (b - a):+.2f}", *verdict(value, beyond)])
    names = [f"{letter}: {result['model']} {result['version']}, CER %" for letter, result in zip("AB", (first, second))]
    cells = table(["group", "cell", "SNR", *names, "B − A", "p", ""], rows)
    return f"{compare_groups(one, other, names)}\n\n{cells}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path, metavar="A")
    parser.add_argument("second", type=Path, metavar="B")
    parser.add_argument("--share", type=float, default=1.0, help="part of each cell's clips, where a model has to be measured")
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1), help="cells at a time")
    options = parser.parse_args()
    files = (options.first, options.second)
    print(compare(*(load(file, options.share, options.processes) for file in files)))


if __name__ == "__main__":
    main()
