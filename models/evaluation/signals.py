"""Test signals as real audio at 8 kHz: keying, fading, noise, and things that are not Morse.

SNR is the power of a mark (before fading) over white noise in 2500 Hz.
"""

from collections.abc import Iterator

import numpy as np
from scipy.signal import oaconvolve

RATE = 8000
EDGE_SECONDS = 0.005


def key_envelope(marks: np.ndarray, seconds: float) -> np.ndarray:
    """Envelope [samples] 0 .. 1 of marks [M, 2] (s), raised-cosine edges of 5 ms; silence is exactly zero."""
    steps = np.zeros(round(seconds * RATE) + 1)
    at = np.round(marks * RATE).astype(int).clip(0, len(steps) - 1)
    np.add.at(steps, at[:, 0], 1)
    np.add.at(steps, at[:, 1], -1)
    edge = np.hanning(round(EDGE_SECONDS * RATE) + 2)[1:-1]
    shaped = oaconvolve(np.cumsum(steps)[:-1], edge / edge.sum(), "same")
    return np.where(shaped < 1e-9, 0, shaped)


def tone(frequency: np.ndarray | float, count: int, phase: float) -> np.ndarray:
    """Unit sine; `frequency` Hz, one value or [count]."""
    return np.sin(2 * np.pi * np.cumsum(np.broadcast_to(frequency, count)) / RATE + phase)


def noise_deviation(snr: float, amplitude: float = 1.0) -> float:
    """Standard deviation of white noise at 8 kHz for marks of `amplitude` at `snr` dB in 2500 Hz."""
    return float(np.sqrt(amplitude**2 / 2 / 10 ** (snr / 10) / (2500 / (RATE / 2))))


def doppler_gain(rng: np.random.Generator, count: int, spread: float) -> np.ndarray:
    """Rayleigh fading [count], mean power 1: magnitude of complex noise through a Gaussian filter in frequency whose
    two-sigma width is `spread` Hz (Watterson; ITU-R F.1487)."""
    bins = np.fft.fftfreq(count, 1 / RATE)
    shape = np.exp(-0.25 * (bins / (spread / 2)) ** 2)
    spectrum = shape * (rng.standard_normal(count) + 1j * rng.standard_normal(count))
    gain = np.abs(np.fft.ifft(spectrum))
    return gain / np.sqrt(np.mean(gain**2))


def crashes(rng: np.random.Generator, count: int, deviation: float) -> np.ndarray:
    """Static: on average 1.5 bursts a second, 10 to 150 ms, 10 to 30 dB above the noise."""
    out = np.zeros(count)
    for at, burst, factor in _bursts(rng, count):
        out[at : at + len(burst)] += burst * deviation * factor
    return out


def crash_power(rng: np.random.Generator, count: int, deviation: float) -> np.ndarray:
    """Variance [count] of `crashes`."""
    out = np.zeros(count)
    for at, burst, factor in _bursts(rng, count):
        out[at : at + len(burst)] += (deviation * factor) ** 2
    return out


def _bursts(rng: np.random.Generator, count: int) -> Iterator[tuple[int, np.ndarray, float]]:
    """First sample, white noise of variance 1, and its amplitude over the noise's deviation."""
    for at in rng.integers(0, count, rng.poisson(1.5 * count / RATE)):
        length = min(count - at, round(rng.uniform(0.01, 0.15) * RATE))
        yield at, rng.standard_normal(length), 10 ** (rng.uniform(10, 30) / 20)


def carrier(rng, count: int, frequency: float) -> np.ndarray:
    """A steady carrier with a slow wobble."""
    wobble = 3 * np.sin(2 * np.pi * 0.1 * np.arange(count) / RATE + rng.uniform(0, 6))
    return tone(frequency + wobble, count, rng.uniform(0, 6))


def three_carriers(rng, count: int, frequency: float) -> np.ndarray:
    """Whistles within 30 Hz of `frequency`, of -12 to +6 dB; they beat."""
    levels = 10 ** (rng.uniform(-12, 6, 3) / 20)
    return sum(level * tone(frequency + rng.uniform(-30, 30), count, rng.uniform(0, 6)) for level in levels)


def mains_buzz(rng, count: int, frequency: float) -> np.ndarray:
    """Harmonics of 50 Hz up to 3.6 kHz (`frequency` lies where it happens to lie between them)."""
    basic = 50 + 0.02 * np.sin(2 * np.pi * 0.07 * np.arange(count) / RATE + rng.uniform(0, 6))
    return sum(10 ** (rng.uniform(-8, -2) / 20) * tone(harmonic * basic, count, rng.uniform(0, 6)) for harmonic in range(2, 72))


def switched_carrier(rng, count: int, frequency: float) -> np.ndarray:
    """A carrier that someone switches on and off every few seconds while tuning."""
    edges = np.cumsum(rng.uniform(1.5, 6, 2 + count // RATE))
    return tone(frequency, count, 0) * (np.searchsorted(edges, np.arange(count) / RATE) % 2)


def rtty(rng, count: int, frequency: float) -> np.ndarray:
    """45.45 baud, 170 Hz shift, five random bits with start and 1.5 stop bits; the mark tone at `frequency`."""
    half_bits = []
    while len(half_bits) * RATE / 90.9 < count + RATE:
        half_bits += [0, 0, *np.repeat(rng.integers(0, 2, 5), 2), 1, 1, 1]
    bit = np.array(half_bits)[(np.arange(count) * 90.9 / RATE).astype(int)]
    return tone(frequency - 170.0 * (1 - bit), count, 0)


def ft8(rng, count: int, frequency: float) -> np.ndarray:
    """Eight tones 6.25 Hz apart, 160 ms each, 12.64 s out of every 15 s."""
    index = (np.arange(count) / (0.16 * RATE)).astype(int)
    steps = rng.integers(0, 8, index[-1] + 1)[index]
    smooth = np.hanning(640)
    shifted = oaconvolve(steps.astype(float), smooth / smooth.sum(), "same")
    on = (np.arange(count) / RATE + rng.uniform(0, 15)) % 15 < 12.64
    return tone(frequency + (shifted - 3.5) * 6.25, count, 0) * on


def voice(rng, count: int, frequency: float) -> np.ndarray:
    """Harmonics of a gliding pitch through three resonances, in syllables and phrases (`frequency` has no part in it)."""
    time = np.arange(count) / RATE
    glide = np.interp(time, np.arange(0, time[-1] + 1, 0.25), rng.uniform(-0.25, 0.25, len(np.arange(0, time[-1] + 1, 0.25))))
    pitch = rng.uniform(90, 230) * np.exp(glide)
    out = np.zeros(count)
    for harmonic in range(1, 18):
        level = sum(np.exp(-(((pitch * harmonic - centre) / 150) ** 2)) for centre in (550, 1100, 2300))
        out += (level + 0.05) * tone(pitch * harmonic, count, rng.uniform(0, 6))
    syllable = np.interp(time, np.arange(0, time[-1] + 1, 0.11), rng.random(len(np.arange(0, time[-1] + 1, 0.11))) ** 2)
    return out * syllable * (np.sin(2 * np.pi * 0.2 * time + rng.uniform(0, 6)) > -0.5)


NOT_MORSE = {
    "carrier": carrier,
    "three carriers": three_carriers,
    "50 Hz buzz": mains_buzz,
    "switched carrier": switched_carrier,
    "RTTY": rtty,
    "FT8": ft8,
    "voice": voice,
}
