import sys
from pathlib import Path

import pytest
import torch

MODELS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(MODELS))
torch.set_num_threads(1)


@pytest.fixture(scope="session")
def models() -> Path:
    return MODELS


@pytest.fixture(scope="session")
def decoder():
    from evaluation.decoder import Decoder

    return Decoder(MODELS / "morse-live.json")
