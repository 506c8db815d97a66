"""Views and their fields: each reads one value of the content when a template asks for it, and says that it did."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from types import FunctionType
from typing import Any, Generic, Self, TypeVar, get_type_hints, overload

from reportgen.model.content import SourceRef
from reportgen.pack.lists import Phrase
from reportgen.pack.pack import Node, Pack
from reportgen.pack.writer import DocumentText
from reportgen.template import RichText

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
V = TypeVar("V", bound="View")


class View:
    """The base of all views: a `node` of the content, as the document of a `pack` prints it."""

    def __init__(self, pack: Pack, node: Node) -> None:
        self._pack = pack
        self._node = node

    @cached_property
    def other(self) -> Self | None:
        """The same thing in the second language, in an edition of two."""
        return self._pack.second.view(type(self), self._node) if self._pack.second else None


class Field(Generic[T_co]):
    """A field of a view, made when it is first asked for and kept in the view.

    `make` gives its value for a view and the key that it has in the content, which is the field's name unless given.
    `kind` is the type of the value, or a function whose return type that is.
    """

    def __init__(self, make: Callable[[Any, str], T_co], kind: Any, key: str = "") -> None:
        self._make = make
        self._kind = kind
        self._key = key

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        self._key = self._key or name

    @overload
    def __get__(self, view: None, owner: type) -> Field[T_co]: ...
    @overload
    def __get__(self, view: View, owner: type) -> T_co: ...
    def __get__(self, view: View | None, owner: type) -> Field[T_co] | T_co:
        if view is None:
            return self
        value = self._make(view, self._key)
        view.__dict__[self._name] = value  # found there from now on: the field is not asked again
        return value

    @property
    def type(self) -> Any:
        """The type of the value, for a list of what templates may use."""
        is_function = isinstance(self._kind, FunctionType)
        return get_type_hints(self._kind)["return"] if is_function else self._kind


def field_types(kind: type[View]) -> dict[str, Any]:
    """The fields of a view with the types of their values."""
    classes = reversed(kind.__mro__)
    return {name: one.type for owner in classes for name, one in vars(owner).items() if isinstance(one, Field)}


def computed(make: Callable[[Any], T]) -> Field[T]:
    """A field that a function of the view makes."""
    return Field(lambda view, key: make(view), make)


def constant(value: T, kind: Any = None) -> Field[T]:
    """A field that is the same in all views of a class."""
    return Field(lambda view, key: value, kind or type(value))


def value(kind: Any) -> Field[Any]:
    """A value as it is stored."""
    return Field(lambda view, key: view._pack.value(view._node, key), kind)


def text(key: str = "") -> Field[DocumentText]:
    """A text that is always there."""
    return Field(lambda view, key: view._pack.text(view._node.child(key)), DocumentText, key)


def label(key: str) -> Field[DocumentText]:
    """A fixed word."""
    return Field(lambda view, _: view._pack.label_text(key), DocumentText)


def optional_text(key: str = "") -> Field[DocumentText | None]:
    """A text, or None."""

    def make(view: View, key: str) -> DocumentText | None:
        return view._pack.text(view._node.child(key)) if view._pack.value(view._node, key) else None

    return Field(make, make, key)


def date() -> Field[str]:
    """A date in words."""
    return Field(lambda view, key: date_in_words(view, key) or "", str)


def optional_date() -> Field[str | None]:
    """A date in words, or None."""
    return Field(date_in_words, date_in_words)


def date_in_words(view: View, key: str) -> str | None:
    """A stored date as the language writes it, or None."""
    stored = view._pack.value(view._node, key)
    return view._pack.date(stored) if stored else None


def paragraphs() -> Field[str]:
    """The paragraphs of the source of a statement: `paragraph 8`; empty without a source."""

    def make(view: View, key: str) -> str:
        source: SourceRef | None = view._pack.value(view._node, key)
        return view._pack.paragraphs(source.numbers if source else ())

    return Field(make, str)


def opening() -> Field[Phrase]:
    """The `lead` of a statement with a full stop, for its text to go on behind it."""
    return Field(lambda view, _: Phrase([view.lead, view._pack.label_text("stop")]), Phrase)


def mark() -> Field[RichText]:
    """The source of a statement as running text has it: `(¶8)`, a link to the document where that has an address.

    Nothing without a source.
    """

    def make(view: View, key: str) -> RichText:
        source: SourceRef | None = view._pack.value(view._node, "source")
        return view._pack.mark(source) if source else RichText()

    return Field(make, RichText)


def views(kind: type[V]) -> Field[list[V]]:
    """A list of views."""
    return Field(lambda view, key: view._pack.views(kind, view._node, key), list[kind])  # type: ignore[valid-type]


def optional_view(kind: type[V]) -> Field[V | None]:
    """A view, or None."""
    return Field(lambda view, key: view._pack.optional_view(kind, view._node, key), kind)


def view_of(kind: type[V]) -> Field[V]:
    """A view of what is always there."""
    return Field(lambda view, key: view._pack.view(kind, view._node.child(key)), kind)
