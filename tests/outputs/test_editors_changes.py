"""What an editor changes in `templates/deck.pptx` is in the next build, and texts still fit."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.dml.color import RGBColor
from pptx.util import Pt

from reportgen.build.render import Renderer
from reportgen.diagnostics import ProblemsFound, TextTooLong
from reportgen.model.target import Target
from reportgen.project.load import load_project
from tests.docs.reading import ROOT
from tests.support.kinds import DECK

TARGET = Target("finance", DECK, "en")
SHAPE = "Remarks"
"""A shape of the last slide: how to read the deck, a paragraph each."""


def _rebuilt(root: Path, change: Callable[[Any], None]) -> list[Any]:
    """The slides of the finance deck after `change` was made to the shape in the template."""
    for folder in ("content", "glossary", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    template = root / "templates" / "deck.pptx"
    presentation = pptx.Presentation(str(template))
    for slide in presentation.slides:
        for shape in [shape for shape in slide.shapes if shape.name == SHAPE]:
            change(shape)
    presentation.save(str(template))
    return list(pptx.Presentation(io.BytesIO(Renderer(load_project(root)).render(TARGET).data)).slides)


def _shape(slides: list[Any], name: str = SHAPE) -> Any:
    return next(shape for slide in slides for shape in slide.shapes if shape.name == name)


def test_a_moved_shape_stands_where_it_was_put(tmp_path: Path) -> None:
    """To the point."""

    def move(shape: Any) -> None:
        shape.left, shape.top, shape.width = Pt(500), Pt(140), Pt(400)

    shape = _shape(_rebuilt(tmp_path, move))
    assert (shape.left, shape.top, shape.width) == (Pt(500), Pt(140), Pt(400))


def test_a_renamed_shape_has_its_new_name(tmp_path: Path) -> None:
    """And its text."""

    def rename(shape: Any) -> None:
        shape.name = "Notes for readers"

    assert "Wording is ours" in _shape(_rebuilt(tmp_path, rename), "Notes for readers").text_frame.text


def test_restyled_text_has_its_new_style(tmp_path: Path) -> None:
    """Typeface, colour and size of every run that a tag prints."""

    def restyle(shape: Any) -> None:
        for paragraph in shape.text_frame.paragraphs:
            for run in paragraph.runs:
                run.font.name, run.font.size = "Arial", Pt(13)
                run.font.color.rgb = RGBColor(0x1F, 0x4E, 0x79)

    runs = [run for p in _shape(_rebuilt(tmp_path, restyle)).text_frame.paragraphs for run in p.runs]
    assert runs
    assert {(run.font.name, run.font.size.pt, str(run.font.color.rgb)) for run in runs} == {("Arial", 13.0, "1F4E79")}


def test_text_in_a_smaller_shape_is_still_fitted(tmp_path: Path) -> None:
    """The gaps are closed first; what has no room at all is named, with the editor's own name for the shape."""

    def lower(height: float) -> Callable[[Any], None]:
        def change(shape: Any) -> None:
            shape.height = Pt(height)

        return change

    before = _shape(_rebuilt(tmp_path / "before", lambda shape: None))
    needed = _rebuilt(tmp_path / "lower", lower(before.height.pt * 0.55))
    gaps = [p.space_before for p in _shape(needed).text_frame.paragraphs]
    assert gaps != [p.space_before for p in before.text_frame.paragraphs]
    with pytest.raises(ProblemsFound) as caught:
        _rebuilt(tmp_path / "low", lower(60))
    (found,) = caught.value.diagnostics
    assert isinstance(found, TextTooLong)
    assert found.place is not None
    assert found.place.steps[-1] == f'shape "{SHAPE}"'
