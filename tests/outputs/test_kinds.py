"""The kinds that the project makes on request: what each says in every language, and on how many pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest

from reportgen.build.build import Options, build
from reportgen.build.outcome import Outcome
from reportgen.build.targets import select_targets
from reportgen.model.content import Text
from reportgen.model.target import OVERVIEW, Format, Target
from reportgen.project.load import Project
from tests.outputs.reading import OfficeFile, normal

Made = dict[Target, OfficeFile]
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
KINDS = ("brief", "lines", "terms")
PACKS = ("finance", "northern-metropolis", OVERVIEW)
"""With a document and no date to come; with neither; and all sectors."""


@pytest.fixture(scope="module")
def made(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Every kind that is made on request, of three packs in all languages, and in two side by side."""
    out = tmp_path_factory.mktemp("kinds")
    targets = [
        target
        for languages in ((), ("en+zh-Hant",))
        for target in select_targets(project.catalogue, PACKS, languages, KINDS)
    ]
    results = build(project, targets, out, Options(jobs=2))
    assert {result.outcome for result in results} == {Outcome.WRITTEN}, [str(d) for r in results for d in r.diagnostics]
    return {target: OfficeFile(out / target.path) for target in targets}


def _texts(made: Made, kind: str, sector: str, edition: str) -> list[str]:
    """What each file of a kind says, as one text; in two languages it need not have both formats."""
    files = [file for target, file in made.items() if (target.kind.name, target.sector) == (kind, sector)
             and target.edition == edition]  # fmt: skip
    assert files
    return [normal(" ".join(file.paragraphs)) for file in files]


def _wording(text: Text, tag: str) -> str:
    """A part of a text that every file has as it is typed: what stands before its first name."""
    return normal((text.get(tag) or "").partition("[[")[0])


def test_none_of_them_is_made_unasked(project: Project) -> None:
    """A plain build makes decks and summaries."""
    assert {target.kind.name for target in select_targets(project.catalogue)} == {"deck", "summary"}


@pytest.mark.parametrize("edition", ["en", "zh-Hant", "zh-Hans", "en+zh-Hant"])
def test_a_brief_has_three_takeaways_a_date_or_a_document(made: Made, project: Project, edition: str) -> None:
    """In Word and on a slide; what a pack does not have leaves no heading behind; a slide says that it has no date."""
    labels = project.labels
    first = edition.split("+")[0]
    for sector in PACKS:
        for suffix, text in zip((".docx", ".pptx"), _texts(made, "brief", sector, edition), strict=True):
            assert all(f"{number} " in text for number in (1, 2, 3))
            if first != "zh-Hans":
                has = {name: _wording(labels[name], first) in text for name in ("next_date", "agreements")}
                has_date = sector == OVERVIEW or suffix == ".pptx"
                assert has == {"next_date": has_date, "agreements": sector != "northern-metropolis"}


def test_a_brief_is_one_slide(made: Made) -> None:
    """Whatever the pack has, in two languages too; that a page holds the rest, LibreOffice tells."""
    slides = [len(file.slides) for target, file in made.items() if target.kind.template == "brief.pptx"]
    assert slides == [1] * 12


@pytest.mark.parametrize("edition", ["en", "zh-Hant", "zh-Hans", "en+zh-Hant"])
def test_the_brief_of_the_meeting_has_the_next_step_of_each_sector(made: Made, project: Project, edition: str) -> None:
    """On its slide and on its page, from the templates of the others."""
    first = edition.split("+")[0]
    if first == "zh-Hans":
        return
    for text in _texts(made, "brief", OVERVIEW, edition):
        for sector in project.sectors.values():
            assert sector.overview
            assert _wording(sector.overview.next_step, first) in text


def test_the_slide_of_a_brief_names_its_source_in_both_languages(made: Made) -> None:
    """With the paragraphs used."""
    for target, file in made.items():
        if (target.kind.template, target.edition) == ("brief.pptx", "en+zh-Hant"):
            text = normal(" ".join(file.paragraphs))
            assert "Press release of February 23, 2023 (paragraph" in text
            assert "2023年2月23日新聞公報（第" in text


def test_lines_to_take_have_every_question_and_its_answer(made: Made, project: Project) -> None:
    """Each once, and its answer behind it."""
    for sector in PACKS:
        content = project.meeting.overview if sector == OVERVIEW else project.sectors[sector]
        asked = [section.asked for section in content.sections.values() if section and section.asked]
        assert asked
        (text,) = _texts(made, "lines", sector, "zh-Hant")
        for one in asked:
            question, answer = (_wording(part, "zh-Hant") for part in (one.question, one.answer))
            assert text.count(question) >= 1
            assert text.index(question) <= text.rindex(answer)


@pytest.mark.parametrize("edition", ["en", "zh-Hant", "zh-Hans", "en+zh-Hant"])
def test_the_list_of_terms_has_every_name_in_three_languages(made: Made, project: Project, edition: str) -> None:
    """The places too, which decks and summaries leave out."""
    (text,) = _texts(made, "terms", "finance", edition)
    for term_id in ("hksar-government", "stock-connect", "qianhai"):
        term = project.glossary[term_id]
        assert all(normal(term.names[tag]) in text for tag in ("en", "zh-Hant"))


def test_only_the_file_of_one_format_differs_by_suffix(made: Made) -> None:
    """Names of files tell kinds apart, and formats of a kind."""
    names = [target.path for target in made]
    assert len(set(names)) == len(names)
    assert {Path(path).suffix for path in names} == {".docx", ".pptx"}


@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_brief_is_one_page(project: Project, tmp_path: Path) -> None:
    """Of a pack with much to do, of one with nothing to come, and of all sectors, also in two languages."""
    targets = [
        target
        for editions in (("en", "zh-Hans"), ("en+zh-Hant",))
        for target in select_targets(project.catalogue, ["health", "qianhai", OVERVIEW], editions, ["brief"])
        if target.kind.suffix == ".docx"
    ]
    build(project, targets, tmp_path, Options(jobs=2, format=Format.PDF))
    pages = {}
    for target in targets:
        with pypdfium2.PdfDocument(tmp_path / target.pdf) as document:
            pages[str(target.pdf)] = len(document)
    assert set(pages.values()) == {1}, pages
