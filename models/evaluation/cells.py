"""The cells of the test set, as data.  `draw.py` makes their audio; texts, seeds, fists and channels are this folder's own."""

from dataclasses import dataclass
from itertools import product

from .effects import AWAY, OVER_MARK

SPEEDS = (12, 20, 30, 40)
LEVELS = (10, 0, -4, -6, -8, -10, -12, -14)


@dataclass(frozen=True)
class Cell:
    """`snr` None: no noise at all, 16-bit samples.  `fist` is a key of `fists.FISTS`, `effect` of `effects.EFFECTS`, `text`
    of `texts.TEXTS`; `clips` clips of `characters` and more, word spaces counted."""

    group: str
    name: str
    wpm: float
    snr: float | None
    fist: str = "machine"
    effect: str = "none"
    text: str = "radio"
    lead: float = 0.8
    """Seconds of noise, or of digital silence, before the message."""
    inside: bool = False
    """The audio begins inside a letter, which does not count."""
    stops: bool = False
    """The audio ends with the last mark."""
    clips: int = 16
    characters: int = 96

    @property
    def key(self) -> str:
        """What tells this cell from all others, and its clips from all others' clips."""
        return f"{self.group}|{self.name}|{self.snr}"


def _at(snr: float, *names: str, wpm: float = 20) -> tuple[Cell, ...]:
    return tuple(Cell("channel", f"{name}, {wpm} WPM", wpm, snr, effect=name) for name in names)


WHITE = tuple(
    Cell("white noise", f"{wpm} WPM", wpm, snr, text="random", clips=24, characters=128) for wpm in SPEEDS for snr in LEVELS
)
"""Random letters and digits, perfectly keyed: what the bound is defined on.  At least 3,000 characters in each."""

OTHERS = (
    Cell("speeds", "6 WPM", 6, 10, clips=8, characters=64),
    Cell("speeds", "60 WPM", 60, 10),
    Cell("sidetone without noise", "20 WPM", 20, None),
    Cell("sidetone without noise", "35 WPM", 35, None),
    Cell("sidetone without noise", "20 WPM after 60 s of silence", 20, None, lead=60, clips=8),
    Cell("white noise, long", "20 WPM after 3 min of noise", 20, -4, lead=180, clips=5),
    Cell("white noise, long", "20 WPM, opens inside a letter", 20, 0, inside=True, characters=64, clips=24),
    *(Cell("fists", f"{fist} 20 WPM", 20, snr, fist=fist) for fist in ("bug", "straight", "sloppy") for snr in (6, -4)),
    *(Cell("fists", f"{fist} 20 WPM", 20, 6, fist=fist) for fist in ("Farnsworth", "light", "heavy", "accelerating")),
    *_at(6, "12 Hz off", "1 Hz/s", "QSB 15 dB"),
    *_at(4, "Rayleigh 0.5 Hz", "Rayleigh 0.2 Hz"),
    *_at(6, "flutter", "hum", "chirp", "static", "250 Hz filter with AGC", "hard limited"),
    *_at(6, "neighbour +15 dB at 100 Hz", "neighbour -3 dB at 50 Hz"),
    *_at(3, "neighbour +6 dB at 80 Hz"),
    *(Cell("crowd", f"full band, {wpm} WPM", wpm, 6, effect="full band") for wpm in (20, 30)),
    Cell("texts", "ragchew, bug 22 WPM", 22, 6, fist="bug", text="ragchew"),
    Cell("texts", "ragchew, straight 16 WPM", 16, 0, fist="straight", text="ragchew"),
    Cell("texts", "Wabun 18 WPM", 18, 6, text="wabun"),
    Cell("texts", "Wabun, straight 18 WPM", 18, 0, fist="straight", text="wabun"),
    Cell("texts", "Cyrillic 20 WPM", 20, 6, text="cyrillic"),
    Cell("texts", "Cyrillic, straight 20 WPM", 20, 0, fist="straight", text="cyrillic"),
)

def _beside(group: str, *names: str, clips: int) -> tuple[Cell, ...]:
    return tuple(Cell(group, f"{name}, 20 WPM", 20, 10, effect=name, clips=clips) for name in names)


CARRIERS = _beside(
    "carriers",
    *(f"carrier {level:+d} dB at {hertz} Hz" for hertz, level in product(AWAY, OVER_MARK)),
    "carrier 0 dB, 0.3 Hz/s through 20 Hz",
    clips=6,
)
"""A steady tone beside the signal; levels over the mark."""

BUZZ = _beside(
    "buzz",
    *(f"{mains} Hz buzz, {where}" for mains in (50, 60) for where in ("a line within 15 Hz", "midway between lines")),
    clips=5,
)

LEARNERS = tuple(
    Cell("learners", f"{fist} WPM", wpm, 10, fist=f"learners' {fist}", clips=5, characters=48)
    for fist, wpm in (("18/5", 18), ("25/4", 25))
)
"""Letters at 18 and 25 WPM spaced for 5 and 4."""

CRAMPED = tuple(
    Cell("cramped", f"{text}, {fist} {wpm} WPM", wpm, 10, fist=fist, text=text, clips=8)
    for fist, wpm in (("cramped", 20), ("cramped paddle", 28))
    for text in ("radio", "ragchew")
)
"""Letters 2.15 and 2 dits apart, more or less."""

ENDS = tuple(
    Cell("ends", f"stops with the last mark, {wpm} WPM", wpm, 10, text="random", stops=True, clips=24, characters=10)
    for wpm in (15, 25)
)
"""Short, so that the last letter counts for much."""

LOST = _beside("lost packets", "lost packets, silence", "lost packets, repeated", clips=5)

OPENINGS = tuple(Cell("openings", "overs, 14 to 33 WPM", 0, snr, fist="any", text="openings", clips=15) for snr in (12, 0))
"""Ten overs a clip, 10 to 25 s of noise between them, each beginning with a word that decoders lose."""

ALL = (*WHITE, *OTHERS, *CARRIERS, *BUZZ, *LEARNERS, *CRAMPED, *ENDS, *LOST, *OPENINGS)

EMPTY = ("noise", "neighbour at 90 Hz", "carrier", "three carriers", "50 Hz buzz", "switched carrier", "RTTY", "FT8", "voice")
EMPTY_CLIPS, EMPTY_SECONDS = 24, 62.0
"""24 minutes and more of each thing that is not Morse."""
