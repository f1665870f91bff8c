"""A wrong SNR, speed or label in training would be a wrong promise to the user, and nothing else would show it."""

import numpy as np
import pytest

from evaluation import signals
from training import channel, clips, interference, keying
from training.batches import Batches, Plan, collate
from training.codes import SPACE, TOKEN_ID, TOKENS, encode
from training.features import BASEBAND_RATE


def test_paris_takes_fifty_dits():
    sent = keying.key(encode("PARIS PARIS"), keying.machine(20), np.random.default_rng(0), 1.0)
    starts = [start for token, start, *_ in sent.symbols if token == ".--."]
    assert starts[1] - starts[0] == pytest.approx(50 * 1.2 / 20)
    assert sent.marks[0] == pytest.approx([1.0, 1.06])


@pytest.mark.parametrize("snr", [-10, 6])
def test_snr_by_definition_at_baseband(snr):
    rng = np.random.default_rng(1)
    noise = channel.noise(rng, 200_000)
    in_2500 = np.mean(np.abs(noise) ** 2) * 2500 / BASEBAND_RATE
    assert 10 * np.log10(channel.amplitude_for(snr) ** 2 / in_2500) == pytest.approx(snr, abs=0.1)


@pytest.mark.parametrize("snr", [-10, 6])
def test_snr_by_definition_of_the_test_set(snr):
    deviation, amplitude = signals.noise_deviation(snr, 0.1), 0.1
    assert 10 * np.log10((amplitude**2 / 2) / (deviation**2 * 2500 / 4000)) == pytest.approx(snr)


def test_edges_fall_where_they_should():
    envelope = channel.envelope(np.array([[0.3003, 0.4207], [0.6, 0.62]]), 1.0, 0.005)
    assert envelope.sum() / BASEBAND_RATE == pytest.approx(0.1204 + 0.02, abs=5e-4)
    time = np.arange(len(envelope)) / BASEBAND_RATE
    first = envelope[: round(0.5 * BASEBAND_RATE)]
    assert (first * time[: len(first)]).sum() / first.sum() == pytest.approx(0.3605, abs=1.5e-3)


def test_rayleigh_fading_keeps_the_mean_power():
    rng = np.random.default_rng(5)
    power = np.mean([np.mean(np.abs(channel.rayleigh(rng, 5000, 1.0)) ** 2) for _ in range(300)])
    assert power == pytest.approx(1, abs=0.1)
    gain = signals.doppler_gain(rng, 400_000, 0.5)
    assert np.mean(gain**2) == pytest.approx(1)
    assert np.mean(gain**2 < 0.1) == pytest.approx(1 - np.exp(-0.1), abs=0.06)


def test_what_is_not_morse_has_no_label():
    for number in range(60):
        clip = clips.empty_clip(np.random.default_rng(number), 3.0)
        assert clip.targets == [] and np.isfinite(clip.signal).all()


def _over(text: str, start: float, wpm: float = 20) -> clips.Over:
    fist = keying.machine(wpm)
    return clips.Over(keying.key(encode(text), fist, np.random.default_rng(0), start), fist, 10, 0, 0.005)


def _codes(targets):
    return [TOKENS[i] for i in targets]


def test_only_whole_letters_are_labelled():
    targets, heard, _ = clips.label([_over("CAT", -0.3)], 3.2)
    assert _codes(targets) == [".-", "-", " "] and heard == 3.2


def test_a_letter_that_could_go_on_is_not_counted():
    over = _over("AT", 0.5)
    end_of_t = over.keying.marks[-1, 1]
    targets, heard, _ = clips.label([over], end_of_t + 0.1)
    assert _codes(targets) == [".-"] and heard == pytest.approx(end_of_t + 0.03)


def test_word_space_between_overs_and_after_the_last():
    first = _over("EE", 0.5)
    targets, _, _ = clips.label([first, _over("T", 3.0)], 6.0)
    assert _codes(targets) == [".", ".", " ", "-", " "]


def test_overs_take_turns_with_short_and_long_pauses():
    drawn = [clips.draw_overs(np.random.default_rng([9, number]), 24.0, -30.0) for number in range(200)]
    several = [overs for overs in drawn if len(overs) > 1]
    pairs = [pair for overs in several for pair in zip(overs, overs[1:])]
    pauses = np.array([after.keying.marks[0, 0] - before.keying.marks[-1, 1] for before, after in pairs])
    assert 60 < len(several) < 160
    assert pauses.min() >= 0.5 - 1e-9 and np.mean(pauses > 5) > 0.15 and np.mean(pauses < 2) > 0.2
    assert 0.3 < np.mean([after.fist == before.fist for before, after in pairs]) < 0.7


def test_many_overs_open_with_a_short_word():
    """TU, EE, T: the letters that are lost when an over begins after a pause."""
    drawn = [clips.draw_overs(np.random.default_rng([10, number]), 8.0, -30.0)[0] for number in range(300)]
    first_words = [[token for token, *_ in over.keying.symbols] for over in drawn]
    lone = [word for word in first_words if " " in word[1:3] and set(word[0]) <= {"-"} | {"."} and len(word[0]) <= 2]
    assert len(lone) > 30


def _lines_in(signal: np.ndarray) -> list[float]:
    """Frequencies (Hz from the centre) of what stands 15 dB out of the median of a clip's spectrum."""
    power = np.abs(np.fft.fft(signal * np.hanning(len(signal)))) ** 2
    frequency = np.fft.fftfreq(len(signal), 1 / BASEBAND_RATE)
    peak = (power > np.roll(power, 1)) & (power >= np.roll(power, -1)) & (power > power.max() / 300)
    return sorted(frequency[peak])


def test_carriers_lie_beside_the_signal_from_far_below_it_to_above_it():
    """A carrier of training that lay elsewhere would leave the decoder as helpless as before."""
    drawn = [interference.birdies(np.random.default_rng([21, number]), 4000, 10.0) for number in range(300)]
    centres = [np.array(_lines_in(clip)) - 10 for clip in drawn]
    nearest = np.array([np.abs(lines).min() for lines in centres if len(lines)])
    assert np.mean(nearest < 31) > 0.6 and np.mean(nearest > 3) > 0.95
    levels = np.array([20 * np.log10(np.abs(clip).max()) for clip in drawn])
    assert np.mean(levels < -6) > 0.15 and np.mean(levels > 6) > 0.15
    assert np.mean([np.mean(np.abs(clip[:100])) < 1e-9 or np.mean(np.abs(clip[-100:])) < 1e-9 for clip in drawn]) > 0.1


def test_mains_buzz_is_a_comb():
    combs = [_lines_in(interference.buzz(np.random.default_rng([22, number]), 8000)) for number in range(120)]
    apart = [float(np.median(np.diff(comb))) for comb in combs if len(comb) > 2]
    mains = [spacing for spacing in apart if min(abs(spacing - want) for want in (50, 60, 100, 120)) < 0.6]
    assert len(mains) > 30 and any(abs(spacing - 60) < 0.6 for spacing in mains)


def test_carriers_and_buzz_alone_are_empty_clips():
    """Two in five of the empty clips that hold something hold nothing but steady lines or a carrier."""
    steady = [kind for kind in interference.NOT_MORSE if kind in (interference.lines, interference.steady_carrier)]
    assert interference.lines in steady and len(steady) / len(interference.NOT_MORSE) > 0.3
    for number in range(40):
        assert np.isfinite(interference.lines(np.random.default_rng([23, number]), 2000)).all()


def test_lost_packets_leave_holes_or_a_bridge():
    tone = np.exp(2j * np.pi * 12 * np.arange(20_000) / BASEBAND_RATE)
    heard = [channel.lost_packets(np.random.default_rng([24, number]), tone) for number in range(40)]
    lost = [np.mean(np.abs(signal) < 1e-12) for signal in heard]
    assert 0.1 < np.mean(np.array(lost) > 0) < 0.6 and max(lost) < 0.2
    bridged = next(signal for signal, share in zip(heard, lost) if share == 0)
    assert np.abs(bridged - tone).max() < 0.05


def test_sound_that_stops_with_a_mark_still_counts_its_last_letter():
    """The last letter of a file is lost otherwise: FEFOF... ends in U for F."""
    for number in range(60):
        rng = np.random.default_rng([25, number])
        overs = clips.draw_overs(rng, 8.0, -30.0)
        cut, stop = clips.stopped(rng, overs, 8.0)
        if stop is None:
            continue
        end = cut[-1].keying.marks[-1, 1]
        assert cut[-1].keying.symbols[-1][2] == pytest.approx(end) and end - 1e-9 <= stop <= end + 0.1
        signal = channel.cut_off(rng, channel.noise(rng, 4000), stop)
        at = round(stop * BASEBAND_RATE)
        assert np.abs(signal[at:]).max(initial=0) < 0.2 < np.abs(signal[:at]).max()
        targets, heard, _ = clips.label(cut, 8.0)
        if heard == 8.0 and targets:
            assert [token for token in targets if token != SPACE][-1] == TOKEN_ID[cut[-1].keying.symbols[-1][0]]


def test_spaced_letters_stay_words():
    """Letters at 13 to 27 WPM, gaps up to 15 times as long: the word gap is long in the sender's own scale."""
    drawn = [clips.draw_fist(np.random.default_rng([26, number])) for number in range(1500)]
    spaced = [fist for fist in drawn if fist.letter_gap > 18]
    assert len(spaced) > 15 and all(13 <= fist.wpm <= 27 for fist in spaced)
    fist = keying.machine(20)
    wide = clips.replace(fist, letter_gap=3 * 6, word_gap=7 * 6)
    over = clips.Over(keying.key(encode("EE T"), wide, np.random.default_rng(0), 0.5), wide, 10, 0, 0.005)
    targets, heard, ends = clips.label([over], 12.0)
    assert _codes(targets) == [".", ".", " ", "-", " "] and heard == 12.0
    space = next(end for token, end in ends if token == SPACE)
    assert space > over.keying.symbols[1][2] + 3 * 6 * fist.dit


def test_fast_exchanges_come_with_tight_word_gaps_too():
    fast = [fist for number in range(3000) if (fist := clips.draw_fist(np.random.default_rng([27, number]))).wpm > 38]
    assert sum(5 <= fist.word_gap <= 7 for fist in fast) > len(fast) / 5


def test_clips_repeat_exactly():
    class Floor:
        value = -30.0

    one, two = (Batches(Plan(3, 4, 3.0), 5, 8, Floor)[1] for _ in range(2))
    assert all(one[name].equal(two[name]) or name == "key" for name in one)
    assert np.array_equal(one["key"].numpy(), two["key"].numpy(), equal_nan=True)


def test_drawn_clips_are_sound():
    drawn = [clips.draw_clip(np.random.default_rng([8, number]), 4.0) for number in range(120)]
    batch = collate(drawn)
    assert np.isfinite(batch["features"].numpy()).all()
    assert all(SPACE not in clip.targets[:1] for clip in drawn)
    assert (batch["steps"] >= 2).all() and (batch["steps"] <= len(batch["key"])).all()
    heard = batch["features"].shape[0] // 2
    assert batch["key"].shape == (heard, len(drawn))


def test_rough_clips_have_enough_signal_and_mostly_static(monkeypatch):
    statics, levels = [], []

    def static(rng, count):
        statics.append(count)
        return np.zeros(count)

    def overs(rng, seconds, floor, slow=0.0):
        levels.append(floor)
        return draw_overs(rng, seconds, floor, slow)

    draw_overs = clips.draw_overs
    monkeypatch.setattr(clips.channel, "static", static)
    monkeypatch.setattr(clips, "draw_overs", overs)
    for number in range(40):
        clips.draw_clip(np.random.default_rng([31, number]), 8.0, empty=0.0, rough=1.0)
    assert min(levels) >= 0
    assert 20 <= len(statics) <= 36
    levels.clear()
    clips.draw_clip(np.random.default_rng(1), 8.0, empty=0.0)
    assert levels == [-30.0]
