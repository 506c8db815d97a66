"""The code of one part while it is compiled: the pieces that its marks and placeholders stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.office.markup.fragment import fragment
from reportgen.office.markup.marks import FILLER, MARK
from reportgen.template.runtime.code import Piece, output_code, statement_code, tag_piece
from reportgen.template.runtime.state import Slot
from reportgen.template.syntax.placed_tags import PLACEHOLDER
from reportgen.template.syntax.tags import Tag


@dataclass(slots=True)
class PackageCode:
    """What all parts of a package share: the places where values are printed, and names of variables that are free."""

    slots: list[Slot] = field(default_factory=list)
    _variables: int = 0

    def slot(self, slot: Slot) -> str:
        """Add a slot, and return the call of the filter that prints a value there."""
        self.slots.append(slot)
        return f"__run({len(self.slots) - 1})"

    def variable(self) -> str:
        """The name of a variable of the engine's own."""
        self._variables += 1
        return f"own_{self._variables}"


class PartCode:
    """The code behind the marks (in attributes) and placeholders (in the tree) of a part.

    `package` is the code that the parts of a package share, `prefixes` are the namespaces (uri → prefix) that the
    part declares at its root.
    """

    def __init__(self, package: PackageCode, prefixes: Mapping[str, str]) -> None:
        self.package = package
        self.prefixes = prefixes
        self._pieces: dict[str, list[Piece]] = {}
        self._expressions: dict[str, str] = {}
        self._marks: dict[str, str] = {}

    def copied(self, package: PackageCode) -> PartCode:
        """The same code, to go on with in another package."""
        copied = PartCode(package, self.prefixes)
        copied._pieces |= self._pieces
        copied._expressions |= self._expressions
        copied._marks |= self._marks
        return copied

    def mark(self, code: str) -> str:
        """The mark that stands in an attribute for what an expression of the engine's own prints."""
        if code not in self._marks:
            self._marks[code] = self._mark(output_code(code), code)
        return self._marks[code]

    def tag_mark(self, tag: Tag, printed_by: str) -> str:
        """The mark that stands in an attribute for what a tag prints through a filter."""
        return self._mark(tag_piece(tag, printed_by), f"({tag.inside})|{printed_by}")

    def _mark(self, piece: Piece, expression: str) -> str:
        key = f"mark{len(self._pieces)}"
        self._pieces[key] = [piece]
        self._expressions[key] = expression
        return f"{MARK[0]}{key}{MARK[1]}"

    def placeholder(self, *pieces: Piece) -> etree._Element:
        """A placeholder for code of the engine's own."""
        key = f"code{len(self._pieces)}"
        self._pieces[key] = list(pieces)
        return etree.ProcessingInstruction(PLACEHOLDER, key)

    def capture(self, kind: str, filler: str = "", tag: Tag | None = None) -> tuple[etree._Element, etree._Element]:
        """Placeholders around content that the filter `__keep_…` of this kind completes when it has been printed.

        `filler` is given to the filter: the markup of what the content has to hold at the least. A fault in it leads to
        `tag`.
        """
        name = self.package.variable()
        end = output_code(f"{name}|__keep_{kind}('{FILLER}')", filler, tag)
        return self.placeholder(statement_code(f"set {name}")), self.placeholder(statement_code("endset"), end)

    def variable(self) -> Variable:
        """A variable of the engine's own."""
        return Variable(self.package.variable(), self)

    def pieces(self, key: str) -> list[Piece]:
        """The code behind a mark or placeholder."""
        return self._pieces[key]

    def fragment(self, element: etree._Element) -> str:
        """The markup of an element as it may stand in the part."""
        return fragment(element, self.prefixes)

    def filled(self, markup: str) -> str:
        """The filters that fill the marks in run properties (a link's target, its screen tip) when a slot prints them.

        A slot is plain data that the program does not read, so its marks are replaced in what it has printed.
        """
        keys = [chunk.partition(MARK[1])[0] for chunk in markup.split(MARK[0])[1:]]
        return "".join(f"|replace('{MARK[0]}{key}{MARK[1]}', {self._expressions[key]})" for key in keys)


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a program that holds what is to be shown in one place: a picture, a chart, copied parts."""

    name: str
    codes: PartCode

    def field(self, expression: str) -> str:
        """The mark that stands for a field of the value: `alt`, `left+12`."""
        return self.codes.mark(f"{self.name}.{expression}")
