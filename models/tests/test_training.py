"""A run that was cut off must go on as if it had not been."""

import sys

import numpy as np
import pytest

from training import train
from training.weights import read_weights

TINY = "--scratch --hidden 12 --clips 4 --seconds 3 --workers 0 --save-every 100 --device cpu".split()


def test_resumed_run_equals_uninterrupted_run(tmp_path, monkeypatch):
    for run, steps in (("whole", 4), ("cut", 2), ("cut", 4)):
        monkeypatch.setattr(sys, "argv", ["train", "--run", str(tmp_path / run), "--steps", str(steps), *TINY])
        train.main()
    whole, cut = (read_weights(tmp_path / name / "weights.npz") for name in ("whole", "cut"))
    for name in whole:
        assert whole[name] == pytest.approx(cut[name], abs=1e-6)
    assert np.isfinite(whole["code.weight"]).all()
