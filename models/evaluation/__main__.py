"""Measure a model and print the tables of the model card:

    python -m evaluation                       every cell, as Markdown
    python -m evaluation --recordings DIR      on-air recordings too (*.wav at 8 kHz, text in *.txt beside it)
    python -m evaluation --only fists          one group
    python -m evaluation --card                everything, and the tables into README.md, the figures into variants/
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np

from training.scoring import distance, fold, without_spaces

from . import cells
from .cost import milliseconds_per_slot_second, parameters
from .decoder import Decoder
from .recordings import measure_recordings
from .report import markdown, write_card

MODELS = Path(__file__).resolve().parents[1]


def measure(decoder: Decoder, cell: cells.Cell, clips: int) -> dict:
    """CER with and without blanks, characters, and the latency of letters in clips that were read without error."""
    drawn = [cells.draw(cell, number) for number in range(clips)]
    errors = symbols = letter_errors = letters = 0
    waits = []
    for clip, printed in zip(drawn, decoder.read([(clip.audio, clip.centre) for clip in drawn])):
        read, sent = fold(token for token, _ in printed), fold(clip.sent)
        errors += distance(read, sent)
        symbols += len(sent)
        letter_errors += distance(without_spaces(read), without_spaces(sent))
        letters += len(without_spaces(sent))
        shown = [when for token, when in printed if token != " "]
        ends = [end for token, end in zip(clip.sent, clip.ends) if token != " "]
        if without_spaces(read) == without_spaces(sent):
            waits += [when - end for when, end in zip(shown, ends)]
    return {
        "group": cell.group,
        "name": cell.name,
        "wpm": cell.wpm,
        "snr": cell.snr,
        "letters": letters,
        "cer": round(errors / symbols, 5),
        "cer_without_blanks": round(letter_errors / letters, 5),
        "latency": [round(float(np.quantile(waits, q)), 3) for q in (0.5, 0.95)] if waits else None,
    }


def measure_empty(decoder: Decoder, kind: str, clips: int, seconds: float = 60.0) -> dict:
    """Letters printed per minute where there is nothing to print."""
    drawn = [cells.draw_empty(kind, number, seconds) for number in range(clips)]
    printed = decoder.read([(clip.audio, clip.centre) for clip in drawn])
    letters = sum(token != " " for tokens in printed for token, _ in tokens)
    minutes = clips * seconds / 60
    return {"name": kind, "minutes": minutes, "letters_per_minute": round(letters / minutes, 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=MODELS / "morse-live.json")
    parser.add_argument("--only", help="one group: white noise, speeds, fists, channel, empty, recordings ...")
    parser.add_argument("--clips", type=int, default=cells.CLIPS, help="clips per cell, 24 for more than 2,300 characters")
    parser.add_argument("--recordings", type=Path)
    parser.add_argument("--json", type=Path, help="where the figures go")
    parser.add_argument("--card", action="store_true", help="write README.md's tables and variants/NAME-VERSION.json")
    options = parser.parse_args()
    decoder, started = Decoder(options.model), time.time()
    wanted = [cell for cell in (*cells.WHITE, *cells.OTHERS) if options.only in (None, cell.group)]
    result = {
        "model": decoder.contract["name"],
        "version": decoder.contract["version"],
        "sha256": decoder.contract["sha256"],
        "parameters": parameters(options.model.parent / decoder.contract["file"]),
        "cost": {str(slots): round(milliseconds_per_slot_second(decoder, slots), 2) for slots in (1, 8)},
        "cells": [measure(decoder, cell, options.clips) for cell in wanted],
        "empty": [measure_empty(decoder, kind, options.clips) for kind in cells.EMPTY if options.only in (None, "empty")],
        "recordings": measure_recordings(decoder, options.recordings) if options.recordings else [],
    }
    print(markdown(result))
    print(f"\n{time.time() - started:.0f} s")
    file = options.json
    if options.card:
        write_card(MODELS / "README.md", result)
        file = file or MODELS / "variants" / f"{result['model']}-{result['version']}.json"
    if file:
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
