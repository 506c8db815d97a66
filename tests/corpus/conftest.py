"""The corpus for its tests: files that this project's own scripts make, each time anew."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.corpus.files import LIBREOFFICE, NAMES, made, made_by_libreoffice
from tests.support.other_programs import SOFFICE


@pytest.fixture
def _every_file_is_sound() -> None:
    """These files have faults of their programs, which come back as they were: each test looks for new ones."""


@pytest.fixture(scope="session")
def by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The files that LibreOffice makes."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed")
    return made_by_libreoffice(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    """The name of each file in turn."""
    chosen: str = request.param
    return chosen


@pytest.fixture
def source(name: str, request: pytest.FixtureRequest) -> bytes:
    """The file as its program has made it."""
    if name in LIBREOFFICE:
        files: Mapping[str, bytes] = request.getfixturevalue("by_libreoffice")
        return files[name]
    return made(name)
