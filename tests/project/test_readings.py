"""A process that reads a project again and again reads into objects only what has changed."""

from __future__ import annotations

from pathlib import Path

from reportgen.project.load import Project, read_project
from reportgen.project.model_files import Readings
from tests.golden.small import change


def _read(root: Path, readings: Readings) -> Project:
    read = read_project(root, readings)
    assert read.project is not None
    return read.project


def test_what_did_not_change_is_the_same_object(root: Path) -> None:
    """Also the glossary, which many tables are read into."""
    readings = Readings()
    before = _read(root, readings)
    finance, youth = before.sectors["finance"], before.sectors["youth"]
    change(root, "content/sectors/finance.yaml", "smoothly", "well")
    after = _read(root, readings)
    assert after.glossary is before.glossary
    assert after.sectors["youth"] is youth
    assert after.sectors["finance"] != finance


def test_a_changed_table_makes_another_glossary(root: Path) -> None:
    """What is read with these readings is what is read without any."""
    readings = Readings()
    before = _read(root, readings)
    change(root, "glossary/bodies.csv", "HKTC", "HKTX")
    after = _read(root, readings)
    assert after.glossary != before.glossary
    assert after.glossary == _read(root, Readings()).glossary


def test_faults_are_told_each_time(root: Path) -> None:
    """Of tables and of files: what has a fault is not kept."""
    readings = Readings()
    change(root, "glossary/bodies.csv", "HKTC", '"')
    change(root, "content/sectors/finance.yaml", "id: finance", "id: other")
    first, second = read_project(root, readings).problems, read_project(root, readings).problems
    assert {problem.location.path for problem in first} == {"glossary/bodies.csv", "content/sectors/finance.yaml"}
    assert first == second
