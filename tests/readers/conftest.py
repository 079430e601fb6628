"""Fixtures of the reader tests."""

from pathlib import Path

import pytest
from report_files import REAL


@pytest.fixture
def real() -> Path:
    """The folder of the real reports, which are not part of the repository."""
    if not REAL.is_dir():
        pytest.skip(f"the real reports are not here: {REAL}")
    return REAL
