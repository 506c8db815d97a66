"""What a change touches: each file is rebuilt when something it is made from changed, and not otherwise."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from reportgen.build.build import build
from reportgen.build.manifest import MANIFEST
from reportgen.build.outcome import Outcome
from reportgen.build.targets import select_targets
from reportgen.project.load import load_project
from tests.golden.small import change, copy_project, files_below

PACK = {"youth/youth-deck.en.pptx", "youth/youth-summary.en.docx"}
"""What the builds of this file make: one pack in one language, which is quick."""


def _build(root: Path, out: Path, sector: str = "youth", lang: str = "en") -> dict[Outcome, set[str]]:
    """Build a pack of the project at `root`; the paths of the files by what became of them."""
    project = load_project(root)
    results = build(project, select_targets(project.catalogue, [sector], [lang]), out)
    return {
        outcome: {str(result.target.path) for result in results if result.outcome is outcome} for outcome in Outcome
    }


def _everything(root: Path, out: Path) -> dict[Outcome, set[str]]:
    """Build everything of the project at `root`, and an edition of two languages."""
    project = load_project(root)
    targets = select_targets(project.catalogue)
    targets += select_targets(project.catalogue, ["finance"], ["en+tc"])
    results = build(project, targets, out)
    return {
        outcome: {str(result.target.path) for result in results if result.outcome is outcome} for outcome in Outcome
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the small project, and everything of it built into `out`."""
    folder = tmp_path_factory.mktemp("built")
    copy_project(folder / "project")
    assert len(_everything(folder / "project", folder / "out")[Outcome.WRITTEN]) == 20
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("content/sectors/youth.yaml", "Young people learn", "Young people work"),
        ("content/sectors/finance.yaml", "smoothly", "well"),
        ("content/sectors/finance.yaml", "id: finance", "id: finance  # ours"),
        ("content/meeting.yaml", "Two sectors move", "Both sectors move"),
        ("glossary/bodies.csv", "HKTC", "HKTCC"),
        ("glossary/vocabulary.csv", "資訊科技", "資訊科學"),
        ("templates/labels.yaml", "Names", "Terms"),
        ("templates/palette.yaml", "C22B38", "C22B39"),
        ("templates/deck.pptx", "labels.terms", "labels.say"),
        ("templates/summary.docx", "sector.headline", "sector.title"),
        ("templates/deck.bilingual.pptx", "sector.headline", "sector.title"),
        ("templates/deck.overview.pptx", "sector.headline", "sector.title"),
        ("templates/summary.overview.docx", "sector.headline", "sector.title"),
    ],
)
def test_a_change_reaches_the_files_whose_bytes_it_changes(
    built: Path, tmp_path: Path, file: str, old: str, new: str
) -> None:
    """Whatever changes, every file comes out as from nothing, and no other one is made again."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    root, out = tmp_path / "project", tmp_path / "out"
    before = _office_files(out)
    change(root, file, old, new)
    made = _everything(root, out)
    _everything(root, tmp_path / "fresh")
    after = _office_files(tmp_path / "fresh")
    assert _office_files(out) == after
    assert made[Outcome.WRITTEN] == {path for path in after if after[path] != before[path]}
    assert made[Outcome.SAME] == set()


@pytest.mark.parametrize(("old", "new"), [(" 名稱\n", " 名詞\n"), (" Names\n", " Terms\n"), (" Say\n", " Names\n")])
def test_a_label_reaches_the_templates_in_which_its_words_are_typed(tmp_path: Path, old: str, new: str) -> None:
    """The words in another language are part of what those files are made from, and of no other."""
    root, out = tmp_path / "project", tmp_path / "out"
    copy_project(root)
    change(root, "templates/deck.pptx", "{{ labels.terms }}", "Names")
    _everything(root, out)
    before = _office_files(out)
    change(root, "templates/labels.yaml", old, new)
    made = _everything(root, out)
    _everything(root, tmp_path / "fresh")
    after = _office_files(tmp_path / "fresh")
    assert _office_files(out) == after
    assert made[Outcome.WRITTEN] == {path for path in after if after[path] != before[path]}
    assert made[Outcome.WRITTEN]


def _office_files(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in files_below(folder).items() if name.endswith("x")}


def test_macros_touch_every_pack(built: Path, tmp_path: Path) -> None:
    """A macro file that appears, changes or goes away may change any document."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    root, out = tmp_path / "project", tmp_path / "out"
    macros = root / "templates/macros.j2"
    for text in ("{% macro x() %}x{% endmacro %}", "{% macro x() %}y{% endmacro %}", ""):
        if text:
            macros.write_text(text, encoding="utf-8")
        else:
            macros.unlink()
        assert len(_everything(root, out)[Outcome.SAME]) == 20


def test_another_version_of_the_program_makes_everything_again(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it would print may differ."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    for module in ("pack.answers", "build.state"):
        monkeypatch.setattr(f"reportgen.{module}.program_key", lambda: "another")
    assert len(_everything(tmp_path / "project", tmp_path / "out")[Outcome.SAME]) == 20


@pytest.fixture
def out(root: Path, tmp_path: Path) -> Path:
    """The pack as the first build leaves it."""
    folder = tmp_path / "out"
    assert _build(root, folder)[Outcome.WRITTEN] == PACK
    return folder


def test_a_second_build_changes_nothing(root: Path, out: Path) -> None:
    """Everything is up to date, and no file is touched, also where the input was saved again as it was."""
    path = root / "content/meeting.yaml"
    path.write_bytes(path.read_bytes())
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert _build(root, out)[Outcome.UNCHANGED] == PACK
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before


def test_a_changed_word_is_in_the_next_build(root: Path, out: Path) -> None:
    """What is rebuilt is what building from nothing gives."""
    change(root, "content/sectors/youth.yaml", "Young people learn", "Young people work")
    assert _build(root, out)[Outcome.WRITTEN] == PACK
    _build(root, out.parent / "fresh")
    assert files_below(out) == files_below(out.parent / "fresh")


def test_a_sector_pack_that_prints_its_neighbours_follows_them(root: Path, out: Path) -> None:
    """Templates can print the titles of `sectors`, so a pack is stale when another sector's title changes."""
    change(root, "templates/summary.docx", "{{ sector.headline }}", "{{ sectors[0].title }}")
    _build(root, out)
    change(root, "content/sectors/finance.yaml", "en: >-\n    Finance\n", "en: >-\n    Financial matters\n")
    _build(root, out)
    _build(root, out.parent / "fresh")
    name = "youth/youth-summary.en.docx"
    assert (out / name).read_bytes() == (out.parent / "fresh" / name).read_bytes()


@pytest.mark.parametrize("damage", ["deleted", "changed", "emptied", "a folder"])
def test_an_output_that_is_not_what_was_written_is_written_again(root: Path, out: Path, damage: str) -> None:
    """A finished file is what the program made, or it is made anew."""
    name = "youth/youth-deck.en.pptx"
    good = (out / name).read_bytes()
    if damage == "changed":
        (out / name).write_bytes(good + b"x")
    elif damage == "emptied":
        (out / name).write_bytes(b"")
    else:
        (out / name).unlink()
    if damage == "a folder":
        (out / name).mkdir()
        made = _build(root, out)
        assert made[Outcome.FAILED] == {name}
        (out / name).rmdir()
    made = _build(root, out)
    assert made[Outcome.WRITTEN] == {name}
    assert (out / name).read_bytes() == good


DAMAGED = {
    "cut off": '{"youth/youth-deck.en.pptx": ["ab',
    "empty": "",
    "a list": '[["a", "b"]]',
    "nothing": "null",
    "a number": "7",
    "numbers inside": '{"youth/youth-deck.en.pptx": 3}',
    "an empty entry": '{"youth/youth-deck.en.pptx": []}',
    "not text": "\udcff\udcfe",
    "merge marks": "<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n",
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_record_means_building_anew(root: Path, out: Path, text: str) -> None:
    """Nothing is trusted that cannot be read, and the record is whole again afterwards."""
    (out / MANIFEST).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert _build(root, out)[Outcome.SAME] == PACK
    assert _build(root, out)[Outcome.UNCHANGED] == PACK


def test_a_record_with_half_an_entry_means_building_anew(root: Path, out: Path) -> None:
    """Also where the half that is there is right."""
    record = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    name = "youth/youth-deck.en.pptx"
    record["files"][name] = record["files"][name][:1]
    (out / MANIFEST).write_text(json.dumps(record), encoding="utf-8")
    assert _build(root, out)[Outcome.SAME] == PACK


def test_building_a_part_keeps_the_record_of_the_rest(root: Path, out: Path) -> None:
    """A language built on its own does not make the others look stale."""
    _build(root, out, lang="zh-Hans")
    made = _build(root, out, lang="all")
    assert made[Outcome.UNCHANGED] == PACK | {path.replace(".en.", ".zh-Hans.") for path in PACK}
    assert made[Outcome.WRITTEN] == {path.replace(".en.", ".zh-Hant.") for path in PACK}


def test_the_record_can_be_read_by_people(root: Path, out: Path) -> None:
    """One line a digest, files in order, so that a difference of two builds is a difference of lines."""
    files = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"]
    assert list(files) == sorted(files)
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for row in files.values() for digest in row[:2])
    assert (out / MANIFEST).read_text(encoding="utf-8").endswith("}\n")


def test_a_template_that_is_named_and_not_there_fails_its_files(root: Path, out: Path) -> None:
    """Each time, though what another template has made is still there."""
    (root / "reportgen.yaml").write_text("kinds: {deck: {templates: [none.pptx]}}\n", encoding="utf-8")
    for _ in range(2):
        assert len(_build(root, out)[Outcome.FAILED]) == 1
