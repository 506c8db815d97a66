"""PDF files of a build: which are made, when they are up to date, what is said where they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.build.build import Options, build
from reportgen.build.manifest import FOLDER
from reportgen.build.outcome import Outcome, Result
from reportgen.build.targets import select_targets
from reportgen.model.target import Format, Target
from reportgen.printing import libreoffice
from reportgen.project.load import Project, load_project
from tests.golden.small import change, files_below
from tests.support import kinds
from tests.support.fake_office import FakeOffice

DECK, SUMMARY = "youth/youth-deck.en.pptx", "youth/youth-summary.en.docx"
PDFS = {"youth/youth-deck.en.pdf", "youth/youth-summary.en.pdf"}


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeOffice:
    """The program in the place of LibreOffice, on a search path with nothing else."""
    fake = FakeOffice(tmp_path / "fake").install()
    monkeypatch.setenv("PATH", str(fake.program.parent))
    monkeypatch.setattr(libreoffice, "DEFAULT_PROGRAMS", ())
    return fake


def _targets(project: Project) -> list[Target]:
    return select_targets(project.catalogue, ["youth"], ["en"])


def _build(root: Path, out: Path, format: Format = Format.PDF, force: bool = False) -> dict[str, Result]:
    """Build a pack in English; its results by path."""
    project = load_project(root)
    results = build(project, _targets(project), out, Options(force=force, format=format))
    return {str(result.path): result for result in results}


def _by(results: dict[str, Result], outcome: Outcome) -> set[str]:
    return {path for path, result in results.items() if result.outcome is outcome}


@pytest.fixture
def out(root: Path, tmp_path: Path, fake: FakeOffice) -> Path:
    """The pack as the first build leaves it, the PDF files with it."""
    folder = tmp_path / "out"
    assert _by(_build(root, folder), Outcome.WRITTEN) == {DECK, SUMMARY, *PDFS}
    return folder


def test_the_pdf_stands_beside_its_office_file(out: Path) -> None:
    """Both are there, under one name, and nothing else is."""
    assert {name for name in files_below(out) if not name.startswith(FOLDER)} == {DECK, SUMMARY, *PDFS}


def test_results_come_in_order_each_pdf_after_its_office_file(small: Project, tmp_path: Path, fake: FakeOffice) -> None:
    """However long printing takes; progress hears of each file once."""
    heard: list[Result] = []
    targets = list(reversed(_targets(small)))
    results = build(small, targets, tmp_path / "out", Options(format=Format.PDF), heard.append)
    assert [result.path for result in results] == [path for target in targets for path in (target.path, target.pdf)]
    assert sorted(heard, key=str) == sorted(results, key=str)


def test_without_the_format_nothing_is_printed(root: Path, tmp_path: Path, fake: FakeOffice) -> None:
    """A build of Office files needs no LibreOffice and asks for none."""
    fake.program.unlink()
    assert _by(_build(root, tmp_path / "out", Format.OFFICE), Outcome.WRITTEN) == {DECK, SUMMARY}


def test_a_second_build_prints_nothing(root: Path, out: Path, fake: FakeOffice) -> None:
    """All is up to date, also after a build of the Office files alone, and no file is touched."""
    _build(root, out, Format.OFFICE)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert _by(_build(root, out), Outcome.UNCHANGED) == {DECK, SUMMARY, *PDFS}
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    assert len(fake.runs) == 1


def test_pdf_files_can_be_asked_for_later(root: Path, tmp_path: Path, fake: FakeOffice) -> None:
    """Office files that are up to date are printed as they are."""
    _build(root, tmp_path / "out", Format.OFFICE)
    results = _build(root, tmp_path / "out")
    assert (_by(results, Outcome.UNCHANGED), _by(results, Outcome.WRITTEN)) == ({DECK, SUMMARY}, PDFS)


def test_a_pdf_follows_its_office_file(root: Path, out: Path, fake: FakeOffice) -> None:
    """A changed template of one kind: its documents are printed again, the others are not."""
    change(root, "templates/deck.pptx", "labels.terms", "labels.say")
    assert _by(_build(root, out), Outcome.WRITTEN) == {DECK, "youth/youth-deck.en.pdf"}
    change(root, "templates/deck.pptx", "labels.say", "labels.terms")
    _build(root, out, Format.OFFICE)  # the PDF is now older than its Office file
    assert _by(_build(root, out), Outcome.WRITTEN) == {"youth/youth-deck.en.pdf"}


@pytest.mark.parametrize("damage", ["deleted", "changed"])
def test_a_pdf_that_is_not_what_was_printed_is_printed_again(root: Path, out: Path, damage: str) -> None:
    """A finished file is what the program made, or it is made anew."""
    path = out / "youth/youth-deck.en.pdf"
    good = path.read_bytes()
    if damage == "deleted":
        path.unlink()
    else:
        path.write_bytes(good + b"x")
    assert _by(_build(root, out), Outcome.WRITTEN) == {"youth/youth-deck.en.pdf"}
    assert path.read_bytes() == good


def test_another_libreoffice_prints_everything_again(root: Path, out: Path, fake: FakeOffice) -> None:
    """What it lays out may differ; the Office files are none of its business."""
    fake.install(version="LibreOffice 1.2.4")
    results = _build(root, out)
    assert (_by(results, Outcome.UNCHANGED), _by(results, Outcome.SAME)) == ({DECK, SUMMARY}, PDFS)


def test_force_prints_what_is_up_to_date(root: Path, out: Path) -> None:
    """`force` asks no record."""
    assert _by(_build(root, out, force=True), Outcome.SAME) == {DECK, SUMMARY, *PDFS}


@pytest.mark.parametrize("state", ["absent", "broken", "no program"])
def test_without_libreoffice_the_office_files_are_made(
    root: Path, tmp_path: Path, fake: FakeOffice, state: str
) -> None:
    """One problem with a way out for all PDF files; once it is installed, only they are made."""
    if state == "absent":
        fake.program.unlink()
    elif state == "broken":
        fake.install(version_status=1)
    else:
        fake.program.write_text("#!/nowhere/python\n", encoding="utf-8")
    results = _build(root, tmp_path / "out")
    assert (_by(results, Outcome.WRITTEN), _by(results, Outcome.FAILED)) == ({DECK, SUMMARY}, PDFS)
    (diagnostic,) = {diagnostic for result in results.values() for diagnostic in result.diagnostics}
    assert diagnostic.code == "no-libreoffice"
    assert "install LibreOffice" in diagnostic.hint
    fake.install()
    assert _by(_build(root, tmp_path / "out"), Outcome.WRITTEN) == PDFS


def test_a_file_that_cannot_be_printed_is_named(root: Path, out: Path, fake: FakeOffice) -> None:
    """With its path and the reason; its last PDF stays, and it is tried again next time."""
    before = files_below(out)
    change(root, "content/meeting.yaml", "[[meeting]] 2023", "[[meeting]] 2024")
    fake.install(broken="SKIP")
    for written in ({DECK, SUMMARY}, set()):
        results = _build(root, out)
        assert (_by(results, Outcome.WRITTEN), _by(results, Outcome.FAILED)) == (written, PDFS)
        (diagnostic,) = results["youth/youth-deck.en.pdf"].diagnostics
        assert diagnostic.code == "pdf-not-made"
        assert diagnostic.location.path == str(out / DECK)
        assert "source file could not be loaded" in diagnostic.message
    after = files_below(out)
    assert all(after[path] == before[path] for path in PDFS)
    fake.install()
    results = _build(root, out)
    assert _by(results, Outcome.WRITTEN) | _by(results, Outcome.SAME) == PDFS


def test_a_failed_office_file_is_not_printed(root: Path, out: Path, fake: FakeOffice) -> None:
    """Its problems are those of its PDF; both files stay as they were, and the other document is made."""
    before = files_below(out)
    change(root, "templates/deck.pptx", "{{ labels.terms }}", "{{ labels.termz }}")
    change(root, "content/meeting.yaml", "Two sectors move", "Both sectors move")
    results = _build(root, out)
    assert _by(results, Outcome.FAILED) == {DECK, "youth/youth-deck.en.pdf"}
    assert results[DECK].diagnostics == results["youth/youth-deck.en.pdf"].diagnostics
    after = files_below(out)
    assert all(after[path] == before[path] for path in _by(results, Outcome.FAILED))


def test_a_pdf_that_cannot_be_written_is_reported(root: Path, out: Path) -> None:
    """A folder in its place, or the file open in a reader that locks it: a problem with its path."""
    path = out / "youth/youth-deck.en.pdf"
    path.unlink()
    path.mkdir()
    results = _build(root, out)
    assert _by(results, Outcome.FAILED) == {"youth/youth-deck.en.pdf"}
    (diagnostic,) = results["youth/youth-deck.en.pdf"].diagnostics
    assert (diagnostic.code, diagnostic.location.path) == ("not-written", str(path))
    assert not [name for name in files_below(out) if name.endswith(".tmp")]


def test_an_interrupted_build_leaves_no_program_running(small: Project, tmp_path: Path, fake: FakeOffice) -> None:
    """Ctrl+C between two results: LibreOffice ends with the build, and what was finished is up to date."""
    fake.install(broken="HANG")
    heard: list[Result] = []

    def interrupt(result: Result) -> None:
        heard.append(result)
        if len(heard) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(small, _targets(small), tmp_path / "out", Options(format=Format.PDF), interrupt)
    assert not fake.left
    fake.install()
    results = build(small, _targets(small), tmp_path / "out", Options(format=Format.PDF))
    assert {str(result.path) for result in results if result.outcome is Outcome.UNCHANGED} == {DECK, SUMMARY}


def test_an_edition_of_two_languages_has_a_pdf_too(small: Project, tmp_path: Path, fake: FakeOffice) -> None:
    """It is tagged with the first of them, as the Office file is."""
    target = Target("youth", kinds.DECK, "en+zh-Hant")
    results = build(small, [target], tmp_path / "out", Options(format=Format.PDF))
    assert [(result.path, result.outcome) for result in results] == [
        (target.path, Outcome.WRITTEN),
        (target.pdf, Outcome.WRITTEN),
    ]
