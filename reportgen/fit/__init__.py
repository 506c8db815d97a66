"""Fitting: every text in its shape, or on a next slide, or reported; measured, not guessed.

A compiled template knows its shapes (`known`); a rendered deck is fitted slide by slide (`deck`, `slide`) with
widths from `faces` and lines broken by `linebreak`.
"""

from reportgen.fit.deck import fit_deck
from reportgen.fit.policy import FIT
from reportgen.fit.template_shapes import KnownShapes
from reportgen.office.markup.marks import SLIDE_COUNT

__all__ = ["FIT", "SLIDE_COUNT", "KnownShapes", "fit_deck"]
