"""Rich text: spans with formatting of their own, which `{{ }}` prints as runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reportgen.diagnostics import Message
from reportgen.model.language import Language
from reportgen.template.values.kinds import check_kind


class NotText(TypeError):
    """Raised when a picture, a chart or a document is printed as text."""


class Placed:
    """A value that is no text: where a tag prints it, it writes its own markup."""

    __slots__ = ()

    def placed(self, slot: Any, state: Any) -> str:
        """The markup at a slot (a `render.runs.RunSlot`); what is wrong goes to the `RenderState`."""
        raise NotImplementedError


_TEXT = Message("what a span says, and the names and colours of its looks, are texts")
_LANGUAGE = Message("the language of a span is one of reportgen.model.language.LANGUAGES")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text and what it adds to the formatting of the place where it is printed.

    In `text`, a line feed is a line break, a tab a tab, and U+2029 begins a new paragraph like the one it stands in.
    `link` is an address; `language` is there where it differs from the document's; `colour` six hexadecimal digits, or
    in Word `auto`; `style` the name or id of a character style (Word only; where the span `resets`, its id); `size` a
    size in points (0: as it is); `highlight` six hexadecimal digits, or in Word the name of a highlight (`yellow`);
    `raised` is `superscript` or `subscript`; `typeface` a font, in the slots of Word's `w:rFonts` that `typeface_slots`
    names, or in all. `underline` may name one of Word's kinds of lines (`double`), `proofing` is a language tag for the
    spelling alone. A span that `resets` takes nothing from its place. `origin` says where the text comes from, in words
    of whoever made the span: it is printed nowhere, and traced (`render.traced`).

    Raises `TypeError` where a text, a name or the language is of another type; what is empty may be None.
    """

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    language: Language | None = None
    underline: bool | str = False
    strike: bool = False
    colour: str = ""
    style: str = ""
    size: float = 0
    highlight: str = ""
    raised: str = ""
    typeface: str = ""
    typeface_slots: tuple[str, ...] = ()
    right_to_left: bool = False
    proofing: str = ""
    resets: bool = False
    origin: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        check_kind(self.text, str, _TEXT)
        for name in (self.link, self.colour, self.style, self.highlight, self.raised, self.typeface, self.proofing):
            if name:  # most have none
                check_kind(name, str, _TEXT)
        if self.language is not None:
            check_kind(self.language, Language, _LANGUAGE)


_SPANS = (Span, str)
_PARTS = Message("rich text is made of spans and texts")


class RichText:
    """A sequence of spans. Printed by `{{ }}` with the formatting of its surroundings.

    Anything else that has a `__rich__()` method returning a `RichText` is printed the same way;
    the method is called once, when and where the value is printed. In speaker notes its
    `__rich_aside__()` is called instead, where it has one.
    """

    __slots__ = ("spans",)

    def __init__(self, *spans: Span | str) -> None:
        """Make a text of spans; a string is one. Raises `TypeError` for anything else."""
        for span in spans:
            check_kind(span, _SPANS, _PARTS)
        self.spans: tuple[Span, ...] = tuple([Span(s) if isinstance(s, str) else s for s in spans])

    def __rich__(self) -> RichText:
        return self

    def __str__(self) -> str:
        return "".join(span.text for span in self.spans)

    def __bool__(self) -> bool:
        return any(span.text for span in self.spans)

    def __len__(self) -> int:
        return sum(len(span.text) for span in self.spans)

    def __iter__(self) -> Iterator[Span]:
        return iter(self.spans)

    def __add__(self, other: RichText | str) -> RichText:
        return RichText(*self.spans, *(other.spans if isinstance(other, RichText) else (other,)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RichText) and self.spans == other.spans

    def __hash__(self) -> int:
        return hash(self.spans)
