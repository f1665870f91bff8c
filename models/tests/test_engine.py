"""The quick look is only worth something while it reads what the engine reads."""

from dataclasses import replace

import pytest

from evaluation import cells
from evaluation.draw import draw
from evaluation.engine import ROOT, Engine
from evaluation.scoring import folded


@pytest.fixture(scope="module")
def engine(contract_file):
    if not (ROOT / "node_modules/onnxruntime-web").exists():
        pytest.skip("npm ci has not been run")
    engine = Engine(contract_file)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def clips():
    wanted = [cell for cell in cells.WHITE if (cell.wpm, cell.snr) in ((30, -4), (40, 0))]
    drawn = [draw(replace(cell, characters=30), number) for cell in wanted for number in (500, 501, 502)]
    return [(clip.audio, clip.centre) for clip in drawn]


def _tokens(texts):
    return [[one.token for one in folded(text)] for text in texts]


def test_engine_and_python_read_the_same(engine, decoder, clips):
    read, native = engine.read(clips, together=False), decoder.read(clips)
    assert _tokens(read) == _tokens(native) and all(len(text) > 25 for text in read)
    waits = [one.shown - one.end for text in read for one in text if one.token != " "]
    assert 0 < min(waits) and max(waits) < 1.0
    assert all(0 <= one.confidence <= 1 for text in read for one in text)
    for text, quick in zip(read, native):
        assert [one.shown for one in folded(text)] == pytest.approx([one.shown for one in folded(quick)])


def test_clips_side_by_side_are_read_as_if_alone(engine, clips):
    assert len(clips) > 5, "a receiver reads four side channels and more together, unless it is told not to wait"
    assert _tokens(engine.read(clips, together=True)) == _tokens(engine.read(clips, together=False))
