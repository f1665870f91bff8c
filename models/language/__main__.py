"""Trains the language model of the second reading:

    python -m language --books FOLDER [--fetch] [--least 10]

writes `morse-language.bin`, its name and checksum to `morse-accurate.json`, and to test/vectors/language.json what it says of a few
lines.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

from training.codes import encode_word

from .corpus import WORD_SPACE, fetch, sequences
from .ngrams import ORDER, backoffs, count, probabilities, worth_keeping
from .table import Table, pack

MODELS = Path(__file__).resolve().parents[1]
FILE = "morse-language.bin"
LINES = ("THE WX HR IS SUNNY ES WARM", "CQ CQ DE K4XYZ K4XYZ K", "QZX7J 9ÖPVW", "5NN 001 TU")
"""Lines for the vectors; the third has what the texts seldom or never have."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--books", type=Path, default=Path(tempfile.gettempdir()) / "morse-books", help="where the books are")
    parser.add_argument("--fetch", action="store_true", help="bring them there first")
    parser.add_argument("--least", type=float, default=10, help="nats that a run must be worth to be kept")
    args = parser.parse_args()
    if args.fetch:
        args.books.mkdir(parents=True, exist_ok=True)
        fetch(args.books)
    streams = list(sequences(args.books))
    names = [WORD_SPACE, *sorted({code for stream in streams for code in stream} - {WORD_SPACE})]
    number = {name: i for i, name in enumerate(names)}
    counts = count(([number[code] for code in stream] for stream in streams), ORDER)
    odds = probabilities(counts, len(names))
    kept = worth_keeping(counts, odds, args.least)
    data = pack(names, kept, odds, backoffs(kept, odds))
    (MODELS / FILE).write_bytes(data)
    contract = MODELS / "morse-accurate.json"
    named = {"file": FILE, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
    contract.write_text(json.dumps({**json.loads(contract.read_text()), "language": named}, indent=1) + "\n")
    print(f"{sum(map(len, streams))} codes, {len(kept)} runs, {len(data)} bytes")
    vectors = MODELS.parent / "test" / "vectors" / "language.json"
    vectors.write_text(json.dumps(lines_of(Table(data)), indent=1) + "\n")


def lines_of(table: Table) -> list[dict]:
    """Of each line its codes (word spaces are empty) and the log probability of each after those before it."""
    out = []
    for line in LINES:
        codes = [code for word in line.split() for code in (*encode_word(word), WORD_SPACE)]
        odds = [round(table.log_probability(codes[:i], code), 4) for i, code in enumerate(codes)]
        out.append({"line": line, "codes": ["" if code == WORD_SPACE else code for code in codes], "logProbabilities": odds})
    return out


if __name__ == "__main__":
    main()
