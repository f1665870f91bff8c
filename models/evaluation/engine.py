"""The shipped engine in Node: the TypeScript that pages run, fed with clips through `scripts/decode-batch.ts`."""

import json
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from training.features import BIN_HZ, SAMPLE_RATE

from .band import PLACES, side_by_side
from .scoring import Printed

ROOT = Path(__file__).resolve().parents[2]
BATCH = 64
"""Clips that run side by side, and that lie on the disk at a time."""


class Engine:
    """One Node process.  `accurate`: the contract of the model that settles the text; without it the live text is final."""

    def __init__(self, live: Path, accurate: Path | None = None):
        self.settles = accurate is not None
        command = ["node", "--import", "tsx", "scripts/decode-batch.ts", str(live.resolve())]
        if accurate:
            command.append(str(accurate.resolve()))
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def read(self, clips: list[tuple[np.ndarray, int]], together: bool = True) -> list[list[Printed]]:
        """Audio at 8 kHz with its centre bin -> what is on the page when all of it has been heard and has settled.

        `together`: eight clips share a receiver (`band.py`), which needs noise in every clip, a pause at its end, and
        nothing that is heard in the whole band.
        """
        return [text for at in range(0, len(clips), BATCH) for text in self._batch(clips[at : at + BATCH], together)]

    def _batch(self, clips: list[tuple[np.ndarray, int]], together: bool) -> list[list[Printed]]:
        if not together:
            bands = [(audio, [centre]) for audio, centre in clips]
            return [text for (text,) in self._ask(bands)]
        order = sorted(range(len(clips)), key=lambda number: len(clips[number][0]))
        groups = [order[at : at + len(PLACES)] for at in range(0, len(order), len(PLACES))]
        bands = [(side_by_side([clips[number] for number in group]), list(PLACES[: len(group)])) for group in groups]
        texts: list[list[Printed]] = [[] for _ in clips]
        for group, read in zip(groups, self._ask(bands)):
            for number, text in zip(group, read):
                end = len(clips[number][0]) / SAMPLE_RATE
                texts[number] = [one for one in text if one.end <= end]
        return texts

    def _ask(self, bands: list[tuple[np.ndarray, list[int]]]) -> list[list[list[Printed]]]:
        with tempfile.TemporaryDirectory(prefix="morse-evaluation-") as folder:
            request = []
            for number, (audio, centres) in enumerate(bands):
                file = Path(folder) / f"{number}.f32"
                audio.astype(np.float32).tofile(file)
                request.append({"file": str(file), "frequencies": [centre * BIN_HZ for centre in centres]})
            print(json.dumps(request), file=self._process.stdin, flush=True)
            answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the engine ended with status {self._process.wait()}")
        return [
            [[Printed(code or " ", *times) for code, *times in text] for text in texts] for texts in json.loads(answer)
        ]

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()
