"""The four jobs of `templates/README.md`, done to `deck.pptx` as PowerPoint saves them."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt

from docs.printed import PROJECT

BLUE = "1F5FBF"
EDGES: Mapping[str, tuple[int, int, int, int]] = {
    "Frame: rules": (48, 134, 540, 484),
    "Frame: leads": (48, 134, 190, 484),
    "Frame: takeaways": (202, 134, 540, 484),
    "Strip": (564, 134, 912, 484),
    "Frame: numbers": (580, 146, 900, 472),
}
"""The edges of shapes of “At a glance” in points: left, top, right, bottom."""

RULE = "{%slide for slide in (slides.document or slides.documents)|pages(4) %}"
LABEL = "\ndue:\n  en: Due\n  zh-Hant: 限期\n"


def copy_project(folder: Path, job: str) -> Path:
    """Copy what a build reads to a folder, and do one of the `JOBS` there; the folder is returned."""
    for name in ("content", "glossary", "templates"):
        shutil.copytree(PROJECT / name, folder / name)
    shutil.copy(PROJECT / "reportgen.yaml", folder)
    template, labels = folder / "templates/deck.pptx", folder / "templates/labels.yaml"
    deck = Presentation(str(template))
    JOBS[job](deck)
    deck.save(str(template))
    if job == "due":
        labels.write_text(labels.read_text(encoding="utf-8") + LABEL, encoding="utf-8")
    return folder


def make_headlines_blue(deck: Any) -> None:
    """Give the headline of the slide master another colour."""
    (properties,) = deck.slide_master.element.xpath("p:txStyles/p:titleStyle/a:lvl1pPr/a:defRPr")
    fill = properties.find(qn("a:solidFill"))
    fill.clear()
    etree.SubElement(fill, qn("a:srgbClr"), val=BLUE)


def move_numbers(deck: Any) -> None:
    """Put the numbers on the right, two side by side: drag the edges of frames and strip, write another alt text."""
    slide = _slide(deck, "At a glance")
    for name, (left, top, right, bottom) in EDGES.items():
        for shape in (one for one in slide.shapes if one.name == name):
            shape.left, shape.top = Pt(left), Pt(top)
            shape.width, shape.height = Pt(right - left), Pt(bottom - top)
    properties = _shape(slide, "Figure")._element.nvSpPr.cNvPr
    properties.set("descr", properties.get("descr").replace("{%shape row in", "{%shape grid 2 in"))


def add_due(deck: Any) -> None:
    """Insert a column to the right of “Line of work”, type its head and its tag, and delete “By when”."""
    table = _shape(_slide(deck, "Directions"), "Directions").table._tbl
    for holder in (table.tblGrid, *table.tr_lst):
        columns = holder.findall(qn("a:gridCol")) or holder.findall(qn("a:tc"))
        columns[1].addnext(columns[3])  # with the formatting of its neighbours
    head, tag = (row.tc_lst[2] for row in table.tr_lst)
    for cell, text in ((head, "Due"), (tag, "{{ item.due }}")):
        next(cell.iter(qn("a:t"))).text = text


def add_parties(deck: Any) -> None:
    """Duplicate “Several documents”, delete two columns, and change the line above the headline and the first note."""
    slide = _duplicate(deck, _slide(deck, "Several documents"))
    slide._element.cSld.set("name", "Parties")
    _shape(slide, "Kicker").text_frame.paragraphs[0].runs[0].text = "Parties"
    table = _shape(slide, "Several documents").table._tbl
    widths = [int(column.get("w")) for column in table.tblGrid]
    for holder in (table.tblGrid, *table.tr_lst):
        for column in (holder.findall(qn("a:gridCol")) or holder.findall(qn("a:tc")))[2:]:
            holder.remove(column)
    for column in table.tblGrid:
        column.set("w", str(sum(widths) // 2))
    notes = slide.notes_slide.notes_text_frame.paragraphs[0].runs
    notes[0].text = RULE
    for run in notes[1:]:
        run.text = ""


JOBS: Mapping[str, Callable[[Any], None]] = {
    "blue": make_headlines_blue,
    "numbers": move_numbers,
    "due": add_due,
    "parties": add_parties,
}


def _slide(deck: Any, name: str) -> Any:
    return next(slide for slide in deck.slides if slide.name == name)


def _shape(slide: Any, name: str) -> Any:
    return next(shape for shape in slide.shapes if shape.name == name)


def _duplicate(deck: Any, slide: Any) -> Any:
    """A copy of a slide behind it, with its notes."""
    twin = deck.slides.add_slide(slide.slide_layout)
    for mine, wanted in ((twin, slide), (twin.notes_slide, slide.notes_slide)):
        tree = mine.shapes._spTree
        tree[:] = copy.deepcopy(wanted.shapes._spTree)[:]
    order = deck.slides._sldIdLst
    order.insert([one.slide_id for one in deck.slides].index(slide.slide_id) + 1, order[-1])
    return twin
