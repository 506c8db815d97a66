"""What a project adds itself, as templates see it: its own fields (`extra`) and its pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any

from reportgen.diagnostics import Message
from reportgen.files import read_named
from reportgen.lang.measures import Measure, format_measure
from reportgen.model import content
from reportgen.model.content import Amount, Text
from reportgen.model.dates import PartialDate
from reportgen.model.own_fields import OwnId, OwnName, OwnWord
from reportgen.pack.fields import Field, View, computed
from reportgen.pack.lists import rich
from reportgen.pack.pack import Node, Pack
from reportgen.pack.term_view import TermView, name_view
from reportgen.pack.writer import DocumentText
from reportgen.project.places import LABELS_FILE
from reportgen.template import Picture, RichText, Span


class OwnFieldsView(View):
    """The fields that the project has declared for something, which is its node.

    A field that the content does not give is None, a list an empty one. What is not declared is unknown.
    """

    def __getitem__(self, name: str) -> Any:
        kind, given = self._pack.project.own.fields(self._node.value.owner)[name], self._node.child("extra")
        self._pack.ask("value", given.file, *given.path, name)
        if name not in given.value:
            return [] if kind.list or kind.type == "table" else None
        return _seen(self._pack, given.child(name))


class NoOwnFields(OwnFieldsView):
    """The fields of what is no content: none is given."""

    def __getitem__(self, name: str) -> Any:
        return None


class TableRow(View):
    """A row of a table; what an empty cell holds is None."""

    def __getitem__(self, name: str) -> Any:
        self._pack.ask("value", self._node.file, *self._node.path, name)
        return None if self._node.value[name] is None else _seen(self._pack, self._node.child(name))


class AmountView(View):
    """A number, a sum of money or a percentage, which prints as the language writes it."""

    @computed
    def value(self) -> Decimal:
        """The number as it is stored."""
        return self._amount.value

    @computed
    def currency(self) -> str | None:
        """The code of its currency, or None."""
        return self._amount.currency

    @property
    def _amount(self) -> Amount:
        amount: Amount = self._node.value
        return amount

    def __str__(self) -> str:
        measure = Measure(self._amount.value, currency=self._amount.currency, percent=self._amount.percent)
        return self._pack.written(format_measure(measure, self._pack.language))

    def __rich__(self) -> RichText:
        return rich(str(self))


class Choice:
    """A word of a choice: it prints what its label says, and equals the word."""

    def __init__(self, word: str, said: Callable[[], DocumentText | str]) -> None:
        self._word = word
        self._said = said

    def __str__(self) -> str:
        return str(self._said())

    def __rich__(self) -> RichText:
        return rich(self._said())

    def __rich_aside__(self) -> RichText:
        return rich(self._said(), aside=True)

    def __eq__(self, other: object) -> bool:
        return other._word == self._word if isinstance(other, Choice) else other == self._word

    def __hash__(self) -> int:
        return hash(self._word)


@dataclass(frozen=True, slots=True)
class CreditedPicture(Picture):
    """A picture of the content, with its alt text in the language; `credit` says whose it is, or is None."""

    credit: DocumentText | None = field(default=None, kw_only=True)


class PicturesView(View):
    """The pictures of something, which is its node, by their words; one that is not given is None."""

    def __getitem__(self, name: str) -> CreditedPicture | None:
        given = self._node.child("pictures")
        self._pack.ask("value", given.file, *given.path, name, "file")
        return _picture(self._pack, given.child(name)) if name in given.value else None


def own_fields(owner: str) -> Field[OwnFieldsView]:
    """The fields that the project has declared for an owner."""
    return Field(lambda view, _: view._pack.view(OwnFieldsView, view._node), Annotated[OwnFieldsView, owner])


def no_own_fields(owner: str) -> Field[OwnFieldsView]:
    """The fields that the project has declared for an owner, none of them given."""
    return Field(lambda view, _: view._pack.view(NoOwnFields, view._node), Annotated[OwnFieldsView, owner])


def pictures() -> Field[PicturesView]:
    """The pictures of what a view shows."""
    return Field(lambda view, _: view._pack.view(PicturesView, view._node), Mapping[str, CreditedPicture])


# -- what is seen of each type of value


def _seen(pack: Pack, node: Node) -> Any:
    """What a template sees of a value."""
    return next(see for kind, see in _SEEN if isinstance(node.value, kind))(pack, node)


def _list(pack: Pack, node: Node) -> Any:
    return pack.listed(_seen(pack, node.child(index)) for index in range(len(node.value)))


def _rows(pack: Pack, node: Node) -> list[TableRow]:
    pack.ask("value", node.file, *node.path, "rows")
    return [pack.view(TableRow, node.child("rows", index)) for index in range(len(node.value["rows"]))]


def _choice(pack: Pack, node: Node) -> Choice:
    """A word of a choice; the label has the name of the field and the word. One language can do without."""
    name = next(step for step in reversed(node.path) if not step.isdecimal())
    key = f"{name}_{node.value}".replace("-", "_")

    def said() -> DocumentText | str:
        pack.ask("value", LABELS_FILE, key)
        one_language = len(pack.value(pack.meeting, "languages")) == 1
        return str(node.value) if one_language and key not in pack.project.fixed_words else pack.label_text(key)

    return Choice(node.value, said)


def _picture(pack: Pack, node: Node) -> CreditedPicture:
    picture: content.Picture = node.value
    path = picture.file.path
    data = read_named(pack.project.root / path, path, Message("build again"))
    pack.ask("value", node.file, *node.path, "credit")
    credit = pack.text(node.child("credit")) if picture.credit else None
    return CreditedPicture(data, alt=str(pack.text(node.child("alt"))), name=path, credit=credit)


_SEEN: tuple[tuple[type, Callable[[Pack, Node], Any]], ...] = (
    (OwnName, name_view),
    (OwnId, name_view),
    (OwnWord, _choice),
    (Text, lambda pack, node: pack.text(node)),
    (PartialDate, lambda pack, node: pack.date(node.value)),
    (Amount, lambda pack, node: pack.view(AmountView, node)),
    (bool, lambda pack, node: node.value),
    (content.Picture, _picture),
    (str, lambda pack, node: RichText(Span(node.value, link=node.value))),
    (tuple, _list),
    (dict, _rows),
)
"""The type of a value in the content → what a template sees of it; the first that fits."""

SEEN_TYPES: Mapping[str, Any] = {
    "text": DocumentText,
    "name": TermView,
    "date": str,
    "number": AmountView,
    "money": AmountView,
    "percent": AmountView,
    "choice": Choice,
    "flag": bool,
    "link": RichText,
    "picture": CreditedPicture,
}
"""The type that a field is declared with → the type of what a template sees; a table is a list of rows."""
