"""Walks over the values of a project: each is a node with its file and key path, which rules read and point at."""

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

NAME_MASK = "\u3013"
"""Stands for a name in a plain text: U+3013 GETA MARK, the printers' mark for what is missing, is in no word."""

_REFERENCE = re.compile(r"\[\[[^\[\]]*\]\]")
_MASKED_REFERENCE = "[[x]]"


@dataclass(frozen=True, slots=True)
class ContentNode:
    """A value of a project; `file_key` and `path` are as in `Project.location`."""

    project: Project
    file_key: str
    path: KeyPath
    value: Any

    @property
    def location(self) -> Location:
        """The file and line of the value."""
        return self.project.location(self.file_key, self.path)

    def location_in(self, tag: str) -> Location:
        """The file and line of a text's wording in one language."""
        return self.project.location(self.file_key, (*self.path, tag))

    @property
    def key(self) -> str:
        """The last key of the path, list positions left out."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")


def all_values(project: Project) -> Iterator[ContentNode]:
    """Every value of the meeting, of its sectors and of the labels, in file order."""
    files = {"meeting": project.meeting, **project.sectors, "labels": dict(project.labels)}
    for file_key, model in files.items():
        for path, value in walk(model):
            yield ContentNode(project, file_key, path, value)


def all_texts(project: Project) -> Iterator[ContentNode]:
    """Every text, as a node whose value is a `Text`."""
    return (node for node in all_values(project) if isinstance(node.value, Text))


def all_wordings(project: Project) -> Iterator[tuple[str, ContentNode]]:
    """Every text in every language it is written in: the language's tag, and a node whose value is a string."""
    for node in all_texts(project):
        for tag, wording in node.value.root.items():
            yield tag, ContentNode(project, node.file_key, (*node.path, tag), wording)


def all_wordings_with_inline(project: Project) -> Iterator[tuple[str, ContentNode]]:
    """As `all_wordings`, and the inline wordings in them for other languages: 信息 of `[[zh-Hans:信息|資訊]]`."""
    for tag, node in all_wordings(project):
        yield tag, node
        for other, wording in wordings_for_others(node.value, tag, project.languages):
            yield other, replace(node, value=wording)


def wordings_for_others(wording: str, tag: str, languages: Container[str]) -> list[tuple[str, str]]:
    """The tags and inline wordings in a text for other languages than its own, `tag`."""
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


def plain_text(wording: str, tag: str) -> str:
    """A wording without markup, with `NAME_MASK` for each term that it refers to, and with addresses masked."""
    return "".join(mask(token.text) if isinstance(token, Plain) else NAME_MASK for token in flat_tokens(wording, tag))


def convertible_text(wording: str, tag: str) -> str:
    """As `plain_text`, without the words that the author has decided on in the text: `NAME_MASK` in their place."""
    return plain_text(
        _REFERENCE.sub(lambda found: _MASKED_REFERENCE if authored_wording(found[0], tag) else found[0], wording), tag
    )


def references(wording: str, tag: str) -> list[TermRef]:
    """The terms a wording refers to, in their order."""
    return [token for token in flat_tokens(wording, tag) if isinstance(token, TermRef)]


class PrintedWording(NamedTuple):
    """A wording about as a reader sees it, and the positions of the names from the glossary in it."""

    text: str
    names: tuple[range, ...]


def print_wording(wording: str, tag: str, glossary: Glossary) -> PrintedWording:
    """Fill the full or short names into a wording and take out its markup; first mentions are not considered."""
    text, names = "", []
    for token in flat_tokens(wording, tag):
        if isinstance(token, Plain):
            text += token.text
        else:
            name = _name(token, tag, glossary)
            names.append(range(len(text), len(text) + len(name)))
            text += name
    return PrintedWording(text, tuple(names))


def printed_text(wording: str, tag: str, glossary: Glossary) -> str:
    """The text of `print_wording` alone."""
    return print_wording(wording, tag, glossary).text


def _name(reference: TermRef, tag: str, glossary: Glossary) -> str:
    if reference.id not in glossary:
        return reference.id
    term = glossary[reference.id]
    name = term.names.get(tag, "")
    return term.shorts.get(tag, name) if reference.form == "short" else name
