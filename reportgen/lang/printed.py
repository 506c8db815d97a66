"""A text about as a reader sees it: markup taken away, names filled in; and how much room that takes."""

from __future__ import annotations

import math
import unicodedata

from reportgen.lang.markup import Link, Plain, Strong, TermRef, parse_markup
from reportgen.lang.spans import mask
from reportgen.model.glossary import Glossary
from reportgen.model.language import Language

NAME_MASK = "\u3013"
"""Stands for a name in a plain text: U+3013 GETA MARK, the printers' mark for what is missing, is in no word."""


def flat_tokens(markup: str, tag: str) -> tuple[Plain | TermRef, ...]:
    """The tokens of a markup in a language, those in strong text and links in their place; raises `MarkupError`."""
    tokens: list[Plain | TermRef] = []
    for token in parse_markup(markup, tag):
        if isinstance(token, Strong | Link):
            tokens += token.tokens
        else:
            tokens.append(token)
    return tuple(tokens)


def plain_text(markup: str, tag: str) -> str:
    """A text without markup, with `NAME_MASK` for each term and addresses masked; raises `MarkupError`."""
    return masked(flat_tokens(markup, tag))


def masked(tokens: tuple[Plain | TermRef, ...]) -> str:
    """The plain text of tokens, with `NAME_MASK` for each that is none, and with addresses masked."""
    return "".join(mask(token.text) if isinstance(token, Plain) else NAME_MASK for token in tokens)


def printed_name(reference: TermRef, tag: str, glossary: Glossary) -> str:
    """What a reference prints in a language, first mentions not considered; its id where the glossary lacks it."""
    if reference.id not in glossary:
        return reference.id
    term = glossary[reference.id]
    name = term.names.get(tag, "")
    return term.shorts.get(tag, name) if reference.form == "short" else name


def text_length(text: str, language: Language) -> int:
    """How many characters a printed text has; of Chinese, two half-width ones count as one."""
    if not language.full_width:
        return len(text)
    return math.ceil(sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text))


def printed_text(markup: str, tag: str, glossary: Glossary) -> str:
    """A text as it is printed in a language, first mentions not considered; raises `MarkupError`."""
    tokens = flat_tokens(markup, tag)
    return "".join(t.text if isinstance(t, Plain) else printed_name(t, tag, glossary) for t in tokens)
