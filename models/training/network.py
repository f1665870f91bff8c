"""The network: two causal convolutions, LSTM layers, a CTC head over codes and a key-up/key-down head.

A. Graves et al., Connectionist Temporal Classification, ICML 2006; streaming because nothing looks ahead.
Input is 125 frames/s, output 62.5 frames/s.  All memory is one vector per channel, all zero for a fresh channel:

    [ last 3 feature frames, 14 x 3 | last 2 hidden frames, D x 2 | h of each layer | c of each layer ]

The accurate model runs every layer both ways (M. Schuster, K. K. Paliwal, Bidirectional recurrent neural networks, IEEE
Trans. Signal Processing 45, 1997).  Its memory is that of the forward half; the backward half begins at the end of what
it is given (S. Zhang et al., latency-controlled BLSTM: Highway LSTM RNNs for distant speech recognition, ICASSP 2016).
"""

from dataclasses import asdict, dataclass

import torch
from torch import nn

from .codes import TOKENS
from .features import FEATURES

STRIDE = 2
FIRST_KERNEL, SECOND_KERNEL = 5, 3
FIRST_CACHE, SECOND_CACHE = FIRST_KERNEL - STRIDE, SECOND_KERNEL - 1


@dataclass(frozen=True)
class Shape:
    """Sizes of a network: `width` of the convolutions, `hidden` units in each of `layers` LSTM layers, and as many
    more that read backwards if `both_ways`."""

    width: int = 112
    hidden: int = 256
    layers: int = 2
    both_ways: bool = False

    @property
    def directions(self) -> int:
        return 1 + self.both_ways

    @property
    def state_size(self) -> int:
        return FEATURES * FIRST_CACHE + self.width * SECOND_CACHE + 2 * self.layers * self.hidden

    def to_dict(self) -> dict:
        return asdict(self)


class Network(nn.Module):
    """features [T, N, 14], state [N, S] -> logits [T/2, N, V], key logit [T/2, N], next state [N, S].  T is even."""

    def __init__(self, shape: Shape = Shape()):
        super().__init__()
        self.shape = shape
        self.first = nn.Conv1d(FEATURES, shape.width, FIRST_KERNEL, stride=STRIDE)
        self.second = nn.Conv1d(shape.width, shape.width, SECOND_KERNEL)
        self.lstm = nn.LSTM(shape.width, shape.hidden, shape.layers, bidirectional=shape.both_ways)
        self.code = nn.Linear(shape.hidden * shape.directions, len(TOKENS))
        self.key = nn.Linear(shape.hidden * shape.directions, 1)

    def fresh_state(self, channels: int) -> torch.Tensor:
        return torch.zeros(channels, self.shape.state_size, device=self.code.weight.device)

    def forward(self, features: torch.Tensor, state: torch.Tensor):
        channels, shape = features.shape[1], self.shape
        recurrent = shape.layers * shape.hidden
        first_cache, second_cache, h, c = state.split(
            [FEATURES * FIRST_CACHE, shape.width * SECOND_CACHE, recurrent, recurrent], dim=1
        )
        x = torch.cat([first_cache.reshape(channels, FEATURES, FIRST_CACHE), features.permute(1, 2, 0)], dim=2)
        next_first = x[:, :, -FIRST_CACHE:]
        x = torch.relu(self.first(x))
        x = torch.cat([second_cache.reshape(channels, shape.width, SECOND_CACHE).to(x.dtype), x], dim=2)
        next_second = x[:, :, -SECOND_CACHE:]
        x = torch.relu(self.second(x)).permute(2, 0, 1).contiguous()
        layered = (channels, shape.layers, shape.hidden)
        h, c = (s.reshape(layered).transpose(0, 1).contiguous().to(x.dtype) for s in (h, c))
        if shape.both_ways:
            h, c = (torch.stack([s, torch.zeros_like(s)], 1).flatten(0, 1) for s in (h, c))
        y, (h, c) = self.lstm(x, (h, c))
        h, c = h[:: shape.directions], c[:: shape.directions]
        next_state = torch.cat(
            [
                next_first.flatten(1).float(),
                next_second.flatten(1).float(),
                h.transpose(0, 1).flatten(1).float(),
                c.transpose(0, 1).flatten(1).float(),
            ],
            dim=1,
        )
        return self.code(y), self.key(y).squeeze(-1), next_state


class OtherWay(Network):
    """A network of both ways of which only the half that reads backwards learns, and the heads: the other half stays the live
    network that it came from, and costs no gradients.  The forward layers hear nothing of the backward ones."""

    def __init__(self, shape: Shape):
        super().__init__(shape)
        for name, parameter in self.named_parameters():
            parameter.requires_grad_(name.endswith("_reverse") or name.startswith(("code.", "key.")))

    def _read(self, x: torch.Tensor, layer: int, backwards: bool) -> torch.Tensor:
        end = "_reverse" if backwards else ""
        weights = [getattr(self.lstm, f"{kind}_l{layer}{end}") for kind in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
        if not backwards:
            weights[0] = weights[0][:, : x.shape[2]].contiguous()
        nothing = x.new_zeros(1, x.shape[1], self.shape.hidden)
        ordered = x.flip(0) if backwards else x
        y = torch._VF.lstm(ordered, (nothing, nothing), weights, True, 1, 0.0, self.training, False, False)[0]
        return y.flip(0) if backwards else y

    def forward(self, features: torch.Tensor, state: torch.Tensor):
        """As the other's, from a fresh state; the next state is not computed."""
        with torch.no_grad():
            x = torch.relu(self.first(nn.functional.pad(features.permute(1, 2, 0), (FIRST_CACHE, 0))))
            x = torch.relu(self.second(nn.functional.pad(x, (SECOND_CACHE, 0)))).permute(2, 0, 1).contiguous()
            heard = [x]
            for layer in range(self.shape.layers):
                heard.append(self._read(heard[-1], layer, backwards=False))
        y = self._read(x, 0, backwards=True)
        for layer in range(1, self.shape.layers):
            y = self._read(torch.cat([heard[layer], y], 2), layer, backwards=True)
        y = torch.cat([heard[-1], y], 2)
        return self.code(y), self.key(y).squeeze(-1), state
