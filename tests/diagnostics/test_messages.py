"""A sentence knows its parts, and can be said again in another language."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from reportgen.diagnostics import (
    Diagnostic,
    Location,
    Message,
    all_translated,
    diagnostic_from_json,
    diagnostic_to_json,
    language_of,
    message_and_hint,
    message_from_json,
    message_to_json,
    readable,
    translated,
)

NOT_ONE_OF = Message("'{word}' is not one of {known}: {why}", word="x", known=["y", Message("z")], why=Message("no"))
WORDS = {"no": "不", ", ": "、", "z": "乙", "'{word}' is not one of {known}: {why}": "{why}：“{word}”不在{known}之列"}


def test_a_message_is_its_english_sentence() -> None:
    """It compares, sorts and prints as the string that an f-string would have made."""
    assert NOT_ONE_OF == "'x' is not one of y, z: no"
    assert {NOT_ONE_OF: 1}["'x' is not one of y, z: no"] == 1


def test_a_message_is_said_in_another_language_with_all_that_stands_in_it() -> None:
    """Messages among the values, and the commas of lists, are translated too; a value that a user wrote is not."""
    assert translated(NOT_ONE_OF, lambda msgid: WORDS.get(msgid, msgid)) == "不：“x”不在y、乙之列"
    assert translated("a plain string", lambda msgid: "?") == "a plain string"
    assert translated(Message(), lambda msgid: "the head of the catalogue") == ""


def test_all_sentences_of_plain_data_are_said_in_another_language() -> None:
    """In lists, mappings and dataclasses; what is known to hold none stays the object that it is."""
    place = Location("deck.pptx", 4)
    found = all_translated(
        {"problems": [Diagnostic("wrong-value", Message("no"), place), "no"]}, lambda _: "不", (Location,)
    )
    assert [found["problems"][0]["message"], found["problems"][1]] == ["不", "no"]
    assert found["problems"][0]["location"] is place


@pytest.mark.parametrize(("name", "language"), [("zh_HK.UTF-8", "zh-Hant"), ("zh-Hans-HK", "zh-Hans"), ("fr", "")])
def test_a_language_is_found_by_the_tag_or_the_name_of_a_locale(name: str, language: str) -> None:
    """By script or region; none for a language that the program does not speak."""
    assert language_of(name) == language


def test_braces_mean_nothing_in_a_message_without_values() -> None:
    """Sentences about tags are written as they are."""
    assert Message("write {{ name }}") == "write {{ name }}"


@pytest.mark.parametrize("travel", [copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one)), str])
def test_a_message_stays_one_on_its_way(travel: object) -> None:
    """Worker processes hand it back whole, and so does `str`, which exceptions are asked for."""
    there = travel(NOT_ONE_OF)  # type: ignore[operator]
    assert (there, there.msgid, there.values) == (NOT_ONE_OF, NOT_ONE_OF.msgid, NOT_ONE_OF.values)
    assert isinstance(str(ValueError(NOT_ONE_OF)), Message)


def test_a_message_is_kept_as_plain_data() -> None:
    """What a cache keeps as JSON comes back with its parts."""
    there = message_from_json(json.loads(json.dumps(message_to_json(NOT_ONE_OF))))
    assert isinstance(there, Message)
    assert (there, there.msgid, there.values) == (NOT_ONE_OF, NOT_ONE_OF.msgid, NOT_ONE_OF.values)


def test_a_diagnostic_is_said_in_another_language_with_its_place() -> None:
    """Kept and read again, too: the line of a problem is a message of messages."""
    place = Location("deck.pptx", 0, (Message("slide {n}", n=4), 'shape "Body"'))
    kept = json.loads(json.dumps(diagnostic_to_json(Diagnostic("wrong-value", NOT_ONE_OF, place, Message("mend it")))))
    words = {
        **WORDS,
        "slide {n}": "第 {n} 张幻灯片",
        "{place}: error: {message}; {hint} [{code}]": "{place}：错误：{message}；{hint} [{code}]",
    }
    said = translated(str(diagnostic_from_json(kept)), lambda msgid: words.get(msgid, msgid))
    assert said == 'deck.pptx › 第 4 张幻灯片 › shape "Body"：错误：不：“x”不在y、乙之列；mend it [wrong-value]'


def test_what_programmers_read_is_taken_out_of_the_values_of_a_message() -> None:
    """The sentence stays one that can be translated."""
    said = readable(Message("{value} is no number", value="<Agent object at 0x7f3c2a1d4e50>"))
    assert isinstance(said, Message)
    assert said == "<Agent object> is no number"


def test_a_sentence_is_parted_from_what_to_do_in_every_language() -> None:
    """At the semicolon of its pattern, in each catalogue's own form; a value that holds one parts nothing."""
    words = {"'{word}' is no day; write {how}": "「{word}」不是日子；請寫{how}"}
    message, hint = message_and_hint(Message("'{word}' is no day; write {how}", word="a; b", how="2024"))
    assert (message, hint) == ("'a; b' is no day", "write 2024")
    for said, wanted in ((message, "「a; b」不是日子"), (hint, "請寫2024")):
        kept = message_from_json(json.loads(json.dumps(message_to_json(said))))
        assert translated(kept, lambda msgid: words.get(msgid, msgid)) == wanted
    assert message_and_hint(Message("no way out")) == ("no way out", "")
    assert message_and_hint("plain; said") == ("plain", "said")


def test_of_a_long_value_the_beginning_is_said() -> None:
    """Whatever stands in a person's file, the problem can be read; the sentence around the value stays whole."""
    said = Message("the id '{id}' is not the name of the file", id="x" * 50_000)
    assert len(said) < 2_000
    assert said.startswith("the id 'xxx")
    assert said.endswith("x…' is not the name of the file")
    inner = Message("{what} and {what}", what="y" * 1_000)
    assert str(inner) in Message("see: {inner}", inner=inner)
