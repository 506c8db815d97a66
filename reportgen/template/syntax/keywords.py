"""The words of the tag language, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.diagnostics import Message
from reportgen.office.markup.marks import COLUMNS, FILL, SAME_COLUMN, SAME_ROW


@dataclass(frozen=True, slots=True)
class Level:
    """What a statement takes with it: `{%tr for … %}` repeats the table row it stands in.

    `word` is what messages call it. `strategy` is the module of `template/structure/levels/` whose `lift` moves its
    statements to where they have to stand; a slide, a section and a shape take their statements out by themselves,
    and a run's statement stands in no run any more.
    """

    word: str
    strategy: str = ""


LEVELS: Mapping[str, Level] = {
    "slide": Level(Message("slide")),
    "section": Level(Message("section")),
    "shape": Level(Message("shape")),
    "tr": Level(Message("table row"), "containers"),
    "tc": Level(Message("table cell"), "containers"),
    "p": Level(Message("paragraph"), "containers"),
    "r": Level(Message("run")),
}
"""The levels by the word that is typed; p, tr, tc and r are docxtpl's spelling. A statement without a level reaches
from its tag to its end tag."""

BLOCKS = ("for", "if", "with")
"""Statements that have an end tag."""

CAPTURING = ("macro", "call", "filter", "set")
"""Statements with an end tag that capture what stands between (`set` only without `=`)."""

BRANCHES: Mapping[str, tuple[str, ...]] = {"else": ("if", "for"), "elif": ("if",)}
"""Statements that stand between a block's tag and its end tag."""

JUMPS = ("break", "continue")
"""Statements that end a loop, or its round."""

SINGLE = ("set", "import", "from", "do", *JUMPS)
"""Statements that stand alone (`set` only with `=`)."""

CELL_ATTRIBUTES: Mapping[str, str] = {"colspan": COLUMNS, "hm": SAME_ROW, "vm": SAME_COLUMN, "cellbg": FILL}
"""Statements about the table cell they stand in → the attribute that carries the value until the table is finished.
`colspan` and `cellbg` have a value."""

ARRANGEMENTS = ("row", "column", "grid", "along")
"""How copies of a shape share a frame: `{%shape row %}`."""

TABLE_STATEMENTS = ("merge", "drop", "rows")
"""What may be said of a slide's table in its alt text: `{%shape merge 1 %}`, `{%shape drop empty columns %}`."""

GUIDE = "guide"
"""In an alt text: the shape is for editors alone, a frame that others are arranged in or a ghost."""
