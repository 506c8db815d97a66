"""Finds the words that are typed in a template and that its outputs print, in whatever language these are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from reportgen.office.drawing.placeholders import placeholder_of
from reportgen.office.markup.dialect import SHAPES
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.office.markup.text_places import Use
from reportgen.office.markup.texts import texts
from reportgen.review.document import OfficeDocument

_FIELDS = (qn("a:fld"), qn("w:fldChar"), qn("w:fldSimple"))
"""What marks a text that Office writes itself, at least in part."""
_FOR_EDITORS = "comments"
_PROMPTING = ("layout", "master")
"""Words in the steps of parts whose placeholders hold prompts, which no reader sees."""


class TypedText(NamedTuple):
    """A paragraph with typed words: the steps to it, all of its text with tags, and whether it has none."""

    steps: tuple[str, ...]
    text: str
    is_whole: bool


def typed_texts(document: OfficeDocument) -> Iterator[TypedText]:
    """Yield each paragraph of a template that has words outside of tags, once, where it stands first."""
    seen = set()
    for part in document.parts:
        prompts = any(word in part.steps[0] for word in _PROMPTING)
        for found in texts(document.root(part.name), Use.LOCALISED) if part.steps[0] != _FOR_EDITORS else ():
            if found.dialect is None or (prompts and _is_in_placeholder(found.element)) or _has_field(found.element):
                continue
            text = " ".join(paragraph_text(found.element, found.dialect).split())
            literal = document.texts.literal(text)
            if text not in seen and any(map(str.isalpha, literal)):
                seen.add(text)
                yield TypedText((*part.steps, *document.places.to(found.element)), text, literal == text)


def _is_in_placeholder(paragraph: etree._Element) -> bool:
    shape = next(paragraph.iterancestors(*SHAPES), None)
    return shape is not None and placeholder_of(shape) is not None


def _has_field(paragraph: etree._Element) -> bool:
    return next(paragraph.iter(*_FIELDS), None) is not None
