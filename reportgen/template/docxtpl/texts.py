"""docxtpl's texts with formatting of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.diagnostics import Message
from reportgen.template.values.kinds import check_kind
from reportgen.template.values.rich_text import Placed, Span
from reportgen.template.values.rich_text import RichText as Rich
from reportgen.template.values.text import check_is_finite, string_of

_OWN_SLOTS = ("ascii", "hAnsi", "cs")
"""What a typeface is for in docxtpl, whose East Asian one is named: `eastAsia:SimSun`."""

_COLOURS: Mapping[str, str] = {
    "black": "000000", "silver": "C0C0C0", "gray": "808080", "white": "FFFFFF", "maroon": "800000", "red": "FF0000",
    "purple": "800080", "fuchsia": "FF00FF", "green": "008000", "lime": "00FF00", "olive": "808000",
    "yellow": "FFFF00", "navy": "000080", "blue": "0000FF", "teal": "008080", "aqua": "00FFFF",
}  # fmt: skip
"""The names of colours that HTML 4 has (§6.5); docxtpl writes any name into the file, and Word knows none."""


class Listing:
    r"""Text whose `\n`, `\t`, `\a` (new paragraph) and `\f` (page break) are kept, in the formatting of its place."""

    def __init__(self, text: object) -> None:
        self._text = _text(text)

    def __rich__(self) -> Rich:
        return Rich(self._text)

    def __str__(self) -> str:
        return self._text


class RichText:
    """Text with formatting of its own and none of its place, built piece by piece with `add`."""

    def __init__(self, text: object = None, **text_prop: Any) -> None:
        self._spans: list[Span] = []
        if text:
            self.add(text, **text_prop)

    def add(
        self,
        text: object,
        style: str | None = None,
        color: str | None = None,
        highlight: str | None = None,
        size: float | str | None = None,
        subscript: bool | None = None,
        superscript: bool | None = None,
        bold: bool = False,
        italic: bool = False,
        underline: bool | str = False,
        strike: bool = False,
        font: str | None = None,
        url_id: str | None = None,
        rtl: bool = False,
        lang: str | None = None,
    ) -> None:
        """Add a piece of text, or all pieces of another `RichText`.

        `size` is in half points, `color` in hexadecimal, `auto` or a name of HTML's, `highlight` in hexadecimal or a
        name of Word's, each with `#` before it or without. `style` is the id of a character style, `underline` a kind
        of line, and `font` a typeface, with a slot before it if it is for that one too: `eastAsia:SimSun`.
        """
        if isinstance(text, RichText):
            self._spans += text._spans
            return
        for name in filter(None, (style, color, highlight, font, url_id, lang)):
            check_kind(name, str, Message("style, color, highlight, font, url_id and lang are texts"))
        slot, _, typeface = font.partition(":") if font and ":" in font else ("", "", font or "")
        colour, shade = (color or "").removeprefix("#"), (highlight or "").removeprefix("#")
        self._spans.append(
            Span(
                _text(text),
                bold=bool(bold),
                italic=bool(italic),
                link=url_id or "",
                underline=underline,
                strike=bool(strike),
                colour=_COLOURS.get(colour.lower(), colour),
                style=style or "",
                size=_points(size),
                highlight="" if shade == "auto" else shade,
                raised="superscript" if superscript else "subscript" if subscript else "",
                typeface=typeface,
                typeface_slots=tuple(dict.fromkeys((*_OWN_SLOTS, slot or "ascii"))),
                right_to_left=bool(rtl),
                proofing=lang or "",
                resets=True,
            )
        )

    def __rich__(self) -> Rich:
        return Rich(*self._spans)

    def __str__(self) -> str:
        return str(self.__rich__())


class RichTextParagraph(Placed):
    """Paragraphs with styles of their own, built one by one with `add`; printed by `{{p … }}`."""

    def __init__(self, text: object = None, **text_prop: Any) -> None:
        self._paragraphs: list[tuple[str, Rich]] = []
        if text:
            self.add(text, **text_prop)

    def add(self, text: object, parastyle: str | None = None) -> None:
        """Add a paragraph of text or of a `RichText`; `parastyle` is the id of a paragraph style."""
        rich = text if isinstance(text, RichText) else RichText(text)
        self._paragraphs.append((parastyle or "", rich.__rich__()))

    def placed(self, slot: Any, state: Any) -> str:
        """The mark that stands for the paragraphs until their part is whole."""
        from reportgen.template.runtime.blocks import hold

        if not slot.markup.takes_objects:
            message = Message("'{text}' gives paragraphs, which only a text in Word can take in", text=slot.tag.text)
            state.problem("misplaced-document", message, slot.tag.location)
            return ""
        markup = "".join(slot.paragraph(text, style, state) for style, text in self._paragraphs)
        return hold(markup, slot.tag, state)

    def __str__(self) -> str:
        return "\n".join(str(text) for _, text in self._paragraphs)


R = RichText
RP = RichTextParagraph


def _points(half_points: float | str | None) -> float:
    try:
        return float(half_points or 0) / 2
    except (TypeError, ValueError):
        raise ValueError(Message("{size!r} is no size; write half points, as in 24", size=half_points)) from None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "ignore")
    if isinstance(value, str):
        return string_of(value)
    check_is_finite(value)
    return str(value)
