"""The project that asks too much: every deck fits, or the build says which text on which slide does not."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import pptx
import pytest

from reportgen.build.render import Renderer
from reportgen.diagnostics import Diagnostic, ProblemsFound, TextTooLong
from reportgen.model.target import OVERVIEW, Target
from reportgen.project.load import load_project
from tests.stress.project import SECTORS, make_project
from tests.support.kinds import DECK

LANGUAGES = ("en", "zh-Hant", "zh-Hans")
TOO_LONG = {"bodies", "unbroken"}
"""Sectors whose texts no design has room for: 600 characters in each place, a word of 60 letters."""
DECKS = [Target(sector, DECK, language) for sector in (*SECTORS, OVERVIEW) for language in LANGUAGES]
FITTING = [target for target in DECKS if target.sector not in TOO_LONG]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[Target, bytes | tuple[Diagnostic, ...]]:
    """Each deck, or what is wrong with it; the overview is of the sectors that fit, since it prints texts of all."""
    root = tmp_path_factory.mktemp("stress")
    everything = Renderer(load_project(make_project(root / "all")))
    fitting = Renderer(load_project(make_project(root / "fitting", [name for name in SECTORS if name not in TOO_LONG])))
    results: dict[Target, bytes | tuple[Diagnostic, ...]] = {}
    for target in DECKS:
        try:
            results[target] = (fitting if target.sector == OVERVIEW else everything).render(target).data
        except ProblemsFound as problems:
            results[target] = problems.diagnostics
    return results


def _slides(made: dict[Target, Any], target: Target) -> list[Any]:
    assert isinstance(made[target], bytes), made[target]
    return list(pptx.Presentation(io.BytesIO(made[target])).slides)


def _texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        elif shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


@pytest.mark.parametrize("target", [t for t in DECKS if t.sector in TOO_LONG], ids=lambda t: t.path.stem)
def test_what_fits_nowhere_is_named(made: dict[Target, Any], target: Target) -> None:
    """Where it is written, in which language, and the slide and shape that have no room; no deck is made."""
    problems = made[target]
    assert not isinstance(problems, bytes)
    for problem in problems:
        assert isinstance(problem, TextTooLong)
        assert problem.document == target.path.name
        assert problem.location.path == f"content/sectors/{target.sector}.yaml"
        assert problem.location.line > 0
        assert problem.place is not None
        assert re.match(r"slide \d+ “", problem.place.steps[0])


@pytest.mark.parametrize("target", FITTING, ids=lambda t: t.path.stem)
def test_headings_tell_the_slides_apart(made: dict[Target, Any], target: Target) -> None:
    """However many slides a list goes on over: by title, or by the page in the line above it."""
    headings = [_heading(slide) for slide in _slides(made, target)]
    assert len(headings) == len(set(headings))


def _heading(slide: Any) -> tuple[str, ...]:
    """The texts of the placeholders up to the title."""
    shapes = list(takewhile(lambda shape: shape != slide.shapes.title, slide.shapes))
    return (*(shape.text_frame.text for shape in shapes if shape.is_placeholder), slide.shapes.title.text)


@pytest.mark.parametrize("target", FITTING, ids=lambda t: t.path.stem)
def test_no_type_is_smaller_than_twelve_points(made: dict[Target, Any], target: Target) -> None:
    """Fitting never makes a text too small to read."""
    sizes = {int(size) for slide in _slides(made, target) for size in slide._element.xpath(".//a:r/a:rPr/@sz")}
    assert min(sizes) >= 1200


@pytest.mark.parametrize("language", LANGUAGES)
def test_forty_items_are_all_there_in_order(made: dict[Target, Any], language: str) -> None:
    """Nothing is lost on the way over the slides, and no slide carries an orphan; directions stand by who does them."""
    found = []
    for slide in _slides(made, Target("forty", DECK, language)):
        on_slide = [
            int(n) for t in _texts(slide) for n in re.findall(r"^(?:Joint work |攜手合作|携手合作)(\d+)$", t, re.M)
        ]
        assert len(on_slide) != 1
        found += on_slide
    by_who = [number for remainder in (1, 2, 0) for number in range(1, 41) if number % 3 == remainder]
    assert found[3:] == [*range(1, 41), *by_who]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_items_make_no_slide(made: dict[Target, Any], language: str) -> None:
    """A sector without anything to show has its title, its message, its names and its sources."""
    assert len(_slides(made, Target("none", DECK, language))) <= 4
