"""The repository's own bilingual editions: both languages on every slide and page, each as its readers write it."""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path

import pytest
from lxml import etree
from pptx import Presentation

from reportgen.build.build import Options, build
from reportgen.build.outcome import Outcome
from reportgen.build.targets import select_targets
from reportgen.model.language import LANGUAGES, edition_languages
from reportgen.model.target import OVERVIEW, Target
from reportgen.project.load import Project
from tests.outputs.reading import HAN, NS, OfficeFile
from tests.outputs.test_office_files import LEFTOVERS
from tests.outputs.test_scripts import SCRIPTS, _wrong
from tests.support.kinds import DECK, SUMMARY

SECTORS = ["finance", "professional-services", OVERVIEW]
"""With an agreement and six steps; with five figures and paged progress; and all sectors."""
EDITIONS = ["en+zh-Hant", "en+zh-Hans", "zh-Hant+en"]
_LATIN = re.compile(r"[A-Za-z]{3,} [a-z]{2,}")
"""Two words in a row: a piece of an English sentence."""

_LETTER = re.compile(f"[A-Za-z]|{HAN.pattern}")

Editions = dict[Target, OfficeFile]


@pytest.fixture(scope="module")
def editions(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """Three packs in three pairs of languages."""
    out = tmp_path_factory.mktemp("editions")
    targets = select_targets(project.catalogue, SECTORS, EDITIONS)
    results = build(project, targets, out, Options(jobs=2))
    assert {result.outcome for result in results} == {Outcome.WRITTEN}, [str(d) for r in results for d in r.diagnostics]
    return {target: OfficeFile(out / target.path) for target in targets}


def _texts(languages: tuple[str, ...], text: str) -> set[str]:
    """Which of the languages a text shows signs of."""
    signs = {"en": _LATIN}
    return {tag for tag in languages if signs.get(tag, HAN).search(text)}


def _tags(target: Target) -> tuple[str, ...]:
    return tuple(language.tag for language in edition_languages(target.edition))


@pytest.mark.parametrize("edition", ["+".join(pair) for pair in permutations(("en", "zh-Hant", "zh-Hans"), 2)])
def test_every_kind_is_built_in_every_order_of_two_languages(project: Project, edition: str, tmp_path: Path) -> None:
    """Of the pack with the longest number, of one whose document has three parties, and of the whole meeting."""
    targets = select_targets(project.catalogue, ["youth", "education", OVERVIEW], [edition], ["all"])
    results = build(project, targets, tmp_path, Options(jobs=2))
    assert {result.outcome for result in results} == {Outcome.WRITTEN}, [str(d) for r in results for d in r.diagnostics]


def test_a_document_with_its_parties_stands_on_one_slide(project: Project, tmp_path: Path) -> None:
    """Three of them, in two languages."""
    (target,) = select_targets(project.catalogue, ["education"], ["en+zh-Hant"], ["deck"])
    build(project, [target], tmp_path, Options(jobs=1))
    slides = Presentation(tmp_path / target.path).slides
    shapes = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.name == "Parties"]
    assert len(shapes) == 1
    assert len(shapes[0].split("\n")) == 8


def test_nothing_is_left_over(editions: Editions) -> None:
    """No tag, markup, absent value or empty bracket in texts, alternative texts and properties."""
    found = []
    for target, file in editions.items():
        texts = [*file.paragraphs, *file.attributes(), *(element.text or "" for element in file.core)]
        found += [f"{target.path}: {text}" for text in texts if LEFTOVERS.search(text)]
    assert not found, "\n".join(found[:20])


def test_every_chinese_run_is_in_the_chinese_of_the_edition(editions: Editions) -> None:
    """Tag, typeface and characters; the one Chinese of the pair, and the other in the list of names alone."""
    wrong = []
    for target, file in editions.items():
        own = {LANGUAGES[tag].office for tag in _tags(target)}
        typefaces = {LANGUAGES[tag].office: LANGUAGES[tag].typeface for tag in ("zh-Hant", "zh-Hans")}
        lists = {name for name, root in file.parts.items() if any(is_list(shape) for shape in root.iter("{*}cNvPr"))}
        for run in file.runs():
            allowed = own if run.part not in lists else set(typefaces)
            if HAN.search(run.text) and (
                run.language not in allowed or typefaces[run.language] != run.typeface or _wrong(run)
            ):
                wrong.append(f"{target.path} {run}")
    assert not wrong, "\n".join(wrong[:20])
    assert set(SCRIPTS) == {"zh-HK", "zh-CN"}


def is_list(shape: etree._Element) -> bool:
    """Whether a shape is the list of names, which has every language."""
    return shape.get("name") == "Bodies and terms"


def test_every_slide_and_its_notes_are_in_both_languages(editions: Editions) -> None:
    """Headline, content and what the speaker says; the title begins in the first language and ends in the second."""
    for target, file in editions.items():
        if target.kind != DECK:
            continue
        titles = [file.title(slide) for slide in file.slides]
        assert len({file.heading(slide) for slide in file.slides}) == len(titles), target.path
        for slide, title in zip(file.slides, titles, strict=True):
            place = f"{target.path} {title!r}"
            first, *_, last = _LETTER.findall(title)
            assert [bool(HAN.match(letter)) for letter in (first, last)] == [tag != "en" for tag in _tags(target)], (
                place
            )
            assert _texts(_tags(target), file.slide_text(slide)) == set(_tags(target)), place
            assert _texts(_tags(target), file.notes(slide)) == set(_tags(target)), place
            assert not file.empty_placeholders(slide), place


def test_every_head_of_a_table_on_a_slide_is_in_both_languages(editions: Editions) -> None:
    """A number's too; in the list of names heads are names of languages."""
    for target, file in editions.items():
        for slide in file.slides if target.kind == DECK else ():
            for frame in file.parts[slide].iterfind(".//p:graphicFrame", NS):
                rows = [] if any(map(is_list, frame.iter("{*}cNvPr"))) else frame.findall(".//a:tr", NS)
                for cell in rows[0].iterfind("a:tc", NS) if rows else ():
                    head = "".join(cell.itertext())
                    scripts = {bool(HAN.match(letter)) for letter in _LETTER.findall(head)}
                    assert scripts == {True, False}, f"{target.path} {slide}: {head!r}"


def test_no_line_says_its_words_twice(editions: Editions) -> None:
    """A word typed beside a tag stays in the template's language, and "At a glance At a glance" is one language."""
    twice = re.compile(r"(\D{2,}) \1")
    lines = [f"{target.path}: {text}" for target, file in editions.items() for text in file.paragraphs
             if twice.fullmatch(text)]  # fmt: skip
    assert lines == []


def test_no_text_on_a_slide_is_smaller_than_twelve_points(editions: Editions) -> None:
    """What is small enough for both languages is not too small to read."""
    sizes = {
        int(properties.get("sz"))
        for target, file in editions.items()
        if target.kind == DECK
        for slide in file.slides
        for properties in file.parts[slide].iterfind(".//a:r/a:rPr[@sz]", NS)
    }
    assert min(sizes) == 1200


def test_each_row_of_a_summary_says_the_same_in_both_columns(editions: Editions) -> None:
    """A row of the side-by-side table has two cells, and neither is empty where the other is not."""
    for target, file in editions.items():
        if target.kind != SUMMARY:
            continue
        tables = [t for t in file.parts["word/document.xml"].iter(f"{{{NS['w']}}}tbl")
                  if t.find("w:tblPr/w:tblStyle[@w:val='SideBySide']", NS) is not None]  # fmt: skip
        assert len(tables) == (3 if target.sector == OVERVIEW else 2)  # the contents
        for row in (row for table in tables for row in table.iterfind("w:tr", NS)):
            cells = ["".join(cell.itertext()).strip() for cell in row.iterfind("w:tc", NS)]
            assert [bool(cell) for cell in cells] == [True, True], (target.path, cells)
        assert tables[-1].find("w:tr/w:trPr/w:tblHeader", NS) is not None


def test_the_document_is_in_the_first_language(editions: Editions) -> None:
    """What a screen reader begins with, and what a search engine is told."""
    assert {(t.edition, f.property("language")) for t, f in editions.items()} == {
        (e, e.split("+")[0]) for e in EDITIONS
    }


def test_the_folder_is_found_by_the_edition(editions: Editions) -> None:
    """Both tags stand in the name, in the order in which the columns stand."""
    assert Path("finance/finance-deck.en+zh-Hant.pptx") in {Path(str(target.path)) for target in editions}
