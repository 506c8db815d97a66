"""`template check` finds what a build would, with the names and labels of the project that a file lies in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.support.office import docx_of


def found(shell: Shell, file: Path, *lines: str) -> list[str]:
    """What `template check` says about a Word template with these lines, without the place."""
    file.write_bytes(docx_of(*lines, properties={"title": "x"}))
    done = shell(f"template check {file}")
    return [line.partition(": error: ")[2] for line in done.err.splitlines() if ": error: " in line]


def test_an_unknown_field_is_an_error_with_what_was_meant(shell: Shell) -> None:
    """It stands in a branch that nobody prints, where a build would not meet it."""
    file = Path("templates", "summary.docx")
    assert found(shell, file, "{% if false %}{{ sector.titel }}{% endif %}") == [
        "unknown name 'sector.titel'; did you mean 'title'? [unknown-name]"
    ]
    assert shell("template check").code == 1


def test_the_labels_of_a_project_are_known_inside_it(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside of a project any label may be there, and everything else is checked as ever."""
    lines = ("{{ labels.trems }}", "{{ meeting.plaec }}")
    place = "unknown name 'meeting.plaec'; did you mean 'place'? [unknown-name]"
    label = "unknown name 'labels.trems'; did you mean 'terms'? [unknown-name]"
    assert found(shell, Path("templates", "summary.docx"), *lines) == [label, place]
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    monkeypatch.chdir(outside)
    assert found(shell, Path("letter.docx"), *lines) == [place]
