"""Draw the pictures of `docs/engine.md`: its examples, filled, two charts, and files behind one another.

LibreOffice prints them.

`make pictures` runs it.
"""

from __future__ import annotations

import copy
import io
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pptx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from lxml import etree
from PIL import Image, ImageChops, ImageOps
from pptx.chart.data import BubbleChartData, CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from docs.engine_examples import examples, values
from docs.pictures.draw import put_together
from docs.printed import draw_pages
from reportgen import BubbleChart, BubbleSeries, Chart, OfficeTemplate, Series, append
from reportgen.printing.libreoffice import find_libreoffice

HERE = Path(__file__).resolve().parent
WIDTH = 900
"""The width of a page in pixels."""
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_MARGIN = 20


def main() -> None:
    """Draw all pictures."""
    context = values()
    for example in examples():
        [page] = _pages(example.document(context), "docx")
        put_together([_cropped(page)], columns=1).save(HERE / example.picture, optimize=True)
    months = Chart(["May", "June", "July"], [Series("Costs", [120, 131, 128]), Series("Share in %", [31, 35, 33])])
    bubbles = [BubbleSeries("Gas", [(1, 3, 4), (2, 5, 9)]), BubbleSeries("Power", [(3, 2, 6)])]
    filled = OfficeTemplate(_charts()).render({"months": months, "bubbles": BubbleChart(bubbles)})
    put_together([_cropped(page) for page in _pages(filled, "pptx")], columns=2).save(
        HERE / "engine-charts.png", optimize=True
    )
    draw_appended()


def draw_appended() -> None:
    """Draw the pages of a report with an annex behind it."""
    pages = _pages(append(_report(), _annex()), "docx")
    small = [page.resize((page.width // 3, page.height // 3), Image.Resampling.LANCZOS) for page in pages]
    put_together([ImageOps.expand(page, border=1, fill="#6a87a8") for page in small], columns=3).save(
        HERE / "append.png", optimize=True
    )


def _pages(data: bytes, format_: str) -> Iterator[Image.Image]:
    with tempfile.TemporaryDirectory() as name:
        file = Path(name, f"file.{format_}")
        file.write_bytes(data)
        printing = [find_libreoffice().program, f"-env:UserInstallation={Path(name, 'profile').as_uri()}", "--headless"]
        convert = ["--convert-to", "pdf", "--outdir", name, str(file)]
        subprocess.run([*printing, *convert], check=True, capture_output=True)
        yield from draw_pages(file.with_suffix(".pdf"), WIDTH)


def _cropped(page: Image.Image) -> Image.Image:
    """The part of a page that shows something."""
    white = Image.new("RGB", page.size, "white")
    left, top, right, bottom = ImageChops.difference(page.convert("RGB"), white).getbbox() or (0, 0, *page.size)
    return page.crop((left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN))


def _report() -> Document:
    """A page with a header."""
    report = docx.Document()
    report.sections[0].header.paragraphs[0].text = "Quarterly report"
    report.add_heading("What we found", 1)
    report.add_paragraph("Costs rose, for two reasons. The annex has the numbers.")
    return report


def _annex() -> Document:
    """A page upright and one on its side, with a header of their own."""
    annex = docx.Document()
    annex.sections[0].header.paragraphs[0].text = "Annex"
    annex.add_heading("How we counted", 1)
    annex.add_paragraph("Each month by itself.")
    section = annex.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    annex.add_heading("The numbers", 1)
    table = annex.add_table(3, 6, "Table Grid")
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = str(100 + 7 * number)
    return annex


def _charts() -> bytes:
    """A presentation with a chart of columns and a line on a slide, and one of bubbles on the next."""
    deck = pptx.Presentation()
    columns = CategoryChartData()
    columns.categories = ["a", "b"]
    for name in ("bars", "line"):
        columns.add_series(name, [1, 2])
    points = BubbleChartData()
    points.add_series("points").add_data_point(1, 1, 1)
    kinds: list[tuple[str, Any, Any]] = [
        ("{{ months }}", XL_CHART_TYPE.COLUMN_CLUSTERED, columns),
        ("{{ bubbles }}", XL_CHART_TYPE.BUBBLE, points),
    ]
    for tag, kind, data in kinds:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        frame = slide.shapes.add_chart(kind, Inches(1), Inches(1), Inches(8), Inches(5), data)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", tag)  # type: ignore[attr-defined]
        frame.chart.has_legend = True  # type: ignore[attr-defined]
        if kind is XL_CHART_TYPE.COLUMN_CLUSTERED:
            _put_second_series_on_a_line(frame.chart._chartSpace)  # type: ignore[attr-defined]
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def _put_second_series_on_a_line(space: etree._Element) -> None:
    area = next(space.iter(f"{_C}plotArea"))
    bars, axes = area.find(f"{_C}barChart"), [area.find(f"{_C}catAx"), area.find(f"{_C}valAx")]
    assert bars is not None
    line = etree.Element(f"{_C}lineChart")
    bars.addnext(line)
    etree.SubElement(line, f"{_C}grouping", val="standard")
    line.append(bars.findall(f"{_C}ser")[1])
    for number, old in enumerate(axes):
        assert old is not None
        etree.SubElement(line, f"{_C}axId", val=str(number + 1))
        axis = copy.deepcopy(old)
        for name, value in (("axId", number + 1), ("crossAx", 2 - number)):
            axis.find(f"{_C}{name}").set("val", str(value))  # type: ignore[union-attr]
        axis.find(f"{_C}delete").set("val", str(1 - number))  # type: ignore[union-attr]
        if number:
            axis.find(f"{_C}crosses").set("val", "max")  # type: ignore[union-attr]
            axis.find(f"{_C}axPos").set("val", "r")  # type: ignore[union-attr]
            for grid in axis.findall(f"{_C}majorGridlines"):
                axis.remove(grid)
        area.findall(f"{_C}valAx")[-1].addnext(axis)


if __name__ == "__main__":
    main()
