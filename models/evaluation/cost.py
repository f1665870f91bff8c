"""What a model costs to run, in CPU time of this machine and onnxruntime's native CPU provider on one thread."""

import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from training.features import FEATURES, FRAME_RATE

CHUNK = 8
"""Frames of a live run: 64 ms."""
SETTLED = 1024
"""Frames that a run of an accurate model settles, besides those that it looks ahead: 8.2 s."""


def milliseconds_per_slot_second(contract: dict, folder: Path, slots: int, seconds: float = 8.0) -> float:
    """CPU ms that one slot takes for one second of audio when `slots` share a run."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(folder / contract["file"]), options, providers=["CPUExecutionProvider"])
    ahead = contract.get("lookahead", 0)
    frames = SETTLED if ahead else CHUNK
    features = np.random.default_rng(0).normal(0, 2, (frames + ahead, slots, FEATURES)).astype(np.float32)
    inputs = {"features": features, "state": np.zeros((slots, contract["stateSize"]), np.float32)}
    if ahead:
        inputs["ahead"] = np.array([ahead // contract["stride"]], np.int64)
    runs = max(1, round(seconds * FRAME_RATE / frames))
    spent = np.inf
    for _ in range(3):
        before = time.process_time()
        for _ in range(runs):
            inputs["state"] = session.run(["next_state"], inputs)[0]
        spent = min(spent, time.process_time() - before)
    return 1000 * spent / (runs * frames / FRAME_RATE) / slots


def parameters(file: Path) -> int:
    """Weights in an ONNX file."""
    kinds = (onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT16)
    return int(sum(np.prod(weight.dims) for weight in onnx.load(file).graph.initializer if weight.data_type in kinds))
