"""Steady lines beside a signal: carriers, and combs of buzz from the mains."""

from dataclasses import dataclass

import numpy as np

from . import signals


@dataclass(frozen=True)
class Carrier:
    """A steady carrier beside the mark: `level` dB over it, `distance` Hz away on either side, with a drift of `drift` Hz/s."""

    level: float
    distance: float
    drift: float = 0.0

    def sound(self, rng: np.random.Generator, time: np.ndarray, pitch: float) -> np.ndarray:
        """Audio [samples] beside a mark of amplitude 1 at `pitch` Hz.  What drifts crosses `distance` half way through."""
        frequency = pitch + rng.choice([-1, 1]) * self.distance + rng.choice([-1, 1]) * self.drift * (time - time[-1] / 2)
        return 10 ** (self.level / 20) * signals.tone(frequency, len(time), rng.uniform(0, 6))


@dataclass(frozen=True)
class Buzz:
    """Buzz that came in by radio: lines every `mains` Hz from 100 Hz to 3.6 kHz, each -8 to -2 dB under the mark; the nearest
    is `nearest` Hz, from and to, away from it."""

    mains: float
    nearest: tuple[float, float]

    def sound(self, rng: np.random.Generator, time: np.ndarray, pitch: float) -> np.ndarray:
        """Audio [samples] beside a mark of amplitude 1 at `pitch` Hz.  The mains' frequency swings by 15 mHz."""
        beside = pitch + rng.choice([-1, 1]) * rng.uniform(*self.nearest)
        spacing = self.mains + 0.015 * np.sin(2 * np.pi * 0.07 * time + rng.uniform(0, 6))
        audio = np.zeros(len(time))
        for line in range(-int((beside - 100) / self.mains), int((3600 - beside) / self.mains) + 1):
            level = rng.uniform(-8, -2)
            audio += 10 ** (level / 20) * signals.tone(beside + line * spacing, len(time), rng.uniform(0, 6))
        return audio
