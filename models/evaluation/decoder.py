"""The quick look: Python's features and the ONNX file natively, 8 frames (64 ms) a run, many channels a batch, greedy.

What the engine adds (following of drift, a word space after a long pause, confidence) is not here.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnxruntime

from training.features import HOP, SAMPLE_RATE, WINDOW, audio_features

from .scoring import Printed

CHUNK = 8
WAIT = 0.2
"""Seconds from the end of a letter to its appearance, about: its times are not known here."""


class Decoder:
    """A model by its JSON file; refuses an ONNX file with another checksum."""

    settles = False

    def __init__(self, contract_file: Path):
        self.contract = json.loads(contract_file.read_text())
        data = (contract_file.parent / self.contract["file"]).read_bytes()
        if hashlib.sha256(data).hexdigest() != self.contract["sha256"]:
            raise ValueError(f"{self.contract['file']} is not the file that {contract_file.name} describes")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        self.tokens = self.contract["tokens"]

    def stream(self, features: np.ndarray, chunk: int = CHUNK) -> np.ndarray:
        """features [T, N, 14] -> argmax ids [T/2, N], the state carried from chunk to chunk."""
        frames = len(features) // chunk * chunk
        state = np.zeros((features.shape[1], self.contract["stateSize"]), np.float32)
        ids = []
        for start in range(0, frames, chunk):
            inputs = {"features": features[start : start + chunk], "state": state}
            log_probs, state = self.session.run(["log_probs", "next_state"], inputs)
            ids.append(log_probs.argmax(2))
        return np.concatenate(ids)

    def read(self, clips: list[tuple[np.ndarray, int]], together: bool = True) -> list[list[Printed]]:
        """Audio at 8 kHz with its centre bin -> what is printed and when (the end of the 64 ms chunk that showed it).
        All run side by side, whatever `together` says."""
        if not clips:
            return []
        features = [audio_features(audio[None].astype(np.float32), centre)[0] for audio, centre in clips]
        longest = -(-max(map(len, features)) // CHUNK) * CHUNK
        batch = np.zeros((longest, len(clips), features[0].shape[1]), np.float32)
        for row, matrix in enumerate(features):
            batch[: len(matrix), row] = matrix
        ids = self.stream(batch)
        printed = []
        for row, matrix in enumerate(features):
            path = ids[: len(matrix) // 2, row]
            fresh = (path != 0) & (path != np.concatenate([[0], path[:-1]]))
            times = [(self.tokens[path[j]], self.shown_at(j)) for j in np.flatnonzero(fresh)]
            printed.append([Printed(token, at - WAIT, at - WAIT, None, at) for token, at in times])
        return printed

    def close(self) -> None:
        """Nothing is held: there as the engine's counterpart."""

    @staticmethod
    def shown_at(step: int) -> float:
        """Seconds of audio that must have arrived before output `step` of a 64 ms chunk can be computed."""
        last_frame = (step * 2 // CHUNK + 1) * CHUNK - 1
        return (last_frame * HOP + WINDOW) / SAMPLE_RATE
