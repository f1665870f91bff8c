"""Export weights as an ONNX file and the JSON that describes it:

    python -m training.export WEIGHTS.npz --name morse-live --version 0.1.0 --out .
"""

import argparse
import hashlib
import json
from pathlib import Path

from . import features
from .codes import TOKENS
from .graph import build
from .network import STRIDE
from .weights import read_weights, shape_of

KEY_DELAY = 2.5
"""Output frames (16 ms) from the instant that a key output speaks of to the centre of the last frame it has read."""


LOOKAHEAD = 512
"""Frames (4.1 s) that a model of both ways wants to see after the last one whose outputs count."""


def describe(name: str, version: str, file: Path, state_size: int, both_ways: bool = False) -> dict:
    """The contract of a model file, for whoever runs it."""
    data = file.read_bytes()
    return {
        "name": name,
        "version": version,
        "file": file.name,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "sampleRate": features.SAMPLE_RATE,
        "hop": features.HOP,
        "window": features.WINDOW,
        "shortWindow": features.SHORT_WINDOW,
        "fftSize": features.FFT_SIZE,
        "shortOffsets": list(features.SHORT_OFFSETS),
        "longOffsets": list(features.LONG_OFFSETS),
        "logFloor": features.LOG_FLOOR,
        "meanAlpha": features.MEAN_ALPHA,
        "stride": STRIDE,
        "stateSize": state_size,
        "tokens": list(TOKENS),
        "keyDelay": KEY_DELAY,
        **({"lookahead": LOOKAHEAD} if both_ways else {}),
    }


def export(weights_path: Path, name: str, version: str, out: Path) -> Path:
    """Writes `out/name.onnx` and `out/name.json`; returns the ONNX path.

    A calibration that stands there is kept until `evaluation.calibrate` fits the new model's: nearer than none; and so is the
    language model's file, if it names one.
    """
    weights = read_weights(weights_path)
    shape = shape_of(weights)
    file = out / f"{name}.onnx"
    file.write_bytes(build(shape, weights, half=True).SerializeToString(deterministic=True))
    card = describe(name, version, file, shape.state_size, shape.both_ways)
    contract = out / f"{name}.json"
    before = json.loads(contract.read_text()) if contract.exists() else {}
    kept = {key: before[key] for key in ("calibration", "language") if key in before}
    contract.write_text(json.dumps({**card, **kept}, indent=1) + "\n")
    return file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--name", default="morse-live", help="morse-live or morse-accurate")
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parents[1])
    options = parser.parse_args()
    print(export(options.weights, options.name, options.version, options.out))


if __name__ == "__main__":
    main()
