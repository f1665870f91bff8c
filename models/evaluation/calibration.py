"""A monotone map from a model's raw confidence to the share of characters that are right, as the contract carries it."""

import numpy as np

KNOTS = 12
"""Points of a map at most."""
FEWEST = 60
"""Characters behind a point at least."""


def isotonic(raw: np.ndarray, right: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Least-squares rising steps (pool adjacent violators): mean raw value, share right and number of each step."""
    order = np.argsort(raw, kind="stable")
    blocks: list[list[float]] = []
    for x, y in zip(raw[order], right[order].astype(float)):
        blocks.append([x, y, 1])
        while len(blocks) > 1 and blocks[-2][1] * blocks[-1][2] >= blocks[-1][1] * blocks[-2][2]:
            x_sum, y_sum, count = blocks.pop()
            blocks[-1] = [blocks[-1][0] + x_sum, blocks[-1][1] + y_sum, blocks[-1][2] + count]
    sums = np.array(blocks)
    return sums[:, 0] / sums[:, 2], sums[:, 1] / sums[:, 2], sums[:, 2]


def fit(raw: np.ndarray, right: np.ndarray) -> dict[str, list[float]]:
    """`{"raw": [...], "confidence": [...]}`: points of a piecewise linear map from [0, 1] into [0, 1], both rising.

    Steps of the isotonic fit are joined, the two nearest in confidence first, until there are few and each stands on enough
    characters.  Raises ValueError when there are too few characters for one.
    """
    if len(raw) < FEWEST:
        raise ValueError(f"{len(raw)} characters are too few")
    steps = [list(step) for step in zip(*isotonic(np.asarray(raw, float), np.asarray(right)))]

    def join(i: int) -> None:
        (x1, y1, n1), (x2, y2, n2) = steps[i], steps[i + 1]
        steps[i : i + 2] = [[(x1 * n1 + x2 * n2) / (n1 + n2), (y1 * n1 + y2 * n2) / (n1 + n2), n1 + n2]]

    while len(steps) > 1 and min(n for *_, n in steps) < FEWEST:
        small = min(range(len(steps)), key=lambda i: steps[i][2])
        join(small - 1 if small and (small == len(steps) - 1 or steps[small - 1][2] < steps[small + 1][2]) else small)
    while len(steps) > KNOTS:
        join(int(np.argmin(np.diff([y for _, y, _ in steps]))))
    knots = [[0.0, steps[0][1] if steps[0][0] > 0 else 0.0], *([x, y] for x, y, _ in steps), [1.0, steps[-1][1]]]
    distinct = [knot for i, knot in enumerate(knots) if i == 0 or knot[0] > knots[i - 1][0] + 1e-6]
    return {"raw": [round(x, 4) for x, _ in distinct], "confidence": [round(y, 4) for _, y in distinct]}


def apply(curve: dict[str, list[float]], raw: np.ndarray) -> np.ndarray:
    """What the engine shows for raw confidences (`src/morse/calibration.ts`)."""
    return np.interp(raw, curve["raw"], curve["confidence"])
