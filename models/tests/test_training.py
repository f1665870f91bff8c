"""A run that was cut off must go on as if it had not been; a pupil comes to say what its teacher says."""

import sys

import numpy as np
import pytest
import torch

from training import train
from training.mix import mixed
from training.network import Network, Shape
from training.weights import read_weights, to_arrays, write_weights

TINY = "--scratch --hidden 12 --clips 4 --seconds 3 --workers 0 --save-every 100 --device cpu".split()


def test_resumed_run_equals_uninterrupted_run(tmp_path, monkeypatch):
    for run, steps in (("whole", 4), ("cut", 2), ("cut", 4)):
        monkeypatch.setattr(sys, "argv", ["train", "--run", str(tmp_path / run), "--steps", str(steps), *TINY])
        train.main()
    whole, cut = (read_weights(tmp_path / name / "weights.npz") for name in ("whole", "cut"))
    for name in whole:
        assert whole[name] == pytest.approx(cut[name], abs=1e-6)
    assert np.isfinite(whole["code.weight"]).all()


def test_divergence_from_a_teacher_counts_what_was_heard_per_symbol():
    """Two steps of two tokens, the second step not heard: KL((.75, .25) from (.5, .5)) over two symbols."""
    teacher = torch.tensor([[[0.75, 0.25]], [[0.9, 0.1]]]).log()
    pupil = torch.tensor([[[0.5, 0.5]], [[0.5, 0.5]]]).log()
    batch = {"steps": torch.tensor([1]), "lengths": torch.tensor([2])}
    expected = (0.75 * np.log(1.5) + 0.25 * np.log(0.5)) / 2
    assert float(train.taught(pupil, teacher, batch)) == pytest.approx(expected, rel=1e-5)
    assert float(train.taught(teacher, teacher, batch)) == pytest.approx(0, abs=1e-6)


def test_a_run_by_the_clock_ends_and_a_pupil_is_as_wide_as_asked(tmp_path, monkeypatch):
    torch.manual_seed(5)
    write_weights(tmp_path / "teacher.npz", to_arrays(Network(Shape(width=8, hidden=16))))
    argv = ["train", "--run", str(tmp_path / "run"), "--minutes", "0.03", "--width", "6", "--teacher", str(tmp_path / "teacher.npz")]
    monkeypatch.setattr(sys, "argv", [*argv, *TINY])
    train.main()
    weights = read_weights(tmp_path / "run" / "weights.npz")
    assert weights["second.weight"].shape[0] == 6 and weights["lstm.weight_hh_l0"].shape[1] == 12
    assert np.isfinite(weights["code.weight"]).all()


def test_the_rate_of_a_run_by_the_clock_falls_to_nothing_at_its_end(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["train", "--run", "x", "--minutes", "1", "--rate", "0.003"])
    options = train.arguments()
    assert [train.learning_rate(500, options, at) for at in (0.0, 1 / 3, 2 / 3, 1.0)] == pytest.approx(
        [0.003, 0.003, 0.0015, 0.0]
    )


def test_half_of_each_of_two_networks():
    before = {"a": np.zeros((2, 3), np.float32), "b": np.ones(4, np.float32)}
    after = {"a": np.ones((2, 3), np.float32), "b": np.ones(4, np.float32)}
    half = mixed(before, after, 0.25)
    assert np.array_equal(half["a"], np.full((2, 3), 0.25, np.float32)) and half["a"].dtype == np.float32
    assert np.array_equal(half["b"], before["b"])
    with pytest.raises(ValueError, match="one shape"):
        mixed(before, {"a": after["a"]}, 0.5)
