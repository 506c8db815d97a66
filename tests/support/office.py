"""Word and PowerPoint files for tests, made and read with other people's libraries.

`WORD` and `POWERPOINT` offer the same few words, so that one test states a behaviour for both.
"""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import docx
import pptx
from docx.document import Document
from lxml import etree
from pptx.presentation import Presentation
from pptx.util import Inches

from reportgen.diagnostics import ProblemsFound
from reportgen.template import OfficeTemplate
from tests.support.cxml import NAMESPACES, qn, xml

Runs = str | Sequence[str]
"""A paragraph: its text, or the texts of its runs."""
Block = Runs | etree._Element
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPE = "application/vnd.openxmlformats-officedocument."


@functools.cache
def _base(kind: str) -> bytes:
    """The library's own empty file, without what only makes tests slow."""
    stream = io.BytesIO()
    if kind == "docx":
        document = docx.Document()
        for relationship in list(document.part.rels.values()):
            if relationship.reltype.endswith(("stylesWithEffects", "customXml")):
                del document.part.rels[relationship.rId]
        for style in list(document.styles.element):
            if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in ("TableNormal", "TableGrid"):
                document.styles.element.remove(style)
        document.save(stream)
    else:
        presentation = pptx.Presentation()
        for layout in list(presentation.slide_layouts):
            if layout.name not in ("Blank", "Content with Caption"):
                presentation.slide_layouts.remove(layout)
        presentation.save(stream)
    return stream.getvalue()


def _saved(file: Document | Presentation) -> bytes:
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


# -- Word


def docx_of(
    *blocks: Block, header: Runs = (), footer: Runs = (), properties: Mapping[str, str] | None = None,
    change: Callable[[Document], None] = lambda document: None,
) -> bytes:  # fmt: skip
    """A Word file whose body holds the blocks; `change` may do anything else to the document."""
    document = docx.Document(io.BytesIO(_base("docx")))
    for block in blocks:
        if isinstance(block, etree._Element):
            document.element.body.insert(len(document.element.body) - 1, block)
        else:
            _add_runs(document.add_paragraph(), block)
    for place, runs in ((document.sections[0].header, header), (document.sections[0].footer, footer)):
        if runs:
            _add_runs(place.paragraphs[0], runs)
    for name, value in (properties or {}).items():
        setattr(document.core_properties, name, value)
    change(document)
    return _saved(document)


def _add_runs(paragraph: Any, runs: Runs) -> None:
    for text in [runs] if isinstance(runs, str) else runs:
        run = paragraph.add_run()
        run.text = text


def table(*rows: Sequence[str]) -> etree._Element:
    """A Word table; a line feed in a cell's text begins a new paragraph."""

    def cell(text: str) -> etree._Element:
        element = xml("w:tc/w:tcPr/w:tcW{w:w=2000,w:type=dxa}")
        element.extend(paragraph(line) for line in text.split("\n"))
        return element

    element = xml("w:tbl/(w:tblPr/w:tblW{w:w=0,w:type=auto},w:tblGrid)")
    element[1].extend(xml("w:gridCol{w:w=2000}") for _ in rows[0])
    for row in rows:
        element.append(xml("w:tr"))
        element[-1].extend(cell(text) for text in row)
    return element


def paragraph(runs: Runs, prefix: str = "w") -> etree._Element:
    """A bare paragraph of Word (`w`) or DrawingML (`a`)."""
    element = xml(f"{prefix}:p")
    for text in [runs] if isinstance(runs, str) else runs:
        element.append(xml(f"{prefix}:r/{prefix}:t"))
        element[-1][0].text = text
        if prefix == "w":
            element[-1][0].set(qn("xml:space"), "preserve")
    return element


# -- PowerPoint


@dataclass
class Slide:
    """A slide: paragraphs in the shape "Body", more shapes by name, a table, notes, anything else."""

    body: Sequence[Block] = ()
    shapes: Mapping[str, str] = field(default_factory=dict)
    table: Sequence[Sequence[str]] = ()
    notes: str = ""
    change: Callable[[Any], None] = lambda slide: None


def pptx_of(*slides: Slide | Runs, properties: Mapping[str, str] | None = None) -> bytes:
    """A PowerPoint file; a slide given as a text has that one paragraph in its shape "Body"."""
    presentation = pptx.Presentation(io.BytesIO(_base("pptx")))
    for spec in slides:
        _add_slide(presentation, spec if isinstance(spec, Slide) else Slide([spec]))
    for name, value in (properties or {}).items():
        setattr(presentation.core_properties, name, value)
    return _saved(presentation)


def _add_slide(presentation: Presentation, spec: Slide) -> None:
    slide = presentation.slides.add_slide(next(x for x in presentation.slide_layouts if x.name == "Blank"))
    if spec.body:
        _add_box(slide, "Body", spec.body)
    for name, text in spec.shapes.items():
        _add_box(slide, name, [text])
    if spec.table:
        frame = slide.shapes.add_table(len(spec.table), len(spec.table[0]), 0, 0, Inches(5), Inches(2))
        frame.name = "Table"
        for cells, row in zip(spec.table, frame.table.rows, strict=True):
            for text, cell in zip(cells, row.cells, strict=True):
                _fill(cell.text_frame, text.split("\n"))
    if spec.notes:
        slide.notes_slide.notes_text_frame.text = spec.notes
    spec.change(slide)


def _add_box(slide: Any, name: str, blocks: Sequence[Block]) -> None:
    box = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(5), Inches(1))
    box.name = name
    _fill(box.text_frame, blocks)


def _fill(frame: Any, blocks: Sequence[Block]) -> None:
    body = frame._txBody
    for old in body.findall(qn("a:p")):
        body.remove(old)
    for block in blocks:
        if isinstance(block, etree._Element):
            body.append(block)
        else:
            body.append(xml("a:p"))
            _add_runs(frame.paragraphs[-1], block)


def with_sections(data: bytes, sections: Mapping[str, Sequence[int]]) -> bytes:
    """A presentation whose slides (by number) lie in PowerPoint's sections."""

    def add(root: etree._Element) -> None:
        ids = [item.get("id", "") for item in root.iter(qn("p:sldId"))]
        extension = xml('p:extLst/p:ext{uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"}/p14:sectionLst')
        for number, (name, slides) in enumerate(sections.items()):
            section = xml(f'p14:section{{name="{name}",id="X"}}/p14:sldIdLst')
            section.set("id", f"{{0000000{number}-0000-0000-0000-000000000000}}")
            section[0].extend(xml(f"p14:sldId{{id={ids[slide - 1]}}}") for slide in slides)
            extension[0][0].append(section)
        root.append(extension)

    return with_xml(data, "ppt/presentation.xml", add)


# -- any file


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zip_of(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of the parts, dated as Python likes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items() if isinstance(parts, Mapping) else parts:
            archive.writestr(name, content)
    return stream.getvalue()


def with_parts(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """The package with parts replaced, added, or (None) left out."""
    changed = {**parts_of(data), **parts}
    return zip_of({name: content for name, content in changed.items() if content is not None})


def with_xml(data: bytes, part: str, change: Callable[[etree._Element], Any]) -> bytes:
    """The package with one part's tree changed in place."""
    root = etree.fromstring(parts_of(data)[part])
    change(root)
    return with_parts(data, {part: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})


def with_related(data: bytes, source: str, target: str, content: etree._Element | bytes, kind: str, mime: str) -> bytes:
    """The package with one more part, related to `source` by the kind of relationship (id `rIdNew`).

    `target` is relative to the source's folder; `mime` what follows `…openxmlformats-officedocument.`.
    """
    folder, _, leaf = source.rpartition("/")
    rels, part = f"{folder}/_rels/{leaf}.rels".lstrip("/"), f"{folder}/{target}".lstrip("/")
    body = content if isinstance(content, bytes) else etree.tostring(content, xml_declaration=True, encoding="UTF-8")
    types = with_xml(data, "[Content_Types].xml", lambda root: root.append(_override(part, _TYPE + mime)))
    linked = with_xml(types, rels, lambda root: root.append(_relationship("rIdNew", _OFFICE + kind, target)))
    return with_parts(linked, {part: body})


def _override(part: str, mime: str) -> etree._Element:
    return etree.Element(qn("ct:Override"), PartName=f"/{part}", ContentType=mime)


def _relationship(identifier: str, kind: str, target: str) -> etree._Element:
    return etree.Element(qn("rel:Relationship"), Id=identifier, Type=kind, Target=target)


def tree(data: bytes, part: str) -> etree._Element:
    """The root element of a part."""
    return etree.fromstring(parts_of(data)[part])


def select(data: bytes, part: str, path: str) -> list[Any]:
    """What an XPath finds in a part."""
    return list(tree(data, part).xpath(path, namespaces=NAMESPACES))


def texts(data: bytes, part: str = "") -> list[str]:
    """The text of every paragraph, of one part or of all; breaks are line feeds, tabs are tabs."""
    marks = {qn("w:br"): "\n", qn("a:br"): "\n", qn("w:tab"): "\t", qn("w:cr"): "\n"}
    found = []
    for name, content in parts_of(data).items():
        if name.endswith(".xml") and part in ("", name):
            for element in etree.fromstring(content).iter(qn("w:p"), qn("a:p")):
                nodes = element.iter(qn("w:t"), qn("a:t"), *marks)
                inside = (n for n in nodes if n.getparent().tag != qn("w:tabs"))
                found.append("".join(marks.get(n.tag) or n.text or "" for n in inside))
    return found


# -- one test for both programs


@dataclass(frozen=True)
class Office:
    """One of the two programs: how its files are made, read, and called in messages."""

    name: str
    place: tuple[str, ...]
    """The steps to the first paragraph, without `paragraph 1`."""
    main: str
    """The part with the text."""
    prefix: str

    def __str__(self) -> str:
        return self.name.rsplit(".", 1)[1]

    def file(self, *blocks: Block) -> bytes:
        """A file with these paragraphs, in the body or in the shape "Body"."""
        return docx_of(*blocks) if self.prefix == "w" else pptx_of(Slide(blocks))

    def with_table(self, *rows: Sequence[str]) -> bytes:
        """A file with one table."""
        return docx_of(table(*rows)) if self.prefix == "w" else pptx_of(Slide(table=rows))

    def lines(self, data: bytes) -> list[str]:
        """The texts of the paragraphs of `file`, as python-docx and python-pptx read them."""
        if self.prefix == "w":
            return [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]
        shape = next(s for s in pptx.Presentation(io.BytesIO(data)).slides[0].shapes if s.name == "Body")
        return [p.text.replace("\v", "\n") for p in shape.text_frame.paragraphs]

    def rows(self, data: bytes) -> list[list[str]]:
        """The texts of the cells of the table in `with_table`; an empty list when it is gone.

        A table that goes on on further slides is read as one, its head once.
        """
        if self.prefix == "w":
            tables = docx.Document(io.BytesIO(data)).tables
            return [[_cell_text(cell) for cell in row._tr.tc_lst] for row in tables[0].rows] if tables else []
        slides = pptx.Presentation(io.BytesIO(data)).slides
        tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
        rows = [
            row for number, one in enumerate(tables) for row in list(one.rows)[1 if number and one.first_row else 0 :]
        ]
        return [[cell.text for cell in row.cells] for row in rows]

    def render(self, data: bytes, **context: Any) -> bytes:
        """The file rendered for a context."""
        return OfficeTemplate(data, self.name).render(context)

    def fill(self, *blocks: Block, **context: Any) -> list[str]:
        """The lines of a file with these paragraphs after rendering."""
        return self.lines(self.render(self.file(*blocks), **context))

    def faults(self, *blocks: Block, **context: Any) -> list[tuple[str, str]]:
        """Code and place (`body › paragraph 1`, without the file) of what is wrong with these paragraphs."""
        return faults_of(self.file(*blocks), self.name, **context)


def _cell_text(cell: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.findall(qn("w:p")))


WORD = Office("letter.docx", ("body",), "word/document.xml", "w")
POWERPOINT = Office("deck.pptx", ("slide 1", 'shape "Body"'), "ppt/slides/slide1.xml", "a")


def problems_of(data: bytes, name: str, **context: Any) -> list[Any]:
    """The diagnostics of a template or of rendering it; fails when there are none."""
    try:
        OfficeTemplate(data, name).render(context)
    except ProblemsFound as found:
        return list(found.diagnostics)
    raise AssertionError("nothing was reported")


def faults_of(data: bytes, name: str, **context: Any) -> list[tuple[str, str]]:
    """Code and place of every problem of a template."""
    return [(d.code, " › ".join(d.location.steps)) for d in problems_of(data, name, **context)]
