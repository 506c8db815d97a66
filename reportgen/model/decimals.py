"""How numbers are written in content and reckoned with: Python's own context rounds what has more than 28 digits."""

import re
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context

from reportgen.diagnostics import Message

EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""The context of operations whose result is as exact as the numbers; a division would never end in it."""
DIGITS = re.compile(r"-?\d+(\.\d+)?")
"""A number as content has it: digits with a point before decimals, and nothing between thousands."""


def checked_digits(text: str) -> str:
    """The same text; raises `ValueError` where it is no number in `DIGITS`."""
    if not DIGITS.fullmatch(text):
        raise ValueError(Message("'{text}' is not a number; write digits only, as in 10000", text=text))
    return text
