"""The program's key is another one whenever its files are."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.records import program_key
from reportgen.version import __version__

RECORD = (
    "../../bin/reportgen,sha256=a,1\nreportgen/__init__.py,sha256=b,2\n"
    "reportgen/__pycache__/__init__.cpython-311.pyc,,\n"
)


@pytest.mark.parametrize(
    ("old", "new", "is_same"),
    [
        ("sha256=b", "sha256=c", False),
        ("reportgen/__init__.py,sha256=b,2\n", "", False),
        ("sha256=a", "sha256=c", True),
        ("cpython-311", "cpython-312", True),
    ],
)
def test_an_installed_program_is_known_by_its_files(
    old: str, new: str, is_same: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two wheels of one version may differ; where it is installed, and what was compiled there, says nothing."""
    monkeypatch.setattr(program_key, "_PACKAGE", tmp_path / "reportgen")
    record = tmp_path / f"reportgen-{__version__}.dist-info/RECORD"
    record.parent.mkdir()
    record.write_text(RECORD, encoding="utf-8")
    before = program_key.program_parts()
    record.write_text(RECORD.replace(old, new), encoding="utf-8")
    assert (program_key.program_parts() == before) is is_same


def test_a_program_without_a_record_is_known_by_its_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As some distributions of Linux install it."""
    monkeypatch.setattr(program_key, "_PACKAGE", tmp_path / "reportgen")
    assert f"reportgen {__version__}" in program_key.program_parts()
