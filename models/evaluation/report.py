"""Figures as the Markdown tables of the model card."""

from pathlib import Path

from .cells import LEVELS

BEGIN, END = "<!-- figures: python -m evaluation --card -->", "<!-- end of figures -->"


def percent(value: float) -> str:
    return f"{100 * value:.2f}" if value < 0.1 else f"{100 * value:.1f}"


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def _white(cells: list[dict]) -> str:
    by_speed: dict[str, dict] = {}
    for cell in cells:
        by_speed.setdefault(cell["name"], {})[cell["snr"]] = cell
    rows = [[speed, *(percent(row[level]["cer"]) for level in LEVELS)] for speed, row in by_speed.items()]
    return table(["CER %, with blanks", *(f"{level:+d} dB" for level in LEVELS)], rows)


def _latency(cell: dict) -> str:
    return f"{cell['latency'][0]:.2f} / {cell['latency'][1]:.2f}" if cell["latency"] else "–"


def _others(cells: list[dict]) -> str:
    rows = [
        [
            cell["group"],
            cell["name"],
            "no noise" if cell["snr"] is None else f"{cell['snr']:+g} dB",
            percent(cell["cer"]),
            percent(cell["cer_without_blanks"]),
            _latency(cell),
        ]
        for cell in cells
    ]
    head = ["group", "cell", "SNR", "CER %, with blanks", "CER %, without", "latency s, median / 95 %"]
    return table(head, rows)


def markdown(result: dict) -> str:
    """All tables of an evaluation."""
    white = [cell for cell in result["cells"] if cell["group"] == "white noise"]
    others = [cell for cell in result["cells"] if cell["group"] != "white noise"]
    parts = [
        f"`{result['model']}` {result['version']}, sha256 `{result['sha256'][:16]}…`, {result['parameters']:,} parameters, "
        f"{result['cost']['1']:.1f} ms CPU per slot and second of audio alone, {result['cost']['8']:.1f} in batches of 8 "
        "(onnxruntime native, one thread)."
    ]
    if white:
        parts.append(_white(white))
        parts.append(_others([cell for cell in white if cell["wpm"] == 20]))
    if others:
        parts.append(_others(others))
    if result["empty"]:
        rows = [[row["name"], f"{row['minutes']:g}", f"{row['letters_per_minute']:g}"] for row in result["empty"]]
        parts.append(table(["nothing to print", "minutes", "letters a minute"], rows))
    if result["recordings"]:
        rows = [
            [row["name"], str(row["seconds"]), f"{row['frequency']:g}", percent(row["cer"]), percent(row["cer_without_blanks"])]
            for row in result["recordings"]
        ]
        parts.append(table(["on the air", "s", "Hz", "CER %, with blanks", "CER %, without"], rows))
    return "\n\n".join(parts)


def write_card(card: Path, result: dict) -> None:
    """Puts the tables between the card's two markers."""
    before, rest = card.read_text().split(BEGIN)
    _, after = rest.split(END)
    card.write_text(f"{before}{BEGIN}\n\n{markdown(result)}\n\n{END}{after}")
