"""Makes inline codes of a text's markup, and markup of the codes that come back.

`[[id]]` and `%(name)s` are placeholders, `**strong**` and links are spanning codes. A translator can move a code and
cannot misspell it. The same markup has the same code id in source and target (XLIFF 2.1, 4.7.2.4).

What a code stands for goes out three times: as the code's original data, as its plain-text equivalent, and, since the
ids are the same, as that of the source's code. Tools drop the one or the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.diagnostics import Message
from reportgen.lang.markup import Link, MarkupError, Plain, Strong, TermRef, Token, markup_pieces
from reportgen.lang.printed import printed_name
from reportgen.model.glossary import Glossary

_PLACEHOLDER = re.compile(r"(%\(\w+\)s)")
_MARKUP = re.compile(r"\[\[[^\[\]]*\]\]|%\(\w+\)s|\*\*|\[|\]\([^\s]*\)")
"""What a code of ours stands for; a tool's own code has another equivalent."""


class UnknownCode(ValueError):
    """An inline element that was not exported; the message says which."""


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of markup: `end` is None for a placeholder; `display` is what a tool may show."""

    start: str
    end: str | None
    display: str
    inner: tuple[str | Code, ...] = ()

    @property
    def raw(self) -> str:
        """The markup that it stands for."""
        if self.end is None:
            return self.start
        return self.start + "".join(part if isinstance(part, str) else part.raw for part in self.inner) + self.end


class CodeIds:
    """The ids of the codes of one unit: the first `[[hktdc]]` of the target has that of the first in the source."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str | None], list[str]] = {}
        self._used: dict[tuple[str, str | None], int] = {}
        self._count = 0

    def begin(self) -> None:
        """Begin the next text of the unit."""
        self._used = {}

    def of(self, code: Code) -> str:
        """The id of the next code of a text."""
        key = (code.start, code.end)
        known = self._known.setdefault(key, [])
        number = self._used.get(key, 0)
        self._used[key] = number + 1
        if number == len(known):
            self._count += 1
            known.append(str(self._count))
        return known[number]


@dataclass(slots=True)
class CodeMarkup:
    """What the codes of a unit that comes back stand for: by the id of their original data, and by their own id."""

    data: Mapping[str, str] = field(default_factory=dict)
    of_source: dict[tuple[str, bool], str] = field(default_factory=dict)

    def find(self, ids: list[str], opens: bool, reference: str | None, *equivalents: str | None) -> str:
        """The markup of a code, or of the end of one; raises `UnknownCode`.

        `ids` are its own and that of the code that it is a copy of; `reference` that of its original data;
        `equivalents` what it holds, or what it is equivalent to.
        """
        known = self.data.get(reference or "")
        for markup in (known, *equivalents):
            if markup and (markup is known or _MARKUP.fullmatch(markup)):
                for code_id in ids:
                    self.of_source.setdefault((code_id, opens), markup)
                return markup
        for code_id in ids:
            if (code_id, opens) in self.of_source:
                return self.of_source[code_id, opens]
        code = ids[0] if ids else ""
        raise UnknownCode(Message("the code '{code}' stands for nothing that was exported", code=code))


def pieces_of(text: str, glossary: Glossary, language: str) -> tuple[str | Code, ...]:
    """A text as plain strings and codes; faulty markup is plain text, `check` reports it.

    Names are shown in the language.
    """
    try:
        pieces = tuple(_pieces(text, glossary, language))
    except MarkupError:
        return (text,)
    joined = "".join(piece if isinstance(piece, str) else piece.raw for piece in pieces)
    return pieces if joined == text else (text,)


def _pieces(text: str, glossary: Glossary, language: str) -> Iterator[str | Code]:
    for raw, token in markup_pieces(text, language):
        yield from _piece(raw, token, glossary, language)


def _piece(raw: str, token: Token, glossary: Glossary, language: str) -> Iterator[str | Code]:
    match token:
        case Plain(text) if raw != text:  # a wording of the author's own: [[zh-Hans:信息|資訊]]
            yield Code(raw, None, text)
        case Plain(text):
            for number, part in enumerate(_PLACEHOLDER.split(text)):
                if part:
                    yield Code(part, None, part) if number % 2 else part
        case TermRef():
            yield Code(raw, None, printed_name(token, language, glossary) or token.id)
        case Strong():
            yield Code("**", "**", "", tuple(_pieces(raw[2:-2], glossary, language)))
        case Link(_, target):
            end = f"]({target})"
            yield Code("[", end, "", tuple(_pieces(raw[1 : -len(end)], glossary, language)))
