"""On-air recordings as a check that synthetic training carries over; never trained on, never part of the repository."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.io import wavfile
from scipy.signal import welch

from training.codes import encode
from training.features import BIN_HZ, SAMPLE_RATE

from .draw import TestClip
from .scoring import Printed, score


def strongest_bin(audio: np.ndarray, low: float = 300, high: float = 1500) -> int:
    """Fine bin of the strongest frequency between `low` and `high` Hz over the whole recording."""
    frequency, power = welch(audio, SAMPLE_RATE, nperseg=2048)
    inside = (frequency > low) & (frequency < high)
    return round(frequency[inside][power[inside].argmax()] / BIN_HZ)


def codes_of(text: str) -> list[str]:
    """Codes of a reference text, " " between words."""
    return [token for word in encode(text.upper()) for token in (*word, " ")][:-1]


def recordings(folder: Path) -> Iterator[tuple[str, TestClip]]:
    """Name and clip of every WAV file (8 kHz mono, 16 bit) whose text stands beside it and is not cyclic.

    Raises `ValueError` for another rate.
    """
    for file in sorted(folder.glob("*.wav")):
        text = file.with_suffix(".txt").read_text()
        if "repeated" in text:
            continue
        rate, samples = wavfile.read(file)
        if rate != SAMPLE_RATE:
            raise ValueError(f"{file.name}: {rate} Hz, 8000 wanted")
        audio = samples.reshape(len(samples), -1)[:, 0] / 32768.0
        yield file.stem, TestClip(audio, strongest_bin(audio), codes_of(text), [])


def read_alone(reader, clip: TestClip) -> list[Printed]:
    """What a reader prints for a recording that has its receiver for itself."""
    return reader.read([(clip.audio, clip.centre)], together=False)[0]


def measure_recordings(reader, folder: Path) -> list[dict]:
    """CER of every one of the `recordings` in a folder."""
    rows = []
    for name, clip in recordings(folder):
        result = score(clip, read_alone(reader, clip))
        rows.append(
            {
                "name": name,
                "seconds": round(len(clip.audio) / SAMPLE_RATE),
                "frequency": round(clip.centre * BIN_HZ, 1),
                "cer": round(result.errors / result.length, 5),
                "space_share": round(result.space_errors / max(1, result.errors), 3),
                "cer_without_blanks": round(result.letter_errors / result.letters, 5),
            }
        )
    return rows
