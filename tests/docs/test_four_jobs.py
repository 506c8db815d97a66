"""The four jobs of `templates/README.md` give what it promises, in all languages and without a finding."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu

from docs.four_jobs import BLUE, JOBS, LABEL, RULE, copy_project
from docs.pictures.draw import JOB_SHEETS
from reportgen.build.render import Renderer
from reportgen.check.documents import DocumentChecker, review
from reportgen.model.target import Target
from reportgen.project.load import load_project
from tests.docs.reading import ROOT
from tests.support.kinds import DECK

README = (ROOT / "templates/README.md").read_text(encoding="utf-8")
BY_LENGTH = {"short-last-line", "torn-phrase", "uneven-slide"}
"""What depends on how long a text happens to be."""
KICKER = {"en": "Parties", "zh-Hant": "簽署方", "zh-Hans": "签署方"}


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A project for each job, in which it is done."""
    return {job: copy_project(tmp_path_factory.mktemp(job), job) for job in JOBS}


def decks(project: Path, pack: str) -> Iterator[tuple[str, Any]]:
    """The deck of a pack in each language; nothing is wrong with it but how some lines end in narrower texts."""
    loaded = load_project(project)
    renderer = Renderer(loaded)
    for language in KICKER:
        data = renderer.render(Target(pack, DECK, language)).data
        found = DocumentChecker(loaded).output(review(data, "deck.pptx", False), "deck.pptx")
        assert [str(one) for one in found if one.code not in BY_LENGTH] == []
        yield language, Presentation(io.BytesIO(data))


def named(slide: Any, name: str) -> list[Any]:
    """The shapes of a slide with a name, from left to right and then down."""
    return sorted((one for one in slide.shapes if one.name == name), key=lambda one: (one.top, one.left))


def cells(slide: Any, name: str) -> list[list[str]]:
    """What a table says, row by row."""
    return [[cell.text for cell in row.cells] for row in named(slide, name)[0].table.rows]


def test_headlines_are_blue(projects: dict[str, Path]) -> None:
    """No slide but the title slide says another colour than the master."""
    for _, deck in decks(projects["blue"], "finance"):
        (colour,) = deck.slide_master.element.xpath("p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr/a:solidFill/*")
        assert colour.get("val") == BLUE
        for slide in deck.slides:
            of_layout = slide.slide_layout.element.xpath(".//p:sp[.//p:ph[@type='title' or @type='ctrTitle']]")
            coloured = [slide.shapes.title._element, *of_layout]
            says = any(one.find(f".//{qn('a:solidFill')}") is not None for one in coloured)
            assert says == (slide.slide_layout.name == "Title")


@pytest.mark.parametrize(("pack", "rows"), [("professional-services", [2, 2]), ("innovation", [2, 1])])
def test_numbers_stand_on_the_right_two_by_two(projects: dict[str, Path], pack: str, rows: Sequence[int]) -> None:
    """Inside the strip, and the takeaways end before it."""
    for _, deck in decks(projects["numbers"], pack):
        slide = deck.slides[1]
        (strip,), figures, texts = (named(slide, name) for name in ("Strip", "Figure", "Takeaway text"))
        tops = [figure.top for figure in figures]
        assert [tops.count(top) for top in dict.fromkeys(tops)] == rows
        assert all(strip.left < one.left and one.left + one.width < strip.left + strip.width for one in figures)
        assert all(text.left + text.width < strip.left for text in texts)


def test_a_deck_without_numbers_gives_their_room_to_the_takeaways(tmp_path: Path) -> None:
    """They reach as far as the strip would."""
    template = copy_project(tmp_path / "project", "numbers") / "templates/deck.pptx"
    deck = Presentation(str(template))
    for name in ("Strip", "Figure"):
        properties = named(deck.slides[1], name)[0]._element.nvSpPr.cNvPr
        properties.set("descr", properties.get("descr").replace("slide.figures", "[]"))
    deck.save(str(template))
    for _, deck in decks(tmp_path / "project", "finance"):
        slide = deck.slides[1]
        assert named(slide, "Strip") == []
        assert {round(Emu(text.left + text.width).pt) for text in named(slide, "Takeaway text")} == {912}


def test_a_column_has_its_head_in_the_language_of_the_deck(projects: dict[str, Path]) -> None:
    """And the dates below it."""
    heads = []
    for _, deck in decks(projects["due"], "innovation"):
        head, *rows = cells(deck.slides[3], "Directions")
        heads.append(head[2])
        assert len(head) == 4
        assert all(row[2] for row in rows)
        assert any("2023" in row[2] for row in rows)
    assert heads == ["Due", "限期", "限期"]


@pytest.mark.parametrize(("pack", "documents"), [("finance", 1), ("overview", 4)])
def test_a_slide_says_who_the_parties_are(projects: dict[str, Path], pack: str, documents: int) -> None:
    """Where there is one document, and where there are several."""
    for language, deck in decks(projects["parties"], pack):
        found = [slide for slide in deck.slides if any(one.text == KICKER[language] for one in named(slide, "Kicker"))]
        assert [len(cells(slide, "Several documents")) - 1 for slide in found] == [documents]


def test_the_page_says_what_the_jobs_do() -> None:
    """The words and tags that it tells to type, and a picture of each job."""
    typed = re.findall(r"`(\{[^`]+\}|grid 2)`", README.partition("## Changing a summary")[0])
    assert {"{{ item.due }}", "grid 2", RULE} <= set(typed)
    assert f"```yaml{LABEL}```" in README
    assert {job for job, *_ in JOB_SHEETS.values()} == set(JOBS)
