import hashlib
import json
import math
from pathlib import Path

import numpy as np
import pytest

from language.corpus import BOOKS, WORD_SPACE, sent_as
from language.ngrams import backoffs, count, probabilities, worth_keeping
from language.table import Table, pack
from training.codes import encode_word


def model_of(sequences: list[str], least: float) -> Table:
    names = sorted({symbol for sequence in sequences for symbol in sequence})
    counts = count([[names.index(symbol) for symbol in sequence] for sequence in sequences], 3)
    odds = probabilities(counts, len(names))
    kept = worth_keeping(counts, odds, least)
    return Table(pack(names, kept, odds, backoffs(kept, odds)))


def test_counts_are_of_runs_and_never_across_texts():
    counts = count([[0, 1, 0, 1], [1, 1]], 2)
    assert counts[0] == {(0,): 2, (1,): 4}
    assert counts[1] == {(0, 1): 2, (1, 0): 1, (1, 1): 1}


@pytest.mark.parametrize("least", [0, 5])
def test_the_odds_of_all_symbols_add_up_to_one_after_any_others(least):
    rng = np.random.default_rng(3)
    sequences = ["".join(rng.choice(list("abcd"), 400, p=[0.5, 0.3, 0.15, 0.05])) + "abab" * 50]
    table = model_of(sequences, least)
    for context in ("", "a", "ab", "dd", "ddd"):
        sum_of = sum(math.exp(table.log_probability(list(context), symbol)) for symbol in "abcd")
        assert sum_of == pytest.approx(1, abs=0.08), context


def test_what_follows_is_foreseen_by_what_came_before():
    table = model_of(["abcabcabcabcabcabdabcabc"], 0)
    assert table.log_probability(["a", "b"], "c") > table.log_probability(["a", "b"], "d") > -6
    assert table.log_probability(["c"], "a") > table.log_probability(["c"], "b")
    assert table.log_probability(["a"], "z") < table.log_probability(["a"], "d")


def test_pruning_keeps_what_longer_runs_need():
    counts = count([[0, 1, 2] * 40], 3)
    odds = probabilities(counts, 3)
    for gram in (kept := worth_keeping(counts, odds, 1)):
        assert gram[:-1] in kept or len(gram) == 1
        assert gram[1:] in kept or len(gram) == 1
    assert len(worth_keeping(counts, odds, 1e9)) == 3


def test_words_are_sent_as_operators_send_them():
    words = sent_as("“Thanks for the weather,” said he; it's very good!", np.random.default_rng(1))
    assert words[0] in ("THANKS", "TNX")
    assert set("".join(words)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ',=4")


def test_the_shipped_table_is_that_of_the_contract_and_of_the_vectors(models: Path):
    contract = json.loads((models / "morse-accurate.json").read_text())
    data = (models / "morse-language.bin").read_bytes()
    assert contract["language"] == {
        "file": "morse-language.bin",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
    }
    table = Table(data)
    for line in json.loads((models.parent / "test" / "vectors" / "language.json").read_text()):
        codes = [code or WORD_SPACE for code in line["codes"]]
        for i, expected in enumerate(line["logProbabilities"]):
            assert table.log_probability(codes[:i], codes[i]) == pytest.approx(expected, abs=1e-3)


def test_the_shipped_table_likes_words_better_than_their_neighbours(models: Path):
    table = Table((models / "morse-language.bin").read_bytes())

    def line(text: str) -> float:
        codes = [code for word in text.split() for code in (*encode_word(word), WORD_SPACE)]
        return sum(table.log_probability(codes[:i], code) for i, code in enumerate(codes))

    for right, wrong in (("THE WX IS FINE", "TSE WX IS FINE"), ("NAME IS JOHN", "NAME IS JJHN"), ("UR 599", "UR 5H9")):
        assert line(right) > line(wrong)


def test_books_are_named_by_commit():
    assert len({book.repository for book in BOOKS}) == len(BOOKS)
    assert all(len(book.commit) == 40 for book in BOOKS)
