"""Writes the blocks of a Markdown text as paragraphs and tables of Word, in styles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from reportgen.office.markup.marks import HELD
from reportgen.template.render.runs import RunFormat, RunSlot, formatted
from reportgen.template.runtime.state import RenderState
from reportgen.template.values.markdown import Block, Cell
from reportgen.template.values.rich_text import RichText, Span

_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
_STYLES = {"heading": "heading", "quote": "Quote", "code": "HTML Preformatted", "continued": "List Continue"}
"""The name of the style of a kind of block; that of a heading or a list is the first of several."""
_HIGHEST_HEADING = 9
_WIDTH = 9000
"""The width of a table's columns in all, in twips: programs that know no per cent go by it."""


def page_blocks(blocks: Sequence[Block], level: int, slot: RunSlot, house: Any, state: RenderState) -> str:
    """The markup of blocks, whose uppermost headings are of `level`; `house` are the document's `HouseStyles`."""
    writer = _Writer(slot, house, state, level - 1)
    return "".join(writer.written(block, behind) for block, behind in zip(blocks, (*blocks[1:], None), strict=True))


class _Writer:
    """Writes at a slot. Plain paragraphs look like the tag's, all else as its style says."""

    def __init__(self, slot: RunSlot, house: Any, state: RenderState, deeper: int) -> None:
        self._slot, self._house, self._state, self._deeper = slot, house, state, deeper
        self._styled = formatted(slot, RunFormat("", slot.format.prefix, slot.format.part))
        self._lists: dict[tuple[int, int], tuple[str, int]] = {}
        own = slot.new_paragraph.removeprefix("</w:p><w:p>")
        self._own = "" if HELD in own else own  # the properties of the tag's paragraph

    def written(self, block: Block, behind: Block | None) -> str:
        """The markup of a block; between two tables stands a paragraph, or Word would make one table of them."""
        if block.kind == "table":
            return self._table(block.rows) + "<w:p/>" * (behind is not None and behind.kind == "table")
        if block.kind == "paragraph":
            return self._paragraph(self._own, block.spans, self._slot)
        if block.kind == "rule":
            return self._paragraph(f"<w:pPr>{_RULE}</w:pPr>", ())
        return self._paragraph(f"<w:pPr>{''.join(self._properties(block))}</w:pPr>", block.spans)

    def _properties(self, block: Block) -> Iterator[str]:
        if block.list is None or block.kind not in ("item", "continued"):
            level = min(block.level + self._deeper, _HIGHEST_HEADING) - 1 if block.kind == "heading" else 0
            yield self._style(_STYLES[block.kind], level)
            return
        name = ("List Number" if block.list.ordered else "List Bullet") if block.kind == "item" else "List Continue"
        yield self._style(name, block.level)
        if block.kind == "item":
            key = block.list.number, block.level
            if key not in self._lists:
                start = block.list.start if block.list.ordered else None
                self._lists[key] = self._house.list_(name, block.level, start)
            list_, depth = self._lists[key]
            if list_:
                yield f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_}"/></w:numPr>'

    def _style(self, name: str, level: int) -> str:
        return f'<w:pStyle w:val="{self._house.style(name, level)}"/>'

    def _paragraph(self, properties: str, spans: Sequence[Span], slot: RunSlot | None = None) -> str:
        runs = (slot or self._styled).render(RichText(*self._house.styled(spans)), self._state)
        return f"<w:p>{properties}{runs}</w:p>"

    def _table(self, rows: Sequence[Sequence[Cell]]) -> str:
        width = _WIDTH // len(rows[0])
        grid = f'<w:gridCol w:w="{width}"/>' * len(rows[0])
        body = "".join(self._row(row, is_head=number == 0) for number, row in enumerate(rows))
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._house.table()}"/><w:tblW w:w="5000" w:type="pct"/>'
            '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0"'
            f' w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'
        )

    def _row(self, row: Sequence[Cell], is_head: bool) -> str:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{_WIDTH // len(row)}" w:type="dxa"/></w:tcPr>'
            + self._paragraph(
                f'<w:pPr><w:jc w:val="{cell.alignment}"/></w:pPr>' * bool(cell.alignment),
                [replace(span, bold=span.bold or is_head) for span in cell.spans],
            )
            + "</w:tc>"
            for cell in row
        )
        return f"<w:tr>{'<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>' * is_head}{cells}</w:tr>"
