"""Sentences for people, which can be said again in another language when they are shown.

A `Message` is an English string, and remembers what it was made of. So rooms write and compare plain sentences, caches
and worker processes hand them on, and only where a person reads them does somebody ask for their language. The words
follow GNU gettext: a `msgid` is the English pattern, under which a catalogue has the translation. The catalogues stand
in `locale/`; `tools/make_catalogues.py` takes the patterns out of the sources.
"""

from __future__ import annotations

import dataclasses
import gettext
import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Any


def marked(msgid: str) -> str:
    """The same pattern: this marks one that stands in a table, so that it comes into the catalogues (gettext's N_)."""
    return msgid


LOCALE = Path(__file__).parents[1] / "locale"
"""The folder of the catalogues."""
DOMAIN = "reportgen"
"""The name of the catalogues, as gettext calls it."""
ENGLISH = "en"
LOCALES = {ENGLISH: "en", "zh-Hant": "zh_Hant", "zh-Hans": "zh_Hans"}
"""Language that sentences are said in → the folder of its catalogue, and how gettext is asked for it."""
_TRADITIONAL = ("hant", "hk", "tw", "mo")
"""Scripts and regions of Chinese that write traditional characters (BCP 47 and POSIX names of locales)."""
SEPARATOR = marked(", ")
"""What stands between the words of a list; a catalogue translates it too."""

MOST_QUOTED = 1_500
"""The characters that a sentence says of a value: whatever stands in a person's file, a problem can be read."""

Translate = Callable[[str], str]
"""From a `msgid` to its translation, or to itself where there is none: the `gettext` of a catalogue."""


def language_of(name: str) -> str:
    """The language of `LOCALES` that a BCP 47 tag or the name of a locale asks for; empty for one that we lack."""
    language, *others = name.partition(".")[0].partition("@")[0].replace("_", "-").lower().split("-")
    if language == "zh":
        return "zh-Hant" if "hans" not in others and any(part in _TRADITIONAL for part in others) else "zh-Hans"
    return ENGLISH if language == "en" else ""


@cache
def translation_into(language: str) -> Translate:
    """What translates into one of `LOCALES`, whatever language the program itself speaks at the time."""
    return gettext.translation(DOMAIN, LOCALE, [LOCALES[language]], fallback=True).gettext


class Message(str):
    """An English sentence, made of a pattern and of what stands in its places.

    `msgid` has places in braces, as `str.format` reads them, if there are `values`; without values it is the sentence
    itself, and braces mean nothing. A value is a number or a text, another `Message`, or a list of texts, which are
    joined with commas; anything else is taken as its text. Of a long text `MOST_QUOTED` characters are said. A pattern
    has no word that hangs on a number or another value: say two patterns where English needs two.

    >>> Message("'{word}' is not one of {known}", word="x", known=("y", "z"))
    "'x' is not one of y, z"
    """

    __slots__ = ("msgid", "values")
    msgid: str
    values: Mapping[str, Any]

    def __new__(cls, msgid: str = "", /, **values: object) -> Message:
        """Make the sentence in English."""
        kept = {name: _plain(value) for name, value in values.items()}
        message = super().__new__(cls, _filled(msgid, kept, str))
        message.msgid, message.values = msgid, kept
        return message

    def __str__(self) -> str:
        return self  # `str(fault)` of an exception that was raised with a message is that message

    def __reduce__(self) -> tuple[Callable[[str, Mapping[str, Any]], Message], tuple[str, Mapping[str, Any]]]:
        return _made_again, (self.msgid, self.values)


def translated(text: str, translate: Translate) -> str:
    """A sentence in another language, with all messages that stand in it; a plain string is handed back."""
    if not isinstance(text, Message) or not text.msgid:  # gettext has a catalogue's head under the empty string
        return text
    return _filled(translate(text.msgid), text.values, translate)


def all_translated(value: Any, translate: Translate, without: Collection[type] = ()) -> Any:
    """Plain data (mappings, lists, tuples and dataclasses) with every sentence in it in another language.

    Values of the types `without` are known to hold no sentence, and stay as they are.
    """
    kind = type(value)
    if kind is Message:
        return translated(value, translate)
    if kind in without:
        return value
    if isinstance(value, dict):
        return {key: all_translated(each, translate, without) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [all_translated(each, translate, without) for each in value]
    if dataclasses.is_dataclass(kind):
        fields = dataclasses.fields(kind)
        return {field.name: all_translated(getattr(value, field.name), translate, without) for field in fields}
    return value


def message_to_json(text: str) -> str | list[Any]:
    """A sentence as plain data, from which `message_from_json` makes it again."""
    if not isinstance(text, Message):
        return text
    return [text.msgid, {name: _value_to_json(value) for name, value in text.values.items()}]


def message_from_json(kept: str | list[Any]) -> str:
    """The sentence that `message_to_json` has made plain."""
    if isinstance(kept, str):
        return kept
    msgid, values = kept
    return Message(msgid, **{name: _value_from_json(value) for name, value in values.items()})


_SIDES = ("{sentence:before}", "{sentence:after}")
"""The patterns of what stands before and behind the first semicolon of a sentence."""
_SEMICOLON = re.compile("; ?|；")


def message_and_hint(text: str) -> tuple[str, str]:
    """What is wrong, and what to do, of a sentence that says both with a semicolon between them.

    Each is translated as its side of the sentence. The semicolon is that of the pattern: no value parts a sentence.

    >>> message_and_hint(Message("'{word}' is no number; write digits", word="a; b"))
    ("'a; b' is no number", 'write digits')
    """
    if isinstance(text, Message):
        before, after = (Message(side, sentence=text) for side in _SIDES)
        return before, after
    message, _, hint = text.partition("; ")
    return message, hint


def _side(number: int, sentence: str, translate: Translate) -> str:
    if not isinstance(sentence, Message):
        return message_and_hint(sentence)[number]
    sides = _SEMICOLON.split(translate(sentence.msgid), maxsplit=1)
    return _filled(sides[number], sentence.values, translate) if number < len(sides) else ""


def _filled(pattern: str, values: Mapping[str, Any], translate: Translate) -> str:
    """A pattern with its values; `translate` is for the messages among them and the commas of lists."""
    if pattern in _SIDES:
        return _side(_SIDES.index(pattern), values["sentence"], translate)
    return pattern.format_map({name: _said(value, translate) for name, value in values.items()}) if values else pattern


def _said(value: Any, translate: Translate) -> Any:
    """A value as it stands in a sentence."""
    if isinstance(value, tuple):
        return translate(SEPARATOR).join(str(_said(one, translate)) for one in value)
    return translated(value, translate) if isinstance(value, Message) else value


def _plain(value: object) -> Any:
    """A value as a message keeps it: a number, a text (the beginning of a long one) or a tuple of these."""
    if isinstance(value, int | float | Message):
        return value
    if isinstance(value, list | tuple):
        return tuple(map(_plain, value))
    return shortened(str(value), MOST_QUOTED)


def in_one_line(text: str, most: int) -> str:
    """A text for a message as `shortened` has it, with a space for every line break and row of spaces."""
    return shortened(" ".join(text.split()), most)


def shortened(text: str, most: int) -> str:
    """A text for a message, of at most so many characters; one that is longer ends with an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _value_to_json(value: Any) -> Any:
    """A value as plain data: a message is an object in a list of its own, a tuple one of its parts."""
    if isinstance(value, tuple):
        return {"list": [_value_to_json(one) for one in value]}
    return {"message": message_to_json(value)} if isinstance(value, Message) else value


def _value_from_json(kept: Any) -> Any:
    if not isinstance(kept, dict):
        return kept
    return message_from_json(kept["message"]) if "message" in kept else tuple(map(_value_from_json, kept["list"]))


def _made_again(msgid: str, values: Mapping[str, Any]) -> Message:
    return Message(msgid, **values)
