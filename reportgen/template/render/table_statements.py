"""Statements about a slide's table: equal cells that are one, empty columns that go, rows that share a frame.

What they say is written into attributes of the table's frame, and carried out when the slide is fitted
(`fit/table_statements.py`), where the texts and their heights are known.
"""

from __future__ import annotations

import re

from lxml import etree

from reportgen.diagnostics import Message
from reportgen.office.markup.dialect import DRAWING
from reportgen.office.markup.marks import DROPS_EMPTY, JOINED_COLUMNS, ROOM
from reportgen.office.markup.namespaces import qn
from reportgen.template.render.arrange import Arranged
from reportgen.template.render.named_frames import ArrangementError, NamedFrame, NamedFrames
from reportgen.template.runtime.part_code import PartCode
from reportgen.template.syntax.tags import Tag, straight_quotes

_WORDING = re.compile(
    r'merge(?P<columns>(?:[\s,]+[1-9]\d?)+)|(?P<drop>drop\s+empty\s+columns)|rows\s+in\s+"(?P<frame>[^"]+)"'
)
_USAGE = Message('write it like {%shape merge 1 %}, {%shape drop empty columns %} or {%shape rows in "Frame" %}')


def state_table(tag: Tag, frame: etree._Element, frames: NamedFrames) -> NamedFrame | None:
    """Write what a statement says of a table into its graphic frame, and return the frame that its rows share, if any.

    Raises `ArrangementError`.
    """
    wording = _WORDING.fullmatch(straight_quotes(tag.inside).strip())
    if wording is None:
        raise ArrangementError(
            Message("the statement '{inside}' cannot be read; {usage}", inside=tag.inside, usage=_USAGE)
        )
    table = next(frame.iter(DRAWING.table), None)
    if table is None or frame.getroottree().getroot().tag != qn("p:sld"):
        raise ArrangementError(Message("it is about a table, and stands in the alt text of none on a slide"))
    if wording["columns"]:
        numbers = wording["columns"].replace(",", " ").split()
        columns = len(table.findall(f"{qn('a:tblGrid')}/{qn('a:gridCol')}"))
        beyond = next((number for number in numbers if int(number) > columns), None)
        if beyond is not None:
            raise ArrangementError(
                Message("the table has {columns} columns, and no column {beyond}", columns=columns, beyond=beyond)
            )
        frame.set(JOINED_COLUMNS, " ".join(numbers))
    elif wording["drop"]:
        frame.set(DROPS_EMPTY, "1")
    return frames.find(frame, wording["frame"]) if wording["frame"] else None


def place_rows(frame: etree._Element, arranged: Arranged, codes: PartCode) -> None:
    """Write down how far the rows of a table may reach, for those who fit it."""
    frame.set(ROOM, arranged.mark("bottom", codes))
