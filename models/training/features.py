"""The 14 features of a channel, from 8 kHz audio or from its equal at 500 Hz.

A frame is 768 samples at 8 kHz, every 64 samples: frame k covers samples [64 k, 64 k + 768).  Per frame, log power in a
short window (256 samples in the middle of the frame; offsets -4, -2, 0, 2, 4 fine bins from the channel's centre) and
in a long one (768 samples; offsets -4 .. 4).  A fine bin is 8000 / 1024 = 7.8125 Hz.  Minus a causal mean.

Training computes the same numbers from complex baseband at 500 Hz, 16 times cheaper: sample n stands for the analytic
signal at 8 kHz position 16 n + 7.5, so 48 baseband samples span a frame and every window is sampled there.
"""

import numpy as np

SAMPLE_RATE = 8000
FFT_SIZE = 1024
BIN_HZ = SAMPLE_RATE / FFT_SIZE
HOP = 64
WINDOW = 768
SHORT_WINDOW = 256
SHORT_OFFSETS = (-4, -2, 0, 2, 4)
LONG_OFFSETS = (-4, -3, -2, -1, 0, 1, 2, 3, 4)
FEATURES = len(SHORT_OFFSETS) + len(LONG_OFFSETS)
LOG_FLOOR = 1e-10
MEAN_ALPHA = 1 / 312.5
FRAME_RATE = SAMPLE_RATE / HOP

DECIMATION = 16
BASEBAND_RATE = SAMPLE_RATE // DECIMATION
BASEBAND_HOP = HOP // DECIMATION
BASEBAND_WINDOW = WINDOW // DECIMATION
FEATURE_LIMIT = 60.0


def _window(position: np.ndarray, length: int) -> np.ndarray:
    """Hann window of unit energy at (fractional) sample positions 0 .. length - 1; zero outside."""
    grid = np.hanning(length + 2)[1:-1]
    value = 0.5 - 0.5 * np.cos(2 * np.pi * (position + 1) / (length + 1))
    return np.where((position > -1) & (position < length), value, 0.0) / np.sqrt((grid**2).sum())


def _kernels(position: np.ndarray, scale: float, carrier_bin: float) -> np.ndarray:
    """Complex kernels [14, len(position)] of a frame whose samples lie at `position` (8 kHz samples)."""
    planes = (
        (SHORT_WINDOW, SHORT_OFFSETS, (WINDOW - SHORT_WINDOW) / 2),
        (WINDOW, LONG_OFFSETS, 0.0),
    )
    rows = [
        scale * _window(position - start, length) * np.exp(-2j * np.pi * (carrier_bin + offset) * position / FFT_SIZE)
        for length, offsets, start in planes
        for offset in offsets
    ]
    return np.stack(rows)


def _log_power(signal: np.ndarray, kernels: np.ndarray, hop: int) -> np.ndarray:
    """[B, samples] -> [B, T, 14] float32 log power of every frame that lies whole in the signal."""
    length = kernels.shape[1]
    frames = np.lib.stride_tricks.sliding_window_view(signal, length, axis=1)[:, ::hop]
    if np.isrealobj(signal):
        real, imag = frames @ kernels.real.T, frames @ kernels.imag.T
    else:
        product = frames @ kernels.T.astype(signal.dtype)
        real, imag = product.real, product.imag
    return np.log(real**2 + imag**2 + LOG_FLOOR).astype(np.float32)


_POSITION = np.arange(BASEBAND_WINDOW) * DECIMATION + (DECIMATION - 1) / 2
_RETUNED: dict[int, np.ndarray] = {}


def baseband_log_power(signal: np.ndarray, shift: int = 0) -> np.ndarray:
    """Log power [B, T, 14] of complex baseband [B, samples] at 500 Hz, tuned `shift` fine bins above its zero.

    A tone of amplitude A at 8 kHz is a phasor of magnitude A here, hence the factor 16 / 2.
    """
    if shift not in _RETUNED:
        _RETUNED[shift] = _kernels(_POSITION, DECIMATION / 2, shift)
    return _log_power(signal, _RETUNED[shift], BASEBAND_HOP)


def audio_log_power(samples: np.ndarray, centre_bin: int) -> np.ndarray:
    """Log power [B, T, 14] of real audio [B, samples] at 8 kHz around fine bin `centre_bin`."""
    return _log_power(samples, _kernels(np.arange(WINDOW, dtype=float), 1.0, centre_bin), HOP)


def running_mean(level: np.ndarray) -> np.ndarray:
    """Bias-corrected exponential mean of [B, T] over time, at each frame over the frames up to it (2.5 s)."""
    from scipy.signal import lfilter

    numerator = lfilter([MEAN_ALPHA], [1, MEAN_ALPHA - 1], level.astype(np.float64), axis=1)
    weight = 1 - (1 - MEAN_ALPHA) ** np.arange(1, level.shape[1] + 1)
    return numerator / weight


def normalise(log_power: np.ndarray) -> np.ndarray:
    """Features [B, T, 14] float32 from log power: minus the causal mean over all 14, limited to finite values."""
    features = log_power - running_mean(log_power.mean(2))[:, :, None]
    return np.clip(np.nan_to_num(features), -FEATURE_LIMIT, FEATURE_LIMIT).astype(np.float32)


def baseband_features(signal: np.ndarray) -> np.ndarray:
    """Features [B, T, 14] of complex baseband [B, samples] at 500 Hz."""
    return normalise(baseband_log_power(signal))


def audio_features(samples: np.ndarray, centre_bin: int) -> np.ndarray:
    """Features [B, T, 14] of real audio [B, samples] at 8 kHz."""
    return normalise(audio_log_power(samples, centre_bin))
