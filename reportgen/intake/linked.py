"""Finds the names of a glossary in the texts of a document, and refers to them instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.lang.whole_words import WholeWordSearch
from reportgen.model.glossary import Glossary, Term
from reportgen.model.language import Language


class Linker:
    """Writes `[[id]]` for the glossary's names in texts of one language, so that these print as they stand there."""

    def __init__(self, glossary: Glossary, language: Language) -> None:
        self._references: dict[str, tuple[Term, str]] = {}
        for term in glossary:
            for name, form in _spellings(term, language.tag):
                self._references.setdefault(name, (term, form))
        self._search = WholeWordSearch(self._references)
        self._tag = language.tag

    def linked(self, text: str) -> str:
        """The text with references: a name with its short form in brackets is `[[id]]`, each alone has its form."""
        text = text.replace("[[", "[ [")
        pieces, end = [], 0
        for hit in self._search.hits(text):
            if hit.start < end:
                continue
            term, form = self._references[hit.word]
            short = term.shorts.get(self._tag, "")
            behind = (
                re.match(rf"\s?[(（]{re.escape(short)}[)）]", text[hit.end :]) if short and form == "full" else None
            )
            form = "" if behind or not short else form
            pieces += [text[end : hit.start], f"[[{term.id}{'|' if form else ''}{form}]]"]
            end = hit.end + (behind.end() if behind else 0)
        return "".join([*pieces, text[end:]])

    def term(self, name: str) -> Term | None:
        """The term whose name or short form in this language is just this."""
        found = self._references.get(name) or self._references.get(name.removeprefix("the "))
        return found[0] if found else None


def _spellings(term: Term, tag: str) -> Iterator[tuple[str, str]]:
    """The spellings of a term that a text can mean it by; one character alone (深) is a part of other words."""
    for name, form in ((term.names.get(tag, ""), "full"), (term.shorts.get(tag, ""), "short")):
        if len(name) > 1:
            yield name, form
