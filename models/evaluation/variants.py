"""One row per evaluated model, from the figures in variants/:

    python -m evaluation.variants        writes variants.md

What was changed in a variant, in a sentence, stands in `CHANGES`.
"""

import json
from pathlib import Path

from .report import percent, table

MODELS = Path(__file__).resolve().parents[1]
CELLS = ((20, -4), (20, -8), (20, -10), (30, -6), (40, -6))
CHANGES = {
    "morse-live 0.0.1": "2 × 176 units, letters of a trial turned into codes",
    "morse-live 0.1.0": "widened to 2 × 256 units, 306 hours of audio",
    "morse-live 0.2.0": "178 hours more: overs in turn, long pauses, short words that open them; 16-bit matrices",
    "morse-live 0.3.0": "5,000 steps more of the same, 356 hours",
    "morse-live 0.4.0": "5,000 steps more of the same, 356 hours; word spaces by the sum of their probability",
    "morse-live 0.5.0": "5,700 steps more, 405 hours, with steady carriers, buzz, lost packets, learners' code and cut ends",
    "morse-live 0.6.0": "9,437 steps of 160 clips more, 3,355 hours, on a GPU; gain control and two-path notches as on the air",
    "morse-live 0.7.0": "half of 0.6.0, half of what 2,800 steps of 32 clips more made of it, 199 hours, with letters that stand close",
    "morse-side 0.1.0": "2 × 144 units, taught by morse-live 0.6.0: 6,790 steps of 160 clips, 2,414 hours, on a GPU",
    "morse-accurate 0.1.0": "0.1.0 mirrored: both ways, 124 hours of audio; after settling",
    "morse-accurate 0.2.0": "142 hours more, and the second reading: search for the likeliest sequence in the sound",
    "morse-accurate 0.3.0": "from live 0.6.0 mirrored, whose forward half stays as it is: 70 hours, with all that live 0.6.0 has heard",
}
HEAD = """# Models that were evaluated

Written by `python -m evaluation.variants` from `variants/*.json`, each the output of `python -m evaluation --json` (or
`--card`) on that model. CER in %, with blanks. Cost is CPU ms per slot and second of audio, alone / in batches of 8
(onnxruntime native, one thread). "Through": the shipped engine in Node, or the ONNX file in Python with an earlier, smaller
test set. `python -m evaluation.compare A.json B.json` says which differences are beyond chance.

"""


def _row(result: dict) -> list[str]:
    white = {(cell["wpm"], cell["snr"]): cell["cer"] for cell in result["cells"] if cell["group"] == "white noise"}
    named = {(cell["name"], cell["snr"]): cell["cer"] for cell in result["cells"]}
    on_air = {row["name"]: row["cer_without_blanks"] for row in result["recordings"]}
    opened = {cell["snr"]: cell["openings"]["right"] for cell in result["cells"] if "openings" in cell}
    other = [named.get(("straight 20 WPM", -4)), named.get(("Rayleigh 0.5 Hz, 20 WPM", 4)), opened.get(12)]
    values = [*(white.get(cell) for cell in CELLS), *other, on_air.get("ragchew-182545")]
    name = f"{result['model']} {result['version']}"
    return [
        name,
        CHANGES.get(name, ""),
        f"{result['parameters']:,}",
        f"{result['cost']['1']:.1f} / {result['cost']['8']:.1f}",
        result.get("through", "onnxruntime"),
        f"{min(cell['letters'] for cell in result['cells']):,}",
        *("" if value is None else percent(value) for value in values),
    ]


def main() -> None:
    files = sorted((MODELS / "variants").glob("*.json"))
    head = ["model", "changed", "parameters", "cost", "through", "letters a cell, least"]
    head += [f"{wpm} WPM {snr} dB" for wpm, snr in CELLS]
    head += ["straight key −4 dB", "Rayleigh 0.5 Hz +4 dB", "openings right, +12 dB", "ragchew, without blanks"]
    text = HEAD + table(head, [_row(json.loads(file.read_text())) for file in files]) + "\n"
    (MODELS / "variants.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
