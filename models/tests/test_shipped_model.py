"""What a page downloads must be what its JSON says, and must copy plain Morse."""

import json

import numpy as np
import pytest

from evaluation import cells
from evaluation.draw import draw, draw_empty
from training import features
from training.codes import TOKENS
from training.export import describe
from training.scoring import distance, fold, greedy, without_spaces


def test_contract_describes_the_file(models, decoder):
    """`decoder` has compared the checksum already."""
    contract = {name: value for name, value in decoder.contract.items() if name != "calibration"}
    file = models / contract["file"]
    state = decoder.session.get_inputs()[1].shape[1]
    assert contract == describe(contract["name"], contract["version"], file, state)
    assert contract["tokens"] == list(TOKENS)
    outputs = {output.name: output.shape for output in decoder.session.get_outputs()}
    assert list(outputs) == ["log_probs", "key", "next_state"]
    assert outputs["log_probs"][2] == len(TOKENS) and outputs["next_state"][1] == state


@pytest.mark.parametrize("name", ["20 WPM", "35 WPM", "20 WPM after 60 s of silence"])
def test_clean_sidetone_is_copied_exactly(decoder, name):
    cell = next(cell for cell in cells.OTHERS if cell.group == "sidetone without noise" and cell.name == name)
    clip = draw(cell, 100)
    (printed,) = decoder.read([(clip.audio, clip.centre)])
    assert fold(one.token for one in printed) == fold(clip.sent)


def test_weak_signal_is_readable(decoder):
    cell = next(cell for cell in cells.WHITE if (cell.wpm, cell.snr) == (20, -4))
    drawn = [draw(cell, number) for number in range(100, 104)]
    printed = decoder.read([(clip.audio, clip.centre) for clip in drawn])
    errors = sum(distance(fold(one.token for one in p), fold(c.sent)) for p, c in zip(printed, drawn))
    assert errors / sum(len(clip.sent) for clip in drawn) < 0.02


def test_noise_prints_nothing(decoder):
    drawn = [draw_empty("noise", number, 20.0) for number in range(100, 106)]
    printed = decoder.read([(clip.audio, clip.centre) for clip in drawn])
    assert sum(one.token != " " for text in printed for one in text) == 0


def test_key_output_lags_by_the_delay_of_the_contract(models, decoder):
    """The trace, put back by `keyDelay`, is down where the tone sounds."""
    clip = draw(next(cell for cell in cells.OTHERS if cell.group == "sidetone without noise"), 7)
    audio = clip.audio + np.random.default_rng(0).normal(0, 0.002, len(clip.audio))
    matrix = features.audio_features(audio[None].astype(np.float32), clip.centre)[0]
    matrix = matrix[: len(matrix) // 2 * 2, None]
    state = np.zeros((1, decoder.contract["stateSize"]), np.float32)
    key = decoder.session.run(["key"], {"features": matrix, "state": state})[0][:, 0]
    step = np.arange(len(key))
    centre_of_last_frame = ((2 * step + 1) * features.HOP + features.WINDOW / 2) / features.SAMPLE_RATE
    instant = centre_of_last_frame - decoder.contract["keyDelay"] * 2 * features.HOP / features.SAMPLE_RATE
    sounding = np.abs(clip.audio) > 0.02
    local = np.convolve(sounding, np.ones(80) / 80, "same")
    truth = local[np.clip(np.round(instant * features.SAMPLE_RATE).astype(int), 0, len(local) - 1)] > 0.3
    later = step > 60
    assert ((key > 0.5) == truth)[later].mean() > 0.95


def test_shared_vector(models, decoder):
    vector = json.loads((models.parent / "test/vectors/model.json").read_text())
    if decoder.contract["name"] != "morse-live":
        pytest.skip("the vector is the live model's; what runs both is the same")
    assert vector["model"] == decoder.contract["sha256"]
    matrix = np.array(vector["features"], np.float32)
    fresh = np.zeros((1, decoder.contract["stateSize"]), np.float32)
    log_probs, key, state = decoder.session.run(None, {"features": matrix, "state": fresh})
    assert log_probs.argmax(2)[:, 0].tolist() == vector["argmax"]
    assert np.abs(key[:, 0] - vector["key"]).max() < 1e-4
    assert float(state.sum()) == pytest.approx(vector["stateSum"], abs=1e-2)
    assert without_spaces(greedy(vector["argmax"])) == [".--.", ".-", ".-.", "..", "..."]
