"""Figures in the card would flatter the model if it had been trained on the test's texts."""

import numpy as np

from evaluation import texts as test_texts
from training import texts
from training.codes import TOKENS, encode, encode_word


def test_callsigns_are_kept_apart():
    assert all(texts.held_out(call) for call in test_texts.CALLSIGNS)
    rng = np.random.default_rng(0)
    drawn = {texts.callsign(rng) for _ in range(5000)}
    assert drawn.isdisjoint(test_texts.CALLSIGNS)


def test_training_never_sends_a_phrase_of_the_test():
    rng = np.random.default_rng(1)
    sent = "|".join(" ".join("".join(code) + "/" for code in word) for _ in range(3000) for word in texts.words(rng, 12))
    lines = [encode(line) for line in (*test_texts.SENTENCES, *test_texts.RAGCHEW, *test_texts.CYRILLIC_LINES)]
    for words in (*lines, *map(test_texts.wabun_codes, test_texts.WABUN_LINES)):
        for start in range(len(words) - 3):
            phrase = "|".join(" ".join("".join(code) + "/" for code in word) for word in words[start : start + 4])
            assert phrase not in sent


def test_every_text_can_be_sent():
    for sentence in (*test_texts.SENTENCES, *test_texts.RAGCHEW, *test_texts.CALLSIGNS, *texts.QSO):
        assert all(code in TOKENS for word in encode(sentence) for code in word)
    for words in texts.PLAIN.values():
        for word in words.split():
            encode_word(word.translate(texts.UNSENDABLE))


def test_every_code_is_trained():
    rng = np.random.default_rng(2)
    seen = {code for _ in range(1500) for word in texts.words(rng, 10) for code in word}
    assert seen == set(TOKENS[2:])
