"""Figures as Markdown tables."""

from .bound import decibels_short, level_of
from .cells import LEVELS, SPEEDS
from .drawings import reliability_bins
from .scoring import expected_calibration_error

SHORT_AT = 0.02


def percent(value: float) -> str:
    return f"{100 * value:.2f}" if value < 0.1 else f"{100 * value:.1f}"


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def headline(result: dict) -> str:
    """What was measured, and what it costs."""
    return (
        f"`{result['model']}` {result['version']}, sha256 `{result['sha256'][:16]}…`, {result['parameters']:,} parameters, "
        f"{result['cost']['1']:.1f} ms CPU per slot and second of audio alone, {result['cost']['8']:.1f} in batches of 8 "
        f"(onnxruntime native, one thread). Heard {100 * result.get('share', 1):.0f} % of the clips."
    )


IN_SHORT = (
    ("bug and straight key, +6 and −4 dB", ("bug 20 WPM", "straight 20 WPM")),
    ("sloppy fist: pauses inside words too", ("sloppy 20 WPM",)),
    ("slow and Rayleigh fading, mean +4 to +6 dB", ("QSB 15 dB, 20 WPM", "Rayleigh 0.5 Hz, 20 WPM", "Rayleigh 0.2 Hz, 20 WPM")),
    ("static, 1.5 crashes a second, +6 dB", ("static, 20 WPM",)),
    ("a full band, a station every 160 Hz, +6 dB", ("full band, 20 WPM", "full band, 30 WPM")),
    ("neighbour 6 dB stronger, 80 Hz away, +3 dB", ("neighbour +6 dB at 80 Hz, 20 WPM",)),
)
"""What a reader asks first, and the cells that answer."""


def _curve(result: dict, wpm: int) -> dict[float, float]:
    """CER over SNR in white noise."""
    return {cell["snr"]: cell["cer"] for cell in result["cells"] if cell["group"] == "white noise" and cell["wpm"] == wpm}


def in_short(results: list[dict]) -> str:
    """One screen: a column for each model; CER with blanks in %, levels in dB."""

    def white(result: dict, value) -> str:
        found = [value(_curve(result, wpm), wpm) for wpm in SPEEDS]
        return " / ".join("–" if one is None else f"{one:.1f}" for one in found)

    def level(cells: dict, wpm: int) -> float | None:
        return level_of(cells, SHORT_AT)

    def short(cells: dict, wpm: int) -> float | None:
        return decibels_short(cells, wpm, SHORT_AT)

    def pooled(result: dict, names: tuple[str, ...]) -> str:
        cells = [cell for cell in result["cells"] if cell["name"] in names]
        total = sum(cell["characters"] for cell in cells)
        return percent(sum(cell["cer"] * cell["characters"] for cell in cells) / total) if total else "–"

    def on_air(result: dict) -> str:
        return ", ".join(f"{percent(row['cer'])} ({percent(row['cer_without_blanks'])})" for row in result["recordings"]) or "–"

    def empty(result: dict) -> str:
        return f"{max(5 * row['letters_per_minute'] for row in result['empty']):.2g}" if result["empty"] else "–"

    def latency(result: dict) -> str:
        cells = [c for c in result["cells"] if c["group"] == "white noise" and c["wpm"] == 20 and c["latency"]]
        return f"{cells[0]['latency'][0]:.2f} s" if cells else "–"

    def calibration_error(result: dict) -> str:
        *_, codes, _, spaces = _calibration_row("", result, result["cells"])
        return f"{codes} / {spaces}"

    speeds = " / ".join(map(str, SPEEDS))
    rows = [
        [f"white noise, {speeds} WPM: SNR in 2500 Hz at which {100 * SHORT_AT:g} % are wrong, dB", white, level],
        ["what an ideal receiver needs less, dB", white, short],
        *([f"CER %: {title}", pooled, names] for title, names in IN_SHORT),
        ["CER %: on the air (without blanks)", on_air],
        ["letters in 5 min of noise, or of what is not Morse, at worst", empty],
        ["expected calibration error of the confidence, codes / word spaces", calibration_error],
        ["from the end of a letter to its text, 20 WPM, median", latency],
    ]
    body = [[title, *(answer(result, *of) for result in results)] for title, answer, *of in rows]
    return table(["", *(f"{result['model']} {result['version']}" for result in results)], body) if results else ""


def white_noise(results: list[dict]) -> str:
    """CER with blanks by speed, model and level."""
    rows = []
    for result in results:
        by_speed: dict[str, dict] = {}
        for cell in result["cells"]:
            if cell["group"] == "white noise":
                by_speed.setdefault(cell["name"], {})[cell["snr"]] = cell
        for speed, row in by_speed.items():
            values = [percent(row[level]["cer"]) if level in row else "" for level in LEVELS]
            fewest = f"{min(cell['characters'] for cell in row.values()):,}"
            rows.append((int(speed.split()[0]), [speed, result["model"], fewest, *values]))
    ordered = [row for _, row in sorted(rows, key=lambda row: row[0])]
    head = ["CER %, with blanks", "model", "characters a cell", *(f"{level:+d} dB" for level in LEVELS)]
    return table(head, ordered) if ordered else ""


def short_of_bound(results: list[dict]) -> str:
    """What each model lacks to an ideal receiver, by speed, where it reads `SHORT_AT` wrong."""
    rows = []
    for result in results:
        row = [result["model"]]
        for wpm in SPEEDS:
            lack = decibels_short(_curve(result, wpm), wpm, SHORT_AT)
            row.append("–" if lack is None else f"{lack:.1f}")
        rows.append(row)
    head = [f"dB short of an ideal receiver where CER is {100 * SHORT_AT:g} %", *(f"{wpm} WPM" for wpm in SPEEDS)]
    return table(head, rows) if any(set(row[1:]) != {"–"} for row in rows) else ""


def _share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f}"


def _latency(cell: dict) -> str:
    return f"{cell['latency'][0]:.2f} / {cell['latency'][1]:.2f}" if cell["latency"] else "–"


def every_cell(result: dict) -> str:
    """One row per cell."""
    rows = [
        [
            cell["group"],
            cell["name"],
            "no noise" if cell["snr"] is None else f"{cell['snr']:+g} dB",
            f"{cell['characters']:,}",
            percent(cell["cer"]),
            percent(cell["cer_without_blanks"]),
            _share(cell["space_share"]),
            _latency(cell),
        ]
        for cell in result["cells"]
    ]
    head = ["group", "cell", "SNR", "characters", "CER %, with blanks", "without", "errors in word spaces, %"]
    return table([*head, "latency s, median / 95 %"], rows)


def by_group(results: list[dict]) -> str:
    """Means over the characters of each group's cells, white noise left out."""
    rows = []
    for result in results:
        groups: dict[str, list[dict]] = {}
        for cell in result["cells"]:
            if cell["group"] != "white noise":
                groups.setdefault(cell["group"], []).append(cell)
        for group, cells in groups.items():
            characters, letters = sum(c["characters"] for c in cells), sum(c["letters"] for c in cells)
            errors = sum(c["cer"] * c["characters"] for c in cells)
            spaces = sum(c["cer"] * c["characters"] * (c["space_share"] or 0) for c in cells)
            bare = sum(c["cer_without_blanks"] * c["letters"] for c in cells) / letters
            row = [str(len(cells)), f"{characters:,}", percent(errors / characters), percent(bare)]
            rows.append([group, result["model"], *row, _share(spaces / errors if errors else None)])
    ordered = sorted(rows, key=lambda row: [r[0] for r in rows].index(row[0]))
    head = ["group", "model", "cells", "characters", "CER %, with blanks", "without", "errors in word spaces, %"]
    return table(head, ordered) if rows else ""


def openings(results: list[dict]) -> str:
    """Shares of overs whose first three symbols are right, and of those of which the letters are."""
    rows = [
        [
            *(result["model"], f"{cell['snr']:+d} dB", str(cell["openings"]["overs"])),
            percent(cell["openings"]["right"]),
            percent(cell["openings"]["codes_right"]) if "codes_right" in cell["openings"] else "–",
        ]
        for result in results
        for cell in result["cells"]
        if "openings" in cell
    ]
    return table(["overs that open with a hard word", "SNR", "overs", "opening right, %", "its letters right, %"], rows) if rows else ""


def nothing_to_print(results: list[dict]) -> str:
    """Letters in five minutes of what is not Morse."""
    kinds = list(dict.fromkeys(row["name"] for result in results for row in result["empty"]))
    rows = []
    for kind in kinds:
        found = [next((row for row in result["empty"] if row["name"] == kind), None) for result in results]
        minutes = next(row["minutes"] for row in found if row)
        letters = ["" if row is None else f"{5 * row['letters_per_minute']:.2g}" for row in found]
        rows.append([kind, f"{minutes:g}", *letters])
    head = ["nothing to print", "minutes", *(f"{result['model']}, letters in 5 min" for result in results)]
    return table(head, rows) if rows else ""


def on_air(results: list[dict]) -> str:
    rows = [
        [
            row["name"],
            result["model"],
            str(row["seconds"]),
            f"{row['frequency']:g}",
            percent(row["cer"]),
            percent(row["cer_without_blanks"]),
        ]
        for result in results
        for row in result["recordings"]
    ]
    return table(["on the air", "model", "s", "Hz", "CER %, with blanks", "without"], rows) if rows else ""


HARD = 0.05


def _calibration_row(name: str, result: dict, cells: list[dict]) -> list[str]:
    row = [name, result["model"]]
    for kind in ("codes", "spaces"):
        bins = reliability_bins(cells, kind)
        error = expected_calibration_error(bins)
        row += [f"{sum(n for n, _, _ in bins):,}", "–" if error is None else f"{error:.3f}"]
    return row


def calibration(results: list[dict], groups: bool = False) -> str:
    """ECE of codes and of word spaces: all cells pooled, and those alone where much is wrong; or by group."""
    rows = []
    for result in results:
        cells = [cell for cell in result["cells"] if "reliability" in cell]
        parts = {"all cells": cells, f"cells with {100 * HARD:g} % wrong and more": [c for c in cells if c["cer"] >= HARD]}
        if groups:
            parts = {name: [c for c in cells if c["group"] == name] for name in dict.fromkeys(c["group"] for c in cells)}
        rows += [_calibration_row(name, result, chosen) for name, chosen in parts.items() if chosen]
    return table(["confidence", "model", "codes", "ECE", "word spaces", "ECE"], rows) if rows else ""


def markdown(result: dict) -> str:
    """All of one evaluation."""
    one = [result]
    tables = [white_noise(one), every_cell(result), openings(one), nothing_to_print(one), on_air(one)]
    tables += [calibration(one), calibration(one, groups=True)]
    return "\n\n".join(part for part in (headline(result), *tables) if part)
