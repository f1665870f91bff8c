"""A glance at an unfinished network: machine keying in white noise, from seeds that training never draws."""

import numpy as np
import torch

from . import channel, keying
from .batches import collate
from .clips import Clip
from .codes import TOKEN_ID
from .scoring import distance, fold, greedy
from .texts import words

SEED = 20_000_003
CELLS = ((20, -4), (20, -8), (20, -10), (30, -6), (40, -6))


def _clip(rng: np.random.Generator, wpm: float, snr: float, seconds: float) -> Clip:
    count = round(seconds / (1.2 / wpm * 46))
    sent = keying.key(words(rng, count), keying.machine(wpm), rng, 0.5)
    kept = [(token, end) for token, start, end, dit in sent.symbols if end + 4 * dit + 0.3 < seconds]
    key = channel.envelope(sent.marks[sent.marks[:, 1] <= kept[-1][1] + 0.01], seconds, 0.005)
    tone = channel.carrier(rng, sent.marks, len(key), rng.uniform(-4, 4), True)
    signal = channel.amplitude_for(snr) * key * tone + channel.noise(rng, len(key))
    targets = [TOKEN_ID[token] for token, _ in kept]
    return Clip((signal * 0.01).astype(np.complex64), targets, seconds, [], key)


@torch.no_grad()
def validate(network, device: torch.device, clips: int = 16, seconds: float = 24.0) -> dict[str, float]:
    """CER with blanks by cell, about 600 characters each."""
    result = {}
    for wpm, snr in CELLS:
        rng = np.random.default_rng([SEED, wpm])
        drawn = [_clip(rng, wpm, snr, seconds) for _ in range(clips)]
        features = collate(drawn)["features"].to(device)
        logits, _, _ = network(features, network.fresh_state(clips))
        ids = logits.argmax(-1).cpu().numpy()
        errors = length = 0
        for row, clip in enumerate(drawn):
            sent = fold([" " if i == 1 else str(i) for i in clip.targets])
            read = [" " if token == " " else str(TOKEN_ID[token]) for token in greedy(ids[:, row])]
            errors += distance(read, sent)
            length += len(sent)
        result[f"{wpm} WPM {snr} dB"] = round(errors / length, 4)
    return result
