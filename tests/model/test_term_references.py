"""Which fields of content hold ids of glossary terms: one mark in the model, read by checks and by packs."""

from __future__ import annotations

from typing import get_args

import pytest
from pydantic import BaseModel

from reportgen.model import content
from reportgen.model.content import Agreement, Item, Sector
from reportgen.model.inspection import _term_fields
from reportgen.model.meeting import Meeting, Overview, SourceDocument, Statement

ANY, PERSON, DOCUMENT = "", "person", "document"


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Item, {"by": ANY}),
        (Statement, {"by": ANY, "who": PERSON}),
        (Agreement, {"document": DOCUMENT, "parties": ANY}),
        (Sector, {"terms": ANY}),
        (Overview, {"terms": ANY}),
        (SourceDocument, {"publisher": ANY}),
        (Meeting, {"chairs": PERSON, "attendees": PERSON}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_the_marked_fields(model: type[BaseModel], fields: dict[str, str]) -> None:
    """Two lists knew them before: both had `by`, `parties`, `terms` and `document`.

    Checks alone knew `publisher`, `chairs`, `attendees` and `who`. All are references: a publisher is printed with its
    source, so the list of terms of a pack has it too; people are in no such list, whatever refers to them.
    """
    assert _term_fields(model) == fields


def test_whatever_says_it_is_the_id_of_a_term_is_marked() -> None:
    """A field whose description speaks of the glossary has the mark, so that no new one is forgotten."""
    models = [each for each in vars(content).values() if isinstance(each, type) and issubclass(each, BaseModel)]
    described = [
        (model, name)
        for model in models
        for name, field in model.model_fields.items()
        if "glossary" in (field.description or "")
    ]
    assert described
    assert [name for model, name in described if name not in _term_fields(model)] == []
    assert get_args(content.TermId)
