"""One training clip: complex baseband at 500 Hz, the codes that a listener could have copied from it, the key's truth."""

from dataclasses import dataclass, replace

import numpy as np

from . import channel, interference, keying
from .codes import SPACE, TOKEN_ID
from .features import BASEBAND_RATE
from .texts import words


@dataclass
class Clip:
    """`signal` [samples] complex64; `targets` token ids; `heard` s of it that count; `letter_ends` (token id, s);
    `key` [samples] 0 .. 1 or None where nothing says what the key does; `retune` (s, fine bins) or None."""

    signal: np.ndarray
    targets: list[int]
    heard: float
    letter_ends: list[tuple[int, float]]
    key: np.ndarray | None
    retune: tuple[float, int] | None = None


@dataclass(frozen=True)
class Over:
    """One station's turn: `keying` on a carrier `offset` Hz from the centre, `snr` dB, edges of `rise` s."""

    keying: keying.Keying
    fist: keying.Fist
    snr: float
    offset: float
    rise: float


SHORT_CODES, SHORT_START = ("-", "-", "-", ".", "--", ".."), 0.6
"""Letters of one or two equal marks, and the share of overs that are made to open with them: before the speed is known a
lone dah could be a dit, so these are the letters that a decoder swallows (TEST, TU, TNX, EE)."""
LONGEST_PAUSE = 15.0
"""Seconds between two overs: the running mean of the features forgets the signal's level in 2.5 s, so how an over opens
after a long pause must be learned too."""

LEARNERS = 0.1
"""Share of overs whose letters come at 13 to 27 WPM, with gaps between them, and between words, up to 15 times as long."""
CRAMPED = 0.12
"""Share of overs whose letters stand closer than three dits."""
FADES, STATIC = 0.4, 0.15
"""Shares of the overs, and of the clips, that are not pure noise and keying."""
ROUGH_FADES, ROUGH_STATIC, ROUGH_FLOOR = 0.6, 0.7, (0, 8)
"""The same of rough clips, and their least SNR, dB: without static and fades nothing of them would be read wrong."""
LINES, LOST_PACKETS, STOPS = 0.3, 0.06, 0.08
"""Shares: steady lines beside the signal, packets lost on the way, sound that ends with a mark; the first two of clips that
are not pure noise and keying."""


def bound_snr(wpm: float) -> float:
    """SNR, dB, where an ideal receiver that knows speed and level reads 1 % of characters wrong (20 WPM: -10 dB)."""
    return -10 + 10 * np.log10(wpm / 20)


def draw_fist(rng: np.random.Generator, slow: float = 0.0) -> keying.Fist:
    """A sender: 5 to 62 WPM, mostly 10 to 45; in a further share `slow`, 5 to 14 WPM or with long spaces between letters."""
    low, high = (10, 45) if rng.random() < 0.7 else (5, 62)
    patient = slow > 0 and rng.random() < slow
    if patient:
        low, high = 5, 14
    wpm = float(np.exp(rng.uniform(np.log(low), np.log(high))))
    kind = rng.random()
    if kind < 0.4:
        fist = keying.machine(wpm)
        if rng.random() < 0.6:
            fist = replace(fist, weight=float(np.clip(rng.normal(0, 0.1), -0.25, 0.25)))
    elif kind < 0.55:
        fist = keying.paddle(wpm, rng)
    elif kind < 0.7:
        fist = keying.bug(wpm, rng)
    elif kind < 0.88:
        fist = keying.straight(wpm, rng)
    else:
        fist = keying.sloppy(wpm, rng)
    spacing = rng.random() * (0.4 if patient else 1)
    if spacing < LEARNERS:
        stretch = np.exp(rng.uniform(np.log(2.5), np.log(15)))
        fist = replace(fist, wpm=rng.uniform(13, 27), letter_gap=fist.letter_gap * stretch, word_gap=fist.word_gap * stretch)
    elif spacing < 0.2:
        stretch = rng.uniform(1.1, 3.5)
        fist = replace(fist, letter_gap=fist.letter_gap * stretch, word_gap=fist.word_gap * stretch)
    elif spacing < 0.2 + CRAMPED:
        fist = keying.cramped(fist, rng)
    elif wpm > 30 and rng.random() < 0.3:
        fist = replace(fist, word_gap=rng.uniform(5, 7))
    if rng.random() < 0.25:
        fist = replace(fist, speed_drift=rng.normal(0, 0.1))
    return fist


def draw_snr(rng: np.random.Generator, wpm: float, floor: float) -> float:
    """Mostly within 9 dB of what can be read at all at this speed; up to 60 dB above the noise; never under `floor`."""
    kind, bound = rng.random(), bound_snr(wpm)
    if kind < 0.65:
        snr = bound + rng.uniform(-1.0, 8)
    elif kind < 0.85:
        snr = bound + rng.uniform(8, 25)
    else:
        snr = rng.uniform(10, 60)
    return max(snr, floor)


def _start(rng: np.random.Generator, seconds: float) -> float:
    kind = rng.random()
    if kind < 0.25:
        return -rng.uniform(0.1, 4)
    return rng.uniform(0.1, 1.2) if kind < 0.7 else rng.uniform(1, seconds * 0.6)


def _turns(rng: np.random.Generator, seconds: float) -> int:
    """Overs in a clip: one in most short clips, up to six in one of 24 s."""
    if rng.random() < (0.72 if seconds < 12 else 0.4):
        return 1
    return int(rng.integers(2, 4 + round(seconds / 8)))


def _opened(rng: np.random.Generator, text: list[list[str]]) -> list[list[str]]:
    """The words with one or two short letters before the first, or as a word of their own."""
    short = [str(code) for code in rng.choice(SHORT_CODES, rng.integers(1, 3))]
    return [short, *text] if rng.random() < 0.5 else [[*short, *text[0]], *text[1:]]


def _station(
    rng: np.random.Generator, floor: float, before: Over | None, slow: float
) -> tuple[keying.Fist, float, float, float]:
    """Fist, SNR, offset and rise of who sends next: somebody new, or (half the time) who sent before."""
    if before and rng.random() < 0.5:
        fade = rng.normal(0, 2) if rng.random() < 0.5 else 0.0
        return before.fist, max(before.snr + fade, floor), before.offset, before.rise
    fist = draw_fist(rng, slow)
    offset = rng.normal(0, 4) if rng.random() < 0.6 else rng.uniform(-15, 15)
    human = fist.dit_spread + fist.letter_spread > 0
    snr = draw_snr(rng, fist.wpm, floor) + (1.5 if human else 0)
    return fist, snr, float(np.clip(offset, -15, 15)), rng.uniform(0.002, 0.01)


def draw_overs(rng: np.random.Generator, seconds: float, floor: float, slow: float = 0.0) -> list[Over]:
    """One station, or several overs on nearly one frequency with pauses between; the clip's end may come before theirs."""
    turns = _turns(rng, seconds)
    overs, time = [], _start(rng, seconds)
    while len(overs) < turns and time < seconds - 1:
        fist, snr, offset, rise = _station(rng, floor, overs[-1] if overs else None, slow)
        if overs:
            snr = float(np.clip(snr, overs[0].snr - 25, overs[0].snr + 25))
        word = fist.dit * (30 + 3 * fist.letter_gap + fist.word_gap)
        room = (seconds - time) / (turns - len(overs))
        count = max(1, round(room / word))
        if turns > 1:
            count = int(rng.integers(1, count + 1))
        elif rng.random() < 0.8:
            count += 2 + round(2 / word)
        text = words(rng, count)
        if turns > 1:
            text = text[: max(count, 1 + int(rng.integers(3)))]
        if rng.random() < SHORT_START:
            text = _opened(rng, text)
        sent = keying.key(text[:60], fist, rng, time)
        overs.append(Over(sent, fist, snr, offset, rise))
        pause = np.exp(rng.uniform(np.log(0.5), np.log(LONGEST_PAUSE)))
        time = sent.marks[-1, 1] + max(9 * fist.dit * fist.letter_gap / 3, pause)
    return overs


def stopped(rng: np.random.Generator, overs: list[Over], seconds: float) -> tuple[list[Over], float | None]:
    """The overs up to the end of a letter in the last 60 % of the clip, and when (s) the sound stops: with its last mark, or
    up to 0.1 s later.  All of them and None where no letter ends there."""
    latest = rng.uniform(0.4, 0.95) * seconds
    kept = [over for over in overs if any(0 < end < latest for token, _, end, _ in over.keying.symbols if token != " ")]
    if not kept:
        return overs, None
    sent = kept[-1].keying
    letters = [number for number, (token, _, end, _) in enumerate(sent.symbols) if token != " " and end < latest]
    symbols = sent.symbols[: letters[-1] + 1]
    end = symbols[-1][2]
    last = replace(kept[-1], keying=keying.Keying(sent.marks[sent.marks[:, 1] <= end + 1e-6], symbols))
    return [*kept[:-1], last], end + (0.0 if rng.random() < 0.5 else rng.uniform(0, 0.1))


def label(overs: list[Over], seconds: float) -> tuple[list[int], float, list[tuple[int, float]]]:
    """Targets, the time up to which they can be known, and the end of each letter.

    Only letters that lie whole in the clip count.  Where a symbol is sent but could not yet be told from a longer one
    at the clip's end, the clip ends before it.
    """
    symbols = []
    for over, after in zip(overs, [*overs[1:], None]):
        _, _, last, dit = over.keying.symbols[-1]
        until = after.keying.marks[0, 0] if after else np.inf
        symbols += [*over.keying.symbols, (" ", last, until, dit)]
        unit = over.fist.letter_gap / 3
        symbols = [(s, a, b, d * unit) if s == " " and a >= over.keying.marks[0, 0] else (s, a, b, d) for s, a, b, d in symbols]
    targets, ends = [], []
    for token, start, end, unit in symbols:
        if start < 0:
            continue
        if token == " ":
            if not targets:
                continue
            if min(start + 7 * unit + 0.15, end + 0.2) > seconds:
                return targets, min(seconds, start + max(3.6 * unit, 3 * unit + 0.1)), ends
            targets.append(SPACE)
            ends.append((SPACE, start + 3.5 * unit))
        else:
            if end + 3 * unit + 0.1 > seconds:
                return targets, min(seconds, end + 0.5 * unit), ends
            targets.append(TOKEN_ID[token])
            ends.append((TOKEN_ID[token], end))
    return targets, seconds, ends


def _sound(
    rng: np.random.Generator, over: Over, seconds: float, clean: bool, fades: float
) -> tuple[np.ndarray, np.ndarray]:
    """Baseband of an over at its SNR above noise of variance 1, and its key; a share `fades` of what is not clean does."""
    key = channel.envelope(over.keying.marks, seconds, over.rise)
    tone = channel.carrier(rng, over.keying.marks, len(key), over.offset, clean)
    amplitude = channel.amplitude_for(over.snr)
    if not clean and rng.random() < fades:
        tone = tone * channel.fading(rng, len(key)) * 10 ** (rng.uniform(2, 10) / 20)
    return amplitude * key * tone, key


def _neighbours(rng: np.random.Generator, seconds: float, level: float) -> np.ndarray:
    """One to three stations 35 to 240 Hz away, 20 dB weaker to 20 dB stronger than `level`; the near ones weaker."""
    total = np.zeros(round(seconds * BASEBAND_RATE), complex)
    for _ in range(1 + (rng.random() < 0.3) + (rng.random() < 0.1)):
        fist = draw_fist(rng)
        sent = keying.key(words(rng, 4 + round(seconds / fist.dit / 60))[:50], fist, rng, -rng.uniform(0, 3))
        distance = rng.uniform(35, 240) if rng.random() < 0.5 else rng.uniform(35, 110)
        gain = rng.uniform(-20, 20 if distance > 60 else 3)
        tone = channel.carrier(rng, sent.marks, len(total), distance * rng.choice([-1, 1]), rng.random() < 0.5)
        total += level * 10 ** (gain / 20) * channel.envelope(sent.marks, seconds, rng.uniform(0.003, 0.01)) * tone
    return total


def _not_morse(rng: np.random.Generator, seconds: float, level: float) -> np.ndarray:
    kind = interference.NOT_MORSE[rng.integers(len(interference.NOT_MORSE))]
    return level * kind(rng, round(seconds * BASEBAND_RATE))


def empty_clip(rng: np.random.Generator, seconds: float) -> Clip:
    """No Morse in this channel: noise, a neighbour beside it, something else on it, or digital silence."""
    count, kind = round(seconds * BASEBAND_RATE), rng.random()
    level = channel.amplitude_for(rng.uniform(-12, 40))
    signal = channel.noise(rng, count)
    key = np.zeros(count)
    if kind < 0.25:
        signal += _neighbours(rng, seconds, level) * (rng.random() < 0.9)
    elif kind < 0.85:
        signal += _not_morse(rng, seconds, level)
        key = None
    if kind < 0.95 and rng.random() < 0.25:
        signal += channel.static(rng, count)
    signal = channel.receiver(rng, signal) * 10 ** rng.uniform(-4.5, -1)
    if kind >= 0.97:
        signal *= 0
    return Clip(signal.astype(np.complex64), [], seconds, [], key)


def morse_clip(
    rng: np.random.Generator, seconds: float, snr_floor: float, slow: float = 0.0, rough: float = 0.0
) -> Clip:
    """A clip with something to copy."""
    hit = rough > 0 and rng.random() < rough
    if hit:
        snr_floor = max(snr_floor, rng.uniform(*ROUGH_FLOOR))
    overs = draw_overs(rng, seconds, snr_floor, slow)
    stop = None
    if rng.random() < STOPS:
        overs, stop = stopped(rng, overs, seconds)
    targets, heard, ends = label(overs, seconds)
    kind, count = rng.random(), round(seconds * BASEBAND_RATE)
    pure, silent = kind < 0.2 and not hit, kind > 0.94 and not hit
    fades, static = (ROUGH_FADES, ROUGH_STATIC) if hit else (FADES, STATIC)
    sounds = [_sound(rng, over, seconds, pure or silent, fades) for over in overs]
    signal, key = sum(sound for sound, _ in sounds), np.minimum(1, sum(key for _, key in sounds))
    retune = None
    if silent:
        signal = signal / max(channel.amplitude_for(over.snr) for over in overs) * 10 ** rng.uniform(-2.5, 0)
        signal = channel.digital_silence(rng, signal) if rng.random() < 0.6 else signal
        signal = signal if stop is None else channel.cut_off(rng, signal, stop)
        return Clip(signal.astype(np.complex64), targets, heard, ends, key)
    signal = signal + channel.noise(rng, count)
    if not pure:
        level = channel.amplitude_for(overs[0].snr)
        if rng.random() < 0.3:
            signal += _neighbours(rng, seconds, level)
        if rng.random() < LINES:
            signal += level * interference.lines(rng, count, overs[0].offset)
        if rng.random() < static:
            signal += channel.static(rng, count)
        if rng.random() < 0.04:
            away = np.exp(2j * np.pi * rng.choice([-1, 1]) * rng.uniform(80, 200) * np.arange(count) / BASEBAND_RATE)
            signal += _not_morse(rng, seconds, level * 10 ** (rng.uniform(-15, 10) / 20)) * away
        signal = channel.receiver(rng, signal)
        if rng.random() < LOST_PACKETS:
            signal = channel.lost_packets(rng, signal)
        if rng.random() < 0.15 and abs(overs[0].offset) > 3:
            retune = (rng.uniform(0.2, 0.8) * seconds, int(np.sign(overs[0].offset)))
    signal = signal * 10 ** rng.uniform(-4.5, -1)
    signal = signal if stop is None else channel.cut_off(rng, signal, stop)
    return Clip(signal.astype(np.complex64), targets, heard, ends, key, retune)


def draw_clip(
    rng: np.random.Generator,
    seconds: float,
    snr_floor: float = -30.0,
    empty: float = 0.18,
    slow: float = 0.0,
    rough: float = 0.0,
) -> Clip:
    """A clip of `seconds`, without any Morse in a share `empty` of all cases.  A further share `slow` of senders take their time, and a
    further share `rough` of clips have enough signal, and static or fades."""
    if rng.random() < empty:
        return empty_clip(rng, seconds)
    return morse_clip(rng, seconds, snr_floor, slow, rough)
