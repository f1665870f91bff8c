"""Vectors that hold Python and TypeScript to the same numbers, written to test/vectors:

    python -m training.vectors

`features.json`: int16 audio at 8 kHz, the centre bin and the features of every frame (a keyed tone beside the centre,
noise, then exact digital silence).  `model.json`: features of the word PARIS, and what the shipped ONNX file gives.
"""

import json
from pathlib import Path

import numpy as np
import onnxruntime

from .codes import encode
from .features import BIN_HZ, SAMPLE_RATE, audio_features

MODELS = Path(__file__).resolve().parents[1]
VECTORS = MODELS.parent / "test" / "vectors"


def keyed_tone(text: str, wpm: float, frequency: float, start: float, seconds: float) -> np.ndarray:
    """Unit-amplitude keyed sine at 8 kHz, PARIS timing, 5 ms raised-cosine edges; silence is exactly zero."""
    dit, time = 1.2 / wpm, start
    key = np.zeros(round(seconds * SAMPLE_RATE))
    for word in encode(text):
        for code in word:
            for element in code:
                length = dit * (1 if element == "." else 3)
                key[round(time * SAMPLE_RATE) : round((time + length) * SAMPLE_RATE)] = 1
                time += length + dit
            time += 2 * dit
        time += 4 * dit
    edge = np.hanning(42)[1:-1]
    envelope = np.convolve(key, edge / edge.sum(), "same")
    return envelope * np.sin(2 * np.pi * frequency * np.arange(len(key)) / SAMPLE_RATE)


def _rounded(values: np.ndarray, digits: int = 5) -> list:
    return np.round(values.astype(float), digits).tolist()


def feature_vector() -> dict:
    centre, samples = 77, keyed_tone("PA", 30, 77.4 * BIN_HZ, 0.12, 1.6) * 0.3
    noise = np.random.default_rng(11).standard_normal(len(samples)) * 0.02
    samples[: SAMPLE_RATE // 2] += noise[: SAMPLE_RATE // 2]
    pcm = np.round(samples * 32768).astype(np.int16)
    features = audio_features(pcm[None] / 32768.0, centre)[0]
    return {
        "sampleRate": SAMPLE_RATE,
        "centreBin": centre,
        "about": "x = samples / 32768; frame k covers x[64k, 64k + 768); 14 features a frame",
        "samples": pcm.tolist(),
        "features": _rounded(features, 4),
    }


def model_vector() -> dict:
    centre = 90
    noise = np.random.default_rng(12).standard_normal(round(3.6 * SAMPLE_RATE)) * 0.02
    audio = keyed_tone("PARIS", 20, centre * BIN_HZ + 3, 0.3, 3.6) * 0.3 + noise
    features = audio_features(audio[None], centre)[0][:, None]
    features = np.round(features[: len(features) // 16 * 16], 5).astype(np.float32)
    contract = json.loads((MODELS / "morse-live.json").read_text())
    session = onnxruntime.InferenceSession(MODELS / contract["file"], providers=["CPUExecutionProvider"])
    fresh = np.zeros((1, contract["stateSize"]), np.float32)
    log_probs, key, state = session.run(None, {"features": features, "state": fresh})
    steps = [0, len(key) // 2, len(key) - 1]
    return {
        "model": contract["sha256"],
        "about": "features [T, 1, 14] into a fresh state; whole or in chunks of any even number of frames",
        "features": _rounded(features),
        "argmax": log_probs.argmax(2)[:, 0].tolist(),
        "logProbs": [{"step": step, "values": _rounded(log_probs[step, 0])} for step in steps],
        "key": _rounded(key[:, 0]),
        "stateSum": float(np.float64(state).sum()),
        "stateAbsSum": float(np.abs(np.float64(state)).sum()),
    }


def main() -> None:
    VECTORS.mkdir(parents=True, exist_ok=True)
    for name, vector in (("features", feature_vector()), ("model", model_vector())):
        file = VECTORS / f"{name}.json"
        file.write_text(json.dumps(vector, separators=(",", ":")) + "\n")
        print(file, file.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
