"""The words of the tag language."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.office.markup.marks import COLUMNS, FILL, SAME_COLUMN, SAME_ROW

ARRANGEMENTS = ("row", "column", "grid")


CELL_ATTRIBUTES: Mapping[str, str] = {"colspan": COLUMNS, "hm": SAME_ROW, "vm": SAME_COLUMN, "cellbg": FILL}
"""A cell statement's keyword → the attribute that carries its value until the table is finished."""


LEVELS = ("slide", "section", "shape", "tr", "tc", "p", "r")


BLOCKS = ("for", "if", "with")
"""Statements that have an end tag."""


CAPTURING = ("macro", "call", "filter", "set")
"""Statements that capture what is printed, which in a document is markup: they belong into the macros file."""


BRANCHES = {"else": ("if", "for"), "elif": ("if",)}
"""Statements that stand between a block's tag and its end tag."""


SINGLE = ("set", "import", "from")
"""Statements that stand alone (`set` only with `=`)."""


CELL_TAGS = ("colspan", "hm", "vm", "cellbg")
"""Statements about the table cell they stand in; `colspan` and `cellbg` have a value."""
