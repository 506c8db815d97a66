"""`templates/README.md`: its examples print what it says, its names are what templates see, its messages are real."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.text.run import Run
from pptx import Presentation
from pptx.util import Inches

from reportgen.build.render import Renderer
from reportgen.cli.language import said, spoken
from reportgen.diagnostics import ProblemsFound
from reportgen.model.target import Kind, Target
from reportgen.pack import change_views, figure_view, meeting_views, sections, term_view, views
from reportgen.pack.context import PackNames
from reportgen.pack.fields import View, field_types
from reportgen.pack.slide_views import lanes, slide_items, slide_view, slides
from reportgen.project.load import Project, load_project
from reportgen.project.places import MACROS_FILE
from tests.docs.reading import ROOT, Block, blocks, code_in, tables
from tests.support.cxml import qn
from tests.support.kinds import DECK, SUMMARY
from tests.support.office import Slide, docx_of, pptx_of, table

README = ROOT / "templates/README.md"
SMALL = ROOT / "tests/golden/project"

PACK_NAMES = (*PackNames.__annotations__, "other")

MODULES = (change_views, views, figure_view, sections, meeting_views, term_view, slides, slide_view, slide_items, lanes)
"""Where the views are."""

NAMED: Mapping[str, type] = {
    "`changes`": change_views.ChangesView,
    "Group": change_views.ChangeGroupView,
    "Change": change_views.ChangeView,
    "`meeting`": meeting_views.MeetingView,
    "Release": meeting_views.ReleaseView,
    "Source": meeting_views.SourceView,
    "Sector": views.SectorView,
    "Item": views.ItemView,
    "Reason": sections.ReasonView,
    "Agreement": views.AgreementView,
    "Figure": figure_view.FigureView,
    "Milestone": views.MilestoneView,
    "Sections": sections.SectionsView,
    "Section": sections.SectionView,
    "Charts": views.ChartsView,
    "Question": sections.AskedView,
    "Cells": sections.CellsView,
    "Period": views.PeriodView,
    "Term": views.TermView,
    "Slides": slides.SlidesView,
    "Slide": slide_view.SlideView,
    "Lane": lanes.LaneView,
    "Number": slide_items.NumberView,
    "Name": slide_items.NameView,
    "Row": slide_items.RowView,
    "Tick": slide_items.TickView,
}
"""The first word of a heading → the class whose names its table lists."""


# -- examples


def examples() -> list[tuple[Block, Block]]:
    """Each template block with the block below it, which says what it prints.

    Behind `jinja` stands the edition that it is printed in, where that is not English.
    """
    found = list(blocks(README))
    return [(a, b) for a, b in pairwise(found) if a.info.split()[:1] == ["jinja"]]


def macros() -> str:
    """The macros that the examples use."""
    return next(block.text for block in blocks(README) if block.info == "j2")


@pytest.fixture
def fill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """Renders a template for the finance pack of the small project as a build does; in English, if nothing is said."""
    project = load_project(SMALL)

    def filled(template: bytes, kind: Kind, edition: str = "en") -> bytes:
        folder = tmp_path / "templates"
        folder.mkdir(exist_ok=True)
        target = Target("finance", kind, edition)
        (folder / target.template).write_bytes(template)
        (tmp_path / MACROS_FILE).write_text(macros(), encoding="utf-8")
        moved: Project = dataclasses.replace(project, root=tmp_path)
        return Renderer(moved).render(target).data

    return filled


def is_deck(lines: list[str]) -> bool:
    """Whether an example is one of slides."""
    return lines[0].startswith("slide: ")


def deck_from(lines: list[str]) -> bytes:
    """A deck from `slide:`, `shape:`, `guide:`, `beside:`, `table:` and `notes:` lines, and rows of a table."""
    slides: list[tuple[Slide, str]] = []
    for line in lines:
        kind, _, text = line.partition(": ")
        if line.startswith("|"):
            slides[-1][0].table = [*slides[-1][0].table, cells_of(line)]  # type: ignore[has-type]
        elif kind == "slide":
            slides.append((Slide([text], shapes={}), ""))
        elif kind == "notes":
            slides[-1][0].notes = f"{slides[-1][0].notes}\n{text}".strip()
        elif kind == "table":
            slides[-1] = (slides[-1][0], text)
        else:
            slides[-1][0].shapes = {**slides[-1][0].shapes, NAMES[kind]: text}
    for slide, table_alt in slides:
        slide.change = partial(put_aside, table_alt=table_alt)
    return pptx_of(*(slide for slide, _ in slides))


def cells_of(line: str) -> list[str]:
    """The texts of a line's cells."""
    return [cell.strip() for cell in _CELL_BORDER.split(line)[1:-1]]


NAMES = {"slide": "Body", "shape": "Second", "guide": "Frame", "beside": "Label"}
"""How a line of an example begins → the name of the box that it is about."""


def put_aside(slide: Any, table_alt: str) -> None:
    """Make a guide of the frame, move the label beside the slide, and describe the table."""
    for shape in slide.shapes:
        if shape.name == NAMES["guide"]:
            shape._element.nvSpPr.cNvPr.set("descr", "{%shape guide %}")
        elif shape.name == NAMES["beside"]:
            shape.left = -shape.width
        elif shape.has_table:
            shape.top = Inches(3)
            shape._element.nvGraphicFramePr.cNvPr.set("descr", table_alt)


def deck_lines(data: bytes) -> list[str]:
    """A deck as the lines that `deck_from` reads, without the notes."""
    kinds = {name: kind for kind, name in NAMES.items()}
    lines = []
    for slide in Presentation(io.BytesIO(data)).slides:
        for shape in slide.shapes:
            if shape.has_table:
                lines += [f"| {' | '.join(cell.text for cell in row.cells)} |" for row in shape.table.rows]
            elif shape.name in kinds:
                lines.append(f"{kinds[shape.name]}: {shape.text_frame.text.strip()}")
    return lines


_CELL_BORDER = re.compile(r"(?:^|(?<= ))\|(?= |$)")


def document_from(lines: list[str]) -> bytes:
    """A Word file from paragraphs, from the rows of one table, or from sections that begin with `section:`.

    What a line says behind `comment:` is a comment on the line that follows.
    """
    kept = [line for line in lines if not line.startswith(COMMENT)]
    if len(kept) < len(lines):
        made = table(*map(cells_of, kept)) if kept[0].startswith("|") else None
        blocks = [made] if made is not None else kept
        return docx_of(*blocks, change=lambda document: add_comments(document, lines))
    if lines[0].startswith(SECTION):
        return docx_of(change=lambda document: add_sections(document, lines))
    if lines[0].startswith("|"):
        return docx_of(table(*map(cells_of, lines)))
    return docx_of(*lines)


COMMENT = "comment: "
SECTION = "section: "


def add_comments(document: Any, lines: list[str]) -> None:
    """The comments on paragraphs, or on rows of the only table."""
    elements = list(document.element.body.iter(qn("w:tr"))) or [p._p for p in document.paragraphs]
    comments: list[str] = []
    for line in lines:
        if line.startswith(COMMENT):
            comments.append(line.removeprefix(COMMENT))
            continue
        runs = [Run(run, document) for run in elements.pop(0).iter(qn("w:r"))]
        for comment in comments:
            document.add_comment([runs[0], runs[-1]], text=comment, author="Rule, never printed", initials="R")
        comments = []


def add_sections(document: Any, lines: list[str]) -> None:
    """Paragraphs in sections; each `section:` line after the first breaks the one before off."""
    for number, line in enumerate(lines):
        if number and line.startswith(SECTION):
            document.add_section()
        document.add_paragraph(line.removeprefix(SECTION))


def section_lines(document: Any) -> list[str]:
    """The paragraphs of a file, the first of each section marked; python-docx ends a section in an empty one."""
    texts = [[p.text for p in section.iter_inner_content() if p.text] for section in document.sections]
    return [line for lines in texts for line in (SECTION + lines[0], *lines[1:])]


def cell_text(cell: Any) -> str:
    """The text of a table cell; a merged one is a single cell here."""
    return "".join(text.text or "" for text in cell.iter(qn("w:t")))


def document_lines(data: bytes) -> list[str]:
    """A Word file as the lines that `document_from` reads."""
    document = docx.Document(io.BytesIO(data))
    if document.tables:
        return [f"| {' | '.join(map(cell_text, row._tr.tc_lst))} |" for row in document.tables[0].rows]
    if len(document.sections) > 1:
        return section_lines(document)
    return [paragraph.text for paragraph in document.paragraphs]


def spaces_plain(lines: list[str]) -> list[str]:
    """No-break spaces cannot be told from others on a page."""
    return [line.replace("\u00a0", " ") for line in lines]


@pytest.mark.parametrize(("example", "printed"), examples(), ids=lambda block: f"line {block.line}")
def test_an_example_prints_what_it_says(example: Block, printed: Block, fill: Callable[..., bytes]) -> None:
    """Every form of the dialect, rendered."""
    edition = example.info.removeprefix("jinja").strip() or "en"
    assert printed.info == "text", f"nothing is said about the example at line {example.line}"
    if is_deck(example.lines):
        made = deck_lines(fill(deck_from(example.lines), DECK, edition))
    else:
        made = document_lines(fill(document_from(example.lines), SUMMARY, edition))
    assert spaces_plain(made) == printed.lines


ARRANGEMENTS = [
    name for heading, rows in tables(README) if heading.startswith("Shape") for row in rows for name in code_in(row[0])
]


@pytest.mark.parametrize("tag", ARRANGEMENTS)
def test_an_arrangement_moves_the_copies_apart(tag: str, fill: Callable[[bytes, Kind], bytes]) -> None:
    """Every form of the table of arrangements is understood, and no copy covers another."""

    def boxes(slide: Any) -> None:
        slide.shapes.add_textbox(Inches(1), Inches(4), Inches(8), Inches(3)).name = "Frame"
        card = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(1), Inches(0.5))
        card.name, card.text_frame.text = "Card", "{%shape for step in sector.next_steps %}" + tag

    deck = Presentation(io.BytesIO(fill(pptx_of(Slide(["x"], change=boxes)), DECK)))
    cards = [shape for shape in deck.slides[0].shapes if shape.name == "Card"]
    assert len({(card.left, card.top) for card in cards}) == len(cards) == 3


# -- names


def listed_names() -> dict[str, list[str]]:
    """The names of each table in "What a template sees", by the first word of its heading."""
    return {
        heading.split(":")[0]: [name.removeprefix(".") for row in rows for name in code_in(row[0])]
        for heading, rows in tables(README)
    }


@pytest.mark.parametrize("heading", NAMED)
def test_a_table_lists_the_names_of_its_class(heading: str) -> None:
    """What a template sees is listed, all of it, and nothing that it does not see."""
    fields = (
        list(field_types(NAMED[heading]))
        if issubclass(NAMED[heading], View)
        else [field.name for field in dataclasses.fields(NAMED[heading])]
    )
    assert sorted(listed_names()[heading]) == sorted(fields)


def test_every_class_has_a_table() -> None:
    """A new view is not forgotten."""
    found = {cls for module in MODULES for name, cls in vars(module).items() if name.endswith("View")}
    assert found - {views.View} == set(NAMED.values())


def test_the_names_of_a_pack_are_listed(fill: Callable[[bytes, Kind], bytes]) -> None:
    """The names everywhere; each is known, and one more is not."""
    assert listed_names()["Everywhere"] == list(PACK_NAMES)
    fill(docx_of(*(f"{{% if {name} %}}{{% endif %}}" for name in PACK_NAMES)), SUMMARY)
    with pytest.raises(ProblemsFound):
        fill(docx_of("{% if packs %}{% endif %}"), SUMMARY)


# -- messages

FAULTY: tuple[Any, ...] = (
    docx_of("{{ sector.titel }}"),
    docx_of("{% for step in sector.next_steps %}", "{% endfor %}", "{{ step.lead }}"),
    docx_of("{% if sector.title %}", "x"),
    docx_of("{% endfor %}"),
    docx_of("{%p for step in sector.next_steps %}", "x", "{% endfor %}"),
    docx_of("{%tr for step in sector.next_steps %}", "{%tr endfor %}"),
    docx_of("Steps: {%p for step in sector.next_steps %}", "x", "{%p endfor %}"),
    docx_of("a {% if lang %} b", "c {% endif %}"),
    docx_of("{{ sector.title }"),
    docx_of("{ sector.title }"),
    docx_of("{% end for %}"),
    docx_of("{% if lang = 'en' %}{% endif %}"),
    docx_of("{{ sector.title|uper }}"),
    pptx_of(Slide(["x"], notes="{%slide endif %}")),
)
"""Templates with the mistakes of the table "When something is wrong", in its order; it ends with macros."""


def table_of_mistakes(page: Path) -> list[list[str]]:
    """The rows of the table of messages, which is the last of a page."""
    return list(tables(page))[-1][1]


def shown_messages() -> list[str]:
    """The messages of the table."""
    rows = table_of_mistakes(README)
    return [re.sub(r"^`+|`+$", "", row[0]) for row in rows]


def short(value: Any) -> str:
    """What a case is called: its message."""
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(("template", "message"), list(zip(FAULTY, shown_messages(), strict=False)), ids=short)
def test_a_mistake_gives_the_message_shown(template: bytes, message: str, fill: Callable[[bytes, Kind], bytes]) -> None:
    """The table of mistakes quotes what one really sees."""
    kind = DECK if template in FAULTY[-1:] else SUMMARY
    with pytest.raises(ProblemsFound) as raised:
        fill(template, kind)
    assert message in " ".join(f"{d.message}; {d.hint}" for d in raised.value.diagnostics)


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans"])
def test_chinese_pages_quote_a_chinese_screen(language: str, fill: Callable[[bytes, Kind], bytes]) -> None:
    """The same mistakes, in the words in which the program tells them there."""
    rows = table_of_mistakes(README.with_suffix(f".{language}.md"))
    assert len(rows) == len(FAULTY) + 1
    for template, row in zip(FAULTY, rows, strict=False):
        with pytest.raises(ProblemsFound) as raised:
            fill(template, DECK if template in FAULTY[-1:] else SUMMARY)
        with spoken(language):
            told = " ".join(f"{said(d.message)}；{said(d.hint)}" for d in raised.value.diagnostics)
        assert [quoted for quoted in code_in(row[0]) if quoted not in told] == []


def test_every_mistake_but_macros_is_made_here() -> None:
    """A new row of the table needs a faulty template."""
    assert len(shown_messages()) == len(FAULTY) + 1
