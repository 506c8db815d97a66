"""Rules about official names in texts: written out instead of referred to, or in one language only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reportgen.check.places import Place, all_texts, plain, printed, references
from reportgen.check.registry import Finding, rule
from reportgen.check.search import WordSearch
from reportgen.diagnostics import Severity
from reportgen.lang.spans import count_ideographs
from reportgen.model.glossary import Glossary, Term
from reportgen.model.language import LANGUAGES
from reportgen.project.load import Project

OFFERED_KINDS: Mapping[str, bool] = MappingProxyType(
    {"body": True, "person": True, "post": True, "programme": True, "event": True, "document": False, "place": False}
)
"""Kinds of term that are names → whether their short forms are.

The short form of a document or a place (框架安排, 合作區) is a word of the language too. A policy term
is not a name but wording: a converter keeps it exact without a reference.
"""

COUNTED_KINDS = frozenset({"body", "person", "programme", "document"})
"""Kinds of term that one language cannot name where the other does not."""

_FEWEST_IDEOGRAPHS = {True: 3, False: 2}
"""The Chinese characters that a name needs to be told from a word: a short one, a full one."""


@rule("bare-name", Severity.WARNING)
def bare_name(project: Project) -> Iterator[Finding]:
    """An official name from the glossary is written out in a text.

    Why: a name that is referred to is introduced with its short form, listed in the appendix, and corrected
    everywhere when the glossary is. Places that everyone names every day can be accepted in reportgen.yaml.

    For example:
        The Hong Kong Trade Development Council opens an office

    Instead:
        The [[hktdc]] opens an office
    """
    searches = {tag: _bare_names(project.glossary, tag) for tag in LANGUAGES}
    for place in all_texts(project):
        if _is_quoted(place):
            continue
        for tag, wording in place.value.root.items():
            offers, search = searches[tag]
            for word in dict.fromkeys(hit.word for hit in search.hits(plain(wording))):
                if word in offers:
                    message = f"'{word}' is a name from the glossary"
                    yield Finding(place.at(tag), message, f"write {offers[word]}", subject=word)


@rule("missing-counterpart", Severity.WARNING)
def missing_counterpart(project: Project) -> Iterator[Finding]:
    """A text names a body, person, programme or document in English and not in Chinese, or the reverse.

    Why: readers of the two languages are told different things. What counts is that the name, its short form
    or a longer name with it in it is printed, referred to or not.

    For example:
        en: The [[hktdc]] opens an office
        zh-Hant: 開設辦事處

    Instead:
        en: The [[hktdc]] opens an office
        zh-Hant: [[hktdc]]開設辦事處
    """
    for place in all_texts(project):
        if _is_quoted(place):
            continue
        english = place.value.get("en")
        for tag in place.value.root if english is not None else ():
            if LANGUAGES[tag].is_chinese:
                yield from _missing(place, "en", tag, project.glossary)
                yield from _missing(place, tag, "en", project.glossary)


def _missing(place: Place, said_in: str, wanted_in: str, glossary: Glossary) -> Iterator[Finding]:
    """The terms that one language of a text refers to and the other does not name."""
    reader_sees = printed(place.value.root[wanted_in], wanted_in, glossary)
    named = {reference.id for reference in references(place.value.root[wanted_in])}
    for term_id in dict.fromkeys(reference.id for reference in references(place.value.root[said_in])):
        term = glossary.terms.get(term_id)
        if not term or term.kind not in COUNTED_KINDS or term_id in named:
            continue
        names = (term.names[wanted_in], term.shorts.get(wanted_in, ""))
        if not any(len(name) > 1 and name in reader_sees for name in names):
            message = f"'{term.names[wanted_in]}' is named in '{said_in}' and not in '{wanted_in}'"
            hint = f"write [[{term_id}]] here too, or take it out there"
            yield Finding(place.at(wanted_in), message, hint, subject=term_id)


def _bare_names(glossary: Glossary, tag: str) -> tuple[dict[str, str], WordSearch]:
    """Name → what to write for it, and a search that also knows the longer names that are none of these."""
    offers: dict[str, str] = {}
    others: list[str] = []
    for term in glossary:
        for name, reference, is_short in _spellings(term, tag):
            kind_offers = OFFERED_KINDS.get(term.kind)
            if kind_offers is None or (is_short and not kind_offers) or not _is_distinct(name, tag, is_short):
                others.append(name)
            else:
                offers.setdefault(name, reference)
    return offers, WordSearch((*offers, *others))


def _spellings(term: Term, tag: str) -> Iterator[tuple[str, str, bool]]:
    """The names of a term in a language, longest form first: the name, the reference, whether it is a short form."""
    name, short = term.names.get(tag, ""), term.shorts.get(tag, "")
    if name and term.honorific and tag == "en":
        yield f"{term.honorific} {name}", f"[[{term.id}]]", False
    if name:
        yield name, f"[[{term.id}]]", False
    if short:
        yield short, f"[[{term.id}|short]]", True


def _is_distinct(name: str, tag: str, is_short: bool) -> bool:
    """Whether a name is long enough not to be found in other words."""
    if LANGUAGES[tag].is_chinese:
        return count_ideographs(name) >= _FEWEST_IDEOGRAPHS[is_short] or name.isascii()
    return len(name) > 1


def _is_quoted(place: Place) -> bool:
    """Whether a text is the title of a source, which is not in our words."""
    return place.path[:1] == ("sources",) and place.key == "title"
