"""The audio of the test set at 8 kHz: every clip by the number of its cell, the same each time."""

from dataclasses import dataclass, field
from zlib import crc32

import numpy as np

from training.codes import encode
from training.features import BIN_HZ
from training.keying import Fist, Keying, key

from . import signals
from .cells import Cell
from .effects import EFFECTS
from .fists import FISTS, any_fist
from .texts import TEXTS, radio_text

CROWDED = (300, 3400)
"""Hz between which a full band has its stations."""
AMPLITUDE = 0.1
"""Of a mark, before anything is turned down to stay within `FULL_SCALE`."""
FULL_SCALE = 0.9


@dataclass
class TestClip:
    """Real audio at 8 kHz, the channel's centre bin, the codes sent (with " "), the end of each one's last mark, s.

    What ends before `since` (s) does not count.  `overs`: for each over, where it begins in `sent` and in time (s).
    """

    __test__ = False

    audio: np.ndarray
    centre: int
    sent: list[str]
    ends: list[float]
    since: float = 0.0
    overs: list[tuple[int, float]] = field(default_factory=list)


def _words(text: str, rng: np.random.Generator, characters: int) -> list[list[str]]:
    words = TEXTS[text](rng, characters)
    return encode(words) if isinstance(words, str) else words


def _overs(cell: Cell, rng: np.random.Generator) -> tuple[Keying, list[tuple[int, float]]]:
    """Ten overs with pauses of 10 to 25 s between them, each with a sender of its own."""
    marks, symbols, overs, time = [], [], [], rng.uniform(3, 6)
    for _ in range(10):
        over = key(_words(cell.text, rng, 14), any_fist(rng), rng, time)
        if symbols:
            symbols.append((" ", symbols[-1][2], time, 0.06))
        overs.append((len(symbols), time))
        marks.append(over.marks)
        symbols += over.symbols
        time = over.marks[-1, 1] + rng.uniform(10, 25)
    return Keying(np.concatenate(marks), symbols), overs


def _cut_inside(sent: Keying, rng: np.random.Generator) -> tuple[Keying, float]:
    """The same keying with time 0 inside one of the first letters; what comes after that letter, and when."""
    letters = [(start, end) for token, start, end, _ in sent.symbols[:12] if token != " " and len(token) > 1]
    start, end = letters[rng.integers(len(letters))]
    zero = rng.uniform(start + 0.15 * (end - start), start + 0.85 * (end - start))
    marks = np.maximum(0, sent.marks[sent.marks[:, 1] > zero] - zero)
    symbols = [(token, a - zero, b - zero, dit) for token, a, b, dit in sent.symbols if a >= end]
    while symbols[0][0] == " ":
        symbols.pop(0)
    return Keying(marks, symbols), symbols[0][1]


def _crowd(cell: Cell, rng: np.random.Generator, pitch: float, spacing: float, seconds: float) -> np.ndarray:
    """Stations every `spacing` Hz, give or take 10, to both ends of the band; 8 dB weaker to 8 dB stronger than one at `pitch`."""
    count = round(seconds * signals.RATE)
    audio = np.zeros(count)
    low, high = CROWDED
    places = np.arange(np.ceil((low - pitch) / spacing), np.floor((high - pitch) / spacing) + 1)
    for place in places[places != 0]:
        sent = key(encode(radio_text(rng, 2 * cell.characters)), Fist(rng.uniform(14, 34)), rng, rng.uniform(0, 3))
        tone = signals.tone(pitch + place * spacing + rng.uniform(-10, 10), count, rng.uniform(0, 6))
        audio += 10 ** (rng.uniform(-8, 8) / 20) * signals.key_envelope(sent.marks, seconds) * tone
    return audio


def draw(cell: Cell, number: int) -> TestClip:
    """Clip `number` of a cell."""
    rng = np.random.default_rng([987_654, crc32(cell.key.encode()), number])
    effect, overs, since = EFFECTS[cell.effect], [], 0.0
    if cell.text == "openings":
        sent, overs = _overs(cell, rng)
    else:
        words = _words(cell.text, rng, cell.characters)
        sent = key(words, FISTS[cell.fist](cell.wpm, rng), rng, cell.lead + rng.uniform(0, 0.8))
    if cell.inside:
        sent, since = _cut_inside(sent, rng)
    seconds = sent.marks[-1, 1] + (signals.EDGE_SECONDS / 2 if cell.stops else 2.0)
    time = np.arange(round(seconds * signals.RATE)) / signals.RATE
    centre = int(rng.integers(52, 140))
    gain, shift = effect.path(rng, time, sent.marks)
    frequency = centre * BIN_HZ + rng.uniform(-BIN_HZ / 2, BIN_HZ / 2) + shift
    audio = gain * signals.key_envelope(sent.marks, seconds) * signals.tone(frequency, len(time), rng.uniform(0, 6))
    if effect.neighbour:
        level, distance = effect.neighbour
        other = key(encode(radio_text(rng, cell.characters + 60)), Fist(rng.uniform(16, 32)), rng, rng.uniform(0, 1))
        pitch = centre * BIN_HZ + distance * rng.choice([-1, 1])
        beside = signals.key_envelope(other.marks, seconds) * signals.tone(pitch, len(time), 0)
        audio = audio + 10 ** (level / 20) * beside
    if effect.crowd:
        audio = audio + _crowd(cell, rng, centre * BIN_HZ, effect.crowd, seconds)
    if effect.lines:
        audio = audio + effect.lines.sound(rng, time, float(np.mean(frequency)))
    audio = AMPLITUDE * audio
    if cell.snr is None:
        audio = np.round(audio * 32768) / 32768
    else:
        deviation = signals.noise_deviation(cell.snr, AMPLITUDE)
        audio = audio + rng.standard_normal(len(time)) * deviation
        if effect.crashes:
            audio += signals.crashes(rng, len(time), deviation)
    if effect.receiver:
        audio = effect.receiver(audio, centre * BIN_HZ)
    audio = (audio * min(1.0, FULL_SCALE / np.abs(audio).max())).astype(np.float32)
    codes = [token for token, *_ in sent.symbols]
    ends = [start if token == " " else end for token, start, end, _ in sent.symbols]
    return TestClip(audio, centre, codes, ends, since, overs)


def draw_empty(kind: str, number: int, seconds: float) -> TestClip:
    """A clip in which nothing may be printed: 20 dB of something, or noise alone."""
    rng = np.random.default_rng([123_457, crc32(kind.encode()), number])
    count, centre = round(seconds * signals.RATE), int(rng.integers(52, 140))
    audio = rng.standard_normal(count) * signals.noise_deviation(20, AMPLITUDE)
    pitch = centre * BIN_HZ + rng.uniform(-4, 4)
    if kind.startswith("neighbour"):
        text = " ".join(radio_text(rng, 100) for _ in range(round(seconds / 30)))
        sent = key(encode(text), Fist(24), rng, 0.0)
        marks = sent.marks[sent.marks[:, 1] < seconds]
        audio += AMPLITUDE * signals.key_envelope(marks, seconds) * signals.tone(pitch + 90 * rng.choice([-1, 1]), count, 0)
    elif kind in signals.NOT_MORSE:
        audio += AMPLITUDE * signals.NOT_MORSE[kind](rng, count, pitch)
    return TestClip(audio.astype(np.float32), centre, [], [])
