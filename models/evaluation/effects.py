"""What happens to a signal on its way, and in the receiver."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.signal import butter, lfilter, sosfilt

from . import signals
from .lines import Buzz, Carrier


def _one(rng, time, marks):
    return 1.0, 0.0


def _mistuned(rng, time, marks):
    return 1.0, rng.choice([-12, 12])


def _wandering(rng, time, marks):
    """Up to 1 Hz/s, 12 Hz to either side."""
    return 1.0, 12 * np.sin(time / 12 + rng.uniform(0, 6))


def _slow_fading(rng, time, marks):
    return 10 ** (-7.5 * (1 + np.sin(2 * np.pi * 0.15 * time + rng.uniform(0, 6))) / 20), 0.0


def _flutter(rng, time, marks):
    return np.abs(0.8 + 0.5 * (signals.doppler_gain(rng, len(time), 10) - 0.9)), 0.0


def _rayleigh(spread: float):
    return lambda rng, time, marks: (signals.doppler_gain(rng, len(time), spread), 0.0)


def _hum(rng, time, marks):
    return 1.0, 6 * np.sin(2 * np.pi * 100 * time)


def _chirp(rng, time, marks):
    """Each mark begins 25 to 60 Hz off and settles within a few tens of ms."""
    depth, settling = rng.uniform(25, 60) * rng.choice([-1, 1]), rng.uniform(0.012, 0.03)
    since = time - marks[np.searchsorted(marks[:, 0], time, "right") - 1, 0]
    return 1.0, depth * np.exp(-np.maximum(since, 0) / settling)


def _narrow_with_agc(audio: np.ndarray, pitch: float) -> np.ndarray:
    """A 250 Hz crystal filter, then a gain control that falls at once and comes back by 8.7 dB in 0.25 s, so that the
    noise rises in pauses."""
    filtered = sosfilt(butter(4, [pitch - 125, pitch + 125], "bandpass", fs=signals.RATE, output="sos"), audio)
    level = np.sqrt(lfilter([0.01], [1, -0.99], filtered**2)) + 1e-4
    decay = np.arange(len(level)) / (0.25 * signals.RATE)
    held = np.exp(np.maximum.accumulate(np.log(level) + decay) - decay)
    return 0.2 * filtered / held


def _hard_limited(audio: np.ndarray, pitch: float) -> np.ndarray:
    return np.clip(20 * audio, -0.3, 0.3)


def _lost(concealed: bool):
    """One packet of 40 ms in 30 is lost: zeros, or what came before it once more."""

    def receiver(audio: np.ndarray, pitch: float) -> np.ndarray:
        packet, out = round(0.04 * signals.RATE), audio.copy()
        rng = np.random.default_rng([len(audio), round(pitch)])
        for at in packet * (1 + np.flatnonzero(rng.random(len(audio) // packet - 2) < 1 / 30)):
            out[at : at + packet] = out[at - packet : at] if concealed else 0
        return out

    return receiver


AWAY, OVER_MARK = (10, 15, 22, 30), (-12, -6, 0, 10)
"""Of steady carriers: Hz from the mark and dB over it."""


@dataclass(frozen=True)
class Effect:
    """`path`: gain and frequency shift (Hz) of the signal over time; `neighbour`: level over it (dB) and distance (Hz) of a
    second station; `crowd`: Hz from one to the next of the stations that fill the band; `crashes`: static; `lines`: what hums
    or whistles beside it; `receiver`: what is done to all of it together, `lossy` if that leaves holes in time."""

    path: Callable = _one
    neighbour: tuple[float, float] | None = None
    crowd: float | None = None
    crashes: bool = False
    lines: Carrier | Buzz | None = None
    lossy: bool = False
    receiver: Callable[[np.ndarray, float], np.ndarray] | None = None

    @property
    def wide(self) -> bool:
        """It is heard in the whole band, so the channel's own surroundings are not all that counts."""
        return self.crashes or self.lossy or self.crowd is not None or isinstance(self.lines, Buzz)


EFFECTS = {
    "none": Effect(),
    "12 Hz off": Effect(_mistuned),
    "1 Hz/s": Effect(_wandering),
    "QSB 15 dB": Effect(_slow_fading),
    "Rayleigh 0.5 Hz": Effect(_rayleigh(0.5)),
    "Rayleigh 0.2 Hz": Effect(_rayleigh(0.2)),
    "flutter": Effect(_flutter),
    "hum": Effect(_hum),
    "chirp": Effect(_chirp),
    "static": Effect(crashes=True),
    "250 Hz filter with AGC": Effect(receiver=_narrow_with_agc),
    "hard limited": Effect(receiver=_hard_limited),
    "neighbour +15 dB at 100 Hz": Effect(neighbour=(15, 100)),
    "neighbour +6 dB at 80 Hz": Effect(neighbour=(6, 80)),
    "neighbour -3 dB at 50 Hz": Effect(neighbour=(-3, 50)),
    "full band": Effect(crowd=160),
    **{f"carrier {level:+d} dB at {hertz} Hz": Effect(lines=Carrier(level, hertz)) for hertz, level in product(AWAY, OVER_MARK)},
    "carrier 0 dB, 0.3 Hz/s through 20 Hz": Effect(lines=Carrier(0, 20, 0.3)),
    **{f"{mains} Hz buzz, a line within 15 Hz": Effect(lines=Buzz(mains, (4, 15))) for mains in (50, 60)},
    **{f"{mains} Hz buzz, midway between lines": Effect(lines=Buzz(mains, (0.42 * mains, 0.5 * mains))) for mains in (50, 60)},
    "lost packets, silence": Effect(lossy=True, receiver=_lost(False)),
    "lost packets, repeated": Effect(lossy=True, receiver=_lost(True)),
}
