"""`template check` finds what a build would, with the names and labels of the project that a file lies in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.support.office import docx_of, parts_of, zip_of


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


def test_a_loop_over_what_is_no_list_is_found_without_content(shell: Shell) -> None:
    """`slides` holds the lists of a deck's slides and is none itself."""
    (said,) = found(shell, Path("templates", "summary.docx"), "{%p for item in slides %}", "x", "{%p endfor %}")
    assert said.startswith("'{%p for item in slides %}' failed: what it goes through is no list; 'slides' is no list")
    assert said.endswith("write one of its lists, as 'slides.glance' [template-fault]")


def test_a_build_says_what_a_check_of_the_template_says_once(shell: Shell) -> None:
    """With what to type, whatever file and item it was met at; the files that have it are counted."""
    shell.write_english_only()
    lines = ("{{ sector.titel }}", "{% for item in sector.progress %}{{ item.leed }}{% endfor %}", "{{ null }}")
    told = found(shell, Path("templates", "summary.docx"), *lines)
    assert len(told) == 3
    errors = shell("build --kind summary").err.splitlines()
    assert [line.partition(": error: ")[2].replace(" (in 2 files)", "") for line in errors if "error" in line] == told
    assert all("(in 2 files)" in line for line in errors if "error" in line)


@pytest.mark.parametrize("command", ["check", "build", "template check templates/deck.pptx", "template check"])
def test_a_folder_with_the_name_of_a_template_is_named(shell: Shell, command: str) -> None:
    """Somebody has unpacked it there."""
    path = shell.root / "templates" / "deck.pptx"
    path.unlink()
    path.mkdir()
    (line,) = (one for one in shell(command).err.splitlines() if "error" in one)
    assert "templates/deck.pptx: error: " in line
    assert "is a folder" in line


def test_the_names_of_a_template_are_listed_without_a_project(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then what is offered is what every project offers."""
    monkeypatch.chdir(tmp_path)
    alone = tmp_path / "alone.docx"
    alone.write_bytes(docx_of("{{ sector.title }} {{ nobody }}"))
    done = shell(f"template list {alone}")
    assert done.code == 1  # for the unknown name alone
    assert "no-project" not in done.err
    listed = [line.split()[0] for line in done.lines if line.startswith(("nobody", "sector."))]
    assert listed == ["nobody", "sector.title"]


@pytest.mark.parametrize("command", ["show", "list", "text", "check"])
@pytest.mark.parametrize("part", ["", "word/document.xml"])
def test_a_broken_file_is_named_with_the_reason(shell: Shell, command: str, part: str) -> None:
    """Whether the archive is cut off, or a part in it."""
    data = docx_of("{{ x }}")
    parts = parts_of(data)
    broken = zip_of({**parts, part: parts[part][:-50]}) if part else data[: len(data) // 2]
    Path("broken.docx").write_bytes(broken)
    done = shell(f"template {command} broken.docx")
    assert done.code == 1
    assert "broken.docx: error: cannot be used as a template: " in done.err
    assert "[not-a-template]" in done.err
