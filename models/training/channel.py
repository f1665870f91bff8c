"""What a transmitter, the ionosphere and a receiver do to keying: complex baseband at 500 Hz.

Fading follows the Watterson model (C. C. Watterson et al., IEEE Trans. Commun. 18, 1970; ITU-R F.1487): a complex
Gaussian gain with a Gaussian Doppler spectrum; within the 62 Hz that the network sees, two paths are one.
"""

import numpy as np
from scipy.ndimage import maximum_filter1d
from scipy.signal import butter, firwin, lfilter, upfirdn

from .features import BASEBAND_RATE

_OVERSAMPLING = 4
_FINE_RATE = BASEBAND_RATE * _OVERSAMPLING
_LOWPASS = firwin(25, 220, fs=_FINE_RATE)


def envelope(marks: np.ndarray, seconds: float, rise: float) -> np.ndarray:
    """Key envelope [samples] at 500 Hz, 0 .. 1, with raised-cosine edges of `rise` s; edges fall between samples."""
    count = round(seconds * BASEBAND_RATE)
    steps = np.zeros(count * _OVERSAMPLING + 2)
    edges = np.clip(marks, 0, seconds) * _FINE_RATE
    whole = np.floor(edges).astype(int)
    part = edges - whole
    for column, sign in ((0, 1.0), (1, -1.0)):
        np.add.at(steps, whole[:, column], sign * (1 - part[:, column]))
        np.add.at(steps, whole[:, column] + 1, sign * part[:, column])
    edge = np.hanning(max(3, round(rise * _FINE_RATE)) + 2)[1:-1]
    kernel = np.convolve(edge / edge.sum(), _LOWPASS)
    shaped = upfirdn(kernel, np.cumsum(steps), 1, _OVERSAMPLING)
    delay = round((len(kernel) - 1) / 2 / _OVERSAMPLING)
    return shaped[delay : delay + count]


def carrier(rng: np.random.Generator, marks: np.ndarray, count: int, offset: float, clean: bool) -> np.ndarray:
    """Unit phasor [count] at `offset` Hz from the centre; unless clean, with drift, chirp at each mark, or hum."""
    time = np.arange(count) / BASEBAND_RATE
    frequency = np.full(count, offset)
    if not clean:
        if rng.random() < 0.5:
            frequency += rng.normal(0, 0.5) * (time - time[-1] / 2)
        if rng.random() < 0.08 and len(marks):
            onset = np.zeros(count)
            at = np.round(marks[:, 0] * BASEBAND_RATE).astype(int)
            onset[at[(at >= 0) & (at < count)]] = rng.normal(0, 12)
            frequency += lfilter([1], [1, -np.exp(-1 / (rng.uniform(0.01, 0.08) * BASEBAND_RATE))], onset)
        if rng.random() < 0.06:
            frequency += rng.uniform(1, 12) * np.sin(2 * np.pi * rng.choice([50, 60, 100, 120]) * time)
    return np.exp(2j * np.pi * (np.cumsum(frequency) / BASEBAND_RATE + rng.random()))


def rayleigh(rng: np.random.Generator, count: int, spread: float, paths: int = 24) -> np.ndarray:
    """Complex gain [count] of mean power 1 whose Doppler spectrum is Gaussian, `spread` Hz wide (two sigma, F.1487)."""
    time = np.arange(0, count + 8, 8) / BASEBAND_RATE
    doppler = rng.normal(0, spread / 2, paths)
    weight = rng.standard_normal(paths) + 1j * rng.standard_normal(paths)
    gain = np.exp(2j * np.pi * time[:, None] * doppler) @ weight / np.sqrt(2 * paths)
    grid = np.arange(count) / 8
    return np.interp(grid, np.arange(len(gain)), gain.real) + 1j * np.interp(grid, np.arange(len(gain)), gain.imag)


def two_paths(rng: np.random.Generator, count: int) -> np.ndarray:
    """Complex gain [count], 1 at its highest: two modes of nearly equal strength whose phases pass each other.  Steady for most
    of the time, and gone in short, deep notches, as on the air."""
    time = np.arange(count) / BASEBAND_RATE
    weaker = 1 - 10 ** -rng.uniform(0.2, 2)
    passing = np.exp(rng.uniform(np.log(0.1), np.log(3)))
    phase = passing * time + rng.uniform(0, 0.5) * np.sin(2 * np.pi * (rng.uniform(0.05, 0.5) * time + rng.random()))
    return (1 + weaker * np.exp(2j * np.pi * (phase + rng.random()))) / (1 + weaker)


def fading(rng: np.random.Generator, count: int) -> np.ndarray:
    """A gain [count], real or complex, of one of the kinds heard on the air."""
    kind, time = rng.random(), np.arange(count) / BASEBAND_RATE
    if kind < 0.25:
        return two_paths(rng, count)
    if kind < 0.45:
        depth = rng.uniform(3, 20)
        return 10 ** (-depth * (0.5 + 0.5 * np.sin(2 * np.pi * (rng.uniform(0.03, 0.8) * time + rng.random()))) / 20)
    if kind < 0.85:
        return rayleigh(rng, count, np.exp(rng.uniform(np.log(0.1), np.log(3))))
    steady, flutter = rng.uniform(0.3, 1), rayleigh(rng, count, rng.uniform(4, 20))
    return (steady + flutter * rng.uniform(0.3, 1)) / np.sqrt(steady**2 + 0.4)


def noise(rng: np.random.Generator, count: int) -> np.ndarray:
    """Complex white noise [count] of variance 1."""
    return (rng.standard_normal(count) + 1j * rng.standard_normal(count)) * np.sqrt(0.5)


def amplitude_for(snr_db: float) -> float:
    """Magnitude of a mark over `noise` (variance 1 in 500 Hz, so 5 in 2500 Hz) for an SNR in 2500 Hz."""
    return float(np.sqrt(10 ** (snr_db / 10) * 2500 / BASEBAND_RATE))


def static(rng: np.random.Generator, count: int) -> np.ndarray:
    """Crashes (bursts that die away) and impulses [count], over noise of variance 1."""
    out = np.zeros(count, complex)
    if rng.random() < 0.7:
        for at in rng.integers(0, count, 1 + rng.poisson(rng.uniform(0.2, 4) * count / BASEBAND_RATE)):
            length = min(count - at, round(rng.uniform(0.005, 0.25) * BASEBAND_RATE))
            burst = noise(rng, length) * np.exp(-np.arange(length) * 3 / max(1, length))
            out[at : at + length] += burst * 10 ** (rng.uniform(3, 32) / 20)
    else:
        period = BASEBAND_RATE / rng.choice([rng.uniform(2, 20), 50, 60, 100, 120])
        at = np.arange(rng.uniform(0, period), count - 1, period).astype(int)
        out[at] += 10 ** (rng.uniform(5, 30) / 20) * np.exp(2j * np.pi * rng.random(len(at)))
    return out


def agc(rng: np.random.Generator, signal: np.ndarray) -> np.ndarray:
    """Gain control as receivers have it: it falls at once, hangs for up to 0.5 s, and rises again by 10 to 200 dB a second, so that
    noise swells in pauses and fades, up to 15 to 60 dB above its level under the loudest mark."""
    quick = np.exp(-1 / (rng.uniform(0.002, 0.01) * BASEBAND_RATE))
    power = lfilter([1 - quick], [1, -quick], np.abs(signal) ** 2)
    level = 10 * np.log10(power + 1e-12)
    level = np.maximum(level, level.max() - rng.uniform(15, 60))
    hang = 1 + round(rng.choice([0, rng.uniform(0, 0.5)]) * BASEBAND_RATE)
    level = maximum_filter1d(level, hang, origin=(hang - 1) // 2)
    fall = np.exp(rng.uniform(np.log(10), np.log(200))) / BASEBAND_RATE * np.arange(len(signal))
    level = np.maximum.accumulate(level + fall) - fall
    return signal * 10 ** (-rng.uniform(0.6, 1.0) * (level - level.max()) / 20)


def receiver(rng: np.random.Generator, signal: np.ndarray) -> np.ndarray:
    """A narrow filter, AGC and limiting, each now and then, and the audio noise behind them."""
    if rng.random() < 0.12:
        time = np.arange(len(signal)) / BASEBAND_RATE
        half = rng.uniform(40, 240)
        tilt = np.exp(2j * np.pi * rng.uniform(-0.8, 0.8) * half * time)
        b, a = butter(rng.integers(1, 5), min(half, 245), fs=BASEBAND_RATE)
        signal = lfilter(b, a, signal * tilt.conj()) * tilt
        signal = signal + noise(rng, len(signal)) * 10 ** (-rng.uniform(15, 50) / 20)
    if rng.random() < 0.35:
        signal = agc(rng, signal)
    elif rng.random() < 0.15:
        power = np.abs(signal) ** 2
        fast = lfilter([0.3], [1, -0.7], power)
        decay = np.exp(-1 / (rng.uniform(0.05, 1.0) * BASEBAND_RATE))
        slow = lfilter([1 - decay], [1, -decay], fast)
        gain = np.maximum(np.maximum(fast, slow), 1e-9) ** (-rng.uniform(0.2, 0.5))
        signal = signal * np.minimum(gain, 100)
        signal = signal / np.sqrt(np.mean(np.abs(signal) ** 2) + 1e-12)
    if rng.random() < 0.08:
        limit = np.sqrt(np.mean(np.abs(signal) ** 2) + 1e-12) * rng.uniform(0.3, 2)
        magnitude = np.abs(signal) + 1e-12
        signal = signal * np.minimum(1, limit / magnitude)
    return signal


def digital_silence(rng: np.random.Generator, signal: np.ndarray) -> np.ndarray:
    """Noise-free sidetone in 16-bit samples: rounding noise under the marks and exact zeros between them."""
    step = 2.0**-15
    sounding = np.abs(signal) > step / 2
    rounding = noise(rng, len(signal)) * step / np.sqrt(3)
    return np.where(sounding, signal + rounding, 0)


def lost_packets(rng: np.random.Generator, signal: np.ndarray) -> np.ndarray:
    """Holes of 20 to 100 ms, one in 10 to 80 packets: zeros, or the tone before and the tone behind, one fading into the other,
    as a receiver does that knows of them."""
    packet = round(rng.uniform(0.02, 0.1) * BASEBAND_RATE)
    lost = np.flatnonzero(rng.random(len(signal) // packet) < 1 / rng.uniform(10, 80)) * packet
    bridged, out = rng.random() < 0.7, signal.copy()
    for at in lost[(lost > packet) & (lost < len(signal) - 2 * packet)]:
        ramp = np.linspace(0, 1, packet)
        turn = np.angle(signal[at - 8 : at - 1] @ signal[at - 9 : at - 2].conj())
        before = signal[at - 1] * np.exp(1j * turn * np.arange(1, packet + 1))
        turn = np.angle(signal[at + packet + 2 : at + packet + 9] @ signal[at + packet + 1 : at + packet + 8].conj())
        after = signal[at + packet] * np.exp(-1j * turn * np.arange(packet, 0, -1))
        out[at : at + packet] = before * (1 - ramp) + after * ramp if bridged else 0
    return out


def cut_off(rng: np.random.Generator, signal: np.ndarray, stop: float) -> np.ndarray:
    """A recording or a stream that ends at `stop` s: zeros from there on, or a hiss 30 to 60 dB under what was heard."""
    out, at = signal.copy(), min(len(signal), max(1, round(stop * BASEBAND_RATE)))
    level = np.sqrt(np.mean(np.abs(signal[:at]) ** 2))
    hiss = 0.0 if rng.random() < 0.7 else level * 10 ** (-rng.uniform(30, 60) / 20)
    out[at:] = hiss * noise(rng, len(signal) - at)
    return out
