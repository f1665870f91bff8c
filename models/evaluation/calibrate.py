"""Fit a model's confidence to the share of characters that are right, and write the map into its contract:

    python -m evaluation.calibrate --model live         first; then
    python -m evaluation.calibrate --model accurate     and
    python -m evaluation.calibrate --model side

The clips are those of the training's generator (`training/clips.py`) with seeds that neither training nor evaluation draws,
read by the engine with the map left out.  The evaluation's cells have no part in it: they are where the error is measured.
"""

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
from scipy.fft import fft, irfft

from training.clips import Clip, draw_clip
from training.codes import TOKENS
from training.features import BASEBAND_RATE, FFT_SIZE

from . import calibration
from .__main__ import ACCURATE, LIVE, SIDE
from .card import contract_text
from .draw import TestClip
from .engine import BATCH, Engine
from .scoring import Printed, expected_calibration_error, reliability, score

SEED = 31_415_926
SECONDS = 36.864
"""Of a clip: a whole number of bins, so that it can be moved by one."""
CENTRE = 80
CUT = 0.15
"""Seconds at either end in which a letter may be cut."""


def to_audio(signal: np.ndarray) -> np.ndarray:
    """Complex baseband at 500 Hz -> real audio at 8 kHz around bin `CENTRE`, of unit power."""
    count = len(signal)
    spectrum = np.zeros(8 * count + 1, complex)
    bin_values = count * 16 // FFT_SIZE
    shifted = np.fft.fftshift(fft(signal))
    first = CENTRE * bin_values - count // 2
    spectrum[first : first + count] = 8 * shifted
    audio = irfft(spectrum, 16 * count)
    return audio / max(np.sqrt(np.mean(audio**2)), 1e-9)


def judge(clip: Clip, printed: list[Printed]) -> list[tuple[bool, float, bool]]:
    """(is a word space, raw confidence, right) of what was shown, the cut ends of the clip left out."""
    whole = [one for one in printed if one.start >= CUT and one.end <= clip.heard - CUT]
    sent = [TOKENS[token] for token in clip.targets]
    return score(TestClip(np.zeros(0), CENTRE, sent, []), whole).judged


def of_another_station(judged: list[tuple[bool, float, bool]]) -> bool:
    """Surely read and mostly wrong: the text of a strong neighbour, which says nothing about confidence."""
    codes = [(confidence, right) for space, confidence, right in judged if not space]
    return len(codes) > 5 and float(np.mean(codes, axis=0)[0]) > 0.9 and float(np.mean(codes, axis=0)[1]) < 0.5


def without_map(contract_file: Path, folder: Path) -> Path:
    """A copy of a contract whose confidence is raw, in `folder`, with the model beside it; the language model, which chooses by
    mapped confidence, stays away."""
    contract = json.loads(contract_file.read_text())
    contract.pop("calibration", None)
    contract.pop("language", None)
    (folder / contract["file"]).symlink_to((contract_file.parent / contract["file"]).resolve())
    copy = folder / contract_file.name
    copy.write_text(json.dumps(contract))
    return copy


def collect(live: Path, accurate: Path | None, clips: int) -> list[tuple[bool, float, bool]]:
    judged = []
    with tempfile.TemporaryDirectory() as folder:
        copies = [without_map(file, Path(folder)) for file in (live, accurate) if file]
        engine = Engine(*copies)
        for start in range(0, clips, BATCH):
            drawn = [
                draw_clip(np.random.default_rng([SEED, number]), SECONDS) for number in range(start, min(clips, start + BATCH))
            ]
            texts = engine.read([(to_audio(clip.signal), CENTRE) for clip in drawn])
            clips_judged = [judge(clip, text) for clip, text in zip(drawn, texts)]
            judged += [one for of_clip in clips_judged if not of_another_station(of_clip) for one in of_clip]
        engine.close()
    return judged


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=("live", "accurate", "side"), default="live")
    parser.add_argument("--clips", type=int, default=320, help=f"of {SECONDS:.0f} s; a quarter of them check the map")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    options = parser.parse_args()
    file = {"live": LIVE, "accurate": ACCURATE, "side": SIDE}[options.model]
    judged = collect(SIDE if file == SIDE else LIVE, ACCURATE if file == ACCURATE else None, options.clips)
    curves = {}
    for name, spaces in (("codes", False), ("spaces", True)):
        raw, right = (np.array([one[i] for one in judged if one[0] == spaces]) for i in (1, 2))
        fitted = len(raw) * 3 // 4
        checked = calibration.fit(raw[:fitted], right[:fitted])
        before, after = (
            expected_calibration_error(reliability(list(zip(shown, right[fitted:]))))
            for shown in (raw[fitted:], calibration.apply(checked, raw[fitted:]))
        )
        curves[name] = calibration.fit(raw, right)
        print(f"{name}: {len(raw)}, right {right.mean():.3f}; ECE on the last quarter {before:.3f} raw, {after:.3f} mapped")
        print(f"  {curves[name]}")
    if not options.dry:
        contract = json.loads(file.read_text())
        file.write_text(contract_text({**contract, "calibration": curves}))
        print(f"{file.name} written")


if __name__ == "__main__":
    main()
