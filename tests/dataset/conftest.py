"""The hand-made determination for the tests of what is shown."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from invented_report import invented

from ombudsparse.determination import Determination


@pytest.fixture(scope="session")
def determination() -> Determination:
    return invented()
