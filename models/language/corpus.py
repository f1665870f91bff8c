"""Texts that the language model learns from, as Morse codes: books in the public domain, rewritten a little as operators
send, and the words, exchanges and callsigns of the training's own generator.

The evaluation's texts and the on-air recordings' are no part of it; callsigns are of those that the evaluation never uses.
"""

import re
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training import texts
from training.codes import SPACE, TOKENS, WRITABLE, encode_word

WORD_SPACE = TOKENS[SPACE]
"""How a pause between words stands in a sequence of codes."""


@dataclass(frozen=True)
class Book:
    """A book of Project Gutenberg, in the public domain, as a repository of github.com/GITenberg keeps it."""

    repository: str
    commit: str
    path: str
    encoding: str = "utf-8"
    characters: int | None = None
    """Only so many from its beginning; None: all."""


FOREIGN = 350_000
BOOKS = (
    Book("Adventures-of-Huckleberry-Finn_76", "8494afff3a26f95f37376f7a79a014cf818ccaba", "76-0.txt"),
    Book("Babbitt_1156", "04ddcfcb6111976f3160bc059ddc46d18f358d29", "1156-0.txt"),
    Book("The-Adventures-of-Sherlock-Holmes_1661", "7e5dd2703fbf503c004063e96ab7c61262375e5f", "1661-8.txt", "latin-1"),
    Book("My-Man-Jeeves_8164", "adadd3534a7d2cdc34fff83dccc9ea365eed0c4f", "8164-8.txt", "latin-1"),
    Book("Right-Ho-Jeeves_10554", "f71b35bc36d60faf8f3a6fcb558c5b8fe756c9b9", "10554-8.txt", "latin-1"),
    Book("Main-Street_543", "c09303360dde2c0bcf4c183670ced35a20f1bcc1", "543-0.txt"),
    Book("The-Adventures-of-Tom-Sawyer_74", "9b4174649064f197ca27895d98806b4a8659722b", "74-0.txt"),
    Book("Pride-and-Prejudice_1342", "81db45c9c48c592f0b77f01fc59e677ad0a5634e", "1342-0.txt"),
    Book("Candide_4650", "3460a8007cb70647d58967f12ff6b97015b73949", "4650-8.txt", "latin-1", FOREIGN),
    Book(
        "Le-tour-du-monde-en-quatre-vingts-jours_800",
        "28573e09606c48b809d9e50c66c619822fefe0ea",
        "800-8.txt",
        "latin-1",
        FOREIGN,
    ),
    Book("Die-Verwandlung_22367", "dd2beec59176851bfb071689539d6091b3d95d11", "22367-8.txt", "latin-1", FOREIGN),
    Book("Don-Quijote_2000", "7879f2c1653ec515d125f49b177c3ef7f596bc3f", "2000-8.txt", "latin-1", FOREIGN),
    Book(
        "Le-avventure-di-Pinocchio-Storia-di-un-burattino_52484",
        "17cf57423a4551959748049c27ed9ae0cc9ea551",
        "52484-0.txt",
        characters=FOREIGN,
    ),
    Book("Dom-Casmurro_55752", "61bc683465086ab39778e69673e89171c0f84ee5", "55752-8.txt", "latin-1", FOREIGN),
)

SHORT = dict(
    pair.split("=")
    for pair in """AND=ES YOU=U ARE=R YOUR=UR FOR=FER ABOUT=ABT VERY=VY GOOD=GUD WOULD=WUD THANKS=TNX THANK=TNX WEATHER=WX
    HERE=HR HEAR=HR NOW=NW COULD=CUD SHOULD=SHUD SAID=SED PLEASE=PSE AGAIN=AGN FROM=FM BEFORE=B4 BEEN=BN HOPE=HPE NEAR=NR
    BECAUSE=BCUZ PEOPLE=PPL TOMORROW=TMW TODAY=TDY YEARS=YRS ENOUGH=ENUF THROUGH=THRU THOUGH=THO WIFE=XYL WORK=WRK
    OKAY=OK""".split()
)
"""Words that operators shorten, some of the time."""
SHORTENED = 0.35
STOPS = {
    ".": ([], [], ["="], ["="], ["."]),
    ",": ([], [], ["="], [","], [","]),
    "?": (["?"],),
    "=": (["="],),
}
"""What stands for a mark at a word's end, one as often as another."""
GENERATED = 300_000
"""Codes of the generator's own words."""


def fetch(folder: Path) -> None:
    """Brings the books into a folder, with git."""
    for book in BOOKS:
        target = folder / book.repository
        if not target.exists():
            subprocess.run(["git", "init", "-q", str(target)], check=True)
        address = f"https://github.com/GITenberg/{book.repository}"
        subprocess.run(["git", "-C", str(target), "fetch", "-q", "--depth", "1", address, book.commit], check=True)


def sequences(folder: Path, seed: int = 5) -> Iterator[list[str]]:
    """Of each book in a folder, and of the generator: codes with word spaces.  Raises CalledProcessError without a book."""
    rng = np.random.default_rng(seed)
    for book in BOOKS:
        spec = ["git", "-C", str(folder / book.repository), "show", f"{book.commit}:{book.path}"]
        content = subprocess.run(spec, check=True, capture_output=True).stdout.decode(book.encoding, errors="ignore")
        yield _codes(sent_as(_text_of(content)[: book.characters], rng))
    yield _generated(rng)


def _text_of(content: str) -> str:
    start = re.search(r"\*\*\* ?START OF.*\n", content)
    end = re.search(r"\*\*\* ?END OF", content)
    assert start and end, "the book's notices were not found"
    return content[start.end() : end.start()]


def sent_as(text: str, rng: np.random.Generator) -> list[str]:
    """Words as an operator would send them: capitals, common abbreviations, few marks."""
    text = re.sub(r"--|—|;", " = ", text.upper().replace("’", "'").replace("_", ""))
    text = re.sub(r"[“”\"«»*()\[\]:!]", " ", text)
    words = []
    for word in text.split():
        body, marks = re.fullmatch(r"(.*?)([.,?=]*)", word).groups()
        body = body.replace("'", "") if rng.random() < 0.8 else body
        if body in SHORT and rng.random() < SHORTENED:
            body = SHORT[body]
        choices = STOPS.get(marks[:1], ([],))
        stop = choices[rng.integers(len(choices))]
        # A mark stands by itself, or at the word.
        joined = bool(body) and rng.random() < 0.5
        words += [body + "".join(stop)] if joined else [*([body] if body else []), *stop]
    return words


def _codes(words: list[str]) -> list[str]:
    out = []
    for word in words:
        plain = "".join(c if c in WRITABLE else unicodedata.normalize("NFD", c)[0] for c in word)
        if plain and all(letter in WRITABLE for letter in plain):
            out += [*(WRITABLE[letter] for letter in plain), WORD_SPACE]
    return out


def _generated(rng: np.random.Generator) -> list[str]:
    """Exchanges, calls and ham words in any order."""
    out = []
    while len(out) < GENERATED:
        batch = texts.exchange(rng) if rng.random() < 0.4 else [texts.qso_word(rng) for _ in range(8)]
        for word in batch:
            out += [*encode_word(word), WORD_SPACE]
    return out
