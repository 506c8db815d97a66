"""The marks of `office/markup/marks.py` that programs use, under the name by which the stages know them."""

from reportgen.office.markup.marks import (
    COMMENT,
    FILLER,
    HELD,
    MARK,
    NEW_PARAGRAPH,
    OUTPUT,
    STATEMENT,
    holds_reserved,
)

__all__ = ["COMMENT", "FILLER", "HELD", "MARK", "NEW_PARAGRAPH", "OUTPUT", "STATEMENT", "holds_reserved"]
