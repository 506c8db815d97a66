"""Draw the pictures of `docs/engine.md`: its examples, filled, and two charts, printed by LibreOffice.

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

import pptx
from lxml import etree
from PIL import Image, ImageChops
from pptx.chart.data import BubbleChartData, CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from docs.engine_examples import examples, values
from docs.pictures.draw import put_together
from docs.printed import draw_pages
from reportgen import BubbleChart, BubbleSeries, Chart, OfficeTemplate, Series
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
