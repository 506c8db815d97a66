"""Writes a text's markup as XLIFF inline codes, and reads these (XLIFF 2.1, section 4.7).

`[[id]]` and `%(name)s` are placeholders (`ph`), `**strong**` and links are spanning codes (`pc`). What
they stand for is in the unit's `originalData`, so that a translator can move a code and cannot misspell
it. The same markup has the same code id in source and target (4.7.2.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.exchange.xml_input import qualified
from reportgen.lang.markup import Link, MarkupError, Plain, Strong, TermRef, parse_markup
from reportgen.messages import Message
from reportgen.model.glossary import Glossary
from reportgen.model.language import SOURCE_LANGUAGE

XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
"""The namespace of XLIFF 2.0 and 2.1."""
_PLACEHOLDER = re.compile(r"(%\(\w+\)s)")


class UnknownCode(ValueError):
    """An inline element that was not exported; the message says which."""


@dataclass(frozen=True, slots=True)
class _Code:
    """A piece of markup: `end` is None for a placeholder; `display` is what a tool may show."""

    start: str
    end: str | None
    display: str
    inner: tuple[str | _Code, ...] = ()

    @property
    def raw(self) -> str:
        """The markup that it stands for."""
        if self.end is None:
            return self.start
        return self.start + "".join(part if isinstance(part, str) else part.raw for part in self.inner) + self.end


@dataclass(slots=True)
class UnitCodes:
    """The codes of one unit; a code that occurs in the source has the same id in the target.

    Names are shown in `language`.
    """

    glossary: Glossary
    language: str = SOURCE_LANGUAGE
    data: dict[str, str] = field(default_factory=dict)
    _ids: dict[tuple[str, str | None], list[str]] = field(default_factory=dict)
    _count: int = 0

    def fill(self, element: etree._Element, text: str) -> None:
        """Write a text into a `source` or `target`."""
        used: dict[tuple[str, str | None], int] = {}
        self._write(element, _pieces(text, self.glossary, self.language), used)

    def write_original_data(self, unit: etree._Element) -> None:
        """Write the `originalData` element, which holds the markup of the codes."""
        if self.data:
            holder = etree.SubElement(unit, f"{{{XLIFF}}}originalData")
            for raw, key in self.data.items():
                etree.SubElement(holder, f"{{{XLIFF}}}data", {"id": key}).text = raw

    def _write(
        self, element: etree._Element, pieces: tuple[str | _Code, ...], used: dict[tuple[str, str | None], int]
    ) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                _append_text(element, piece)
                continue
            code_id = self._id((piece.start, piece.end), used)
            if piece.end is None:
                data = self._data(piece.start)
                etree.SubElement(
                    element, f"{{{XLIFF}}}ph", id=code_id, dataRef=data, equiv=piece.start, disp=piece.display
                )
            else:
                start, end = self._data(piece.start), self._data(piece.end)
                kind = {"type": "fmt", "subType": "xlf:b"} if piece.start == "**" else {"type": "link"}
                pair = etree.SubElement(
                    element, f"{{{XLIFF}}}pc", {"id": code_id, "dataRefStart": start, "dataRefEnd": end}
                )
                pair.attrib.update(kind)
                self._write(pair, piece.inner, used)

    def _id(self, key: tuple[str, str | None], used: dict[tuple[str, str | None], int]) -> str:
        known = self._ids.setdefault(key, [])
        number = used.get(key, 0)
        used[key] = number + 1
        if number == len(known):
            self._count += 1
            known.append(str(self._count))
        return known[number]

    def _data(self, raw: str) -> str:
        return self.data.setdefault(raw, f"d{len(self.data) + 1}")


def _append_text(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _pieces(text: str, glossary: Glossary, language: str) -> tuple[str | _Code, ...]:
    """A text as plain strings and codes; faulty markup is plain text, `check` reports it."""
    try:
        tokens = parse_markup(text)
    except MarkupError:
        return (text,)
    pieces = tuple(piece for token in tokens for piece in _piece(token, glossary, language))
    joined = "".join(piece if isinstance(piece, str) else piece.raw for piece in pieces)
    return pieces if joined == text else (text,)


def _piece(token: Plain | TermRef | Strong | Link, glossary: Glossary, language: str) -> Iterator[str | _Code]:
    match token:
        case Plain(text):
            for number, part in enumerate(_PLACEHOLDER.split(text)):
                if part:
                    yield _Code(part, None, part) if number % 2 else part
        case TermRef(term_id, form):
            raw = f"[[{term_id}|{form}]]" if form else f"[[{term_id}]]"
            yield _Code(raw, None, _display_name(term_id, form, glossary, language))
        case Strong(tokens):
            yield _Code("**", "**", "", tuple(p for inner in tokens for p in _piece(inner, glossary, language)))
        case Link(tokens, target):
            pieces = tuple(piece for inner in tokens for piece in _piece(inner, glossary, language))
            yield _Code("[", f"]({target})", "", pieces)


def _display_name(term_id: str, form: str, glossary: Glossary, language: str) -> str:
    if term_id not in glossary:
        return term_id
    term = glossary[term_id]
    name = term.names.get(language, term_id)
    return term.shorts.get(language, name) if form == "short" else name


def original_data(unit: etree._Element) -> dict[str, str]:
    """The markup of a unit's codes, by the id of the `data` element."""
    found = (element for element in unit.iter() if qualified(element) == (XLIFF, "data"))
    return {element.get("id", ""): element.text or "" for element in found}


def text_of(element: etree._Element, data: Mapping[str, str]) -> str:
    """The text of a `source` or `target` with its markup; raises `UnknownCode`."""
    parts = [element.text or ""]
    for child in element:
        parts += (_code_text(child, data), child.tail or "")
    return "".join(parts)


def _code_text(element: etree._Element, data: Mapping[str, str]) -> str:
    namespace, local = qualified(element)
    if namespace == XLIFF and local in ("ph", "sc", "ec"):
        return _markup_of_code(element, "dataRef", "equiv", data)
    if namespace == XLIFF and local == "pc":
        start = _markup_of_code(element, "dataRefStart", "equivStart", data)
        return start + text_of(element, data) + _markup_of_code(element, "dataRefEnd", "equivEnd", data)
    if namespace == XLIFF and local in ("mrk", "sm", "em"):  # annotations of tools: the text in them counts
        return text_of(element, data)
    raise UnknownCode(Message("the inline element <{local}> is not one that was exported", local=local))


def _markup_of_code(element: etree._Element, reference: str, equivalent: str, data: Mapping[str, str]) -> str:
    key = element.get(reference)
    if key is not None and key in data:
        return data[key]
    if key is None and element.get(equivalent):
        return element.get(equivalent, "")
    raise UnknownCode(
        Message("the code '{element}' stands for nothing that was exported", element=element.get("id", ""))
    )
