"""Options of the test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write corpus/records/*.json anew from what the parser gives now; read the difference before committing it",
    )
