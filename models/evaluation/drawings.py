"""The card's two drawings: error over SNR with the bound, and reliability of the confidence."""

import math

from . import svg
from .bound import BOUND
from .cells import SPEEDS
from .scoring import BINS, expected_calibration_error, pooled

COLOURS = {"live": "#388bfd", "accurate": "#d2691e", "bound": svg.INK}
DASHES = {"live": "", "accurate": "", "bound": "5 4"}
LOW, HIGH = -14, 10
FLOOR = 3e-4
"""One error in 3,000 characters: cells without any error stand here."""
WIDTH, HEIGHT, LEFT, TOP, GAP = 330, 210, 58, 48, 62


def _panel(wpm: int, curves: dict[str, dict[float, float]], x: float, y: float) -> list[str]:
    def across(snr: float) -> float:
        return x + (snr - LOW) / (HIGH - LOW) * WIDTH

    def up(cer: float) -> float:
        return y + HEIGHT * math.log(max(FLOOR, cer)) / math.log(FLOOR)

    parts = [svg.text(x + WIDTH / 2, y - 8, f"{wpm} WPM", size=14)]
    for cer, label in ((1, "100 %"), (0.1, "10 %"), (0.01, "1 %"), (0.001, "0.1 %"), (FLOOR, "none")):
        parts += [svg.line(x, up(cer), x + WIDTH, up(cer)), svg.text(x - 6, up(cer) + 4, label, "end", 11)]
    for snr in range(LOW, HIGH + 1, 4):
        parts += [
            svg.line(across(snr), y, across(snr), y + HEIGHT),
            svg.text(across(snr), y + HEIGHT + 16, f"{snr:+d}".replace("-", "−"), size=11),
        ]
    for name, curve in curves.items():
        points = [(across(snr), up(cer)) for snr, cer in sorted(curve.items())]
        if points:
            parts.append(svg.path(points, COLOURS[name], DASHES[name], name != "bound"))
    return parts


def curves(results: dict[str, dict]) -> str:
    """CER with blanks over SNR for each speed; `results` by "live" and "accurate"."""
    parts = []
    for number, wpm in enumerate(SPEEDS):
        lines: dict[str, dict[float, float]] = {"bound": dict(BOUND[wpm])}
        for name, result in results.items():
            white = [cell for cell in result["cells"] if cell["group"] == "white noise" and cell["wpm"] == wpm]
            lines[name] = {cell["snr"]: cell["cer"] for cell in white}
        column, row = number % 2, number // 2
        parts += _panel(wpm, lines, LEFT + column * (WIDTH + GAP), TOP + row * (HEIGHT + GAP))
    width, height = LEFT + 2 * WIDTH + GAP + 12, TOP + 2 * HEIGHT + GAP + 46
    parts.append(svg.text(width / 2, height - 6, "SNR in 2500 Hz, dB"))
    for number, name in enumerate([*results, "bound"]):
        x = LEFT + 150 * number
        label = "ideal receiver" if name == "bound" else f"morse-{name}"
        parts += [svg.line(x, 14, x + 26, 14, COLOURS[name], DASHES[name]), svg.text(x + 32, 18, label, "start")]
    return svg.picture(width, height, "Characters read wrong in white noise, by SNR and speed", parts)


SIDE = 240
FEWEST = 20
"""Characters behind a dot at least."""


def _reliability(name: str, bins: list[list[float]], x: float, y: float) -> list[str]:
    parts = [svg.line(x, y + SIDE, x + SIDE, y, svg.INK, "5 4")]
    for value in (0, 0.25, 0.5, 0.75, 1):
        at = value * SIDE
        parts += [
            svg.line(x, y + SIDE - at, x + SIDE, y + SIDE - at),
            svg.text(x - 6, y + SIDE - at + 4, f"{100 * value:g} %", "end", 11),
            svg.text(x + at, y + SIDE + 16, f"{100 * value:g} %", size=11),
        ]
    most = max(count for count, _, _ in bins) or 1
    # Nearly all are sure: roots, or the others could not be seen.
    for number, (count, _, _) in enumerate(bins):
        tall = 0.25 * SIDE * (count / most) ** 0.5
        parts.append(svg.bar(x + number * SIDE / BINS, y + SIDE - tall, SIDE / BINS - 1, tall, COLOURS[name] + "40"))
    points = [(x + SIDE * c / n, y + SIDE * (1 - right / n)) for n, c, right in bins if n >= FEWEST]
    error = expected_calibration_error(bins)
    parts.append(svg.path(points, COLOURS[name]))
    title = f"morse-{name}: ECE {error:.3f}" if error is not None else f"morse-{name}"
    return [*parts, svg.text(x + SIDE / 2, y - 10, title, size=14)]


def reliability_bins(cells: list[dict], kind: str = "codes") -> list[list[float]]:
    """Bins of some cells of a result, pooled."""
    return pooled([cell["reliability"][kind] for cell in cells if "reliability" in cell])


def reliability(results: dict[str, dict]) -> str:
    """Share of codes that are right over the confidence they are shown with, all cells pooled; bars: the root of how many."""
    parts = []
    for number, (name, result) in enumerate(results.items()):
        parts += _reliability(name, reliability_bins(result["cells"]), LEFT + number * (SIDE + GAP + 20), 40)
    width, height = LEFT + len(results) * (SIDE + GAP + 20) - GAP + 10, SIDE + 40 + 46
    parts.append(svg.text(width / 2, height - 8, "confidence shown"))
    parts.append(svg.text(14, 40 + SIDE / 2, "share right", turn=True))
    return svg.picture(width, height, "Share of codes that are right, by the confidence they are shown with", parts)
