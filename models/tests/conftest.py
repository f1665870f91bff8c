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


@pytest.fixture(scope="session", params=["morse-live", "morse-side"])
def contract_file(request) -> Path:
    """Of each model that prints at once."""
    return MODELS / f"{request.param}.json"


@pytest.fixture(scope="session")
def decoder(contract_file):
    from evaluation.decoder import Decoder

    return Decoder(contract_file)
