"""A run that was cut off must go on as if it had not been."""

import subprocess
import sys

import numpy as np
import pytest

from training.weights import read_weights


def _train(models, run, steps):
    command = [sys.executable, "-m", "training.train", "--run", str(run), "--steps", str(steps)]
    command += "--scratch --hidden 12 --clips 4 --seconds 3 --workers 0 --save-every 100 --device cpu".split()
    subprocess.run(command, cwd=models, check=True, capture_output=True)


def test_resumed_run_equals_uninterrupted_run(models, tmp_path):
    _train(models, tmp_path / "whole", 4)
    _train(models, tmp_path / "cut", 2)
    _train(models, tmp_path / "cut", 4)
    whole, cut = (read_weights(tmp_path / name / "weights.npz") for name in ("whole", "cut"))
    for name in whole:
        assert whole[name] == pytest.approx(cut[name], abs=1e-6)
    assert np.isfinite(whole["code.weight"]).all()
