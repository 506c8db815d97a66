"""Reads Word documents with python-docx, as if all tracked changes were accepted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from reportgen.diagnostics import Collector, Location, Message
from reportgen.intake.read.blocks import CELL_SEPARATOR, Block, ends_a_sentence, is_short

_NOT_READ = ("del", "moveFrom", "Fallback", "footnoteReference", "endnoteReference")


def read_word(data: bytes, name: str, problems: Collector) -> list[Block]:
    """The paragraphs, and the rows of tables, of a Word document.

    Warnings: `tracked-changes` where it has any, `not-taken` for notes, headers and footers. Raises what python-docx
    raises for a file that it cannot read.
    """
    import docx
    from docx.oxml.ns import qn

    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    changed = sum(len(list(body.iter(qn(f"w:{tag}")))) for tag in ("ins", "del", "moveFrom", "moveTo"))
    if changed:
        message = Message(
            "the document has {changed} tracked changes, which were read as if they had been accepted", changed=changed
        )
        problems.warning(
            "tracked-changes", message, Location(name), Message("accept or reject them, and import it again")
        )
    notes = sum(len(list(body.iter(qn(f"w:{tag}")))) for tag in ("footnoteReference", "endnoteReference"))
    if notes:
        message = Message("{notes} footnotes or endnotes were not taken", notes=notes)
        problems.warning("not-taken", message, Location(name), Message("look whether a text depends on one"))
    return list(_Reader(document).blocks(body))


def _is_value(text: str) -> bool:
    """Whether a cell holds a word or number, and no sentence."""
    return is_short(text) and not ends_a_sentence(text.strip())


class _Reader:
    """Goes through a document's body; `_counted` has how far each numbered list has come."""

    def __init__(self, document: Any) -> None:
        from docx.oxml.ns import qn

        self._qn = qn
        self._document = document
        self._styles = {style.style_id: style for style in document.styles if style.type == 1}
        self._counted: dict[str, int] = {}
        self._numbering = next(
            (part.target_part.element for part in document.part.rels.values() if part.reltype.endswith("/numbering")),
            None,
        )

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The blocks of a body, a cell or a content control, in order."""
        for child in parent.iterchildren():
            if child.tag == self._qn("w:p"):
                yield self._paragraph(child)
                for box in child.iter(self._qn("w:txbxContent")):
                    if not self._is_left_out(box):
                        yield from self.blocks(box)
            elif child.tag == self._qn("w:tbl"):
                for row in child.iter(self._qn("w:tr")):
                    if next(row.iterancestors(self._qn("w:tbl"))) is child:
                        yield from self._row(row)
            elif child.tag in (self._qn("w:sdt"), self._qn("w:sdtContent"), self._qn("w:ins")):
                yield from self.blocks(child)

    def _row(self, row: Any) -> Iterator[Block]:
        """A row of short cells as one block, the cells of any other as blocks of their own."""
        cells = [
            [block for block in self.blocks(cell) if block.text.strip()] for cell in row.iter(self._qn("w:tc"))
            if next(cell.iterancestors(self._qn("w:tr"))) is row
        ]  # fmt: skip
        filled = [cell for cell in cells if cell]
        if len(filled) > 1 and all(len(cell) == 1 and _is_value(cell[0].text) for cell in filled):
            yield Block(CELL_SEPARATOR.join(cell[0].text for cell in filled))
            return
        for cell in filled:
            yield from cell

    def _paragraph(self, element: Any) -> Block:
        text = "".join(self._text(element))
        level = self._level(element)
        bold = text.strip() and _is_value(text) and self._is_bold(element)
        return Block(text, level or (2 if bold else 0), self._number(element))

    def _text(self, element: Any) -> Iterator[str]:
        """The characters of a paragraph that a reader sees once all changes are accepted."""
        breaks = {self._qn("w:tab"): "\t", self._qn("w:br"): " ", self._qn("w:cr"): " "}
        for node in element.iter(self._qn("w:t"), *breaks):
            inside = next(node.iterancestors(self._qn("w:p")), None)
            if inside is element and node.getparent().tag == self._qn("w:r") and not self._is_left_out(node):
                yield breaks.get(node.tag, node.text or "")

    @staticmethod
    def _is_left_out(node: Any) -> bool:
        return any(each.tag.rpartition("}")[2] in _NOT_READ for each in node.iterancestors())

    def _level(self, element: Any) -> int:
        """The level of a heading by its outline level or its style; the style Title counts as the highest."""
        style = self._styles.get(element.style)
        while style is not None:
            name = (style.name or "").casefold()
            if name == "title":
                return 1
            if name.startswith("heading ") and name[8:].isdigit():
                return int(name[8:]) + 1
            style = style.base_style
        outline = element.find(f"{self._qn('w:pPr')}/{self._qn('w:outlineLvl')}")
        level = int(outline.get(self._qn("w:val"), "9")) if outline is not None else 9
        return level + 2 if level < 9 else 0

    def _is_bold(self, element: Any) -> bool:
        runs = [
            run for run in element.iter(self._qn("w:r")) if "".join(t.text or "" for t in run.iter(self._qn("w:t")))
        ]
        marks = [run.find(f"{self._qn('w:rPr')}/{self._qn('w:b')}") for run in runs]
        return bool(runs) and all(b is not None and b.get(self._qn("w:val"), "1") not in ("0", "false") for b in marks)

    def _number(self, element: Any) -> int:
        """The number that Word prints in front of a paragraph of the highest level of a decimal list; 0 for none."""
        style = self._styles.get(element.style)
        places = [element, *([style.element] if style is not None else [])]
        found = next((n for place in places for n in place.iter(self._qn("w:numPr"))), None)
        if found is None or self._numbering is None:
            return 0
        values = {child.tag: child.get(self._qn("w:val"), "0") for child in found}
        list_id, depth = values.get(self._qn("w:numId"), "0"), values.get(self._qn("w:ilvl"), "0")
        if depth != "0" or not self._is_decimal(self._numbering, list_id):
            return 0
        self._counted[list_id] = self._counted.get(list_id, 0) + 1
        return self._counted[list_id]

    def _is_decimal(self, numbering: Any, list_id: str) -> bool:
        numbers = numbering.findall(self._qn("w:num"))
        num = next((each for each in numbers if each.get(self._qn("w:numId")) == list_id), None)
        link = num.find(self._qn("w:abstractNumId")) if num is not None else None
        if link is None:
            return False
        wanted = link.get(self._qn("w:val"))
        for abstract in numbering.findall(self._qn("w:abstractNum")):
            if abstract.get(self._qn("w:abstractNumId")) == wanted:
                form = abstract.find(f"{self._qn('w:lvl')}/{self._qn('w:numFmt')}")
                return form is not None and form.get(self._qn("w:val")) == "decimal"
        return False
