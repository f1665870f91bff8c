"""Compare two models, cell by cell:

    python -m evaluation.compare A B                  each a variants/*.json, or the .json of a model, which is then measured
    python -m evaluation.compare A B --share 0.3      measure with a part of the clips

Both models hear the same clips, so differences are tested in pairs: under the hypothesis that they are equally good, each
clip's difference in errors could as well have the other sign.  The share of 20,000 random signings whose sum is as far from
zero is p (Fisher's randomisation test, which needs no assumption on how errors are distributed).  With some seventy
cells, p is judged by Holm's step-down method: "beyond chance" means a chance of 5 % that any of them is wrongly called so.
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


def compare(first: dict, second: dict) -> str:
    """A table of the cells that both have, over the clips that both have heard."""

    def by_key(result: dict) -> dict:
        return {(cell["group"], cell["name"], cell["snr"]): cell for cell in result["cells"]}

    one, other = by_key(first), by_key(second)
    keys = [key for key in one if key in other]
    p = [paired_p(one[key].get("clips", []), other[key].get("clips", [])) for key in keys]
    rows = []
    for key, value, beyond in zip(keys, p, holm(p)):
        group, name, snr = key
        a, b = shared_rates(one[key], other[key])
        verdict = "not the same clips" if value is None else "beyond chance" if beyond else "may be chance"
        row = [group, name, "no noise" if snr is None else f"{snr:+g} dB", percent(a), percent(b)]
        rows.append([*row, f"{100 * (b - a):+.2f}", "" if value is None else f"{value:.4f}", verdict])
    names = [f"{result['model']} {result['version']}" for result in (first, second)]
    return table(["group", "cell", "SNR", f"A: {names[0]}, CER %", f"B: {names[1]}", "B − A", "p", ""], rows)


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
