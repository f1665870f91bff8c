"""Batches of clips as tensors, made ahead of the training loop by worker processes of lower priority."""

import os
from dataclasses import dataclass

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from .clips import Clip, draw_clip
from .features import BASEBAND_HOP, BASEBAND_RATE, BASEBAND_WINDOW, baseband_log_power, normalise
from .network import STRIDE

KEY_LOOKBACK = 2
"""Output j is taught the key at the centre of frame 2 (j - 2); see `export.KEY_DELAY`."""
_STEP = BASEBAND_HOP * STRIDE


@dataclass(frozen=True)
class Plan:
    """What a run draws: `clips` of `seconds` per step; every `long_every` steps as much audio in clips `long` times as long;
    a share `slow` of senders who take their time, beside those that there are anyway, and a share `rough` of clips in static or fades."""

    seed: int
    clips: int
    seconds: float
    long_every: int = 3
    long: int = 3
    slow: float = 0.0
    rough: float = 0.0


def features_of(clips: list[Clip]) -> np.ndarray:
    """[B, T, 14] float32, T even, with each clip's retuning."""
    power = baseband_log_power(np.stack([clip.signal for clip in clips]))
    for row, clip in enumerate(clips):
        if clip.retune:
            time, shift = clip.retune
            frame = round(time * BASEBAND_RATE / BASEBAND_HOP)
            power[row, frame:] = baseband_log_power(clip.signal[None], shift)[0, frame:]
    return normalise(power[:, : power.shape[1] // STRIDE * STRIDE])


def collate(clips: list[Clip]) -> dict[str, torch.Tensor]:
    """features [T, B, 14]; targets [sum]; lengths [B]; steps [B]; key [T/2, B], NaN where unknown; ends [T/2, B] ids."""
    features = features_of(clips)
    count, steps = len(clips), features.shape[1] // STRIDE
    key = np.full((steps, count), np.nan, np.float32)
    ends = np.zeros((steps, count), np.int64)
    heard = np.zeros(count, np.int64)
    for row, clip in enumerate(clips):
        last = (clip.heard * BASEBAND_RATE - BASEBAND_WINDOW - BASEBAND_HOP) // _STEP
        heard[row] = np.clip(last + 1, 2, steps)
        if clip.key is not None:
            truth = clip.key[BASEBAND_WINDOW // 2 :: _STEP][: steps - KEY_LOOKBACK]
            key[KEY_LOOKBACK : KEY_LOOKBACK + len(truth), row] = truth
        for token, end in clip.letter_ends:
            at = int((end * BASEBAND_RATE - BASEBAND_WINDOW / 2) / _STEP) + 7
            ends[max(0, at) : at + 2, row] = token
    return {
        "features": torch.from_numpy(np.ascontiguousarray(features.transpose(1, 0, 2))),
        "targets": torch.tensor([token for clip in clips for token in clip.targets], dtype=torch.long),
        "lengths": torch.tensor([len(clip.targets) for clip in clips]),
        "steps": torch.from_numpy(heard),
        "key": torch.from_numpy(key),
        "ends": torch.from_numpy(ends),
    }


class Batches(Dataset):
    """Batch number -> the same tensors in every run with the same plan.  `snr_floor` is shared with the loop."""

    def __init__(self, plan: Plan, first: int, last: int, snr_floor):
        self.plan, self.first, self.last, self.snr_floor = plan, first, last, snr_floor

    def __len__(self) -> int:
        return self.last - self.first

    def __getitem__(self, index: int) -> dict[str, torch.Tensor]:
        step, plan = self.first + index, self.plan
        rng = np.random.default_rng([plan.seed, step])
        is_long = plan.long_every and step % plan.long_every == plan.long_every - 1
        factor = plan.long if is_long else 1
        floor = self.snr_floor.value
        seconds = plan.seconds * factor
        return collate([draw_clip(rng, seconds, floor, slow=plan.slow, rough=plan.rough) for _ in range(plan.clips // factor)])


def _be_nice(_worker: int) -> None:
    os.nice(5)
    torch.set_num_threads(1)


def loader(dataset: Batches, workers: int) -> DataLoader:
    """Batches in order; with no workers they are made in the loop itself."""
    ahead = {"prefetch_factor": 4} if workers else {}
    return DataLoader(
        dataset, batch_size=None, num_workers=workers, worker_init_fn=_be_nice if workers else None, **ahead
    )
