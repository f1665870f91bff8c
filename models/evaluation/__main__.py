"""Measure the shipped models through the shipped engine and print the tables of the model card:

    python -m evaluation                              live model, every cell
    python -m evaluation --model both --card          live and accurate; tables and drawings of README.md, variants/*.json
    python -m evaluation --only fists                 one group: white noise, fists, channel, crowd, openings, empty ...; with --card in the place of its older figures
    python -m evaluation --native --share 0.2         a quick look while training: the ONNX file in Python, a fifth of the clips
    python -m evaluation --recordings DIR             on-air recordings too (*.wav at 8 kHz, text in *.txt beside it)

The text of the live model is what appears at once; that of the accurate model what stands there when all has settled.
"""

import argparse
import json
import os
import time
from pathlib import Path

from .card import VARIANTS, dump, merged, variant_file, write_card
from .decoder import Decoder
from .engine import Engine
from .report import markdown
from .run import describe, evaluate

MODELS = Path(__file__).resolve().parents[1]
LIVE, ACCURATE = MODELS / "morse-live.json", MODELS / "morse-accurate.json"
SIDE = MODELS / "morse-side.json"
"""The live model's smaller sister, for side channels of a crowded band."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=("live", "accurate", "both"), default="live")
    parser.add_argument("--contract", type=Path, default=LIVE, help="JSON of another live model")
    parser.add_argument("--accurate-contract", type=Path, default=ACCURATE, help="JSON of another accurate model")
    parser.add_argument("--native", action="store_true", help="the live model in Python instead of the engine")
    parser.add_argument("--only", help="one group")
    parser.add_argument("--share", type=float, default=1.0, help="part of each cell's clips, 0 to 1")
    parser.add_argument("--accurate-share", type=float, default=0.35, help="further part of them for the slower, accurate model")
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1), help="cells at a time")
    parser.add_argument("--recordings", type=Path)
    parser.add_argument("--json", type=Path, help="where the figures go; with --model both a folder")
    parser.add_argument("--card", action="store_true", help="write README.md's figures and variants/NAME-VERSION.json")
    options = parser.parse_args()
    if options.native and options.model != "live":
        parser.error("--native reads with the live model alone")
    for model in ("live", "accurate") if options.model == "both" else (options.model,):
        started = time.time()
        accurate = options.accurate_contract if model == "accurate" else None
        share = options.share * (options.accurate_share if accurate else 1)

        def open_reader():
            return Decoder(options.contract) if options.native else Engine(options.contract, accurate)

        result = {
            **describe(accurate or options.contract),
            "share": share,
            "through": "onnxruntime" if options.native else "engine",
            **evaluate(open_reader, options.only, share, options.recordings, options.processes),
        }
        result["seconds"] = round(time.time() - started)
        print(markdown(result), flush=True)
        print(f"\n{result['seconds']} s", flush=True)
        stored = variant_file(result)
        if options.card and options.only and stored.exists():
            result = merged(json.loads(stored.read_text()), result)
        files = [options.json / f"{model}.json" if options.model == "both" else options.json] if options.json else []
        files += [stored] if options.card else []
        for file in files:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(dump(result))
    if options.card:
        write_card(MODELS / "README.md", VARIANTS)


if __name__ == "__main__":
    main()
