"""A mistake in the scoring or in the test set would be a wrong figure in the card, and nothing else would show it."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.io import wavfile

from evaluation import band, bound, calibration, card, cells, compare, effects, ideal, on_air, recordings, report, run, signals
from evaluation.draw import TestClip, draw
from evaluation.fists import FISTS
from evaluation.scoring import Printed, align, expected_calibration_error, openings, reliability, score, summary
from training.codes import TOKEN_ID, encode
from training.features import BIN_HZ, SAMPLE_RATE, audio_features
from training.keying import key


def printed(text: str, start: float = 1.0, apart: float = 1.0, confidence: float = 0.9) -> list[Printed]:
    """Letters stand for codes here; one a second."""
    return [Printed(one, start + i * apart - 0.2, start + i * apart, confidence, start + i * apart) for i, one in enumerate(text)]


def clip(text: str, **more) -> TestClip:
    return TestClip(np.zeros(0), 60, list(text), [float(i) for i in range(len(text))], **more)


def test_alignment_pairs_what_agrees():
    pairs = align(list("AXC D"), list("ABC D"))
    assert pairs == [(i, i) for i in range(5)]
    assert align(list("AC"), list("ABC")) == [(0, 0), (None, 1), (1, 2)]
    assert align(list("ABBC"), list("ABC")).count((None, 0)) == 0
    assert len(align([], list("AB"))) == len(align(list("AB"), [])) == 2


def test_share_of_errors_that_concern_word_spaces():
    """AB CD read as ABCX: one space is missing, one letter is wrong."""
    result = score(clip("AB CD"), printed("ABCX"))
    assert (result.errors, result.length, result.space_errors) == (2, 5, 1)
    assert (result.letter_errors, result.letters) == (1, 4)
    figures = summary([result])
    assert figures["cer"] == 0.4 and figures["cer_without_blanks"] == 0.25 and figures["space_share"] == 0.5
    assert summary([score(clip("AB"), printed("AB"))])["space_share"] is None


def test_a_letter_read_as_a_space_concerns_spaces():
    assert score(clip("ABC"), printed("A C")).space_errors == 1


def test_right_and_wrong_characters_for_calibration():
    """AB CD read as ABE CX: the inserted E and the substituted X are wrong; spaces are told apart."""
    judged = score(clip("AB CD"), printed("ABE CX")).judged
    assert [right for _, _, right in judged] == [True, True, False, True, True, False]
    assert [space for space, _, _ in judged] == [False, False, False, True, False, False]


def test_latency_is_that_of_letters_read_right():
    result = score(clip("AB CD"), printed("AB CD", start=0.25))
    assert result.waits == pytest.approx([0.25] * 4)


def test_a_letter_that_the_audio_cuts_does_not_count():
    result = score(clip("AB", since=3.5), printed("XAB", start=3.0))
    assert result.errors == 0


def test_openings_count_the_first_three_symbols_of_each_over():
    """Overs `TU K` from 1 s on and `EE GA` from 20 s on; the pause ends for scoring in its middle."""
    sent = list("TU K EE GA")
    ends = [1, 2, 2, 4, 4, 20, 21, 21, 23, 24]
    two = TestClip(np.zeros(0), 60, sent, [float(end) for end in ends], overs=[(0, 1.0), (5, 20.0)])
    whole, glued, wrong = (True, True), (False, True), (False, False)
    assert openings(two, printed("TU K") + printed("EE GA", start=20.0)) == [whole, whole]
    assert openings(two, printed("TU K") + printed("EEGA", start=20.0)) == [whole, glued]
    assert openings(two, printed("U K") + printed("EE GX", start=20.0)) == [wrong, whole]
    assert openings(two, printed("TU K") + printed("T", start=8.0) + printed("EE GA", start=20.0)) == [whole, whole]
    assert openings(two, printed("TU K") + printed("T", start=18.0) + printed("EE GA", start=20.0)) == [whole, wrong]


def test_expected_calibration_error_by_its_definition():
    """Ten shown with 0.9 of which 7 are right, ten with 0.3 of which 3 are: (0.2 * 10 + 0 * 10) / 20."""
    judged = [(0.9, i < 7) for i in range(10)] + [(0.3, i < 3) for i in range(10)]
    assert expected_calibration_error(reliability(judged)) == pytest.approx(0.1)
    assert expected_calibration_error(reliability([])) is None


def test_clips_say_what_they_send():
    for cell in (cells.OTHERS[0], cells.OPENINGS[0], *(c for c in cells.OTHERS if c.inside or c.text == "wabun")):
        drawn = draw(cell, 0)
        assert len(drawn.sent) == len(drawn.ends) and set(drawn.sent) <= set(TOKEN_ID)
        assert np.array_equal(drawn.audio, draw(cell, 0).audio)
        assert not np.array_equal(drawn.audio[:8000], draw(cell, 1).audio[:8000])
        assert np.abs(drawn.audio).max() <= 1


def test_every_cell_has_clips_of_its_own():
    everything = cells.ALL
    assert len({cell.key for cell in everything}) == len(everything)
    assert {cell.effect for cell in everything} == set(effects.EFFECTS)


@pytest.mark.parametrize("cell", cells.WHITE[::9], ids=lambda cell: cell.key)
def test_white_noise_cells_hold_three_thousand_characters(cell):
    drawn = [draw(cell, number) for number in range(2)]
    assert np.mean([len(one.sent) for one in drawn]) * cell.clips > 3000
    assert all(len(one.sent) * cell.clips > 2900 for one in drawn)


def test_the_audio_begins_inside_a_letter():
    cell = next(cell for cell in cells.OTHERS if cell.inside)
    for number in range(5):
        drawn = draw(cell, number)
        assert drawn.sent[0] != " " and 0 < drawn.since < drawn.ends[0]


def test_a_full_band_has_stations_on_both_sides_and_is_read_by_itself():
    cell = next(cell for cell in cells.OTHERS if cell.effect == "full band")
    assert not run.is_local(cell) and run.is_local(cells.WHITE[0])
    drawn = draw(cell, 0)
    power = np.abs(np.fft.rfft(drawn.audio)) ** 2
    hertz = np.fft.rfftfreq(len(drawn.audio), 1 / SAMPLE_RATE)

    def density(middle: float) -> float:
        return power[np.abs(hertz - middle) < 20].mean()

    pitch = drawn.centre * BIN_HZ
    for side in (-160, 160, 320, 480):
        assert density(pitch + side) > 20 * density(pitch + side + 80)


@pytest.mark.parametrize("cell", [cell for cell in cells.CARRIERS if "-6 dB" in cell.name], ids=lambda cell: cell.name)
def test_a_carrier_lies_where_the_cell_says_and_is_as_strong(cell):
    """From the mark, wherever in the channel that is.  Keying leaves a line of its own at the mark's frequency."""
    drawn, wanted = draw(cell, 0), effects.EFFECTS[cell.effect].lines
    spectrum = np.abs(np.fft.rfft(drawn.audio * np.hanning(len(drawn.audio)))) * 4 / len(drawn.audio)
    hertz = np.fft.rfftfreq(len(drawn.audio), 1 / SAMPLE_RATE)
    inside = np.abs(hertz - drawn.centre * BIN_HZ) < 50
    first = hertz[inside][spectrum[inside].argmax()]
    others = inside & (np.abs(hertz - first) > 3)
    second = hertz[others][spectrum[others].argmax()]
    assert abs(first - second) == pytest.approx(wanted.distance, abs=0.2)
    assert abs(min(first, second, key=lambda f: abs(f - drawn.centre * BIN_HZ)) - drawn.centre * BIN_HZ) < 4
    loudest = [20 * math.log10(spectrum[np.abs(hertz - f) < 0.5].max() / 0.1) for f in (first, second)]
    assert min(abs(level - wanted.level) for level in loudest) < 1.5


@pytest.mark.parametrize("cell", cells.BUZZ, ids=lambda cell: cell.name)
def test_buzz_is_a_comb_of_the_mains(cell):
    low, high = effects.EFFECTS[cell.effect].lines.nearest
    mains = effects.EFFECTS[cell.effect].lines.mains
    time = np.arange(16 * SAMPLE_RATE) / SAMPLE_RATE
    comb = effects.EFFECTS[cell.effect].lines.sound(np.random.default_rng(3), time, 600)
    spectrum = np.abs(np.fft.rfft(comb * np.hanning(len(comb)))) * 4 / len(comb)
    hertz = np.fft.rfftfreq(len(comb), 1 / SAMPLE_RATE)
    lines = hertz[1:-1][(spectrum[1:-1] > spectrum[:-2]) & (spectrum[1:-1] >= spectrum[2:]) & (spectrum[1:-1] > 0.2)]
    lines = lines[np.abs(lines - 600) < 3.6 * mains]
    assert np.median(np.diff(lines)) == pytest.approx(mains, abs=0.2)
    assert low - 0.1 <= np.abs(lines - 600).min() <= high + 0.1
    assert not run.is_local(cell)


def test_learners_letters_are_fast_and_far_apart():
    """ARRL: a word of PARIS takes 60 s / 5 though each letter is sent at 18 WPM."""
    for cell, overall in zip(cells.LEARNERS, (5, 4)):
        fist = FISTS[cell.fist](cell.wpm, np.random.default_rng(0))
        sent = key(encode("PARIS PARIS"), fist, np.random.default_rng(0), 0.0)
        starts = [start for token, start, *_ in sent.symbols if token == ".--."]
        assert starts[1] - starts[0] == pytest.approx(60 / overall, rel=1e-3)
        assert fist.word_gap / fist.letter_gap == pytest.approx(7 / 3)


def test_a_clip_that_stops_does_so_with_its_last_mark():
    for cell in cells.ENDS:
        drawn = draw(cell, 0)
        assert 0 <= len(drawn.audio) / SAMPLE_RATE - drawn.ends[-1] < 0.004 and not run.is_local(cell)


def test_lost_packets_are_few_and_forty_milliseconds_long():
    audio = np.random.default_rng(0).standard_normal(60 * SAMPLE_RATE)
    silent, repeated = (effects.EFFECTS[cell.effect].receiver(audio, 600) for cell in cells.LOST)
    gone = np.mean(silent == 0)
    assert 0.02 < gone < 0.05 and np.array_equal(silent == 0, (repeated != audio) & (silent == 0))
    assert all(not run.is_local(cell) for cell in cells.LOST)


def test_figures_of_a_group_take_the_place_of_its_older_ones():
    def row(cell: cells.Cell, cer: float) -> dict:
        return {"group": cell.group, "name": cell.name, "snr": cell.snr, "cer": cer}

    first, second, third = cells.OTHERS[:3]
    model = {"model": "morse", "version": "1", "sha256": "0", "share": 1.0, "through": "engine", "cost": {"1": 2.0}}
    stored = {**model, "cells": [row(first, 0.1), row(third, 0.3)], "empty": [{"name": "noise"}], "recordings": [{"name": "one"}]}
    part = {**model, "cost": {"1": 3.0}, "cells": [row(second, 0.2), row(third, 0.4)], "empty": [], "recordings": []}
    whole = card.merged(stored, part)
    assert [one["cer"] for one in whole["cells"]] == [0.1, 0.2, 0.4]
    assert (whole["cost"], whole["empty"], whole["recordings"]) == (model["cost"], stored["empty"], stored["recordings"])
    with pytest.raises(ValueError, match="share 1.0"):
        card.merged(stored, {**part, "share": 0.5})


def test_an_over_begins_where_it_is_said_to():
    drawn = draw(cells.OPENINGS[0], 0)
    assert len(drawn.overs) == 10
    for first, start in drawn.overs:
        assert drawn.sent[first] != " " and drawn.ends[first] > start
        assert first == 0 or start - drawn.ends[first - 1] >= 10


def test_chirp_settles_within_a_mark():
    marks = np.array([[0.5, 0.56], [0.62, 0.8]])
    time = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    _, shift = effects.EFFECTS["chirp"].path(np.random.default_rng(0), time, marks)
    at = [round(t * SAMPLE_RATE) for t in (0.501, 0.621, 0.79)]
    assert 20 < abs(shift[at[0]]) < 61 and 20 < abs(shift[at[1]]) < 61 and abs(shift[at[2]]) < 1


def test_gain_control_brings_the_noise_up_in_pauses():
    rng = np.random.default_rng(0)
    time = np.arange(3 * SAMPLE_RATE) / SAMPLE_RATE
    audio = (time < 1) * np.sin(2 * np.pi * 600 * time) + 0.01 * rng.standard_normal(len(time))
    out = effects.EFFECTS["250 Hz filter with AGC"].receiver(audio, 600)
    early, late = (out[round(a * SAMPLE_RATE) : round((a + 0.3) * SAMPLE_RATE)].std() for a in (1.02, 2.6))
    assert 20 * math.log10(late / early) > 12


def test_a_channel_sees_the_same_beside_others():
    """What an eighth of the cost must not change: the features."""
    clips = [(draw(cells.WHITE[number], 0).audio[:40_000], draw(cells.WHITE[number], 0).centre) for number in (10, 12, 24)]
    together = band.side_by_side(clips)
    for (audio, centre), place in zip(clips, band.PLACES):
        alone = audio_features(audio[None], centre)[0]
        beside = audio_features(together[None], place)[0][: len(alone)]
        # Nulls of the noise, where the logarithm is steep, differ most.
        assert np.quantile(np.abs(alone - beside)[20:-20], [0.5, 0.99]) == pytest.approx([0, 0], abs=0.04)


@pytest.mark.parametrize("snr", [-10, 6])
def test_snr_by_definition(snr):
    deviation, amplitude = signals.noise_deviation(snr, 0.1), 0.1
    assert 10 * np.log10((amplitude**2 / 2) / (deviation**2 * 2500 / 4000)) == pytest.approx(snr)


def test_calibration_map_rises_and_meets_the_share_that_is_right():
    """Of characters with raw value x, x² are right."""
    rng = np.random.default_rng(3)
    raw = rng.random(20_000)
    right = rng.random(20_000) < raw**2
    curve = calibration.fit(raw, right)
    assert len(curve["raw"]) <= calibration.KNOTS + 2
    assert np.all(np.diff(curve["raw"]) > 0) and np.all(np.diff(curve["confidence"]) >= 0)
    assert curve["raw"][0] == 0 and curve["raw"][-1] == 1
    shown = calibration.apply(curve, np.array([0.3, 0.6, 0.9]))
    assert shown == pytest.approx([0.09, 0.36, 0.81], abs=0.05)
    assert expected_calibration_error(reliability(list(zip(raw, right)))) > 0.15
    assert expected_calibration_error(reliability(list(zip(calibration.apply(curve, raw), right)))) < 0.02


def test_isotonic_fit_pools_what_falls():
    """Values 1, 0, 1 in order of raw: the first two become one step of 0.5."""
    x, y, count = calibration.isotonic(np.array([0.1, 0.2, 0.3]), np.array([1, 0, 1]))
    assert y.tolist() == [0.5, 1.0] and count.tolist() == [2, 1] and x == pytest.approx([0.15, 0.3])


def test_a_few_lucky_characters_make_no_certainty():
    curve = calibration.fit(np.linspace(0, 1, 200), np.arange(200) > 100)
    assert curve["confidence"] == sorted(curve["confidence"])
    with pytest.raises(ValueError):
        calibration.fit(np.array([0.5] * 10), np.ones(10))


def test_a_difference_on_every_clip_is_beyond_chance_and_one_on_a_single_clip_is_not():
    """On 12 clips all of one sign: 2 of 2^12 signings are as far out."""
    even, worse, once = ([[e, 100] for e in errors] for errors in ([5] * 12, [9] * 12, [5] * 11 + [40]))
    assert compare.paired_p(even, worse) == pytest.approx(2 / 2**12, abs=4e-4)
    assert compare.paired_p(even, once) == 1.0
    assert compare.paired_p(even, even) == 1.0
    assert compare.paired_p(even, [[5, 90]] * 12) is None and compare.paired_p([], even) is None


def test_many_cells_raise_the_bar():
    """Holm: with four tests the smallest p has to be under 0.05 / 4, the next under 0.05 / 3."""
    assert compare.holm([0.013, 0.5, 0.6, 0.7]) == [False] * 4
    assert compare.holm([0.5, 0.012, 0.016, None, 0.9]) == [False, True, True, False, False]


def test_drawings_are_svg_that_shows_what_was_measured():
    from xml.etree import ElementTree

    from evaluation import drawings

    cells_of = [{"group": "white noise", "wpm": 20, "snr": snr, "cer": cer} for snr, cer in ((-10, 0.1), (0, 0.0))]
    for cell in cells_of:
        cell["reliability"] = {"codes": reliability([(0.9, True), (0.4, False)] * 20)}
    for picture in (drawings.curves({"live": {"cells": cells_of}}), drawings.reliability({"live": {"cells": cells_of}})):
        tree = ElementTree.fromstring(picture)
        circles = [node for node in tree.iter() if node.tag.endswith("circle")]
        assert len(circles) == 2


def test_distance_from_the_bound_in_decibels():
    """At 20 WPM the ideal receiver reads 1.1 % wrong at -10 dB: a decoder that does so at -8 dB is 2 dB short."""
    assert bound.decibels_short({-10: 0.3, -8: 0.011, -6: 0.0}, 20, 0.011) == pytest.approx(2)
    assert bound.level_of({-10: 0.1, -8: 0.001}, 0.01) == pytest.approx(-9)
    assert bound.decibels_short({-10: 0.3, -8: 0.2}, 20, 0.01) is None


def test_a_model_that_heard_fewer_clips_is_compared_on_those():
    more, fewer = {"cer": 0.3, "clips": [[1, 10], [5, 10]]}, {"cer": 0.2, "clips": [[2, 10]]}
    assert compare.shared_rates(more, fewer) == (0.1, 0.2)
    assert compare.shared_rates({"cer": 0.3}, fewer) == (0.3, 0.2)


def test_small_differences_in_many_cells_show_in_their_group():
    def cell(name, errors, cer):
        return {"group": "fists", "name": name, "snr": 6, "cer": cer, "clips": [[errors, 100]] * 5}

    def model(version, *rows):
        return {"model": "morse", "version": version, "cells": [cell(name, *row) for name, *row in rows]}

    first = model("1", *((f"fist {i}", 3, 0.03) for i in range(4)), ("lost", 50, 0.5))
    second = model("2", *((f"fist {i}", 2, 0.02) for i in range(4)), ("lost", 90, 0.9))
    rows = compare.compare(first, second).splitlines()
    assert rows[2] == "| all | 4 | 2,000 | 3.00 | 2.00 | -1.00 | < 0.0001 | beyond chance |"
    assert rows[3].startswith("| fists | 4 |") and rows[4] == ""
    assert [row.split(" | ")[-1] for row in rows[7:]] == ["may be chance |"] * 5


def test_the_card_in_short_pools_cells_by_their_characters():
    def cell(group, name, snr, cer, characters):
        more = {"latency": [0.2, 0.3], "letters": characters, "cer_without_blanks": cer, "space_share": 0.0}
        return {"group": group, "name": name, "wpm": 20, "snr": snr, "cer": cer, "characters": characters, **more}

    found = [cell("fists", "bug 20 WPM", 6, 0.01, 300), cell("fists", "straight 20 WPM", -4, 0.05, 100)]
    curve = [cell("white noise", "20 WPM", -10, 0.2, 100), cell("white noise", "20 WPM", -8, 0.002, 100)]
    empty = [{"name": "noise", "minutes": 10, "letters_per_minute": 0.1}, {"name": "RTTY", "minutes": 10, "letters_per_minute": 0.4}]
    result = {"model": "morse", "version": "1", "cells": found + curve, "empty": empty, "recordings": []}
    answers = {row.split(" | ")[0]: row.split(" | ")[1].strip(" |") for row in report.in_short([result]).splitlines()[2:]}
    assert answers["| CER %: bug and straight key, +6 and −4 dB"] == "2.00"
    assert next(value for title, value in answers.items() if "SNR in 2500 Hz" in title) == "– / -9.0 / – / –"
    assert next(value for title, value in answers.items() if "letters in 5 min" in title) == "2"
    assert answers["| CER %: on the air (without blanks)"] == "–"


def test_cells_are_gathered_without_loss():
    everything = (*cells.WHITE, *cells.OTHERS)
    for share in (1.0, 0.1):
        parts = run.gathered(everything, share)
        assert [cell for part in parts for cell in part] == list(everything) and all(parts)
    assert len(run.gathered(everything, 0.1)) < len(run.gathered(everything, 1.0)) <= len(everything) / 2


def test_what_a_second_reading_mends_and_breaks():
    """Of THINGS CHARGING EYE the live text has one letter wrong; the other has it right, but two edits in CHARGING and a blank."""
    live, accurate, sent = (list(text) for text in ("XHINGS CHARGING EYE", "THINGS NIHARGING E YE", "THINGS CHARGING EYE"))
    whole, letters = on_air.both_ways("one", live, accurate, sent)
    assert (whole["mended"], whole["broken"], whole["changed"]) == (1, 2, 0)
    assert (letters["mended"], letters["broken"]) == (1, 1)
    assert whole["live"] == pytest.approx(1 / 19) and whole["accurate"] == pytest.approx(3 / 19)
    assert [place.verdict for place in whole["places"]] == ["mended", "broken", "broken"]


def test_where_both_readings_err_alike_nothing_was_changed():
    assert on_air.places(list("AXC"), list("AXC"), list("ABC")) == []
    (place,) = on_air.places(list("AXC"), list("AYC"), list("ABC"))
    assert place.verdict == "changed" and (place.at, place.sent, place.live, place.accurate) == (1, ["B"], ["X"], ["Y"])
    ends = on_air.places(list("AB"), list("ABC"), list("ABC"))
    assert [place.verdict for place in ends] == ["mended"]


def test_recordings_are_those_with_a_text_of_their_own(tmp_path):
    tone = (8000 * np.sin(2 * np.pi * 700 * np.arange(2 * SAMPLE_RATE) / SAMPLE_RATE)).astype(np.int16)
    for name, text in (("ragchew", "DE K"), ("beacon", "VVV (repeated)")):
        wavfile.write(tmp_path / f"{name}.wav", SAMPLE_RATE, tone)
        (tmp_path / f"{name}.txt").write_text(text)
    ((name, found),) = recordings.recordings(tmp_path)
    assert name == "ragchew" and found.centre == round(700 / BIN_HZ) and found.sent == ["-..", ".", " ", "-.-"]
    wavfile.write(tmp_path / "ragchew.wav", 11025, tone)
    with pytest.raises(ValueError, match="11025 Hz"):
        list(recordings.recordings(tmp_path))


def test_groups_that_are_read_all_together_or_all_alone_are_read_natively(decoder):
    """python -m evaluation --native --only ends: none of its clips is read together with others."""
    shortened = [replace(cell, clips=1, characters=4) for cell in (cells.ENDS[0], cells.CARRIERS[-1])]
    assert decoder.read([]) == []
    for cell in shortened:
        (row,) = run.measure(decoder, [cell])
        assert row["characters"] >= 3


def test_the_ideal_receiver_reads_what_the_ratios_say():
    codes = [".", "-", ".-", "..."]
    key = np.concatenate([ideal.units(".-"), [0] * 7, ideal.units("..."), [0] * 3, ideal.units("-")])
    sure = np.where(key == 1, 9.0, -9.0)
    assert ideal.best_sequence(sure, codes, 0.2) == [".-", " ", "...", "-"]
    sure[0], sure[13] = -1, 2
    assert ideal.best_sequence(sure, codes, 0.2) == [".-", " ", "...", "-"], "what fits no sequence is no reading"


def test_the_ideal_receiver_is_as_good_as_the_bound_and_hears_past_crashes():
    def rate(name):
        clips = [ideal.read_wrong(*ideal.CELLS[name], np.random.default_rng([7, number])) for number in range(12)]
        wrong, sent, *_ = np.sum(clips, axis=0)
        return wrong / sent

    assert 0 < rate("white noise, 20 WPM") <= bound.BOUND[20][-10] * 1.5
    assert rate("static, 20 WPM") < 0.03
