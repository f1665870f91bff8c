"""On-air recordings as a check that synthetic training carries over; never trained on, never part of the repository."""

from pathlib import Path

import numpy as np
from scipy.io import wavfile
from scipy.signal import welch

from training.codes import encode
from training.features import BIN_HZ, SAMPLE_RATE

from .draw import TestClip
from .scoring import score


def strongest_bin(audio: np.ndarray, low: float = 300, high: float = 1500) -> int:
    """Fine bin of the strongest frequency between `low` and `high` Hz over the whole recording."""
    frequency, power = welch(audio, SAMPLE_RATE, nperseg=2048)
    inside = (frequency > low) & (frequency < high)
    return round(frequency[inside][power[inside].argmax()] / BIN_HZ)


def codes_of(text: str) -> list[str]:
    """Codes of a reference text, " " between words."""
    return [token for word in encode(text.upper()) for token in (*word, " ")][:-1]


def measure_recordings(reader, folder: Path) -> list[dict]:
    """CER of every WAV file (8 kHz mono, 16 bit) whose text stands beside it and is not cyclic."""
    rows = []
    for file in sorted(folder.glob("*.wav")):
        text = file.with_suffix(".txt").read_text()
        if "repeated" in text:
            continue
        rate, samples = wavfile.read(file)
        if rate != SAMPLE_RATE:
            raise ValueError(f"{file.name}: {rate} Hz, 8000 wanted")
        audio = samples.reshape(len(samples), -1)[:, 0] / 32768.0
        centre = strongest_bin(audio)
        result = score(TestClip(audio, centre, codes_of(text), []), reader.read([(audio, centre)], together=False)[0])
        rows.append(
            {
                "name": file.stem,
                "seconds": round(len(audio) / SAMPLE_RATE),
                "frequency": round(centre * BIN_HZ, 1),
                "cer": round(result.errors / result.length, 5),
                "space_share": round(result.space_errors / max(1, result.errors), 3),
                "cer_without_blanks": round(result.letter_errors / result.letters, 5),
            }
        )
    return rows
