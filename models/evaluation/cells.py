"""The cells of the test set, as data, and the audio of each."""

from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from training.codes import encode
from training.features import BIN_HZ
from training.keying import Fist, key

from . import signals
from .texts import radio_text, random_groups

SPEEDS = (12, 20, 30, 40)
LEVELS = (10, 0, -4, -6, -8, -10, -12)
CLIPS = 24
CHARACTERS = 96
"""Characters asked for per clip, with blanks: 24 clips hold more than 2,300."""


@dataclass(frozen=True)
class Cell:
    """`snr` None: no noise at all, 16-bit samples.  `effect` is a key of `EFFECTS`, `fist` of `FISTS`."""

    group: str
    name: str
    wpm: float
    snr: float | None
    fist: str = "machine"
    effect: str = "none"
    plain: bool = True
    lead: float = 0.8
    """Seconds of noise, or of digital silence, before the message."""


@dataclass
class TestClip:
    """Real audio at 8 kHz, the channel's centre bin, the codes sent (with " "), the end of each one's last mark, s."""

    audio: np.ndarray
    centre: int
    sent: list[str]
    ends: list[float]


def _near(rng, value: float, spread: float) -> float:
    return value * float(np.exp(rng.normal(0, spread)))


FISTS = {
    "machine": lambda wpm, rng: Fist(wpm),
    "bug": lambda wpm, rng: Fist(
        wpm, _near(rng, 3.4, 0.08), 1.05, _near(rng, 3.2, 0.1), _near(rng, 7, 0.1), 0.02, 0.12, 0.08, 0.14, 0.18
    ),
    "straight": lambda wpm, rng: Fist(
        wpm, _near(rng, 3.1, 0.08), 1.0, _near(rng, 3.3, 0.1), _near(rng, 7.5, 0.1), 0.1, 0.08, 0.12, 0.14, 0.18
    ),
    "sloppy": lambda wpm, rng: replace(
        FISTS["straight"](wpm, rng), dit_spread=0.14, element_spread=0.16, run_together=0.04, hesitation=0.06
    ),
    "Farnsworth": lambda wpm, rng: Fist(wpm, letter_gap=9, word_gap=21),
    "light": lambda wpm, rng: Fist(wpm, weight=-0.2),
    "heavy": lambda wpm, rng: Fist(wpm, weight=0.2),
    "accelerating": lambda wpm, rng: Fist(wpm, speed_drift=0.06),
}


def _mistuned(rng, time):
    return 1.0, rng.choice([-12, 12])


def _wandering(rng, time):
    return 1.0, 12 * np.sin(time / 12 + rng.uniform(0, 6))


def _slow_fading(rng, time):
    return 10 ** (-7.5 * (1 + np.sin(2 * np.pi * 0.15 * time + rng.uniform(0, 6))) / 20), 0


def _flutter(rng, time):
    return np.abs(0.8 + 0.5 * (signals.doppler_gain(rng, len(time), 10) - 0.9)), 0


EFFECTS = {
    "none": lambda rng, time: (1.0, 0),
    "12 Hz off": _mistuned,
    "1 Hz/s": _wandering,
    "QSB 15 dB": _slow_fading,
    "Rayleigh 0.5 Hz": lambda rng, time: (signals.doppler_gain(rng, len(time), 0.5), 0),
    "Rayleigh 0.2 Hz": lambda rng, time: (signals.doppler_gain(rng, len(time), 0.2), 0),
    "flutter": _flutter,
    "hum": lambda rng, time: (1.0, 6 * np.sin(2 * np.pi * 100 * time)),
    "static": lambda rng, time: (1.0, 0),
    "neighbour +15 dB at 100 Hz": lambda rng, time: (1.0, 0),
    "neighbour -3 dB at 50 Hz": lambda rng, time: (1.0, 0),
}
NEIGHBOURS = {"neighbour +15 dB at 100 Hz": (15, 100), "neighbour -3 dB at 50 Hz": (-3, 50)}

WHITE = tuple(Cell("white noise", f"{wpm} WPM", wpm, snr, plain=False) for wpm in SPEEDS for snr in LEVELS)
OTHERS = (
    Cell("speeds", "6 WPM", 6, 10),
    Cell("speeds", "60 WPM", 60, 10),
    Cell("sidetone without noise", "20 WPM", 20, None),
    Cell("sidetone without noise", "35 WPM", 35, None),
    Cell("sidetone without noise", "20 WPM after 60 s of silence", 20, None, lead=60),
    Cell("white noise, long", "20 WPM after 3 min of noise", 20, -4, lead=180),
    *(Cell("fists", f"{fist} 20 WPM", 20, snr, fist=fist) for fist in ("bug", "straight", "sloppy") for snr in (6, -4)),
    *(Cell("fists", f"{fist} 20 WPM", 20, 6, fist=fist) for fist in ("Farnsworth", "light", "heavy", "accelerating")),
    *(Cell("channel", f"{effect}, 20 WPM", 20, 6, effect=effect) for effect in ("12 Hz off", "1 Hz/s", "QSB 15 dB")),
    Cell("channel", "Rayleigh 0.5 Hz, 20 WPM", 20, 4, effect="Rayleigh 0.5 Hz"),
    Cell("channel", "Rayleigh 0.2 Hz, 20 WPM", 20, 4, effect="Rayleigh 0.2 Hz"),
    *(Cell("channel", f"{effect}, 20 WPM", 20, 6, effect=effect) for effect in ("flutter", "hum", "static", *NEIGHBOURS)),
)


def _keyed(cell: Cell, rng: np.random.Generator, fist: str, wpm: float, plain: bool):
    text = radio_text(rng, CHARACTERS) if plain else random_groups(rng, CHARACTERS)
    return key(encode(text), FISTS[fist](wpm, rng), rng, cell.lead + rng.uniform(0, 0.8))


def draw(cell: Cell, number: int) -> TestClip:
    """Clip `number` of a cell; the same every time, and not the same as any other cell's."""
    rng = np.random.default_rng([987_654, crc32(repr(cell).encode()), number])
    sent = _keyed(cell, rng, cell.fist, cell.wpm, cell.plain)
    seconds = sent.marks[-1, 1] + 2.0
    time = np.arange(round(seconds * signals.RATE)) / signals.RATE
    centre = int(rng.integers(52, 140))
    gain, shift = EFFECTS[cell.effect](rng, time)
    frequency = centre * BIN_HZ + rng.uniform(-BIN_HZ / 2, BIN_HZ / 2) + shift
    audio = gain * signals.key_envelope(sent.marks, seconds) * signals.tone(frequency, len(time), rng.uniform(0, 6))
    if cell.effect in NEIGHBOURS:
        level, distance = NEIGHBOURS[cell.effect]
        other = _keyed(cell, rng, "machine", rng.uniform(16, 32), True)
        pitch = centre * BIN_HZ + distance * rng.choice([-1, 1])
        beside = signals.key_envelope(other.marks, seconds) * signals.tone(pitch, len(time), 0)
        audio = audio + 10 ** (level / 20) * beside
    audio *= 0.1
    if cell.snr is None:
        audio = np.round(audio * 32768) / 32768
    else:
        deviation = signals.noise_deviation(cell.snr, 0.1)
        audio = audio + rng.standard_normal(len(time)) * deviation
        if cell.effect == "static":
            audio += signals.crashes(rng, len(time), deviation)
    codes = [token for token, *_ in sent.symbols]
    ends = [start if token == " " else end for token, start, end, _ in sent.symbols]
    return TestClip(audio, centre, codes, ends)


EMPTY = ("noise", "neighbour at 90 Hz", *signals.NOT_MORSE)


def draw_empty(kind: str, number: int, seconds: float) -> TestClip:
    """A clip in which nothing may be printed: 20 dB of something, or noise alone."""
    rng = np.random.default_rng([123_457, crc32(kind.encode()), number])
    count, centre = round(seconds * signals.RATE), int(rng.integers(52, 140))
    audio = rng.standard_normal(count) * signals.noise_deviation(20, 0.1)
    pitch = centre * BIN_HZ + rng.uniform(-4, 4)
    if kind.startswith("neighbour"):
        text = " ".join(radio_text(rng, 100) for _ in range(round(seconds / 30)))
        sent = key(encode(text), Fist(24), rng, 0.0)
        marks = sent.marks[sent.marks[:, 1] < seconds]
        audio += 0.1 * signals.key_envelope(marks, seconds) * signals.tone(pitch + 90 * rng.choice([-1, 1]), count, 0)
    elif kind in signals.NOT_MORSE:
        audio += 0.1 * signals.NOT_MORSE[kind](rng, count, pitch)
    return TestClip(audio, centre, [], [])
