"""The hand-made determination for the tests of rows and frames."""

import pytest
from invented_report import invented

from ombudsparse.report import Determination


@pytest.fixture(scope="session")
def determination() -> Determination:
    return invented()
