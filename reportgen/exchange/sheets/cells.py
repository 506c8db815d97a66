"""Escapes cells that a spreadsheet would take for formulas.

Excel, LibreOffice and Google Sheets take a cell that begins with `=`, `+`, `-` or `@` for a formula,
also behind blanks, a tab or a carriage return, and some of them the full-width forms too. The usual
defence (OWASP, CSV Injection) is an apostrophe before the cell. Here every cell that begins so, with
or without apostrophes already, gets exactly one; taking one away is therefore exact: nothing that
was ever exported comes back changed.
"""

from __future__ import annotations

import re

_FORMULA = r"[ \u00a0\u3000]*[=+\-@\t\r\n＝＋－＠]"
_TO_NEUTRALISE = re.compile(rf"'*{_FORMULA}")
_NEUTRALISED = re.compile(rf"'+{_FORMULA}")
_FORMULA_CELL = re.compile(_FORMULA)


def escape_formula(value: str) -> str:
    """Return the value as a cell that no spreadsheet calculates.

    >>> [escape_formula(value) for value in ("=1+1", "-", "it's", "'=1+1")]
    ["'=1+1", "'-", "it's", "''=1+1"]
    """
    return f"'{value}" if _TO_NEUTRALISE.match(value) else value


def unescape_formula(cell: str) -> str:
    """Return the value that `escape_formula` was given."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def is_formula(value: str) -> bool:
    """Whether a spreadsheet would take the value for a formula."""
    return bool(_FORMULA_CELL.match(value))
