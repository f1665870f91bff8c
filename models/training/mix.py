"""The mean of two networks' weights, where one was trained from the other:

    python -m training.mix BEFORE.onnx RUN/weights.npz --part 0.5 --out mixed.npz

What a short run learns from signals that are new to it costs a little of what was known; half way back most of the one is
there and next to nothing of the other is lost (M. Wortsman et al., Robust fine-tuning of zero-shot models, CVPR 2022).
"""

import argparse
from pathlib import Path

import numpy as np

from .weights import read_weights, write_weights


def mixed(before: dict[str, np.ndarray], after: dict[str, np.ndarray], part: float) -> dict[str, np.ndarray]:
    """`part` of `after` and the rest of `before`.  Raises `ValueError` where they are not of one shape."""
    if {name: value.shape for name, value in before.items()} != {name: value.shape for name, value in after.items()}:
        raise ValueError("the two are not networks of one shape")
    return {name: ((1 - part) * value + part * after[name]).astype(np.float32) for name, value in before.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--part", type=float, default=0.5, help="of the second, 0 to 1")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    write_weights(options.out, mixed(read_weights(options.before), read_weights(options.after), options.part))


if __name__ == "__main__":
    main()
