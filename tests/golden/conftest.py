"""`pytest tests/golden --accept` writes what was made as what is expected."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one option of the goldens."""
    parser.addoption("--accept", action="store_true", default=False, help="accept the goldens as they come out now")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether changes are accepted; false where the whole suite runs, which does not know the option."""
    return bool(request.config.getoption("--accept", default=False))
