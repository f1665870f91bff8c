"""A run's log as a Markdown table:

python -m training.summary RUN
"""

import json
import sys
from pathlib import Path


def rows(log: Path) -> list[dict]:
    """One entry per validation, with the training loss of its step; of repeated steps the last counts."""
    entries: dict[int, dict] = {}
    for line in log.read_text().splitlines():
        entry = json.loads(line)
        entries.setdefault(entry["step"], {}).update(entry)
    return [entry for _, entry in sorted(entries.items()) if "validation" in entry]


def main() -> None:
    found = rows(Path(sys.argv[1]) / "log.jsonl")
    cells = list(found[0]["validation"])
    print("| step | hours of audio | CTC loss per symbol | " + " | ".join(cells) + " |")
    print("|---|---|---|" + "---|" * len(cells))
    for entry in found:
        figures = " | ".join(f"{entry['validation'][cell]:.3f}" for cell in cells)
        print(f"| {entry['step']} | {entry['hours']:.0f} | {entry['ctc']:.3f} | {figures} |")


if __name__ == "__main__":
    main()
