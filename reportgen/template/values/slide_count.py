"""How many slides a deck has, as a value: it is printed, and nothing else can be done with it."""

from __future__ import annotations

from typing import Any, NoReturn

from reportgen.diagnostics import Message
from reportgen.office.markup.marks import SLIDE_COUNT
from reportgen.template.values.rich_text import Placed


class NotKnownYet(Exception):
    """Raised where the number of slides is asked for; not a `TypeError`, for which `|int` would print 0."""


class SlideCount(Placed):
    """The number that is known only when a deck is whole: until then a mark stands where a text prints it.

    It is no text, so that no text can hold the mark. Whatever asks for its value raises `NotKnownYet`.
    """

    __slots__ = ()
    __hash__ = Placed.__hash__

    def placed(self, slot: Any, state: Any) -> str:
        """The mark, as a run."""
        run: str = slot.start + SLIDE_COUNT + slot.end
        return run

    def _unknown(self, *_: object) -> NoReturn:
        raise NotKnownYet(
            Message("the number of slides is known only when the deck is whole; print {tag} in a text, by itself",
                    tag="{{ slide_count }}")
        )  # fmt: skip

    __str__ = __int__ = __float__ = __len__ = __iter__ = __eq__ = __lt__ = __gt__ = __le__ = __ge__ = _unknown
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = __truediv__ = __floordiv__ = _unknown
