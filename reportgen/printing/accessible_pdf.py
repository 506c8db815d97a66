"""Completes the tags of LibreOffice's PDF files, so that a screen reader is told what they are (ISO 14289-1, PDF/UA-1).

Measured with LibreOffice 7.4: there is no XMP metadata; every line and coloured area of a slide is a figure without
words, and those of a master are nothing at all; headings of tables do not say what they head, and a table without a
heading row has none; links on slides are in no tag.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reportgen.characters import CHINESE

if TYPE_CHECKING:
    import pikepdf

_PATH = frozenset(["m", "l", "c", "v", "y", "h", "re", "W", "W*"])
_PAINT = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"])
_STATE = frozenset(["q", "Q", "cm", "w", "J", "j", "M", "d", "ri", "i", "gs"])
_COLOUR = frozenset(["CS", "cs", "SC", "SCN", "sc", "scn", "G", "g", "RG", "rg", "K", "k", "sh"])
_DRAWING = _PATH | _PAINT | _STATE | _COLOUR
"""The operators that draw lines and areas (ISO 32000-1, table 51): neither text nor pictures."""
_BEGIN, _END = ("BMC", "BDC"), "EMC"
_PRINT = 4
"""The flag of an annotation that is printed (ISO 32000-1, table 165)."""
_HALF_WIDTH_COLON = re.compile(f"(?<=[{CHINESE}]) ?: (?=[{CHINESE}])")
_PDF_UA_PART = "{http://www.aiim.org/pdfua/ns/id/}part"


def make_accessible(pdf: pikepdf.Pdf) -> None:
    """Complete tags and metadata of a tagged file; one without tags gets its metadata alone."""
    tree = pdf.Root.get("/StructTreeRoot")
    is_complete = False
    if tree is not None:
        elements = list(_elements(tree))
        figures = [element for element in elements if _kind(element) == "/Figure" and "/Alt" not in element]
        decorations = [figure for page in pdf.pages for figure in _mark_decorations(pdf, page, figures)]
        is_complete = len(decorations) == len(figures)
        for table in (element for element in elements if _kind(element) == "/Table"):
            _name_headings(table)
        for page in pdf.pages:
            _tag_links(pdf, page)
    _correct_title(pdf)
    _write_metadata(pdf, is_complete)


def _elements(element: Any) -> Iterator[Any]:
    """The structure elements below one, and itself, in reading order."""
    waiting = [element]
    while waiting:
        current = waiting.pop()
        if "/S" in current:
            yield current
        waiting += reversed([kid for kid in _kids(current) if _is_dictionary(kid) and "/S" in kid])


def _kids(element: Any) -> list[Any]:
    """What stands in an element: elements, and content by its number or as a dictionary."""
    import pikepdf

    kids = element.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _is_dictionary(kid: Any) -> bool:
    import pikepdf

    return isinstance(kid, pikepdf.Dictionary)


def _kind(element: Any) -> str:
    return str(element.get("/S", ""))


# -- lines and areas


def _mark_decorations(pdf: pikepdf.Pdf, page: pikepdf.Page, figures: Iterable[Any]) -> list[Any]:
    """Make artifacts of what is drawn on a page and means nothing; return the figures that were no more than that.

    A picture or words in a figure say that it means something, so that it needs an alternative text of its editor's.
    """
    import pikepdf

    instructions = list(pikepdf.parse_content_stream(page))
    drawn = _drawn_only(instructions)
    here = [figure for figure in figures if "/Pg" in figure and figure.Pg.objgen == page.objgen]
    decorations = [figure for figure in here if all(isinstance(kid, int) and kid in drawn for kid in _kids(figure))]
    numbers = {int(number) for figure in decorations for number in _kids(figure)}
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream([*_with_artifacts(instructions, numbers)]))
    parents: Any = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree).get(int(page.get("/StructParents", -1)))
    for number in numbers if parents is not None else ():
        parents[number] = None
    for figure in decorations:
        kept = [kid for kid in _kids(figure.P) if not _is_dictionary(kid) or kid.objgen != figure.objgen]
        figure.P.K = pikepdf.Array(kept)
    return decorations


def _figure_number(instruction: Any) -> int | None:
    """The number of the content that an instruction begins as that of a figure."""
    if str(instruction.operator) != "BDC" or str(instruction.operands[0]) != "/Figure":
        return None
    properties = instruction.operands[1]
    return int(properties.MCID) if _is_dictionary(properties) and "/MCID" in properties else None


def _drawn_only(instructions: Sequence[Any]) -> set[int]:
    """The numbers of the figures' contents in which nothing but lines and areas is drawn."""
    drawn: set[int] = set()
    number: int | None = None
    for instruction in instructions:
        operator = str(instruction.operator)
        if number is None:
            number = _figure_number(instruction)
        elif operator == _END:
            drawn.add(number)
            number = None
        elif operator not in _DRAWING:
            number = None
    return drawn


def _with_artifacts(instructions: Sequence[Any], numbers: Collection[int]) -> Iterator[Any]:
    """A page's content with these figures as artifacts, and what is drawn in no tag too (ISO 32000-1, 14.8.2.2)."""
    import pikepdf

    begin = pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))
    end = pikepdf.ContentStreamInstruction([], pikepdf.Operator(_END))
    depth, in_path = 0, False
    for instruction in instructions:
        operator = str(instruction.operator)
        depth += (operator in _BEGIN) - (operator == _END)
        if depth == 0 and operator in _PATH and not in_path:
            yield begin
            in_path = True
        yield begin if _figure_number(instruction) in numbers else instruction
        if in_path and operator in _PAINT:
            yield end
            in_path = False


# -- tables and links


def _name_headings(table: Any) -> None:
    """Let each heading of a table say whether it heads a column or a row; without any, the first row heads columns."""
    import pikepdf

    rows = [[kid for kid in _kids(row) if _is_dictionary(kid)] for row in _elements(table) if _kind(row) == "/TR"]
    if rows and not any(_kind(cell) == "/TH" for row in rows for cell in row):
        for cell in rows[0]:
            cell.S = pikepdf.Name.TH
    for row in rows:
        heads_columns = all(_kind(cell) == "/TH" for cell in row)
        for cell in (cell for cell in row if _kind(cell) == "/TH"):
            _add_scope(cell, pikepdf.Name.Column if heads_columns else pikepdf.Name.Row)


def _add_scope(cell: Any, scope: pikepdf.Name) -> None:
    """Give a heading the attribute that says what it heads, unless it has one (ISO 32000-1, table 349)."""
    import pikepdf

    there = cell.get("/A")
    known = [] if there is None else list(there) if isinstance(there, pikepdf.Array) else [there]
    if not any(_is_dictionary(one) and "/Scope" in one for one in known):
        cell.A = pikepdf.Array([*known, pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=scope)])


def _tag_links(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Put the links of a page into its tags and its order of tabs; one in no tag comes behind the page's text."""
    import pikepdf

    tree = pdf.Root.StructTreeRoot
    parents = pikepdf.NumberTree(tree.ParentTree)
    for note in page.get("/Annots", ()):
        note.F = int(note.get("/F", 0)) | _PRINT
        if "/StructParent" in note or str(note.get("/Subtype")) != "/Link":
            continue
        content = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Obj=note, Pg=page.obj)
        link = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Link, P=tree, Pg=page.obj, K=content)
        element = pdf.make_indirect(link)
        note.StructParent = max(parents.keys(), default=-1) + 1
        parents[int(note.StructParent)] = element
        kids = _kids(tree)
        on_page = [at for at, kid in enumerate(kids) if "/Pg" in kid and kid.Pg.objgen == page.objgen]
        kids.insert(on_page[-1] + 1 if on_page else len(kids), element)
        tree.K = pikepdf.Array(kids)
    if "/Annots" in page:
        page.Tabs = pikepdf.Name.S


# -- what the file says of itself


def _correct_title(pdf: pikepdf.Pdf) -> None:
    """Set the colon of a Chinese title as Chinese does; templates join the parts of every title in one way."""
    import pikepdf

    title = pdf.docinfo.get("/Title")
    if title is not None:
        pdf.docinfo.Title = pikepdf.String(_HALF_WIDTH_COLON.sub("：", str(title)))


def _write_metadata(pdf: pikepdf.Pdf, is_complete: bool) -> None:
    """Write what the file says of itself as XMP too; that it keeps to PDF/UA-1 where no figure lacks its words."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata.load_from_docinfo(pdf.docinfo)
        if is_complete:
            metadata[_PDF_UA_PART] = "1"
