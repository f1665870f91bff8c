"""Weights on disk (npz arrays under PyTorch's names, or an ONNX file of ours) and networks made from them."""

from pathlib import Path

import numpy as np
import torch

from .network import Network, Shape

INITIAL = Path(__file__).parent / "initial.npz"


def shape_of(weights: dict[str, np.ndarray]) -> Shape:
    """Sizes of the network that these weights belong to."""
    return Shape(
        width=weights["second.weight"].shape[0],
        hidden=weights["lstm.weight_hh_l0"].shape[1],
        layers=sum(name.startswith("lstm.weight_hh_l") and not name.endswith("_reverse") for name in weights),
        both_ways="lstm.weight_hh_l0_reverse" in weights,
    )


def read_weights(path: Path | str) -> dict[str, np.ndarray]:
    """float32 arrays of an npz or ONNX file."""
    if Path(path).suffix == ".onnx":
        import onnx

        from .graph import weights_of

        return weights_of(onnx.load(path))
    with np.load(path) as file:
        return {name: file[name].astype(np.float32) for name in file.files}


def write_weights(path: Path | str, weights: dict[str, np.ndarray], dtype=np.float32) -> None:
    np.savez_compressed(path, **{name: value.astype(dtype) for name, value in weights.items()})


def to_arrays(network: Network) -> dict[str, np.ndarray]:
    return {name: value.detach().cpu().float().numpy() for name, value in network.state_dict().items()}


def to_network(weights: dict[str, np.ndarray], kind: type[Network] = Network) -> Network:
    network = kind(shape_of(weights))
    network.load_state_dict({name: torch.from_numpy(value.copy()) for name, value in weights.items()})
    return network


def widen(weights: dict[str, np.ndarray], hidden: int, seed: int = 0) -> dict[str, np.ndarray]:
    """The same function with more units in every LSTM layer: new units get small random inputs, and nothing that was
    there listens to them until training wants it to (T. Chen et al., Net2Net, ICLR 2016)."""
    shape, rng = shape_of(weights), np.random.default_rng(seed)
    old = shape.hidden
    if hidden < old:
        raise ValueError(f"cannot narrow {old} units to {hidden}")

    def grow(matrix: np.ndarray, gates: int, columns: int) -> np.ndarray:
        """[gates * old, c] -> [gates * hidden, columns]; old rows read zeros from new columns."""
        grown = np.zeros((gates, hidden, columns), np.float32)
        blocks = matrix.reshape(gates, old, -1)
        grown[:, :old, : blocks.shape[2]] = blocks
        grown[:, old:] = rng.uniform(-1, 1, grown[:, old:].shape) / np.sqrt(hidden)
        return grown.reshape(gates * hidden, columns)

    wide = dict(weights)
    for name, value in weights.items():
        if name.startswith("lstm.weight"):
            reads_input = name == "lstm.weight_ih_l0"
            wide[name] = grow(value, 4, value.shape[1] if reads_input else hidden)
        elif name.startswith("lstm.bias"):
            wide[name] = np.zeros(4 * hidden, np.float32)
            wide[name].reshape(4, hidden)[:, :old] = value.reshape(4, old)
        elif name in ("code.weight", "key.weight"):
            wide[name] = np.zeros((value.shape[0], hidden), np.float32)
            wide[name][:, :old] = value
    return wide


def mirrored(weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The same function in a network of both ways: the backward half is the forward half over again, since marks and gaps
    look alike from either side, and nothing listens to it until training wants it to."""
    shape, twin = shape_of(weights), dict(weights)
    for layer in range(shape.layers):
        for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"):
            name = f"lstm.{kind}_l{layer}"
            forward, backward = weights[name], weights[name].copy()
            if kind == "weight_ih" and layer:
                nothing = np.zeros_like(forward)
                forward, backward = np.hstack([forward, nothing]), np.hstack([nothing, backward])
            twin[name], twin[f"{name}_reverse"] = forward, backward
    for head in ("code.weight", "key.weight"):
        twin[head] = np.hstack([weights[head], np.zeros_like(weights[head])])
    return twin
