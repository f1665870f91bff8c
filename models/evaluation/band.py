"""Clips side by side in one audio, so that one receiver hears eight of them as eight stations of a band.

A channel sees ±31 Hz, its speed, drift and noise meters less than ±125 Hz.  So of every clip ±187 Hz around its centre is
moved, whole and by whole bins of its Fourier transform, to a place of its own, 390 Hz from the next: what each channel
gets stays what it was (`tests/test_evaluation.py`), at an eighth of the receiver's cost.
"""

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from training.features import FFT_SIZE

PLACES = tuple(range(52, 452, 50))
"""Centre bins of the places: 406 to 3141 Hz."""
REACH = 24
"""Bins (7.8 Hz) to each side that are moved."""
FULL_SCALE = 0.9


def side_by_side(clips: list[tuple[np.ndarray, int]]) -> np.ndarray:
    """Audio [samples] of up to eight clips at 8 kHz with their centre bins, clip i around `PLACES[i]`.

    As long as the longest; after a shorter one's end there is next to nothing in its place.
    """
    longest = max(len(audio) for audio, _ in clips)
    # Whole multiples of the bins' length, so that a shift by a bin is one by whole values of the transform.
    blocks = next_fast_len(-(-longest // FFT_SIZE))
    spectrum = np.zeros(blocks * FFT_SIZE // 2 + 1, complex)
    for (audio, centre), place in zip(clips, PLACES, strict=False):
        own = rfft(audio.astype(float), blocks * FFT_SIZE)
        spectrum[(place - REACH) * blocks : (place + REACH) * blocks] = own[(centre - REACH) * blocks : (centre + REACH) * blocks]
    audio = irfft(spectrum, blocks * FFT_SIZE)[:longest]
    return audio * (FULL_SCALE / np.abs(audio).max())
