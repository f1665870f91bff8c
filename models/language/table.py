"""The file of a language model: a trie of runs of symbols, a byte a number.

    "MCLM", u8 version 1, u8 order, u16 length of the names
    names of the symbols (Morse codes; empty: word space) with line feeds between them
    u32 for each length of run: how many there are
    u8 for each run, shorter ones first, then by its symbols: its last symbol
    u8 for each run: -ln of the probability of the last symbol, in sixteenths
    u8 for each run that is not of the greatest length: 192 + ln of what counts after it when a run is not there, in sixteenths
    u8 for each of the same: how many runs are one symbol longer than it

All little-endian.  `src/morse/language/language-model.ts` reads it.
"""

import math
import struct
from collections import Counter

from .corpus import WORD_SPACE
from .ngrams import Gram

MAGIC, VERSION, STEPS, ZERO = b"MCLM", 1, 16, 192
UNKNOWN = 3.0
"""Nats by which a symbol that the texts do not have is less likely than one of many alike."""


def pack(names: list[str], kept: set[Gram], odds: dict[Gram, float], backoff: dict[Gram, float]) -> bytes:
    """The file's content; `names[i]` is the code of symbol i."""
    order = max(map(len, kept))
    levels = [sorted(gram for gram in kept if len(gram) == n + 1) for n in range(order)]
    children = Counter(gram[:-1] for gram in kept)
    runs = [gram for level in levels for gram in level]
    inner = [gram for level in levels[:-1] for gram in level]
    text = "\n".join("" if name == WORD_SPACE else name for name in names).encode()
    head = struct.pack("<4sBBH", MAGIC, VERSION, order, len(text)) + text
    return b"".join(
        (
            head,
            struct.pack(f"<{order}I", *map(len, levels)),
            bytes(gram[-1] for gram in runs),
            bytes(_clamped(-math.log(odds[gram]) * STEPS) for gram in runs),
            bytes(_clamped(ZERO + math.log(backoff.get(gram, 1.0)) * STEPS) for gram in inner),
            bytes(children[gram] for gram in inner),
        )
    )


def _clamped(value: float) -> int:
    return min(255, max(0, round(value)))


class Table:
    """A file of a language model, read."""

    def __init__(self, data: bytes):
        magic, version, self.order, length = struct.unpack_from("<4sBBH", data)
        assert (magic, version) == (MAGIC, VERSION)
        at = 8 + length
        self.names = [name or WORD_SPACE for name in data[8:at].decode().split("\n")]
        levels = struct.unpack_from(f"<{self.order}I", data, at)
        at += 4 * self.order
        total, inner = sum(levels), sum(levels[:-1])
        self._symbol, self._odds = data[at : at + total], data[at + total : at + 2 * total]
        at += 2 * total
        self._backoff, children = data[at : at + inner], data[at + inner : at + 2 * inner]
        self._first = [levels[0]]
        for count in children:
            self._first.append(self._first[-1] + count)
        self._singles = levels[0]

    def log_probability(self, context: list[str], code: str) -> float:
        """Natural logarithm of the odds of a code (or the word space) after others; only the last `order` - 1 count."""
        symbols = [self.names.index(name) if name in self.names else -1 for name in context]
        symbol = self.names.index(code) if code in self.names else -1
        missed = 0.0
        for start in range(max(0, len(symbols) - self.order + 1), len(symbols) + 1):
            run = self._find(symbols[start:])
            if run is None:
                continue
            found = self._child(run, symbol)
            if found is not None:
                return missed - self._odds[found] / STEPS
            if run >= 0:
                missed += (self._backoff[run] - ZERO) / STEPS
        return missed - math.log(len(self.names)) - UNKNOWN

    def _find(self, symbols: list[int]) -> int | None:
        run = -1
        for symbol in symbols:
            run = self._child(run, symbol)
            if run is None:
                return None
        return run

    def _child(self, run: int, symbol: int) -> int | None:
        if run >= len(self._backoff):
            return None
        first, end = (0, self._singles) if run < 0 else self._first[run : run + 2]
        found = self._symbol.find(symbol, first, end) if symbol >= 0 else -1
        return None if found < 0 else found
