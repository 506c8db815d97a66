"""Turns any value into text, and text into markup."""

from __future__ import annotations

import cmath
import html
import re
from decimal import Decimal
from numbers import Complex, Rational
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any
from urllib.parse import quote

from reportgen.diagnostics import Message
from reportgen.office.markup.escaping import escape as _escape
from reportgen.template.values.size import check_size

_UNUSUAL = re.compile("[\0-\x08\x0b-\x1f\u2028\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Line ends of other systems, what XML cannot hold, and the engine's marks (`office/markup/marks.py`): nearly every
text has none of them."""

_LINE_ENDS = re.compile("\r\n|[\r\x0b\u2028]")
"""Line ends of Windows and old Macs, Office's line break in copied text (vertical tab), Unicode's line separator."""

_IN_ATTRIBUTE = str.maketrans(
    {"\n": " ", "\t": " ", "\u2029": " ", "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
)


_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z]\w*);")
"""A character as HTML writes it; what lacks its semicolon is text."""


class UnprintableCharacter(ValueError):
    """Raised for a character that XML, and so Office, cannot hold, or that Unicode keeps for programs."""


def plain_text(value: Any) -> str:
    """The text of any value: nothing for None, line ends as line feeds.

    Raises `UnprintableCharacter` for control characters and lone surrogates (XML 1.0, production 2), and for the
    noncharacters that mark places in a program.
    """
    if value is None:
        return ""
    text = string_of(value) if isinstance(value, str) else text_of(value)
    if not _UNUSUAL.search(text):
        return text
    text = _LINE_ENDS.sub("\n", text)
    bad = _UNUSUAL.search(text)
    if bad:
        raise UnprintableCharacter(Message("the character U+{code:04X} cannot stand in a document", code=ord(bad[0])))
    return text


def is_escaped(value: Any) -> bool:
    """Whether a string says that it is escaped already, as those of markupsafe and of web frameworks do."""
    return isinstance(value, str) and hasattr(value, "__html__")


def string_of(value: str) -> str:
    """What a string of any class says: of one that is escaped, what was escaped."""
    if type(value) is str:
        return value
    text = str.__str__(value)
    return unescaped(text) if is_escaped(value) else text


def unescaped(text: str) -> str:
    """A text with the characters that `&amp;`, `&#39;` and the like stand for; all else, also `<b>`, stays."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def text_of(value: Any) -> str:
    """The text of a value that is no string; raises `TypeError` where it has none."""
    check_size(value)
    check_has_text(value)
    check_is_finite(value)
    text = str(value)  # an unknown name in a list is reported
    check_is_no_list(value)
    return text


NOT_A_NUMBER = Message("the value is not a number (NaN); None stands for what is not known")
INFINITE = Message("the number is too large, or infinite")


def check_is_finite(value: Any) -> None:
    """Raise `ValueError` for NaN and for an infinite number of any type: no reader takes one for a fact."""
    if isinstance(value, Decimal):
        is_finite, is_nan = value.is_finite(), value.is_nan()
    elif isinstance(value, Complex) and not isinstance(value, Rational):  # whole numbers and fractions are finite
        is_finite, is_nan = cmath.isfinite(value), cmath.isnan(value)
    else:
        return
    if not is_finite:
        raise ValueError(NOT_A_NUMBER if is_nan else INFINITE)


def check_prints(value: Any) -> None:
    """Raise `TypeError` or `ValueError` for a value that is no string and has no text that a reader can use."""
    check_has_text(value)
    check_is_finite(value)
    check_is_no_list(value)


def check_is_no_list(value: Any) -> None:
    """Raise `TypeError` for a list or a table: of one Python has only its own notation."""
    if isinstance(value, dict):
        raise TypeError(
            Message("a table of names and values prints nothing readable; name one of its fields, or loop over it")
        )
    if isinstance(value, list | tuple | set | frozenset):
        raise TypeError(Message("a list prints nothing readable; write |join(', ') behind it, or loop over it"))


def inner_text(value: Any) -> str:
    """A value as a piece of a longer text; raises `TypeError` where it has none."""
    if value is None or type(value) is int:
        return str(value)
    return string_of(value) if isinstance(value, str) else text_of(value)


_KINDS = {(list, tuple): Message("list"), (BuiltinMethodType, FunctionType, MethodType): Message("function")}
"""What messages call kinds of values that Python calls otherwise."""


def check_has_text(value: Any) -> None:
    """Raise `TypeError` for a value of which Python has only a description, or whose items have none better."""
    if isinstance(value, bytes | bytearray | memoryview):
        raise TypeError(Message("bytes are no text; hand over what they say: data.decode('utf-8')"))
    if not has_text(value):
        what = next((word for kinds, word in _KINDS.items() if isinstance(value, kinds)), type(value).__name__)
        raise TypeError(
            Message("a value of the kind {what} has no text to print; name a field of it, or loop over it", what=what)
        )


def has_text(value: Any) -> bool:
    """Whether a value has a text of its own; Python's description of an object is none."""
    if isinstance(value, list | tuple | set | frozenset):
        return all(map(has_text, value))
    if isinstance(value, dict):
        return all(map(has_text, value)) and all(map(has_text, value.values()))
    only_described = type(value).__str__ is object.__str__  # type: ignore[comparison-overlap]
    if isinstance(value, bytes | bytearray | memoryview):
        return False
    return value is None or isinstance(value, int | float | complex) or not only_described


def escape_text(value: Any) -> str:
    """A value as the text of an element."""
    text = plain_text(value)
    return _escape(text) if "&" in text or "<" in text or ">" in text else text  # most texts have none


def escape_attribute(value: Any) -> str:
    """A value as part of an attribute in double quotes; line ends become spaces."""
    return plain_text(value).translate(_IN_ATTRIBUTE)


_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_DOCUMENT_BESIDE = re.compile(r"(\.\./)?([\w-]+/)?[\w.+-]+\.(pptx|docx|pdf)")
"""The relative path of another document: `../finance/finance-deck.en.pptx`."""


class UnsafeAddress(ValueError):
    """Raised for a link that does not lead to a page, an e-mail address, a telephone or a document beside this one."""


def safe_address(address: str) -> str:
    """An address that may be followed from a document, as a URI; raises `UnsafeAddress` for any other."""
    text = plain_text(address).strip()
    if not text.lower().startswith(_SCHEMES) and not _DOCUMENT_BESIDE.fullmatch(text):
        raise UnsafeAddress(
            Message(
                "'{text}' is not an address; it begins with {schemes}, or is a document's path from here",
                text=text,
                schemes=_SCHEMES,
            )
        )
    return _uri(text)


_BARE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_URI_CHARACTERS = "!$%&'()*+,/:;=?@[]~"


def _uri(address: str) -> str:
    """An address with its other characters percent-encoded (RFC 3987 §3.1); what is encoded already stays."""
    resource, mark, fragment = _BARE_PERCENT.sub("%25", address).partition("#")
    return quote(resource, _URI_CHARACTERS) + mark + quote(fragment, _URI_CHARACTERS)
