"""Projects for tests: the repository's own, read once, and the small one, free to change."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.build.build import build
from reportgen.build.targets import select_targets
from reportgen.model.target import Target
from reportgen.project.load import Project, load_project
from tests.golden.small import SMALL, copy_project, files_below

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


def all_targets(project: Project) -> list[Target]:
    """Every target that a project has of itself."""
    return select_targets(project.catalogue)


@pytest.fixture(scope="session")
def local(small: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Everything of the small project, and its record, as one process makes it."""
    out = tmp_path_factory.mktemp("local")
    build(small, all_targets(small), out)
    return files_below(out)
