"""A sector comes, goes or gets another id in every file that names it; all other lines stay."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from reportgen.check import check_project
from reportgen.diagnostics import ProblemsFound
from reportgen.model.language import LANGUAGES
from reportgen.project.load import load_project
from reportgen.start.mentions import Changes
from reportgen.start.names import NewSector
from reportgen.start.sectors import add_sector, remove_sector, rename_sector
from tests.golden.small import change, files_below

SETTINGS = """\
check:
  accepted:
    - rule: bare-name   # everywhere
      words: [x]
      reason: x
    # about the file
    - rule: bare-name
      words: [y]
      file: content/sectors/youth.yaml
      reason: y
"""
VOCABULARY = (
    "zh-Hant,zh-Hans,direction,action,note,source,scope\n甲,乙,both,flag,,,youth\n丙,丁,both,flag,,,finance youth\n"
)
APPROVALS = 'youth:\n  zh-Hant:\n    title:\n      "0123456789ab": "0123456789ab"\n'


@pytest.fixture
def named(root: Path) -> Path:
    """A copy of the small project that names the sector `youth` wherever one can."""
    (root / "reportgen.yaml").write_text(SETTINGS, encoding="utf-8")
    (root / "glossary/vocabulary.csv").write_text(VOCABULARY, encoding="utf-8")
    (root / "content/approvals.yaml").write_text(APPROVALS, encoding="utf-8")
    return root


def _lines(root: Path, changes: Changes) -> dict[str, list[str]]:
    """The lines that each file loses and gains, but those of sectors' files."""
    found = {}
    for path, data in changes.items():
        before = (root / path).read_text(encoding="utf-8").splitlines() if (root / path).exists() else []
        after = data.decode().splitlines() if data is not None else []
        if "sectors/" not in path:
            lines = [line for line in difflib.ndiff(before, after) if line[0] in "+-"]
            found[path] = sorted(lines, key=lambda line: line[0], reverse=True)
    return found


def test_a_renamed_sector_has_its_new_id_everywhere(named: Path) -> None:
    """In the list, its file, the palette, the settings, the vocabulary and the signatures, and nowhere else."""
    changes = rename_sector(named, "youth", "talent")
    lines = _lines(named, changes)
    assert {"- youth:", "+ talent:"} <= set(lines.pop("content/approvals.yaml"))
    assert lines == {
        "content/meeting.yaml": ["- sectors: [finance, youth]", "+ sectors: [finance, talent]"],
        "templates/palette.yaml": ['- youth: "C22B38"', '+ talent: "C22B38"'],
        "reportgen.yaml": ["-       file: content/sectors/youth.yaml", "+       file: content/sectors/talent.yaml"],
        "glossary/vocabulary.csv": [
            "- 甲,乙,both,flag,,,youth", "- 丙,丁,both,flag,,,finance youth",
            "+ 甲,乙,both,flag,,,talent", "+ 丙,丁,both,flag,,,finance talent",
        ],
    }  # fmt: skip
    before = (named / "content/sectors/youth.yaml").read_text(encoding="utf-8")
    assert changes["content/sectors/youth.yaml"] is None
    assert changes["content/sectors/talent.yaml"] == before.replace("id: youth", "id: talent", 1).encode()


def test_a_removed_sector_is_named_nowhere(named: Path) -> None:
    """What was said of it goes; a rule of the vocabulary that was for it alone does not become one for all."""
    changes = remove_sector(named, "youth")
    lines = _lines(named, changes)
    assert lines["content/meeting.yaml"] == ["- sectors: [finance, youth]", "+ sectors: [finance]"]
    assert lines["templates/palette.yaml"] == ['- youth: "C22B38"']
    assert lines["glossary/vocabulary.csv"] == [
        "- 甲,乙,both,flag,,,youth",
        "- 丙,丁,both,flag,,,finance youth",
        "+ 丙,丁,both,flag,,,finance",
    ]
    assert lines["reportgen.yaml"] == [
        "-     - rule: bare-name",
        "-       words: [y]",
        "-       file: content/sectors/youth.yaml",
        "-       reason: y",
    ]
    assert changes["content/sectors/youth.yaml"] is None
    assert b"youth" not in b"".join(filter(None, changes.values()))


def test_a_project_with_a_new_sector_is_sound(root: Path) -> None:
    """It has its place, its file in the languages that are written, its colour, and no errors."""
    languages = [LANGUAGES[tag] for tag in ("en", "zh-Hant", "zh-Hans")]
    changes = add_sector(root, NewSector("rail", {"en": "Rail"}), languages, after="finance")
    assert _lines(root, changes)["content/meeting.yaml"] == [
        "- sectors: [finance, youth]",
        "+ sectors: [finance, rail, youth]",
    ]
    for path, data in changes.items():
        assert data is not None
        (root / path).write_bytes(data)
    project = load_project(root)
    assert list(project.sectors) == ["finance", "rail", "youth"]
    assert project.sectors["rail"].title.root == {"en": "Rail", "zh-Hant": "示例範疇"}
    assert {source.document for source in [item.source for item in project.sectors["rail"].progress]} == {"record"}
    assert project.palette["rail"] not in [colour for pack, colour in project.palette.items() if pack != "rail"]
    assert [found for found in check_project(project) if found.location.path.endswith("rail.yaml")] == []


def test_a_file_that_nobody_lists_is_not_overwritten(root: Path) -> None:
    """Somebody may have written it."""
    (root / "content/sectors/rail.yaml").write_text("id: rail\n", encoding="utf-8")
    before = files_below(root)
    with pytest.raises(ProblemsFound, match="sector-file-there"):
        add_sector(root, NewSector("rail", {}), [LANGUAGES["en"]])
    assert files_below(root) == before


def test_a_sector_whose_file_is_missing_can_go(root: Path) -> None:
    """Somebody has removed it by hand, and the list is what is left."""
    (root / "content/sectors/youth.yaml").unlink()
    assert "content/sectors/youth.yaml" not in remove_sector(root, "youth")


def test_comments_in_the_list_of_sectors_stay(root: Path) -> None:
    """Those on lines of their own, and those behind other sectors."""
    change(root, "content/meeting.yaml", "sectors: [finance, youth]", "sectors:\n  # first\n  - finance # a\n  - youth")
    after = remove_sector(root, "youth")["content/meeting.yaml"]
    assert after is not None
    assert b"sectors:\n  # first\n  - finance # a\nsources:" in after


def test_a_meeting_without_sources_gets_a_sector_without(root: Path) -> None:
    """Its statements cannot say where they are taken from."""
    text = (root / "content/meeting.yaml").read_text(encoding="utf-8")
    start, end = text.index("sources:"), text.index("statements:")
    (root / "content/meeting.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    data = add_sector(root, NewSector("rail", {}), [LANGUAGES["en"]])["content/sectors/rail.yaml"]
    assert data is not None
    assert b"source" not in data
