"""`docs/engine.md`: its examples print what it says, and its sentences about the engine are true."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from lxml import etree

from docs.engine_examples import PAGE, Example, examples, values
from reportgen.office.opc import converted_pictures, image_files
from reportgen.template.program.environment import Surroundings, environment_of
from reportgen.template.render.chart_series import PLOTS
from tests.docs.reading import ROOT, links
from tests.support.cxml import qn


@pytest.mark.tags_as_data
@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.picture)
def test_an_example_prints_what_the_page_says(example: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paragraph a line, those of cells too."""
    monkeypatch.chdir(ROOT)
    data = example.document(values())
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    paragraphs = ["".join(text.text or "" for text in p.iter(qn("w:t"))) for p in root.iter(qn("w:p"))]
    assert paragraphs[: len(example.printed)] == example.printed
    assert not any(paragraphs[len(example.printed) :])
    assert docx.Document(io.BytesIO(data)).paragraphs


def test_every_section_has_its_example_and_every_picture_is_there() -> None:
    """The page has five pictures; charts are shown without a template in words."""
    assert len(list(examples())) == 4
    assert len([target for target in links(PAGE) if target.startswith("pictures/")]) == 5


def test_the_page_names_what_there_is() -> None:
    """Filters, values of charts, and the bounds on pictures."""
    text = PAGE.read_text(encoding="utf-8")
    filters = environment_of(Surroundings()).filters
    assert all(name in filters and f"|{name}" in text for name in ("inline", "markdown", "styled"))
    assert all(plot.value.__name__ in text for plot in PLOTS.values())
    assert f"{image_files.MAX_PIXELS // 10**6} million" in text
    assert f"{converted_pictures.MAX_PIXELS // 10**6} million" in text
