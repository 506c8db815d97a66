"""A file that has been read is kept, and is never taken for another one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from reportgen.project.load import ReadProject, load_project, read_project
from reportgen.records.cache import Cache, cache_folder
from tests.project.sample import write_project

CANTONESE = """
[yue-HK]
name = "Cantonese"
script = "Hant"
office = "zh-HK"
quotes = "「」『』"
like = "zh-Hant"
"""

EDITS = {
    "a word": ("content/sectors/youth.yaml", "兩地青年", "三地青年"),
    "a line more, so that all others move": ("content/sectors/youth.yaml", "id: youth", "# Youth\n\nid: youth"),
    "a key that is none": ("content/sectors/youth.yaml", "headline:", "headlin:"),
    "no YAML any more": ("content/sectors/rail.yaml", "id: rail", "id: 'rail"),
    "another sector's id": ("content/sectors/rail.yaml", "id: rail", "id: youth"),
    "a label": ("templates/labels.yaml", "Word", "Words"),
    "a colour that is none": ("templates/palette.yaml", "0123AB", "0123"),
    "an order": ("content/meeting.yaml", "[youth, rail]", "[rail, youth]"),
    "a language that is not there": ("content/sectors/youth.yaml", "zh-Hant: ", "yue-HK: "),
    "a language that the project has": ("languages.toml", "", CANTONESE),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample project, and a cache with nothing in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return write_project(tmp_path / "project")


def read_anew(root: Path, monkeypatch: pytest.MonkeyPatch) -> ReadProject:
    """What is read where nothing is kept."""
    with monkeypatch.context() as patch:
        patch.setattr(Cache, "read", lambda self, key: None)
        return read_project(root)


def edit(root: Path, name: str, before: str, after: str) -> None:
    """Write something else in a file."""
    path = root / name
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize("change", EDITS.values(), ids=EDITS.keys())
def test_what_is_kept_is_what_would_be_read(
    root: Path, change: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Values, places and faults, before a change, after it, and when it is taken back."""
    name, before, after = change
    for old, new in (("", ""), (before, after), (after, before)):
        edit(root, name, old, new) if old != new else None
        expected = read_anew(root, monkeypatch)
        assert read_project(root) == expected  # it is kept now
        assert read_project(root) == expected


def test_a_text_in_a_language_that_is_gone_is_not_taken_from_the_cache(root: Path) -> None:
    """The same bytes are valid with one `languages.toml`, and not without."""
    edit(root, "languages.toml", "", CANTONESE)
    edit(root, "content/sectors/youth.yaml", "zh-Hant: ", "yue-HK: ")
    assert not read_project(root).faulty
    (root / "languages.toml").unlink()
    assert list(read_project(root).faulty) == ["youth"]


def test_files_that_are_kept_are_not_parsed(root: Path) -> None:
    """Neither libyaml nor the validators are made ready for them."""
    load_project(root)
    script = (
        "import pathlib, sys\nfrom reportgen.model.content import Sector\n"
        "from reportgen.project.load import load_project\n"
        "project = load_project(pathlib.Path(sys.argv[1]))\n"
        "print(list(project.sectors), 'yaml' in sys.modules, Sector.__pydantic_complete__)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(root)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['youth', 'rail'] False False"


def test_a_file_with_a_fault_is_not_kept(root: Path) -> None:
    """Its faults are found again each time."""
    for path in (root / "content/sectors").iterdir():
        path.write_text("id: [", encoding="utf-8")
    problems = read_project(root).problems
    assert problems
    assert read_project(root).problems == problems


def test_an_entry_that_cannot_be_read_is_none(root: Path) -> None:
    """As one that another version of a library has made may be."""
    project = load_project(root)
    cache = Cache("content")
    kept = [path.name for path in (cache_folder() / "content").iterdir()]
    assert len(kept) == len(project.documents)
    for key in kept:
        cache.write(key, b"no pickle")
    assert load_project(root) == project
