"""Projects for tests: the repository's own, read once, and the small one, free to change."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.project.load import Project, load_project
from tests.golden.small import SMALL, copy_project

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def own() -> Project:
    """The repository's own project."""
    return load_project(ROOT)


@pytest.fixture(scope="session")
def small() -> Project:
    """The small project, not to be changed."""
    return load_project(SMALL)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the small project that a test may change."""
    return copy_project(tmp_path / "project")
