"""Muon for the matrices, AdamW for the rest.

Muon (K. Jordan et al., 2024) replaces the momentum of a weight matrix by the nearest orthogonal matrix, found by five
Newton-Schulz steps; scaled as in J. Liu et al., "Muon is scalable for LLM training", 2025, so that one learning rate
serves both.  Each gate of an LSTM is a matrix of its own.
"""

import torch
from torch import nn

MOMENTUM = 0.95
ADAM_RMS = 0.2
"""Root mean square of an AdamW update in units of the learning rate."""
_NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)


def orthogonal(matrices: torch.Tensor) -> torch.Tensor:
    """[n, a, b] -> nearly orthogonal [n, a, b] with the same singular vectors; on a GPU in bfloat16, which many CPUs only imitate."""
    x = matrices.bfloat16() if matrices.is_cuda else matrices
    wide = x.shape[1] <= x.shape[2]
    x = x if wide else x.transpose(1, 2)
    x = x / (x.float().flatten(1).norm(dim=1)[:, None, None].to(x.dtype) + 1e-7)
    a, b, c = _NEWTON_SCHULZ
    for _ in range(5):
        gram = x @ x.transpose(1, 2)
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x if wide else x.transpose(1, 2)).float()


class Muon(torch.optim.Optimizer):
    """Parameters are matrices, convolution kernels, or `gates` matrices stacked along the first axis."""

    def __init__(self, groups: list[dict], lr: float, weight_decay: float = 0.01):
        super().__init__(groups, {"lr": lr, "gates": 1, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            for parameter in group["params"]:
                state = self.state[parameter]
                if not state:
                    state["momentum"] = torch.zeros_like(parameter)
                momentum = state["momentum"]
                momentum.lerp_(parameter.grad, 1 - MOMENTUM)
                direction = parameter.grad.lerp(momentum, MOMENTUM)
                matrices = direction.reshape(group["gates"], parameter.shape[0] // group["gates"], -1)
                size = ADAM_RMS * max(matrices.shape[1:]) ** 0.5
                parameter.mul_(1 - group["lr"] * group["weight_decay"])
                parameter.add_(orthogonal(matrices).reshape(parameter.shape), alpha=-size * group["lr"])


def optimisers(network: nn.Module, rate: float) -> list[torch.optim.Optimizer]:
    """Muon for convolutions and LSTM weights; AdamW for the heads and all biases; nothing for what does not learn."""
    gates, kernels, rest = [], [], []
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("lstm.weight"):
            gates.append(parameter)
        elif name in ("first.weight", "second.weight"):
            kernels.append(parameter)
        else:
            rest.append(parameter)
    return [
        Muon([{"params": gates, "gates": 4}, *([{"params": kernels}] if kernels else [])], rate),
        torch.optim.AdamW(rest, rate, weight_decay=1e-4),
    ]
