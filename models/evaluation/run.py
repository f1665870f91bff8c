"""Every cell through a reader (the engine, or the native decoder): a dictionary of figures."""

import json
import math
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

import numpy as np

from . import cells
from .cost import milliseconds_per_slot_second, parameters
from .draw import draw, draw_empty
from .effects import EFFECTS
from .engine import BATCH
from .recordings import measure_recordings
from .scoring import Printed, score, summary


class Reader(Protocol):
    """Reads audio at 8 kHz around centre bins."""

    settles: bool
    """Text that has appeared is gone over later: when it appeared says nothing."""

    def read(self, clips: list[tuple[np.ndarray, int]], together: bool = True) -> list[list[Printed]]: ...

    def close(self) -> None: ...


def measure(reader: Reader, wanted: Sequence[cells.Cell], share: float = 1.0) -> list[dict]:
    """Figures of some cells, read together; with `share` those of the first of each one's clips alone."""
    drawn = [[draw(cell, number) for number in range(clips_of(cell, share))] for cell in wanted]
    texts: dict[int, list[list[Printed]]] = {}
    for together in (True, False):
        mine = [number for number, cell in enumerate(wanted) if is_local(cell) == together]
        read = iter(reader.read([(clip.audio, clip.centre) for number in mine for clip in drawn[number]], together))
        texts |= {number: [next(read) for _ in drawn[number]] for number in mine}
    rows = []
    for number, cell in enumerate(wanted):
        figures = summary([score(clip, text) for clip, text in zip(drawn[number], texts[number])])
        if reader.settles:
            figures["latency"] = None
        rows.append({"group": cell.group, "name": cell.name, "wpm": cell.wpm, "snr": cell.snr, **figures})
    return rows


def is_local(cell: cells.Cell) -> bool:
    """Its clips may share a receiver with others: there is noise, a pause at the end, and nothing in the rest of the band that
    counts."""
    return cell.snr is not None and not cell.stops and not EFFECTS[cell.effect].wide


def clips_of(cell: cells.Cell, share: float) -> int:
    return math.ceil(share * cell.clips)


def gathered(wanted: Sequence[cells.Cell], share: float) -> list[list[cells.Cell]]:
    """Neighbouring cells, so many at a time that a batch is well filled."""
    parts: list[list[cells.Cell]] = [[]]
    for cell in wanted:
        if sum(clips_of(one, share) for one in parts[-1]) >= BATCH * 3 // 4:
            parts.append([])
        parts[-1].append(cell)
    return parts


def measure_empty(reader: Reader, kind: str, share: float = 1.0) -> dict:
    """Letters printed where there is nothing to print."""
    clips = math.ceil(share * cells.EMPTY_CLIPS)
    drawn = [draw_empty(kind, number, cells.EMPTY_SECONDS) for number in range(clips)]
    printed = reader.read([(clip.audio, clip.centre) for clip in drawn])
    letters = sum(one.token != " " for text in printed for one in text)
    minutes = clips * cells.EMPTY_SECONDS / 60
    return {
        "name": kind,
        "minutes": round(minutes, 1),
        "letters": letters,
        "letters_per_minute": round(letters / minutes, 3),
    }


def describe(contract_file: Path) -> dict:
    """Name, size and cost of a model."""
    contract = json.loads(contract_file.read_text())
    folder = contract_file.parent
    return {
        "model": contract["name"],
        "version": contract["version"],
        "sha256": contract["sha256"],
        "parameters": parameters(folder / contract["file"]),
        "cost": {str(slots): round(milliseconds_per_slot_second(contract, folder, slots), 2) for slots in (1, 8)},
    }


def evaluate(
    open_reader: Callable[[], Reader],
    only: str | None = None,
    share: float = 1.0,
    recordings: Path | None = None,
    processes: int = 1,
) -> dict:
    """Cells, empty channels and recordings, `processes` of them at a time.  `only`: the name of one group."""
    readers: SimpleQueue[Reader] = SimpleQueue()
    opened = [open_reader() for _ in range(processes)]
    for reader in opened:
        readers.put(reader)

    def with_reader(task):
        reader = readers.get()
        try:
            return task(reader)
        finally:
            readers.put(reader)
            print(".", end="", file=sys.stderr, flush=True)

    wanted = [cell for cell in cells.ALL if only in (None, cell.group)]
    kinds = [kind for kind in cells.EMPTY if only in (None, "empty")]
    parts = gathered(wanted, share) if wanted else []
    tasks = [lambda reader, part=part: measure(reader, part, share) for part in parts]
    tasks += [lambda reader, kind=kind: measure_empty(reader, kind, share) for kind in kinds]
    if recordings:
        tasks.append(lambda reader: measure_recordings(reader, recordings))
    try:
        with ThreadPoolExecutor(processes) as pool:
            results = list(pool.map(with_reader, tasks))
    finally:
        for reader in opened:
            reader.close()
    measured, rest = results[: len(parts)], results[len(parts) :]
    return {"cells": sum(measured, []), "empty": rest[: len(kinds)], "recordings": rest[-1] if recordings else []}
