"""The ONNX graph of a network, written from its weights with standard operators (Conv, LSTM, Gemm).

Written by hand and not traced, so that the file is the same under any version of PyTorch.  Matrices may be stored in 16
bits, in a file half as long: the runtime turns them back into float32 when it loads it.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .codes import TOKENS
from .features import FEATURES
from .network import FIRST_CACHE, SECOND_CACHE, STRIDE, Shape

OPSET, IR_VERSION = 17, 9
SMALLEST_HALF = 1024
"""Constants of fewer values keep their 32 bits."""
_END = np.iinfo(np.int64).max


def _onnx_gates(matrix: np.ndarray) -> np.ndarray:
    """PyTorch stacks the gates input, forget, cell, output; ONNX input, output, forget, cell."""
    i, f, g, o = np.split(matrix, 4)
    return np.concatenate([i, o, f, g])[None]


def _pytorch_gates(matrix: np.ndarray) -> np.ndarray:
    """Back from `_onnx_gates`."""
    i, o, f, g = np.split(matrix[0], 4)
    return np.concatenate([i, f, g, o])


class _Graph:
    def __init__(self, half: bool = False):
        self.nodes, self.weights, self.half = [], [], half
        self.constants: dict[str, str] = {}

    def weight(self, name: str, value: np.ndarray) -> str:
        """Adds a constant, once, and returns the name of its float32 or int64 form."""
        if name not in self.constants:
            self.constants[name] = name
            if self.half and value.dtype == np.float32 and value.size >= SMALLEST_HALF:
                value = value.astype(np.float16)
                self.constants[name] = self.add("Cast", [name], f"{name}_single", to=TensorProto.FLOAT)
            self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return self.constants[name]

    def ints(self, name: str, *values: int) -> str:
        return self.weight(name, np.array(values, np.int64))

    def add(self, operator: str, inputs: list[str], *outputs: str, **attributes) -> str:
        self.nodes.append(helper.make_node(operator, inputs, list(outputs), name=outputs[0], **attributes))
        return outputs[0]


def _slice(graph: _Graph, x: str, name: str, start: str, end: str, axis: int) -> str:
    return graph.add("Slice", [x, start, end, graph.ints(f"axis{axis}", axis)], name)


def _convolution(graph: _Graph, weights: dict, name: str, x: str, cache: str, channels: int, kept: int, stride: int, later):
    """Causal convolution over time with ReLU.  Returns the output's name; `next_{name}` is the new cache [N, channels * kept].

    `later`: name of the number of columns of `x` that come after the state (int64 [1], at least 1), or None."""
    shaped = graph.add("Reshape", [cache, graph.ints(f"{name}_cache_shape", -1, channels, kept)], f"{name}_cache_3d")
    joined = graph.add("Concat", [shaped, x], f"{name}_input", axis=2)
    start, end = graph.ints(f"{name}_from", -kept), graph.ints("end", _END)
    if later:
        end = graph.add("Neg", [later], f"{name}_to")
        start = graph.add("Sub", [start, later], f"{name}_before")
    tail = _slice(graph, joined, f"{name}_tail", start, end, 2)
    graph.add("Reshape", [tail, graph.ints(f"{name}_flat", -1, channels * kept)], f"next_{name}")
    kernel = graph.weight(f"{name}.weight", weights[f"{name}.weight"])
    bias = graph.weight(f"{name}.bias", weights[f"{name}.bias"])
    out = graph.add("Conv", [joined, kernel, bias], f"{name}_conv", strides=[stride])
    return graph.add("Relu", [out], f"{name}_relu")


def _lstm(graph: _Graph, weights: dict, layer: int, x: str, hidden: int, name: str, h: str = "", c: str = "") -> str:
    """One pass of a layer over [T, N, D] -> [T, N, hidden]: forward from h, c [1, N, hidden], or, without them, backward
    from nothing.  `{name}_h`, `{name}_c` are its last state."""
    way = "" if h else "_reverse"
    bias = [_onnx_gates(weights[f"lstm.bias_{kind}_l{layer}{way}"]) for kind in ("ih", "hh")]
    inputs = [
        x,
        graph.weight(f"W{layer}{way}", _onnx_gates(weights[f"lstm.weight_ih_l{layer}{way}"])),
        graph.weight(f"R{layer}{way}", _onnx_gates(weights[f"lstm.weight_hh_l{layer}{way}"])),
        graph.weight(f"B{layer}{way}", np.concatenate(bias, axis=1)),
        *(["", h, c] if h else []),
    ]
    direction = "forward" if h else "reverse"
    graph.add("LSTM", inputs, name, f"{name}_h", f"{name}_c", hidden_size=hidden, direction=direction)
    return graph.add("Squeeze", [name, "axis1"], f"{name}_3d")


def _lstm_layer(graph: _Graph, weights: dict, layer: int, x: str, hidden: int, ahead: str | None) -> str:
    """A layer over [T, N, D] from the state `h{layer}`, `c{layer}` [N, hidden]; `next_h{layer}`, `next_c{layer}` are the
    state after it, or, where there is `ahead`, as it was so many steps before the end."""
    h, c = (graph.add("Unsqueeze", [f"{kind}{layer}", "axis0"], f"{kind}{layer}_3d") for kind in "hc")
    forward = f"lstm{layer}"
    if ahead:
        before = _slice(graph, x, f"{forward}_kept_input", graph.ints("zero", 0), "minus_ahead", 0)
        after = _slice(graph, x, f"{forward}_ahead_input", "minus_ahead", graph.ints("end", _END), 0)
        kept = _lstm(graph, weights, layer, before, hidden, forward, h, c)
        rest = _lstm(graph, weights, layer, after, hidden, f"{forward}_ahead", f"{forward}_h", f"{forward}_c")
        backward = _lstm(graph, weights, layer, x, hidden, f"{forward}_reverse")
        whole = graph.add("Concat", [kept, rest], f"{forward}_forward", axis=0)
        y = graph.add("Concat", [whole, backward], f"{forward}_both", axis=2)
    else:
        y = _lstm(graph, weights, layer, x, hidden, forward, h, c)
    for kind in "hc":
        graph.add("Squeeze", [f"{forward}_{kind}", "axis0"], f"next_{kind}{layer}")
    return y


def build(shape: Shape, weights: dict[str, np.ndarray], half: bool = False) -> onnx.ModelProto:
    """features [T, N, 14], state [N, S] -> log_probs [T/2, N, V], key [T/2, N], next_state [N, S]; T even.

    A network of both ways has a third input, `ahead` int64 [1], 1 .. T/2 - 1: the last `ahead` outputs are only there for
    what comes before them, and `next_state` is as it was before them, so that their frames can be given again.
    """
    graph = _Graph(half)
    graph.ints("axis0", 0)
    graph.ints("axis1", 1)
    ahead = frames_ahead = None
    if shape.both_ways:
        ahead = "ahead"
        graph.add("Neg", [ahead], "minus_ahead")
        frames_ahead = graph.add("Mul", [ahead, graph.ints("stride", STRIDE)], "frames_ahead")
    sizes = [FEATURES * FIRST_CACHE, shape.width * SECOND_CACHE] + [shape.hidden] * (2 * shape.layers)
    names = ["first_cache", "second_cache"]
    names += [f"{kind}{layer}" for kind in "hc" for layer in range(shape.layers)]
    graph.add("Split", ["state", graph.ints("state_sizes", *sizes)], *names, axis=1)
    x = graph.add("Transpose", ["features"], "features_nft", perm=[1, 2, 0])
    x = _convolution(graph, weights, "first", x, "first_cache", FEATURES, FIRST_CACHE, STRIDE, frames_ahead)
    x = _convolution(graph, weights, "second", x, "second_cache", shape.width, SECOND_CACHE, 1, ahead)
    x = graph.add("Transpose", [x], "hidden_tnd", perm=[2, 0, 1])
    for layer in range(shape.layers):
        x = _lstm_layer(graph, weights, layer, x, shape.hidden, ahead)
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
            [
                tensor("features", "frames", "channels", FEATURES),
                tensor("state", "channels", shape.state_size),
                *([helper.make_tensor_value_info("ahead", TensorProto.INT64, [1])] if shape.both_ways else []),
            ],
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
    """The weights, float32 under PyTorch's names, of a graph that `build` made."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    stored = {name: value.astype(np.float32) if value.dtype == np.float16 else value for name, value in stored.items()}
    weights = {f"{name}.{kind}": stored[f"{name}.{kind}"] for name in ("first", "second") for kind in ("weight", "bias")}
    for head in ("code", "key"):
        weights[f"{head}.weight"], weights[f"{head}.bias"] = stored[f"{head}.weight"].T, stored[f"{head}.bias"]
    for passed in (name[1:] for name in stored if name.startswith("R")):
        weights[f"lstm.weight_ih_l{passed}"] = _pytorch_gates(stored[f"W{passed}"])
        weights[f"lstm.weight_hh_l{passed}"] = _pytorch_gates(stored[f"R{passed}"])
        for kind, bias in zip(("ih", "hh"), np.split(stored[f"B{passed}"], 2, axis=1)):
            weights[f"lstm.bias_{kind}_l{passed}"] = _pytorch_gates(bias)
    return weights
