"""The bound in white noise: what an ideal receiver reads wrong.

CER with blanks of a noncoherent maximum-likelihood sequence decoder that is told speed, timing, amplitude and noise, for
perfectly keyed uniform random letters and digits with 18 % word spaces.  Without a language model nobody beats it.
SNR as everywhere here: power of a mark over white noise in 2500 Hz.
"""

import math

BOUND: dict[int, dict[int, float]] = {
    12: {-14: 0.038, -13: 0.032, -12: 0.010, -11: 0.003, -10: 0.000},
    20: {-14: 0.137, -13: 0.096, -12: 0.049, -11: 0.022, -10: 0.011, -9: 0.006, -8: 0.001, -7: 0.000},
    30: {-14: 0.310, -13: 0.246, -12: 0.160, -11: 0.082, -10: 0.045, -9: 0.022, -8: 0.011, -7: 0.001, -6: 0.001},
    40: {-14: 0.504, -13: 0.376, -12: 0.269, -11: 0.175, -10: 0.107, -9: 0.047, -8: 0.024, -7: 0.012, -6: 0.002},
}
"""CER by speed (WPM) and SNR (dB)."""


def level_of(curve: dict[float, float], cer: float) -> float | None:
    """SNR at which a curve of CER over SNR falls to `cer`, linear in the logarithm of CER; None if it never does, or is
    under it everywhere."""
    levels = sorted(curve)
    for low, high in zip(levels, levels[1:]):
        above, below = curve[low], curve[high]
        if above > cer >= below:
            part = math.log(above / cer) / math.log(above / max(below, 1e-4))
            return low + part * (high - low)
    return None


def decibels_short(curve: dict[float, float], wpm: int, cer: float) -> float | None:
    """By how much more signal than an ideal receiver a decoder needs for `cer`."""
    own, ideal = level_of(curve, cer), level_of(BOUND[wpm], cer)
    return None if own is None or ideal is None else own - ideal
