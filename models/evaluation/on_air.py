"""What the second reading mended on the air, and what it broke:

    python -m evaluation.on_air DIR              the shipped models on recordings (*.wav at 8 kHz, text in *.txt beside it)
    python -m evaluation.on_air DIR --places     every place where the two differ, too, with what was sent

A place is what lies between two symbols that both readings have right, where they differ.  It is mended if the second reading's text is nearer to what was sent than
the live one's (in edits), broken if it is further, and else merely changed.  Counted with word spaces, and with letters alone.
"""

import argparse
from pathlib import Path
from typing import NamedTuple

from training.codes import INTERNATIONAL
from training.scoring import distance, fold, without_spaces

from .__main__ import ACCURATE, LIVE
from .engine import Engine
from .recordings import read_alone, recordings
from .report import percent, table
from .scoring import align

LETTER_OF = {code: letter for letter, code in reversed(INTERNATIONAL.items())}
VERDICTS = ("mended", "broken", "changed")
SHOWN = 12
"""Symbols of what was sent that are shown before a place."""


class Place(NamedTuple):
    """Where two readings differ: `at` in what was sent, what was sent there, what each has, and the edits each needs."""

    at: int
    sent: list[str]
    live: list[str]
    accurate: list[str]
    live_errors: int
    accurate_errors: int

    @property
    def verdict(self) -> str:
        if self.accurate_errors == self.live_errors:
            return "changed"
        return "mended" if self.accurate_errors < self.live_errors else "broken"


def places(live: list[str], accurate: list[str], sent: list[str]) -> list[Place]:
    """The places where two readings of `sent` differ, in order."""
    positions = []
    for read in (live, accurate):
        pairs = align(read, sent)
        positions.append({j: i for i, j in pairs if i is not None and j is not None and read[i] == sent[j]})
    both = [(j, positions[0][j], positions[1][j]) for j in sorted(positions[0].keys() & positions[1].keys())]
    edges = [(-1, -1, -1), *both, (len(sent), len(live), len(accurate))]
    found = []
    for before, after in zip(edges, edges[1:]):
        truth, one, other = (text[a + 1 : b] for text, a, b in zip((sent, live, accurate), before, after))
        if one != other:
            found.append(Place(before[0] + 1, truth, one, other, distance(one, truth), distance(other, truth)))
    return found


def compared(name: str, live: list[str], accurate: list[str], sent: list[str]) -> dict:
    """Error rates of both readings, and what became of the places where they differ."""
    found = places(live, accurate, sent)
    rates = [distance(read, sent) / len(sent) for read in (live, accurate)]
    counts = {verdict: sum(place.verdict == verdict for place in found) for verdict in VERDICTS}
    return {"name": name, "symbols": len(sent), "live": rates[0], "accurate": rates[1], **counts, "places": found}


def both_ways(name: str, live: list[str], accurate: list[str], sent: list[str]) -> list[dict]:
    """`compared` with word spaces and without."""
    texts = [fold(text) for text in (live, accurate, sent)]
    return [compared(name, *texts), compared(f"{name}, letters alone", *map(without_spaces, texts))]


def as_text(tokens: list[str]) -> str:
    return "".join(" " if token == " " else LETTER_OF.get(token, f"<{token}>") for token in tokens)


def summary_table(rows: list[dict]) -> str:
    """One line for each recording, with and without blanks."""
    body = []
    for row in rows:
        ratio = f"{row['accurate'] / row['live']:.2f}" if row["live"] else "–"
        rates = [percent(row["live"]), percent(row["accurate"]), ratio]
        body.append([row["name"], f"{row['symbols']:,}", *rates, *(str(row[verdict]) for verdict in VERDICTS)])
    return table(["on the air", "symbols", "live, CER %", "accurate", "ratio", *VERDICTS], body)


def places_table(row: dict, sent: list[str]) -> str:
    """Every place of a recording."""
    body = []
    for place in row["places"]:
        before = sent[max(0, place.at - SHOWN) : place.at]
        parts = (before, place.sent, place.live, place.accurate)
        body.append([place.verdict, *(f"`{as_text(part)}`" for part in parts)])
    return table(["", "after", "sent", "live", "accurate"], body)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--contract", type=Path, default=LIVE, help="JSON of another live model")
    parser.add_argument("--accurate-contract", type=Path, default=ACCURATE, help="JSON of another accurate model")
    parser.add_argument("--places", action="store_true", help="list every place where the two differ")
    options = parser.parse_args()
    clips = list(recordings(options.folder))
    if not clips:
        parser.error(f"no recordings with a text beside them in {options.folder}")
    readings = []
    for accurate in (None, options.accurate_contract):
        reader = Engine(options.contract, accurate)
        readings.append([[one.token for one in read_alone(reader, clip)] for _, clip in clips])
        reader.close()
    rows, listed = [], []
    for (name, clip), live, accurate in zip(clips, *readings):
        pair = both_ways(name, live, accurate, clip.sent)
        rows += pair
        listed.append(f"{name}\n\n{places_table(pair[0], fold(clip.sent))}")
    print(summary_table(rows))
    if options.places:
        print("\n" + "\n\n".join(listed))


if __name__ == "__main__":
    main()
