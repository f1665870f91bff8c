"""The ONNX graph of a network, written from its weights with standard operators (Conv, LSTM, Gemm).

Written by hand and not traced, so that the file is the same under any version of PyTorch.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .codes import TOKENS
from .features import FEATURES
from .network import FIRST_CACHE, SECOND_CACHE, STRIDE, Shape

OPSET, IR_VERSION = 17, 9


def _onnx_gates(matrix: np.ndarray) -> np.ndarray:
    """PyTorch stacks the gates input, forget, cell, output; ONNX input, output, forget, cell."""
    i, f, g, o = np.split(matrix, 4)
    return np.concatenate([i, o, f, g])[None]


def _pytorch_gates(matrix: np.ndarray) -> np.ndarray:
    """Back from `_onnx_gates`."""
    i, o, f, g = np.split(matrix[0], 4)
    return np.concatenate([i, f, g, o])


class _Graph:
    def __init__(self):
        self.nodes, self.weights = [], []

    def weight(self, name: str, value: np.ndarray) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def ints(self, name: str, *values: int) -> str:
        return self.weight(name, np.array(values, np.int64))

    def add(self, operator: str, inputs: list[str], *outputs: str, **attributes) -> str:
        self.nodes.append(helper.make_node(operator, inputs, list(outputs), name=outputs[0], **attributes))
        return outputs[0]


def _convolution(graph: _Graph, weights: dict, name: str, x: str, cache: str, channels: int, kept: int, stride: int):
    """Causal convolution over time with ReLU.  Returns the output's name; `next_{name}` is the new cache [N, channels * kept]."""
    shaped = graph.add("Reshape", [cache, graph.ints(f"{name}_cache_shape", -1, channels, kept)], f"{name}_cache_3d")
    joined = graph.add("Concat", [shaped, x], f"{name}_input", axis=2)
    tail = graph.add(
        "Slice",
        [
            joined,
            graph.ints(f"{name}_from", -kept),
            graph.ints(f"{name}_to", np.iinfo(np.int64).max),
            graph.ints(f"{name}_axis", 2),
        ],
        f"{name}_tail",
    )
    graph.add("Reshape", [tail, graph.ints(f"{name}_flat", -1, channels * kept)], f"next_{name}")
    kernel = graph.weight(f"{name}.weight", weights[f"{name}.weight"])
    bias = graph.weight(f"{name}.bias", weights[f"{name}.bias"])
    out = graph.add("Conv", [joined, kernel, bias], f"{name}_conv", strides=[stride])
    return graph.add("Relu", [out], f"{name}_relu")


def _lstm_layer(graph: _Graph, weights: dict, layer: int, x: str, h: str, c: str, hidden: int) -> str:
    bias = [_onnx_gates(weights[f"lstm.bias_{kind}_l{layer}"]) for kind in ("ih", "hh")]
    inputs = [
        x,
        graph.weight(f"W{layer}", _onnx_gates(weights[f"lstm.weight_ih_l{layer}"])),
        graph.weight(f"R{layer}", _onnx_gates(weights[f"lstm.weight_hh_l{layer}"])),
        graph.weight(f"B{layer}", np.concatenate(bias, axis=1)),
        "",
        graph.add("Unsqueeze", [h, "axis0"], f"h{layer}_3d"),
        graph.add("Unsqueeze", [c, "axis0"], f"c{layer}_3d"),
    ]
    outputs = (f"lstm{layer}", f"h{layer}_last", f"c{layer}_last")
    graph.add("LSTM", inputs, *outputs, hidden_size=hidden)
    for name in ("h", "c"):
        graph.add("Squeeze", [f"{name}{layer}_last", "axis0"], f"next_{name}{layer}")
    return graph.add("Squeeze", [outputs[0], "axis1"], f"lstm{layer}_3d")


def build(shape: Shape, weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """features [T, N, 14], state [N, S] -> log_probs [T/2, N, V], key [T/2, N], next_state [N, S]; T even."""
    graph = _Graph()
    graph.ints("axis0", 0)
    graph.ints("axis1", 1)
    sizes = [FEATURES * FIRST_CACHE, shape.width * SECOND_CACHE] + [shape.hidden] * (2 * shape.layers)
    names = ["first_cache", "second_cache"]
    names += [f"{kind}{layer}" for kind in "hc" for layer in range(shape.layers)]
    graph.add("Split", ["state", graph.ints("state_sizes", *sizes)], *names, axis=1)
    x = graph.add("Transpose", ["features"], "features_nft", perm=[1, 2, 0])
    x = _convolution(graph, weights, "first", x, "first_cache", FEATURES, FIRST_CACHE, STRIDE)
    x = _convolution(graph, weights, "second", x, "second_cache", shape.width, SECOND_CACHE, 1)
    x = graph.add("Transpose", [x], "hidden_tnd", perm=[2, 0, 1])
    for layer in range(shape.layers):
        x = _lstm_layer(graph, weights, layer, x, f"h{layer}", f"c{layer}", shape.hidden)
    for head in ("code", "key"):
        matrix = graph.weight(f"{head}.weight", weights[f"{head}.weight"].T)
        product = graph.add("MatMul", [x, matrix], f"{head}_product")
        bias = graph.weight(f"{head}.bias", weights[f"{head}.bias"])
        graph.add("Add", [product, bias], f"{head}_logits")
    graph.add("LogSoftmax", ["code_logits"], "log_probs", axis=-1)
    graph.add("Sigmoid", ["key_logits"], "key_3d")
    graph.add("Squeeze", ["key_3d", graph.ints("axis2", 2)], "key")
    parts = ["next_first", "next_second"]
    parts += [f"next_{kind}{layer}" for kind in "hc" for layer in range(shape.layers)]
    graph.add("Concat", parts, "next_state", axis=1)

    def tensor(name: str, *dims):
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(dims))

    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "morse",
            [tensor("features", "frames", "channels", FEATURES), tensor("state", "channels", shape.state_size)],
            [
                tensor("log_probs", "steps", "channels", len(TOKENS)),
                tensor("key", "steps", "channels"),
                tensor("next_state", "channels", shape.state_size),
            ],
            graph.weights,
        ),
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="morse-decoder",
    )
    onnx.checker.check_model(model)
    return model


def weights_of(model: onnx.ModelProto) -> dict[str, np.ndarray]:
    """The weights, under PyTorch's names, of a graph that `build` made."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    weights = {f"{name}.{kind}": stored[f"{name}.{kind}"] for name in ("first", "second") for kind in ("weight", "bias")}
    for head in ("code", "key"):
        weights[f"{head}.weight"], weights[f"{head}.bias"] = stored[f"{head}.weight"].T, stored[f"{head}.bias"]
    for layer in range(sum(name.startswith("R") for name in stored)):
        weights[f"lstm.weight_ih_l{layer}"] = _pytorch_gates(stored[f"W{layer}"])
        weights[f"lstm.weight_hh_l{layer}"] = _pytorch_gates(stored[f"R{layer}"])
        for kind, bias in zip(("ih", "hh"), np.split(stored[f"B{layer}"], 2, axis=1)):
            weights[f"lstm.bias_{kind}_l{layer}"] = _pytorch_gates(bias)
    return weights
