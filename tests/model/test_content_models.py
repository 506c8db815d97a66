"""The content models: what they accept, what they refuse and in which words, and the walk over them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from reportgen.model.content import Agreement, Figure, Item, Milestone, Sector, SourceRef, Text
from reportgen.model.inspection import walk

TEXT = {"en": "Word", "zh-Hant": "字"}
ITEM = {"lead": TEXT, "text": TEXT, "source": "record#1"}
SECTION = {"headline": TEXT, "say": TEXT}
SECTOR = {
    "id": "youth",
    "title": TEXT,
    "headline": TEXT,
    "summary": TEXT,
    "takeaways": [ITEM],
    "sections": {"glance": SECTION},
    "overview": {"progress": TEXT, "next_step": TEXT},
}


def _refusal(model: Any, value: Any) -> str:
    with pytest.raises(ValidationError) as fault:
        model.model_validate(value)
    return "; ".join(f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in fault.value.errors())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"zh-HK": "字"}, "unknown language 'zh-HK'"),
        ({"en": " \n"}, "the text for 'en' is empty"),
        ({}, "at least one language"),
    ],
)
def test_a_text_has_known_languages_and_words(value: dict[str, str], words: str) -> None:
    """A misspelt tag or an empty text would print nothing."""
    assert words in _refusal(Text, value)


def test_a_text_is_had_by_language() -> None:
    """A language that is not written is None, not an error: it may be derived."""
    text = Text.model_validate(TEXT)
    assert (text.get("zh-Hant"), text.get("zh-Hans")) == ("字", None)


@pytest.mark.parametrize(
    ("written", "document", "numbers"),
    [
        ("press-release#8", "press-release", (8,)),
        ("press-release#8-10", "press-release", (8, 9, 10)),
        ("press-release#1,4-6,9", "press-release", (1, 4, 5, 6, 9)),
        ("press-release#8, 10", "press-release", (8, 10)),
        ("p1#3", "p1", (3,)),
    ],
)
def test_a_source_names_a_document_and_paragraphs(written: str, document: str, numbers: tuple[int, ...]) -> None:
    """Ranges and lists are read one paragraph at a time."""
    source = SourceRef.model_validate(written)
    assert (source.document, source.numbers) == (document, numbers)


@pytest.mark.parametrize("written", ["press-release", "press-release#", "#8", "a#8–9", "a#8 9", "a#x", "a#12345"])
def test_another_source_is_refused(written: str) -> None:
    """The message shows the form, also where only the dash is the wrong one."""
    assert "press-release#8" in _refusal(SourceRef, written)


@pytest.mark.parametrize(("value", "number"), [("205", "205"), (10000, "10000"), ("1.5", "1.5"), ("-3", "-3")])
def test_a_figure_is_a_number(value: object, number: str) -> None:
    """Digits as typed, without the surprises of floating point."""
    assert Figure.model_validate({"value": value, "label": TEXT, "source": "a#1"}).value == Decimal(number)


@pytest.mark.parametrize("value", ["10 000", "10,000", "1万", "about 50", "", "1e5", "NaN", "0x10"])
def test_a_figure_is_digits_only(value: str) -> None:
    """Grouping, words and units are set by the program, in each language."""
    words = _refusal(Figure, {"value": value, "label": TEXT, "source": "a#1"})
    assert "value" in words
    assert "write digits only" in words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"currency": "EURO"}, "write its code of ISO 4217"),
        ({"currency": "HKD", "percent": True}, "not both"),
        ({"to": 10}, "put the smaller number first"),
        ({"to": "ten"}, "write digits only"),
    ],
)
def test_a_figure_says_one_thing(more: dict[str, object], words: str) -> None:
    """A sum of money in a currency that can be printed, or a percentage; a range from low to high."""
    assert words in _refusal(Figure, {"value": 10, "label": TEXT, "source": "a#1", **more})


@pytest.mark.parametrize(
    ("model", "value", "place"),
    [
        (Item, {**ITEM, "leed": TEXT}, "leed"),
        (Item, {key: ITEM[key] for key in ("lead", "source")}, "text"),
        (Milestone, {"date": "2023", "lead": TEXT, "text": TEXT, "status": "reached", "source": "a#1"}, "status"),
        (Figure, {"value": 1, "qualifier": "over", "label": TEXT, "source": "a#1"}, "qualifier"),
        (Agreement, {"document": "x", "kind": TEXT, "parties": ["a"], "date": "2023", "purpose": TEXT, "source": "a#1"},
         "parties"),
        (Sector, {**SECTOR, "takeaways": [ITEM] * 4}, "takeaways"),
        (Sector, {**SECTOR, "sections": {"glanse": SECTION}}, "sections"),
        (Sector, {**SECTOR, "id": "Youth"}, "id"),
    ],
)  # fmt: skip
def test_what_the_slides_cannot_show_is_refused_where_it_stands(model: Any, value: Any, place: str) -> None:
    """A misspelt key, a missing text, a choice that does not exist, too few or too many of a kind."""
    assert place in _refusal(model, value)


def test_content_is_frozen() -> None:
    """Nothing downstream can change what was read."""
    sector = Sector.model_validate(SECTOR)
    with pytest.raises(ValidationError, match="frozen"):
        sector.title = Text.model_validate(TEXT)  # type: ignore[misc]


def test_a_walk_comes_by_every_value_in_the_order_of_the_file() -> None:
    """Parents come before children; texts and sources are leaves."""
    sector = Sector.model_validate({**SECTOR, "progress": [{**ITEM, "by": ["council"]}]})
    paths = [path for path, _ in walk(sector)]
    assert paths[0] == ()
    assert len(paths) == len(set(paths))
    assert paths.index(("title",)) < paths.index(("takeaways", 0, "lead")) < paths.index(("progress", 0, "by", 0))
    leaves = [value for _, value in walk(sector) if isinstance(value, Text | SourceRef)]
    assert len(leaves) == 3 + 3 + 2 + 2 + 3
    assert not any("root" in path for path in paths)
