"""What is on the air and is not the Morse of this channel: carriers, data modes, voice, hum.  Complex baseband at 500 Hz.

Every function returns [count] with a mean power near 1 while it sounds.
"""

import numpy as np
from scipy.signal import lfilter

from .channel import noise
from .features import BASEBAND_RATE


def _phasor(frequency: np.ndarray, rng) -> np.ndarray:
    return np.exp(2j * np.pi * (np.cumsum(frequency) / BASEBAND_RATE + rng.random()))


def steady_carrier(rng: np.random.Generator, count: int) -> np.ndarray:
    """A carrier, birdie or whistle: steady, drifting, wobbling, or switched on and off every few seconds."""
    time = np.arange(count) / BASEBAND_RATE
    frequency = np.full(count, rng.uniform(-30, 30)) + rng.normal(0, 0.7) * time
    if rng.random() < 0.3:
        frequency += rng.uniform(0, 40) * np.sin(2 * np.pi * (rng.uniform(0.1, 6) * time + rng.random()))
    tone = _phasor(frequency, rng)
    if rng.random() < 0.6:
        starts = np.cumsum(rng.exponential(2.5, 40) + 0.8)
        tone *= np.searchsorted(starts, time) % 2
    if rng.random() < 0.3:
        tone *= 1 + 0.8 * np.sin(2 * np.pi * rng.uniform(0.1, 2) * time)
    return tone


def _wander(rng: np.random.Generator, count: int) -> np.ndarray:
    """A level [count] around 1 of a line that is not quite steady: half of the lines are."""
    if rng.random() < 0.5:
        return np.ones(count)
    steps = rng.standard_normal(count // 50 + 2) * rng.uniform(0.02, 0.15)
    slow = np.interp(np.arange(count) / 50, np.arange(len(steps)), np.cumsum(steps))
    return np.exp(np.clip(slow - slow.mean(), -1, 1))


def birdies(rng: np.random.Generator, count: int, offset: float) -> np.ndarray:
    """One to three steady carriers 4 to 60 Hz from `offset` (Hz from the centre): receiver's whistles, heterodynes, somebody
    who tunes up.  Levels -18 to +14 dB against a mark of 1; some drift, wander, begin or end."""
    time, total = np.arange(count) / BASEBAND_RATE, np.zeros(count, complex)
    for _ in range(1 + (rng.random() < 0.25) + (rng.random() < 0.1)):
        distance = rng.uniform(4, 60) if rng.random() < 0.4 else rng.uniform(4, 32)
        frequency = np.full(count, offset + rng.choice([-1, 1]) * distance)
        if rng.random() < 0.3:
            frequency += rng.normal(0, 0.4) * (time - time[-1] / 2)
        tone = _phasor(frequency, rng) * _wander(rng, count) * 10 ** (rng.uniform(-18, 14) / 20)
        if rng.random() < 0.3:
            tone *= (time > rng.uniform(0, time[-1])) == (rng.random() < 0.5)
        total += tone
    return total


def buzz(rng: np.random.Generator, count: int, highest: float = 8) -> np.ndarray:
    """A comb of lines: mains at 50, 60, 100 or 120 Hz, or a switching supply's 30 to 200 Hz, each -14 to `highest` dB against a
    mark of 1.  The mains' lines move together, slowly; a supply's wobble and are broader."""
    time, total = np.arange(count) / BASEBAND_RATE, np.zeros(count, complex)
    supply = rng.random() < 0.3
    spacing = rng.uniform(30, 200) if supply else rng.choice([50, 50, 50, 60, 60, 100, 120])
    spread = rng.uniform(0, 3)
    level = rng.uniform(-11, highest - spread)
    common = rng.normal(0, 0.1) * time
    if supply:
        common += lfilter([1e-3], [1, -0.999], rng.standard_normal(count)) * rng.uniform(0, 60)
    first = rng.uniform(-0.5, 0.5) * spacing
    for line in range(-int(240 // spacing) - 1, int(240 // spacing) + 2):
        frequency = first + line * spacing + common
        if abs(first + line * spacing) > 235:
            continue
        total += _phasor(frequency, rng) * _wander(rng, count) * 10 ** ((level + rng.uniform(-spread, spread)) / 20)
    return total


def rtty(rng: np.random.Generator, count: int) -> np.ndarray:
    """Frequency-shift keying, 45.45 to 100 baud, shift 85 to 450 Hz, one of its tones near the centre.  Start bit, five
    data bits, 1 to 2 stop bits; the idle character (all ones) in between, or nothing but the resting tone for a while."""
    baud, shift = rng.choice([45.45, 45.45, 50, 75, 100]), rng.choice([85, 170, 170, 170, 450])
    half_bit = np.floor(np.arange(count) / BASEBAND_RATE * baud * 2 + rng.random()).astype(int)
    stop = rng.integers(2, 5)
    data = rng.integers(0, 2, (half_bit[-1] // (12 + stop) + 1, 5))
    data[rng.random(len(data)) < rng.choice([0, 0.3, 0.9])] = 1
    framed = np.concatenate([np.zeros((len(data), 1), int), data], axis=1).repeat(2, axis=1)
    bits = np.concatenate([framed, np.ones((len(data), stop), int)], axis=1).ravel()
    if rng.random() < 0.25:
        rest = rng.integers(0, len(bits))
        bits[rest : rest + rng.integers(0, len(bits))] = 1
    near = rng.integers(0, 2)
    frequency = (bits[half_bit] - near) * shift + rng.uniform(-12, 12)
    keep = np.abs(frequency) < 240
    return _phasor(np.where(keep, frequency, 0), rng) * lfilter(np.ones(3) / 3, [1], keep)


def tones(rng: np.random.Generator, count: int) -> np.ndarray:
    """Many-tone keying in the manner of FT8 (8 tones, 6.25 Hz, 160 ms), FT4, JT65, MFSK, with its silences."""
    size, spacing, symbol = ((8, 6.25, 0.16), (4, 20.83, 0.048), (16, 15.625, 0.064), (32, 31.25, 0.032))[rng.integers(4)]
    index = np.floor(np.arange(count) / BASEBAND_RATE / symbol + rng.random()).astype(int)
    step = rng.integers(0, size, index[-1] + 1)
    smooth = np.hanning(max(3, round(symbol * BASEBAND_RATE * 0.5)))
    frequency = np.convolve((step[index] - rng.uniform(0, size)) * spacing, smooth / smooth.sum(), "same")
    tone = _phasor(frequency, rng) * (np.abs(frequency) < 240)
    if rng.random() < 0.4:
        cut = rng.integers(0, count)
        tone[:cut] = 0 if rng.random() < 0.5 else tone[:cut]
        tone[cut + rng.integers(0, count) :] = 0
    return tone


def phase_shift(rng: np.random.Generator, count: int) -> np.ndarray:
    """BPSK or QPSK at 31.25, 62.5 or 125 baud with cosine-shaped reversals (PSK31)."""
    symbol = BASEBAND_RATE / rng.choice([31.25, 62.5, 125])
    phases = rng.choice([2, 4])
    points = np.exp(2j * np.pi * rng.integers(0, phases, round(count / symbol) + 3) / phases)
    if rng.random() < 0.3:
        points[: len(points) // 2] = (-1.0) ** np.arange(len(points) // 2)
    position = np.arange(count) / symbol
    left = position.astype(int)
    blend = 0.5 - 0.5 * np.cos(np.pi * (position - left))
    tone = points[left] * (1 - blend) + points[left + 1] * blend
    return tone * _phasor(np.full(count, rng.uniform(-25, 25)), rng)


def voice(rng: np.random.Generator, count: int) -> np.ndarray:
    """A speaker: harmonics of a gliding pitch, syllables 2 to 7 a second, pauses, breath noise."""
    time = np.arange(count) / BASEBAND_RATE
    glide = lfilter([0.004], [1, -0.996], rng.standard_normal(count)) * 6
    pitch = rng.uniform(80, 260) * np.exp(glide.clip(-1, 1) * rng.uniform(0.1, 0.5))
    syllables = lfilter([0.05], [1, -0.95], np.repeat(rng.random(count // 60 + 1) ** 2, 60)[:count])
    syllables *= (np.sin(2 * np.pi * (rng.uniform(0.1, 0.4) * time + rng.random())) > -0.6) * 2
    tuned = rng.uniform(300, 1200)
    out = np.zeros(count, complex)
    for harmonic in range(1, 16):
        frequency = pitch * harmonic - tuned
        out += _phasor(frequency, rng) * (np.abs(frequency) < 230) / np.sqrt(harmonic)
    return (out * 2 + 0.5 * noise(rng, count)) * syllables


def bursts(rng: np.random.Generator, count: int) -> np.ndarray:
    """Noise switched by something that is not a key: radar, fences, wipers, gusts."""
    time = np.arange(count) / BASEBAND_RATE
    rate = np.exp(rng.uniform(np.log(0.3), np.log(25)))
    gate = np.sin(2 * np.pi * (rate * time + rng.random())) > rng.uniform(-0.8, 0.9)
    if rng.random() < 0.5:
        gate = np.repeat(rng.random(count // 30 + 1) < 0.3, 30)[:count]
    return noise(rng, count) * lfilter([0.2], [1, -0.8], gate.astype(float))


def lines(rng: np.random.Generator, count: int, offset: float | None = None) -> np.ndarray:
    """Steady lines: a comb, or carriers beside `offset` (Hz from the centre), which is anywhere where none is given."""
    if rng.random() < 0.4:
        return buzz(rng, count)
    return birdies(rng, count, rng.uniform(-15, 15) if offset is None else offset)


NOT_MORSE = (*[steady_carrier] * 3, *[lines] * 3, *[rtty] * 4, *[tones] * 2, phase_shift, *[voice] * 2, bursts)
