"""Writes the names of glossary terms in a language: in full, short, with a person's post."""

from __future__ import annotations

from reportgen.model.glossary import Glossary, Term
from reportgen.model.language import Language


def full_name(term: Term, language: Language) -> str:
    """A term's official name, with the honorific of people in languages that print it before the name."""
    name = term.names[language.tag]
    return language.names.with_honorific.format(honorific=term.honorific, name=name) if term.honorific else name


def short_name(term: Term, language: Language) -> str:
    """A term's short form, or its name where it has none."""
    return term.shorts.get(language.tag) or full_name(term, language)


def name_with_post(person: Term, glossary: Glossary, language: Language) -> str:
    """Post and name: "Secretary for Development, Ms Bernadette Linn", 發展局局長甯漢豪."""
    if not person.post:
        return full_name(person, language)
    post = glossary[person.post].names[language.tag]
    return language.names.with_post.format(post=post, name=full_name(person, language))
