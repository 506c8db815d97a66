"""The repository's own packs, made once for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.build.build import Options, build
from reportgen.build.outcome import Outcome
from reportgen.build.targets import select_targets
from reportgen.model.target import Target
from reportgen.project.load import Project, load_project
from tests.outputs.reading import OfficeFile

ROOT = Path(__file__).parents[2]
Packs = dict[Target, OfficeFile]


@pytest.fixture(scope="session")
def project() -> Project:
    """The repository's own project."""
    return load_project(ROOT)


@pytest.fixture(scope="session")
def packs(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Packs:
    """Every file the project asks for, in order."""
    out = tmp_path_factory.mktemp("out")
    targets = select_targets(project.catalogue)
    results = build(project, targets, out, Options(jobs=2))
    failed = [str(diagnostic) for result in results for diagnostic in result.diagnostics]
    assert not failed, "\n".join(failed)
    assert {result.outcome for result in results} == {Outcome.WRITTEN}
    return {target: OfficeFile(out / target.path) for target in targets}
