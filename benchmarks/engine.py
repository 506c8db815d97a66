"""How fast the template engine is, beside other people's, on the same work in one run.

    python benchmarks/engine.py [--node FOLDER] [--rounds N]

Needs `docxtpl`, `python-docx` and `python-pptx` (pip). `--node` names a folder with `docxtemplater` and
`pizzip` in its `node_modules`; pandoc is measured where it is installed. Times are medians of many
rounds; what counts is the ratio, since both sides ran on the same machine in the same minute. The last
column is the least that the engine is meant to reach. Then follow processor times as values grow, and as templates do.
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
import pptx
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from reportgen.template import OfficeTemplate

CONTEXT: dict[str, Any] = {
    "title": "Financial services",
    "progress": [f"Progress item {n}: the schemes have run smoothly" for n in range(5)],
    "steps": [f"Next step {n}: explore further measures" for n in range(5)],
    "rows": [{"name": f"Row {n}", "value": str(n), "note": "R&D <Core> Ltd"} for n in range(20)],
}
ALLOWED_GROWTH = 1.25
NODE_SCRIPT = """
const fs = require("fs"), PizZip = require("pizzip"), Docxtemplater = require("docxtemplater");
const data = JSON.parse(fs.readFileSync(process.argv[3])), file = fs.readFileSync(process.argv[2]);
const rounds = +process.argv[4], times = [];
for (let i = 0; i < rounds; i++) {
  const start = process.hrtime.bigint();
  const doc = new Docxtemplater(new PizZip(file), { paragraphLoop: true });
  doc.render(data);
  doc.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  times.push(Number(process.hrtime.bigint() - start) / 1e6);
}
console.log(JSON.stringify(times));
"""


def median(work: Callable[[], Any], rounds: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """The median time of a piece of work, in milliseconds."""
    times = []
    for _ in range(rounds):
        start = clock()
        work()
        times.append((clock() - start) * 1000)
    return statistics.median(times)


def medians(ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int, times: int) -> tuple[float, float]:
    """Both sides' median times, taken in turn: what else the machine does slows both. Ours run `times` a round.

    Nobody pays for the garbage that the other side has left behind.
    """
    here, there = [], []
    for _ in range(rounds):
        gc.collect()
        here.append(median(ours, times))
        gc.collect()
        there.append(median(theirs, 1))
    return statistics.median(here), statistics.median(there)


def word_template(loop: str, end: str, row: str, row_end: str, value: str) -> bytes:
    """A page with two bullet loops and a table row that repeats, in one engine's spelling."""
    document = docx.Document()
    document.add_heading(value % "title", 1)
    for name in ("progress", "steps"):
        document.add_paragraph(loop % name)
        document.add_paragraph(value % "item" if "%" in loop[:2] else value % ".", style="List Bullet")
        document.add_paragraph(end % name)
    table = document.add_table(1, 3)
    for cell, text in zip(table.rows[0].cells, ("Name", "Value", "Note"), strict=True):
        cell.text = text
    if row:
        table.add_row().cells[0].text = row
    cells = table.add_row().cells
    names = ("name", "value", "note")
    prefix = "row." if row else ""
    for cell, name in zip(cells, names, strict=True):
        cell.text = value % (prefix + name)
    if row:
        table.add_row().cells[0].text = row_end
    else:
        cells[0].text = "{#rows}" + cells[0].text
        cells[2].text += "{/rows}"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def jinja_template() -> bytes:
    """The page in Jinja, which docxtpl and this engine both read."""
    return word_template(
        "{%%p for item in %s %%}", "{%%p endfor %%}%.0s", "{%tr for row in rows %}", "{%tr endfor %}", "{{ %s }}"
    )


def measure_word(rounds: int, node: Path | None) -> None:
    """The warm render of a Word page, and the very first one."""
    from docxtpl import DocxTemplate

    data = jinja_template()
    compiled = OfficeTemplate(data, "page.docx").compile()
    assert b"word/document.xml" in compiled.render(CONTEXT)

    def docxtpl_render() -> None:
        template = DocxTemplate(io.BytesIO(data))
        template.render(CONTEXT, autoescape=True)
        template.save(io.BytesIO())

    ours, theirs = medians(lambda: compiled.render(CONTEXT), docxtpl_render, rounds, 10)
    line("Word page, warm", ours, "docxtpl", theirs, 50)
    first, theirs = medians(lambda: OfficeTemplate(data, "page.docx").render(CONTEXT), docxtpl_render, rounds, 1)
    line("Word page, first render (compiling included)", first, "docxtpl", theirs, 1)
    if node:
        line("Word page, warm", ours, "docxtemplater", docxtemplater_time(node, rounds), 18)
    if shutil.which("pandoc"):
        line("Word page, warm", ours, "pandoc (a process each)", pandoc_time(rounds))


def measure_import(rounds: int) -> None:
    """How long docxtpl's names take to be imported, each time in a process of its own."""

    def started(module: str) -> Callable[[], Any]:
        return lambda: subprocess.run([sys.executable, "-c", f"import {module}"], check=True)

    ours, theirs = medians(started("reportgen.template.docxtpl"), started("docxtpl"), rounds, 1)
    line("import of docxtpl's names", ours, "docxtpl", theirs, aim=1)


def docxtemplater_time(node: Path, rounds: int) -> float:
    """Docxtemplater's median on the same page in its own spelling, within one warm node process."""
    data = word_template("{#%s}", "{/%s}", "", "", "{%s}")
    with tempfile.TemporaryDirectory() as folder:
        template, context, script = (Path(folder, name) for name in ("t.docx", "c.json", "run.js"))
        template.write_bytes(data)
        context.write_text(json.dumps(CONTEXT))
        script.write_text(NODE_SCRIPT)
        command = ["node", str(script), str(template), str(context), str(max(rounds, 30))]
        environment = {"NODE_PATH": str(node / "node_modules"), "PATH": "/usr/bin:/bin:/usr/local/bin"}
        output = subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout
    return statistics.median(json.loads(output)[10:])


def pandoc_time(rounds: int) -> float:
    """Pandoc's median for the same words as Markdown."""
    items = "\n".join(f"* {item}" for item in CONTEXT["progress"] + CONTEXT["steps"])
    rows = "\n".join(f"| {row['name']} | {row['value']} | {row['note']} |" for row in CONTEXT["rows"])
    text = f"# {CONTEXT['title']}\n\n{items}\n\n| Name | Value | Note |\n|---|---|---|\n{rows}\n"
    with tempfile.TemporaryDirectory() as folder:
        command = ["pandoc", "-f", "markdown", "-o", str(Path(folder, "out.docx"))]
        return median(lambda: subprocess.run(command, input=text, text=True, check=True), max(3, rounds // 5))


def deck_template(chart: bool) -> bytes:
    """A deck with one slide that repeats, with or without a chart."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5 if chart else 1])
    slide.shapes.title.text = "{{ page.title }}"
    if chart:
        frame = slide.shapes.add_chart(
            XL_CHART_TYPE.BAR_CLUSTERED, Inches(1), Inches(2), Inches(6), Inches(4), chart_data(["a", "b"], [1, 2])
        )
        frame._element.nvGraphicFramePr.cNvPr.set("descr", "{{ page.chart }}")
    else:
        slide.placeholders[1].text = "{% for item in page.entries %}\n{{ item }}\n{% endfor %}"
    slide.notes_slide.notes_text_frame.text = "{%slide for page in pages %}\n{{ page.title }}"
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def chart_data(categories: list[str], values: list[float]) -> Any:
    """Chart data for python-pptx."""
    data = CategoryChartData()
    data.categories = categories
    data.add_series("Count", values)
    return data


def measure_deck(rounds: int) -> None:
    """Ten slides from a slide loop, against python-pptx making the same slides."""
    pages = [{"title": f"Slide {n}", "entries": ["one", "two", "three"]} for n in range(10)]
    compiled = OfficeTemplate(deck_template(chart=False), "deck.pptx").compile()
    base = io.BytesIO()
    pptx.Presentation().save(base)

    def python_pptx_render() -> None:
        deck = pptx.Presentation(io.BytesIO(base.getvalue()))
        for page in pages:
            slide = deck.slides.add_slide(deck.slide_layouts[1])
            slide.shapes.title.text = page["title"]
            slide.placeholders[1].text = "\n".join(page["entries"])
            slide.notes_slide.notes_text_frame.text = page["title"]
        deck.save(io.BytesIO())

    ours, theirs = medians(lambda: compiled.render({"pages": pages}), python_pptx_render, rounds, 5)
    line("ten-slide deck, slide loop", ours, "python-pptx", theirs, 20)


def measure_chart(rounds: int) -> None:
    """One slide whose chart gets new data, against python-pptx doing the same."""
    from reportgen.template import Chart, Series

    categories, values = [f"c{n}" for n in range(8)], [float(n) for n in range(8)]
    data = deck_template(chart=True)
    compiled = OfficeTemplate(data, "deck.pptx").compile()
    page = {"title": "Chart", "chart": Chart(categories, [Series("Count", values)])}

    def python_pptx_render() -> None:
        deck = pptx.Presentation(io.BytesIO(data))
        slide = deck.slides[0]
        slide.shapes.title.text = "Chart"
        chart = next(shape for shape in slide.shapes if shape.has_chart).chart
        chart.replace_data(chart_data(categories, values))
        slide.notes_slide.notes_text_frame.text = "Chart"
        deck.save(io.BytesIO())

    ours, theirs = medians(lambda: compiled.render({"pages": [page]}), python_pptx_render, rounds, 5)
    line("one slide with a chart", ours, "python-pptx", theirs, 5)


def measure_growth() -> None:
    """Processor time per row and per slide as they grow: linear when it stays level."""
    word = OfficeTemplate(jinja_template(), "page.docx").compile()
    for count in (100, 1_000, 10_000):
        rows = [{"name": f"Row {n}", "value": str(n), "note": "R&D"} for n in range(count)]
        spent = median(lambda rows=rows: word.render({**CONTEXT, "rows": rows}), 5, time.process_time)  # type: ignore[misc]
        print(f"{count:6} rows   {spent:9.1f} ms   {spent / count * 1000:7.1f} µs a row")
    deck = OfficeTemplate(deck_template(chart=False), "deck.pptx").compile()
    for count in (10, 100, 1_000):
        pages = [{"title": f"Slide {n}", "entries": ["one", "two"]} for n in range(count)]
        spent = median(lambda pages=pages: deck.render({"pages": pages}), 5, time.process_time)  # type: ignore[misc]
        print(f"{count:6} slides {spent:9.1f} ms   {spent / count * 1000:7.1f} µs a slide")


def labels(count: int) -> bytes:
    """A slide with a group of so many text boxes, a tag in each."""
    deck = pptx.Presentation()
    group = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_group_shape()
    first = group.shapes.add_textbox(0, 0, Inches(1), Inches(0.5))
    first.text_frame.text = "{{ title }}"
    for number in range(1, count):  # python-pptx looks through all shapes for each new one's number
        box = deepcopy(first._element)
        box.nvSpPr.cNvPr.set("id", str(first.shape_id + number))
        group._element.append(box)
    return saved(deck)


def slides(count: int) -> bytes:
    """A deck of so many slides, a tag on each: a deck that the engine has made, since python-pptx takes minutes."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "{{ number }} {{ '{{ title }}' }}"
    slide.notes_slide.notes_text_frame.text = f"{{%slide for number in range({count}) %}}"
    return OfficeTemplate(saved(deck), "slides.pptx").compile().render({})


def rows(count: int) -> bytes:
    """A page with a table of so many rows, a tag in each."""
    document = docx.Document()
    table = document.add_table(rows=count, cols=2)
    for number, row in enumerate(table._tbl.tr_lst):  # python-docx looks a cell up among all of them
        for cell, text in zip(row.tc_lst, (str(number), "{{ title }}"), strict=True):
            cell.p_lst[0].add_r().text = text
    return saved(document)


def paragraphs(count: int) -> bytes:
    """Pages of so many paragraphs, a tag in each."""
    document = docx.Document()
    for number in range(count):
        document.add_paragraph(f"{number} {{{{ title }}}}, with words of a thesis between two tags {{{{ title }}}}")
    return saved(document)


def saved(file: Any) -> bytes:
    """The bytes of a document or a presentation."""
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def measure_template_growth() -> None:
    """Processor time to compile and to render a template that grows itself: linear when a piece costs the same."""
    print(f"\n{'pieces':>8}{'':14}{'compile ms':>12}{'a piece µs':>12}{'render ms':>12}{'a piece µs':>12}")
    for make, name in ((labels, "a.pptx"), (slides, "a.pptx"), (rows, "a.docx"), (paragraphs, "a.docx")):
        spent: list[float] = []
        for count in (300, 1_000, 3_000):
            data = make(count)
            gc.collect()  # what python-pptx has left behind
            again = 3_000 // count  # as many pieces are compiled of each size
            compiling = median(lambda: OfficeTemplate(data, name).compile(), again, time.process_time)  # noqa: B023
            compiled = OfficeTemplate(data, name).compile()
            rendering = median(lambda one=compiled: one.render({"title": "T"}), 3, time.process_time)  # type: ignore[misc]
            spent.append((compiling + rendering) / count)
            print(f"{count:8} {make.__name__:13}{compiling:12.0f}{compiling / count * 1000:12.1f}", end="")
            print(f"{rendering:12.1f}{rendering / count * 1000:12.1f}", flush=True)
        verdict = "met" if spent[-1] <= spent[0] * ALLOWED_GROWTH else "NOT MET"
        print(f"a piece of 3000 costs {spent[-1] / spent[0]:.2f} times one of 300 (aim ≤ {ALLOWED_GROWTH}: {verdict})")


def line(work: str, ours: float, name: str, theirs: float, aim: int = 0) -> None:
    """One comparison; `aim` is the least ratio wanted, where one is."""
    wanted = f"≥ {aim}×" if aim else ""
    print(f"{work:46} {ours:8.2f} ms   {name:24} {theirs:8.2f} ms   {theirs / ours:6.1f}×   {wanted}")


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--node", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    print(f"{'work':46} {'here':>11}   {'against':24} {'there':>11}   {'faster':>7}   wanted")
    measure_import(options.rounds)
    measure_word(options.rounds, options.node)
    measure_deck(options.rounds)
    measure_chart(options.rounds)
    measure_growth()
    measure_template_growth()


if __name__ == "__main__":
    main()
