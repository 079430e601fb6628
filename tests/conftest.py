"""Options of the test run."""

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Switches that write expectations anew; read the difference before committing it."""
    parser.addoption("--update-golden", action="store_true", help="write corpus/records/*.json from what is read now")
    parser.addoption("--raise-floors", action="store_true", help="lift tests/floors.json to the figures reached now")
    parser.addoption("--update-notebooks", action="store_true", help="run notebooks/*.ipynb and write their outputs")
