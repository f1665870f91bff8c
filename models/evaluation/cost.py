"""What a model costs to run, in CPU time of this machine and onnxruntime's native CPU provider on one thread."""

import time
from pathlib import Path

import numpy as np
import onnx

from training.features import FEATURES, FRAME_RATE

from .decoder import CHUNK, Decoder


def milliseconds_per_slot_second(decoder: Decoder, slots: int, seconds: float = 8.0) -> float:
    """CPU ms that one slot takes for one second of audio when `slots` share a run of 64 ms."""
    rng = np.random.default_rng(0)
    features = rng.normal(0, 2, (CHUNK, slots, FEATURES)).astype(np.float32)
    state = np.zeros((slots, decoder.contract["stateSize"]), np.float32)
    runs = round(seconds * FRAME_RATE / CHUNK)
    spent = np.inf
    for _ in range(3):
        before = time.process_time()
        for _ in range(runs):
            _, _, state = decoder.session.run(None, {"features": features, "state": state})
        spent = min(spent, time.process_time() - before)
    return 1000 * spent / seconds / slots


def parameters(file: Path) -> int:
    """Weights in an ONNX file."""
    graph = onnx.load(file).graph
    return int(sum(np.prod(weight.dims) for weight in graph.initializer if weight.data_type == onnx.TensorProto.FLOAT))
