"""Undefined names, which are reported wherever they are used and do not stop the program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from types import FrameType
from typing import Any

from jinja2 import Undefined, pass_context
from jinja2.runtime import Context

from reportgen.diagnostics import did_you_mean

Reporter = Callable[[FrameType, str, str, bool], None]
"""Called with the frame that used an undefined name, the name's message, a hint, and whether the use is tolerated."""


reporter: ContextVar[Reporter] = ContextVar("reporter")
"""Who hears about undefined names while a program runs."""


class CollectedUndefined(Undefined):
    """A name that is not there: whatever is done with it is reported, and the program goes on.

    So one run names every unknown name, each at its place.
    """

    __slots__ = ()
    _tolerates = False

    def _report(self, *_args: Any, **_kwargs: Any) -> CollectedUndefined:
        self._tell(tolerated=False)
        return self

    def _use(self) -> None:
        """Report a use that gives nothing: to print the name, to loop over it, to ask for it."""
        self._tell(self._tolerates)

    def _tell(self, tolerated: bool) -> None:
        name: object = self._undefined_name
        if isinstance(name, Undefined):
            return  # the name it was looked up by is reported itself
        shown = str(name) if name is not None else ""
        hint = "" if tolerated else _hint(self._undefined_obj, shown)
        reporter.get()(sys._getframe(1), shown or (self._undefined_hint or ""), hint, tolerated)

    def __str__(self) -> str:
        self._use()
        return ""

    def __len__(self) -> int:
        self._use()
        return 0

    def __iter__(self) -> Iterator[Any]:
        self._use()
        return iter(())

    def __bool__(self) -> bool:
        self._use()
        return False

    def __eq__(self, other: object) -> bool:
        self._use()
        return False

    def __ne__(self, other: object) -> bool:
        self._use()
        return False

    def __hash__(self) -> int:
        return id(type(self))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)  # Python asks for protocols (`__html__`, `__copy__`), not the template
        return self._report()

    def __int__(self) -> int:  # type: ignore[override]
        self._report()
        return 0

    def __index__(self) -> int:
        self._report()
        return 0

    def __float__(self) -> float:  # type: ignore[override]
        self._report()
        return 0.0

    def __round__(self, digits: int | None = None) -> int:
        self._report()
        return 0

    def __abs__(self) -> int:
        self._report()
        return 0

    __repr__ = __str__
    __getitem__ = __call__ = _report  # type: ignore[assignment]
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _report  # type: ignore[assignment]
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = _report  # type: ignore[assignment]
    __mod__ = __rmod__ = __pos__ = __neg__ = __pow__ = __rpow__ = _report  # type: ignore[assignment]
    __lt__ = __le__ = __gt__ = __ge__ = _report  # type: ignore[assignment]


class ToleratedUndefined(CollectedUndefined):
    """A name that is not there and gives nothing, as in plain Jinja; it is reported as tolerated.

    What cannot be done with nothing, such as to read a field of it, is a fault all the same.
    """

    __slots__ = ()
    _tolerates = True


@pass_context  # otherwise Jinja calls a filter of a constant while it compiles
def known(_context: Context, value: Any) -> Any:
    """What `set` gives a name; what is not there is reported here where it is an error, and is nothing from now on."""
    if isinstance(value, CollectedUndefined) and not isinstance(value, ToleratedUndefined):
        return str(value)
    return value


def _hint(owner: Any, name: str) -> str:
    if isinstance(owner, Mapping):
        return did_you_mean(name, (key for key in owner if isinstance(key, str) and key != name))
    if owner is None or type(owner).__name__ == "MissingType":  # Jinja's sign for a name that no owner was asked for
        return ""
    return did_you_mean(name, (key for key in dir(owner) if not key.startswith("_") and key != name))
