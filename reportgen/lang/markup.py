"""Parses the markup of a text: `[[term]]`, `**strong**`, `[label](https://…)`; everything else is plain.

Two more forms are inline wordings, which go before every rule of conversion: `[[keep:原文]]` prints 原文 in
every language; `[[zh-Hans:信息|資訊]]` prints 信息 in the language of that tag and 資訊 elsewhere (as many tags
as needed, the wording without a tag last).

Strong text and links hold plain text and term references, nothing deeper: that is what one Word or
PowerPoint run can carry. A single bracket or star is an ordinary character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.diagnostics import Message

TERM_FORMS = ("", "short", "full", "post")
"""The forms that `[[id|form]]` may ask for; empty means full at first mention, short after."""

LINK_SCHEMES = ("https://", "http://", "mailto:")
"""The only targets a document links to: a `file:` or `javascript:` link has no place in a report."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_INLINE_WORDING = re.compile(r"\[\[(?:keep|[a-z]{2,3}(?:-[A-Za-z0-9]+)*):[^\[\]]*\]\]")
_TAGGED = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]+)*):(.*)", re.DOTALL)
_LABEL = r"(?:[^\[\]]|\[\[[^\[\]]*\]\])*"
_OPENING = re.compile(rf"\[\[|\*\*|\[(?={_LABEL}\]\()")
_LINK = re.compile(rf"\[({_LABEL})\]\(((?:[^()\s]|\([^()\s]*\))*)\)")


class MarkupError(ValueError):
    """A fault in the markup of a text; `offset` counts characters from the start of the text."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message, offset)
        self.message = message
        self.offset = offset

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True)
class Plain:
    """Text as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class TermRef:
    """A glossary term to be named; `form` is one of `TERM_FORMS`."""

    id: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Strong:
    """Text to be emphasised."""

    tokens: tuple[Plain | TermRef, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A label that leads to `target`."""

    tokens: tuple[Plain | TermRef, ...]
    target: str


Token = Plain | TermRef | Strong | Link
"""One piece of a parsed text."""


@dataclass(frozen=True, slots=True)
class Wording:
    """An inline wording; `for_this_language` if it is meant for the language asked for, and not to be converted."""

    text: str
    for_this_language: bool


def authored_wording(markup: str, tag: str) -> Wording | None:
    """The wording of `[[keep:…]]` or `[[zh-Hans:…|…]]` for a language; None for any other markup.

    >>> authored_wording("[[zh-Hans:信息|資訊]]", "zh-Hans")
    Wording(text='信息', for_this_language=True)
    """
    if not _INLINE_WORDING.fullmatch(markup):
        return None
    if markup.startswith("[[keep:"):
        return Wording(markup[len("[[keep:") : -2], True)
    plain = ""
    for part in markup[2:-2].split("|"):
        tagged = _TAGGED.fullmatch(part)
        if tagged and tagged[1] == tag:
            return Wording(tagged[2], True)
        plain = plain if tagged else part
    return Wording(plain, False)


def tagged_wordings(text: str) -> Iterator[tuple[str, str]]:
    """The tag and the wording of every inline wording for one language, in order.

    >>> list(tagged_wordings("[[keep:甲]][[zh-Hans:信息|資訊]]"))
    [('zh-Hans', '信息')]
    """
    for found in _INLINE_WORDING.finditer(text) if "[[" in text else ():
        for part in found[0][2:-2].split("|"):
            tagged = _TAGGED.fullmatch(part)
            if tagged and tagged[1] != "keep":
                yield tagged[1], tagged[2]


def parse_markup(text: str, language: str = "") -> tuple[Token, ...]:
    """The tokens of a text, in order; raises `MarkupError` at the first fault.

    `language` is the tag of the language the text is in: it decides what `[[zh-Hans:…|…]]` prints.

    >>> parse_markup("[[hktdc|short]] opens **today**")
    (TermRef(id='hktdc', form='short'), Plain(text=' opens '), Strong(tokens=(Plain(text='today'),)))
    """
    return _merge_plain([token for _, token in markup_pieces(text, language)])


def markup_pieces(text: str, language: str = "") -> Iterator[tuple[str, Token]]:
    """The tokens as in `parse_markup`, each with the markup it was read from; an inline wording is a token by itself.

    >>> list(markup_pieces("[[keep:甲]]乙"))
    [('[[keep:甲]]', Plain(text='甲')), ('乙', Plain(text='乙'))]
    """
    position = 0
    while opening := _OPENING.search(text, position):
        for plain in _plain(text[position : opening.start()]):
            yield plain.text, plain
        token, position = _read(text, opening, language)
        yield text[opening.start() : position], token
    for plain in _plain(text[position:]):
        yield plain.text, plain


def term_ids(text: str) -> tuple[str, ...]:
    """The ids of the terms a text refers to, each once, in order of first mention."""
    ids: dict[str, None] = {}
    for token in parse_markup(text):
        for part in token.tokens if isinstance(token, Strong | Link) else (token,):
            if isinstance(part, TermRef):
                ids[part.id] = None
    return tuple(ids)


def _plain(text: str) -> tuple[Plain, ...]:
    return (Plain(text),) if text else ()


def _merge_plain(tokens: list[Token]) -> tuple[Token, ...]:
    """The tokens with neighbouring plain ones in one."""
    joined: list[Token] = []
    for token in tokens:
        last = joined[-1] if joined else None
        if isinstance(token, Plain) and isinstance(last, Plain):
            joined[-1] = Plain(last.text + token.text)
        else:
            joined.append(token)
    return tuple(joined)


def _read(text: str, opening: re.Match[str], language: str) -> tuple[Token, int]:
    """The token that begins at `opening`, and where the text goes on."""
    if opening[0] == "[[":
        return _read_term(text, opening.start(), language)
    if opening[0] == "**":
        return _read_strong(text, opening.start(), language)
    return _read_link(text, opening.start(), language)


def _read_term(text: str, start: int, language: str) -> tuple[Plain | TermRef, int]:
    end = text.find("]]", start)
    if end < 0 or "[[" in text[start + 2 : end]:
        raise MarkupError(Message("a term reference is not closed; write [[id]]"), start)
    wording = authored_wording(text[start : end + 2], language)
    if wording:
        if not wording.text and not text[start : end + 2].endswith("|]]"):
            raise MarkupError(Message("the wording is empty; write [[keep:…]] or [[zh-Hans:…|…]]"), start)
        return Plain(wording.text), end + 2
    term_id, bar, form = text[start + 2 : end].partition("|")
    if not _ID.fullmatch(term_id):
        raise MarkupError(
            Message("'{term_id}' is not a term id; ids are lower-case words joined by hyphens", term_id=term_id), start
        )
    if form not in TERM_FORMS or (bar and not form):
        known = [form for form in TERM_FORMS if form]
        raise MarkupError(
            Message(
                "unknown form '{form}' of [[{term_id}]]; use one of {known}", form=form, term_id=term_id, known=known
            ),
            start,
        )
    return TermRef(term_id, form), end + 2


def _read_strong(text: str, start: int, language: str) -> tuple[Strong, int]:
    end = text.find("**", start + 2)
    if end < 0:
        raise MarkupError(Message("strong text is not closed; write **text**"), start)
    if not text[start + 2 : end].strip():
        raise MarkupError(Message("strong text is empty; write **text**"), start)
    return Strong(_read_inner(text, start + 2, end, language, "strong text")), end + 2


def _read_link(text: str, start: int, language: str) -> tuple[Link, int]:
    found = _LINK.match(text, start)
    if not found:
        raise MarkupError(Message("a link is not closed; write [label](https://…)"), start)
    label, target = found.groups()
    if not label.strip():
        raise MarkupError(Message("a link has no label; write [label](https://…)"), start)
    if not any(target.startswith(scheme) and len(target) > len(scheme) for scheme in LINK_SCHEMES):
        raise MarkupError(
            Message("'{target}' is not a link target; use https://, http:// or mailto:", target=target), start
        )
    return Link(_read_inner(text, *found.span(1), language, "a link"), target), found.end()


def _read_inner(text: str, start: int, end: int, language: str, place: str) -> tuple[Plain | TermRef, ...]:
    """The tokens from `start` to `end`, which may not nest any further."""
    tokens: list[Plain | TermRef] = []
    position = start
    while (opening := _OPENING.search(text, position)) and opening.start() < end:
        if opening[0] != "[[":
            raise MarkupError(
                Message("only plain text and term references can stand inside {place}", place=place), opening.start()
            )
        tokens += _plain(text[position : opening.start()])
        token, position = _read_term(text[:end], opening.start(), language)
        tokens.append(token)
    tokens += _plain(text[position:end])
    return tuple(tokens)
