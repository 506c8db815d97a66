"""What a change touches: each file is rebuilt when something it is made from changed, and not otherwise."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reportgen.build.build import Outcome, build
from reportgen.build.fingerprint import MANIFEST, Manifest, fingerprint
from reportgen.build.render import Renderer
from reportgen.build.targets import select_targets
from reportgen.model.target import Target
from reportgen.project.load import load_project
from tests.golden.small import change, files_below

PACK = {"youth/youth-deck.en.pptx", "youth/youth-summary.en.docx"}
"""What the builds of this file make: one pack in one language, which is quick."""


def _build(root: Path, out: Path, sector: str = "youth", lang: str = "en") -> dict[Outcome, set[str]]:
    """Build a pack of the project at `root`; the paths of the files by what became of them."""
    project = load_project(root)
    results = build(project, select_targets(list(project.sectors), project.meeting.languages, [sector], [lang]), out)
    return {
        outcome: {str(result.target.path) for result in results if result.outcome is outcome} for outcome in Outcome
    }


def _fingerprints(root: Path) -> dict[str, str]:
    """The fingerprint of every target of the project at `root`, by path."""
    project = load_project(root)
    renderer = Renderer(project)
    targets = select_targets(list(project.sectors), project.meeting.languages)
    targets += select_targets(["finance"], project.meeting.languages, ["finance"], ["en+tc"])
    return {str(target.path): fingerprint(project, target, renderer.template_digests(target)) for target in targets}


@pytest.fixture
def out(root: Path, tmp_path: Path) -> Path:
    """The pack as the first build leaves it."""
    folder = tmp_path / "out"
    assert _build(root, folder)[Outcome.WRITTEN] == PACK
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "touched"),
    [
        ("content/sectors/youth.yaml", "Young people learn", "Young people work", r"youth/|overview/"),
        ("content/sectors/finance.yaml", "smoothly", "well", r"finance/|overview/"),
        ("content/meeting.yaml", "Two sectors move", "Both sectors move", r""),
        ("glossary/bodies.csv", "HKTC", "HKTCC", r""),
        ("glossary/vocabulary.csv", "資訊科技", "資訊科學", r""),
        ("templates/labels.yaml", "Names", "Terms", r""),
        ("templates/palette.yaml", "C22B38", "C22B39", r""),
        ("templates/deck.pptx", "labels.terms", "labels.say", r"(finance|youth)-deck\.[^+]+$"),
        ("templates/summary.docx", "sector.headline", "sector.title", r"(finance|youth)-summary\.[^+]+$"),
        ("templates/deck.bilingual.pptx", "sector.headline", "sector.title", r"finance-deck\.en\+zh-Hant"),
        ("templates/deck.overview.pptx", "sector.headline", "sector.title", r"overview-deck"),
        ("templates/summary.overview.docx", "sector.headline", "sector.title", r"overview-summary"),
    ],
)
def test_a_change_touches_what_is_made_from_it(root: Path, file: str, old: str, new: str, touched: str) -> None:
    """A sector's text touches its pack and the overview, a template its kind, everything else every pack."""
    before = _fingerprints(root)
    assert len(set(before.values())) == len(before) == 20
    change(root, file, old, new)
    after = _fingerprints(root)
    assert {path for path in after if after[path] != before[path]} == {
        path for path in after if re.search(touched, path)
    }
    change(root, file, new, old)
    if not file.endswith("x"):  # zipping a template again changes its bytes
        assert _fingerprints(root) == before


def test_macros_touch_every_pack(root: Path) -> None:
    """A macro file that appears, changes or goes away may change any document."""
    macros = root / "templates/macros.j2"
    states = [_fingerprints(root)]
    for text in ("{% macro x() %}x{% endmacro %}", "{% macro x() %}y{% endmacro %}"):
        macros.write_text(text, encoding="utf-8")
        states.append(_fingerprints(root))
    assert all(len({state[path] for state in states}) == 3 for path in states[0])
    macros.unlink()
    assert _fingerprints(root) == states[0]


def test_a_new_version_of_the_program_touches_everything(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it would print may differ."""
    before = _fingerprints(root)
    monkeypatch.setattr("reportgen.build.fingerprint.__version__", "99.0")
    after = _fingerprints(root)
    assert all(after[path] != before[path] for path in before)


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
    assert _build(root, out)[Outcome.WRITTEN] == PACK
    assert _build(root, out)[Outcome.UNCHANGED] == PACK


def test_a_record_with_half_an_entry_means_building_anew(root: Path, out: Path) -> None:
    """Also where the half that is there is right."""
    record = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    name = "youth/youth-deck.en.pptx"
    record[name] = record[name][:1]
    (out / MANIFEST).write_text(json.dumps(record), encoding="utf-8")
    assert _build(root, out)[Outcome.WRITTEN] == {name}


def test_building_a_part_keeps_the_record_of_the_rest(root: Path, out: Path) -> None:
    """A language built on its own does not make the others look stale."""
    _build(root, out, lang="zh-Hans")
    made = _build(root, out, lang="all")
    assert made[Outcome.UNCHANGED] == PACK | {path.replace(".en.", ".zh-Hans.") for path in PACK}
    assert made[Outcome.WRITTEN] == {path.replace(".en.", ".zh-Hant.") for path in PACK}


def test_the_record_can_be_read_by_people(root: Path, out: Path) -> None:
    """One line a digest, files in order, so that a difference of two builds is a difference of lines."""
    record = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    assert list(record) == sorted(record)
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for pair in record.values() for digest in pair)
    assert (out / MANIFEST).read_text(encoding="utf-8").endswith("}\n")


def test_an_unknown_target_is_not_current(root: Path, out: Path) -> None:
    """A record of other targets says nothing about a new one."""
    project = load_project(root)
    target = select_targets(list(project.sectors), project.meeting.languages)[0]
    inputs = fingerprint(project, target, {target.template: "x"})
    assert not Manifest(out).is_current(Target("rail", target.kind, target.edition).path, inputs)
    assert fingerprint(project, target, {target.template: "y"}) != inputs
