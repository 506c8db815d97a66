"""Rules about official names in texts: those written out instead of referred to, or in one language only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reportgen.characters import count_ideographs
from reportgen.check.nodes import CheckedFile, Shared, TextNode, Wording
from reportgen.check.registry import Finding, rule
from reportgen.diagnostics import Message, Severity
from reportgen.lang.whole_words import WholeWordSearch
from reportgen.model.glossary import Glossary, Term
from reportgen.model.language import Language

NAME_KINDS: Mapping[str, bool] = MappingProxyType(
    {"body": True, "person": True, "post": True, "programme": True, "event": True, "document": False, "place": False}
)
"""Kinds of term that are names → whether their short forms are names too.

The short form of a document or a place (框架安排, 合作區) is a word of the language too. A policy term
is not a name but wording: a converter keeps it exact without a reference.
"""

COMPARED_KINDS = frozenset({"body", "person", "programme", "document"})
"""Kinds of term that must be named in both languages or in neither."""

_MODIFIER = re.compile(r" (?:of|for|on|in|at|to|between) |, ")
"""What follows the head noun of an English name: Government | of the …."""

_MARKS = "《》「」“”"

_FEWEST_IDEOGRAPHS = {True: 3, False: 2}
"""Whether it is a short form → the ideographs that a name needs to be distinguished from a word."""


@rule("bare-name", Severity.WARNING)
def bare_name(file: CheckedFile) -> Iterator[Finding]:
    """An official name from the glossary is written out in a text.

    Why: a name that is referred to is introduced with its short form, listed in the appendix, and corrected
    everywhere when the glossary is. Places that everyone names every day can be accepted in reportgen.yaml.

    For example:
        The Hong Kong Trade Development Council opens an office

    Instead:
        The [[hktdc]] opens an office
    """
    searches = file.shared.once(_bare_names)
    for wording in file.wordings:
        if _is_quoted(wording.text):
            continue
        references_by_name, search = searches[wording.tag]
        for word in dict.fromkeys(hit.word for hit in search.hits(wording.convertible)):
            if word in references_by_name:
                message = Message("'{word}' is a name from the glossary", word=word)
                yield wording.finding(
                    message,
                    Message("write {references_by_name}", references_by_name=references_by_name[word]),
                    subject=word,
                )


@rule("missing-counterpart", Severity.WARNING)
def missing_counterpart(file: CheckedFile) -> Iterator[Finding]:
    """A text names a body, person, programme or document in one language and not in another.

    Why: readers of the two languages are told different things. The name, its short form, a longer name with it
    in it, or its last word (the agreement, the Government; 協議, 政府) are all enough.

    For example:
        en: The [[hktdc]] opens an office
        zh-Hant: 開設辦事處

    Instead:
        en: The [[hktdc]] opens an office
        zh-Hant: [[hktdc]]開設辦事處
    """
    for text in file.texts:
        first = text.wordings.get(file.shared.meeting_languages[0])
        if first is None or _is_quoted(text):
            continue
        for other in text.wordings.values():
            if other.tag in file.shared.meeting_languages and not (first.language.chinese and other.language.chinese):
                yield from _missing(first, other, file.shared.glossary)
                yield from _missing(other, first, file.shared.glossary)


def _missing(named_in: Wording, wanted_in: Wording, glossary: Glossary) -> Iterator[Finding]:
    """The terms that one language of a text refers to and the other does not name."""
    named = {reference.id for reference in wanted_in.references}
    for term_id in dict.fromkeys(reference.id for reference in named_in.references):
        term = glossary.terms.get(term_id)
        if not term or term.kind not in COMPARED_KINDS or term_id in named or not _is_proper(term):
            continue
        mentions, reader_sees = _mentions(term, wanted_in.language), wanted_in.printed.text.casefold()
        if mentions and not any(mention.casefold() in reader_sees for mention in mentions):
            message = Message(
                "'{names}' is named in '{tag}' and not in '{other}'",
                names=term.names[wanted_in.tag],
                tag=named_in.tag,
                other=wanted_in.tag,
            )
            hint = Message("write [[{term_id}]] here too, or take it out there", term_id=term_id)
            found = wanted_in.finding(message, hint, subject=term_id)
            yield found._replace(languages=named_in.languages | wanted_in.languages)


def _mentions(term: Term, language: Language) -> set[str]:
    """The strings by which readers of a language recognise a term: its names, and their head nouns."""
    tag = language.tag
    names = {name for name in (term.names.get(tag, ""), term.shorts.get(tag, "")) if len(name) > 1}
    if language.chinese:
        return names | {name.strip(_MARKS)[-2:] for name in names}
    return names | {_head_noun(name) for name in names}


def _head_noun(name: str) -> str:
    """The head noun of an English name: Council, Government, agreement."""
    return (_MODIFIER.split(name)[0].split() or [name])[-1]


def _is_proper(term: Term) -> bool:
    """Whether a term is a name, and not a phrase such as "registration system" or "Mainland authorities"."""
    name = term.names.get("en", "")
    return not name or not _head_noun(name)[0].islower()


def _bare_names(shared: Shared) -> dict[str, tuple[dict[str, str], WholeWordSearch]]:
    """Language → name → the reference to write instead, and a search for these and for names that may be written out.

    The latter may hold one of the former, which is then not meant.
    """
    return {tag: _bare_names_in(shared.glossary, language) for tag, language in shared.languages.items()}


def _bare_names_in(glossary: Glossary, language: Language) -> tuple[dict[str, str], WholeWordSearch]:
    references_by_name: dict[str, str] = {}
    others: list[str] = []
    for term in glossary:
        for name, reference, is_short in _spellings(term, language):
            short_is_name = NAME_KINDS.get(term.kind)
            is_referable = short_is_name is not None and _is_proper(term) and (short_is_name or not is_short)
            if not is_referable or not _is_distinct(name, language, is_short):
                others.append(name)
            else:
                references_by_name.setdefault(name, reference)
    return references_by_name, WholeWordSearch((*references_by_name, *others))


def _spellings(term: Term, language: Language) -> Iterator[tuple[str, str, bool]]:
    """The names of a term in a language, the longest first: the name, the reference, whether it is a short form."""
    name, short = term.names.get(language.tag, ""), term.shorts.get(language.tag, "")
    addressed = language.names.with_honorific.format(honorific=term.honorific, name=name)
    if name and term.honorific and addressed != name:
        yield addressed, f"[[{term.id}]]", False
    if name:
        yield name, f"[[{term.id}]]", False
    if short:
        yield short, f"[[{term.id}|short]]", True


def _is_distinct(name: str, language: Language, is_short: bool) -> bool:
    """Whether a name is long enough not to be found in other words."""
    if language.chinese:
        return count_ideographs(name) >= _FEWEST_IDEOGRAPHS[is_short] or name.isascii()
    return len(name) > 1


def _is_quoted(text: TextNode) -> bool:
    """Whether a text is the title of a source, which is not in our words."""
    return text.path[:1] == ("sources",) and text.key == "title"
