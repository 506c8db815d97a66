"""Fitting: every text in its shape, or on a next slide, or reported; measured, not guessed.

A compiled template knows its shapes (`known`); a rendered deck is fitted slide by slide (`deck`, `slide`) with
widths from `faces` and lines broken by `linebreak`.
"""

from reportgen.ooxml.fit.deck import fit_deck
from reportgen.ooxml.fit.known import KnownShapes
from reportgen.ooxml.fit.measure import SLIDE_COUNT
from reportgen.ooxml.fit.policy import FIT

__all__ = ["FIT", "SLIDE_COUNT", "KnownShapes", "fit_deck"]
