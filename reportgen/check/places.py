"""The values of a project with their places: what rules walk over."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from reportgen.diagnostics import Location
from reportgen.lang.markup import (
    Link,
    MarkupError,
    Plain,
    Strong,
    TermRef,
    authored_wording,
    parse_markup,
    tagged_wordings,
)
from reportgen.lang.spans import mask
from reportgen.model.content import KeyPath, Text, walk
from reportgen.model.glossary import Glossary
from reportgen.project.load import Project

NAME = "\u3013"
"""Stands for a name: the printers' mark for what is missing, which is no character of any word."""

_BRACKETED = re.compile(r"\[\[[^\[\]]*\]\]")
_INLINE_WORDING = "[[x]]"


@dataclass(frozen=True, slots=True)
class Place:
    """A value of a project: `file_key` is the one `Project.location` takes."""

    project: Project
    file_key: str
    path: KeyPath
    value: Any

    @property
    def location(self) -> Location:
        """File and line."""
        return self.project.location(self.file_key, self.path)

    def at(self, tag: str) -> Location:
        """The place of a text's wording in one language."""
        return self.project.location(self.file_key, (*self.path, tag))

    @property
    def key(self) -> str:
        """The key the value stands under; list positions do not count."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")


def all_values(project: Project) -> Iterator[Place]:
    """Every value of the meeting, of its sectors and of the labels, in file order."""
    files = {"meeting": project.meeting, **project.sectors, "labels": dict(project.labels)}
    for file_key, model in files.items():
        for path, value in walk(model):
            yield Place(project, file_key, path, value)


def all_texts(project: Project) -> Iterator[Place]:
    """Every text; the place's value is a `Text`."""
    return (place for place in all_values(project) if isinstance(place.value, Text))


def all_wordings(project: Project) -> Iterator[tuple[str, Place]]:
    """Every text in every language it is written in: the language's tag, and a place whose value is a string."""
    for place in all_texts(project):
        for tag, wording in place.value.root.items():
            yield tag, Place(project, place.file_key, (*place.path, tag), wording)


def all_readings(project: Project) -> Iterator[tuple[str, Place]]:
    """As `all_wordings`, and what stands in them for one language: `[[zh-Hans:信息|資訊]]` says 信息 in zh-Hans."""
    for tag, place in all_wordings(project):
        yield tag, place
        for other, wording in decided_elsewhere(place.value, tag, project.languages):
            yield other, replace(place, value=wording)


def decided_elsewhere(wording: str, tag: str, languages: Container[str]) -> list[tuple[str, str]]:
    """The tags and wordings that stand in a text for others of the languages than its own."""
    return [(other, text) for other, text in tagged_wordings(wording) if other in languages and other != tag]


def flat_tokens(wording: str, tag: str) -> Iterator[Plain | TermRef]:
    """The plain text and term references of a wording in a language, also those in strong text and links.

    Nothing for a wording whose markup is faulty: `markup-error` reports it.
    """
    try:
        tokens = parse_markup(wording, tag)
    except MarkupError:
        return
    for token in tokens:
        if isinstance(token, Strong | Link):
            yield from token.tokens
        else:
            yield token


def plain(wording: str, tag: str) -> str:
    """The words that stand in a wording itself; `NAME` where it refers to a term, addresses blotted out."""
    return "".join(mask(token.text) if isinstance(token, Plain) else NAME for token in flat_tokens(wording, tag))


def undecided(wording: str, tag: str) -> str:
    """As `plain`, without the words that the author has decided on in the text: `NAME` in their place."""
    return plain(
        _BRACKETED.sub(lambda found: _INLINE_WORDING if authored_wording(found[0], tag) else found[0], wording), tag
    )


def references(wording: str, tag: str) -> list[TermRef]:
    """The terms a wording refers to, in their order."""
    return [token for token in flat_tokens(wording, tag) if isinstance(token, TermRef)]


class Printed(NamedTuple):
    """About what a reader sees of a wording, and which stretches of it are names from the glossary."""

    text: str
    names: tuple[range, ...]


def print_wording(wording: str, tag: str, glossary: Glossary) -> Printed:
    """Names in place of references, without markup."""
    text, names = "", []
    for token in flat_tokens(wording, tag):
        if isinstance(token, Plain):
            text += token.text
        else:
            name = _name(token, tag, glossary)
            names.append(range(len(text), len(text) + len(name)))
            text += name
    return Printed(text, tuple(names))


def printed(wording: str, tag: str, glossary: Glossary) -> str:
    """About what a reader sees: names in place of references, without markup."""
    return print_wording(wording, tag, glossary).text


def _name(reference: TermRef, tag: str, glossary: Glossary) -> str:
    if reference.id not in glossary:
        return reference.id
    term = glossary[reference.id]
    name = term.names.get(tag, "")
    return term.shorts.get(tag, name) if reference.form == "short" else name
