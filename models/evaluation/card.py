"""The generated part of the model card, from the stored figures of the shipped models."""

import json
from pathlib import Path

from . import cells, drawings, report

MODELS = Path(__file__).resolve().parents[1]
VARIANTS = MODELS / "variants"
BEGIN, END = "<!-- figures: python -m evaluation --model both --card -->", "<!-- end of figures -->"
SHORT_BEGIN, SHORT_END = "<!-- in short: python -m evaluation --model both --card -->", "<!-- end of in short -->"


def variant_file(result: dict) -> Path:
    return VARIANTS / f"{result['model']}-{result['version']}.json"


def dump(result: dict) -> str:
    """JSON with a line for each cell."""
    lines = []
    for name, value in result.items():
        if isinstance(value, list) and value:
            rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in value)
            lines.append(f" {json.dumps(name)}: [\n  {rows}\n ]")
        else:
            lines.append(f" {json.dumps(name)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def merged(stored: dict, part: dict) -> dict:
    """Stored figures of a model with those of some group measured anew.

    Raises `ValueError` when they are not of the same model, read in the same way from the same clips.
    """
    for name in ("model", "version", "sha256", "share", "through"):
        if stored.get(name) != part[name]:
            raise ValueError(f"stored are figures of {name} {stored.get(name)}, measured are those of {part[name]}")
    order = {name: at for at, name in enumerate((cell.group, cell.name, cell.snr) for cell in cells.ALL)}
    rows = {(row["group"], row["name"], row["snr"]): row for row in (*stored["cells"], *part["cells"])}
    return {
        **stored,
        "cells": [rows[name] for name in sorted(rows, key=lambda name: order.get(name, len(order)))],
        "empty": part["empty"] or stored["empty"],
        "recordings": part["recordings"] or stored["recordings"],
    }


def contract_text(contract: dict) -> str:
    """A contract as `training.export` writes it."""
    return json.dumps(contract, indent=1) + "\n"


def shipped_results(variants: Path) -> dict[str, dict]:
    """Figures of the models that lie beside the card, by "live" and "accurate", as far as they have been measured."""
    results = {}
    for kind in ("live", "accurate"):
        contract_file = MODELS / f"morse-{kind}.json"
        if not contract_file.exists():
            continue
        contract = json.loads(contract_file.read_text())
        file = variants / f"{contract['name']}-{contract['version']}.json"
        result = json.loads(file.read_text()) if file.exists() else None
        if result and result["sha256"] == contract["sha256"] and "through" in result:
            results[kind] = result
    return results


def figures(results: dict[str, dict]) -> str:
    """The card's tables; what fills more than a screen is folded."""
    found = list(results.values())
    if not found:
        return "The shipped models have not been measured."
    details = "\n\n".join(
        f"<details><summary>Every cell, <code>{result['model']}</code></summary>\n\n{report.every_cell(result)}\n\n</details>"
        for result in found
    )
    by_group = f"<details><summary>Confidence by group</summary>\n\n{report.calibration(found, groups=True)}\n\n</details>"
    parts = [
        "\n".join(f"- {report.headline(result)}" for result in found),
        report.white_noise(found),
        report.short_of_bound(found),
        "![Characters read wrong in white noise by SNR, at 12, 20, 30 and 40 WPM, with the bound](curves.svg)",
        report.by_group(found),
        report.openings(found),
        report.nothing_to_print(found),
        report.on_air(found),
        "![Share of codes that are right, by the confidence they are shown with](reliability.svg)",
        report.calibration(found),
        by_group,
        details,
    ]
    return "\n\n".join(part for part in parts if part)


def write_card(card: Path, variants: Path) -> None:
    """Puts the tables between the card's two markers, and the drawings beside it."""
    results = shipped_results(variants)
    text = card.read_text()
    for begin, end, part in (
        (SHORT_BEGIN, SHORT_END, report.in_short(list(results.values()))),
        (BEGIN, END, figures(results)),
    ):
        before, rest = text.split(begin)
        _, after = rest.split(end)
        text = f"{before}{begin}\n\n{part}\n\n{end}{after}"
    card.write_text(text)
    if results:
        (card.parent / "curves.svg").write_text(drawings.curves(results))
        (card.parent / "reliability.svg").write_text(drawings.reliability(results))
