"""A network trained on baseband would hear something else in the browser if these two did not agree."""

import json

import numpy as np
import pytest

from training import features

CENTRE = 83


def _chords(rng: np.random.Generator, seconds: float, tones: int, widest: float):
    """The same sum of sines as real audio at 8 kHz and as baseband at 500 Hz around the centre bin."""
    offset, phase = rng.uniform(-widest, widest, tones), rng.uniform(0, 2 * np.pi, tones)
    level = 10 ** rng.uniform(-2, 0, tones)
    fine = np.arange(round(seconds * features.SAMPLE_RATE)) / features.SAMPLE_RATE
    coarse = np.arange(round(seconds * features.BASEBAND_RATE)) * features.DECIMATION
    coarse = (coarse + (features.DECIMATION - 1) / 2) / features.SAMPLE_RATE
    centre = CENTRE * features.BIN_HZ
    audio = np.cos(2 * np.pi * (centre + offset) * fine[:, None] + phase) @ level
    baseband = np.exp(1j * (2 * np.pi * offset * coarse[:, None] + phase)) @ level
    return audio, baseband


def _assert_equal(at_8000: np.ndarray, at_500: np.ndarray) -> None:
    """Within 1e-3 for 99 of 100 values down to 50 dB under the strongest.  The rest are nulls between two tones, where
    the short window's side lobes (-75 dB), folded at 500 Hz, show."""
    strong = at_8000 > at_8000.max() - np.log(1e5)
    error = np.abs(at_8000 - at_500)[strong]
    assert strong.mean() > 0.9
    assert np.quantile(error, 0.99) < 1e-3 and error.max() < 0.02


@pytest.mark.parametrize("seed", range(4))
def test_baseband_equals_audio(seed):
    audio, baseband = _chords(np.random.default_rng(seed), 3.0, 12, 40)
    at_8000 = features.audio_log_power(audio[None], CENTRE)[0]
    at_500 = features.baseband_log_power(baseband[None])[0]
    assert at_8000.shape == at_500.shape
    _assert_equal(at_8000, at_500)


def test_silence_is_the_same_floor_in_both():
    audio, baseband = np.zeros((1, 8000)), np.zeros((1, 500), np.complex64)
    assert np.allclose(features.audio_log_power(audio, CENTRE), np.log(1e-10))
    assert np.allclose(features.baseband_log_power(baseband), np.log(1e-10))
    assert np.abs(features.audio_features(audio, CENTRE)).max() < 1e-4


def test_retuning_by_a_bin_is_the_receiver_s_own():
    audio, baseband = _chords(np.random.default_rng(9), 2.0, 8, 45)
    at_8000 = features.audio_log_power(audio[None], CENTRE + 1)[0]
    at_500 = features.baseband_log_power(baseband[None], 1)[0]
    _assert_equal(at_8000, at_500)


def test_first_frame_is_measured_against_itself():
    audio, _ = _chords(np.random.default_rng(3), 1.0, 5, 30)
    assert abs(features.audio_features(audio[None], CENTRE)[0, 0].mean()) < 1e-4


def test_features_of_broken_input_are_finite():
    audio = np.full((1, 4000), np.nan)
    assert np.isfinite(features.audio_features(audio, CENTRE)).all()


def test_shared_vector(models):
    vector = json.loads((models.parent / "test/vectors/features.json").read_text())
    samples = np.array(vector["samples"])[None] / 32768
    expected = np.array(vector["features"])
    assert np.abs(features.audio_features(samples, vector["centreBin"])[0] - expected).max() < 1e-3
