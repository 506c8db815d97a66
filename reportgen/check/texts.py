"""Rules about the wording of single texts."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator

from reportgen.check.places import all_texts, all_wordings, printed
from reportgen.check.registry import Finding, rule
from reportgen.diagnostics import Severity
from reportgen.lang.markup import MarkupError, parse_markup
from reportgen.model.glossary import Glossary
from reportgen.model.language import LANGUAGES
from reportgen.project.load import Project

MAX_HEADLINE = {False: 110, True: 56}
"""The longest headline that two lines of a slide hold, in characters: Latin, Chinese."""

_PLACEHOLDER = re.compile(r"%\(\w+\)s")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_IDEOGRAPH = "[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_HALF_WIDTH = re.compile(rf"{_IDEOGRAPH}[,;:?!]|[(]{_IDEOGRAPH}")
_SPACE = re.compile(rf"{_IDEOGRAPH} +(?:[A-Za-z0-9]|\[\[)|(?:[A-Za-z0-9%]|\]\]) +{_IDEOGRAPH}")


@rule("markup-error", Severity.ERROR)
def markup_error(project: Project) -> Iterator[Finding]:
    """The markup of a text cannot be read.

    Why: brackets or stars would be printed, or words lost.

    For example:
        The [[hktdc] opens **today

    Instead:
        The [[hktdc]] opens **today**
    """
    for _, place in all_wordings(project):
        try:
            parse_markup(place.value)
        except MarkupError as error:
            message, _, hint = error.message.partition("; ")
            near = place.value[error.offset : error.offset + 24].replace("\n", " ")
            yield Finding(place.location, f"{message} (near '{near}')", hint)


@rule("missing-language", Severity.ERROR)
def missing_language(project: Project) -> Iterator[Finding]:
    """A text is not written in English, or in neither Chinese script, while packs are made in that language.

    Why: one Chinese script can be derived from the other, but no translation can be derived.

    For example:
        lead:
          en: Smooth operation

    Instead:
        lead:
          en: Smooth operation
          zh-Hant: 運作暢順
    """
    chinese = {tag for tag, language in LANGUAGES.items() if language.is_chinese}
    needed = [({tag} if tag not in chinese else chinese, LANGUAGES[tag]) for tag in project.meeting.languages]
    for place in all_texts(project):
        written = set(place.value.root)
        names = {"Chinese" if language.is_chinese else language.name for tags, language in needed if not tags & written}
        for name in sorted(names):
            yield Finding(place.location, f"the text is not written in {name}", "add it")


@rule("headline-too-long", Severity.WARNING)
def headline_too_long(project: Project) -> Iterator[Finding]:
    """A headline has more than 110 characters in English, or 56 in Chinese (two half-width ones count as one).

    Why: it has to fit two lines of a slide. Names count as they are printed.

    For example:
        Hong Kong and Shenzhen have, since the last meeting, made much progress in many areas and will …

    Instead:
        Co-operation has deepened in twelve areas since the last meeting
    """
    for tag, place in all_wordings(project):
        if place.path[-2:] == ("headline", tag):
            length, limit = _length(place.value, tag, project.glossary), MAX_HEADLINE[LANGUAGES[tag].is_chinese]
            if length > limit:
                yield Finding(place.location, f"the headline has {length} characters", f"use at most {limit}")


def _length(wording: str, tag: str, glossary: Glossary) -> int:
    text = printed(wording, tag, glossary)
    if not LANGUAGES[tag].is_chinese:
        return len(text)
    return math.ceil(sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text))


@rule("different-placeholders", Severity.ERROR)
def different_placeholders(project: Project) -> Iterator[Finding]:
    """A text has a placeholder such as `%(date)s` in one language and not in another.

    Why: what the tool fills in would be missing in that language.

    For example:
        en: Page %(n)s of %(total)s
        zh-Hant: 第%(n)s頁

    Instead:
        en: Page %(n)s of %(total)s
        zh-Hant: 第%(n)s頁，共%(total)s頁
    """
    for place in all_texts(project):
        found = {tag: set(_PLACEHOLDER.findall(wording)) for tag, wording in place.value.root.items()}
        everywhere = set().union(*found.values())
        for tag, names in found.items():
            for name in sorted(everywhere - names):
                location = project.location(place.file_key, (*place.path, tag))
                yield Finding(location, f"the placeholder {name} is missing in '{tag}'", "write it where it belongs")


@rule("bidi-control", Severity.WARNING)
def bidi_control(project: Project) -> Iterator[Finding]:
    """A text holds an invisible character that changes the direction of writing.

    Why: it makes words appear in another order than they are stored; in these languages it is never meant.

    For example:
        text copied from a web page, with U+202E in it

    Instead:
        the same words, typed
    """
    for _, place in all_wordings(project):
        for character in dict.fromkeys(_BIDI.findall(place.value)):
            name = unicodedata.name(character).lower()
            yield Finding(place.location, f"the text holds U+{ord(character):04X} ({name})", "delete it")


@rule("half-width-punctuation", Severity.WARNING)
def half_width_punctuation(project: Project) -> Iterator[Finding]:
    """A Chinese text has a half-width mark beside a Chinese character.

    Why: Chinese is set with full-width marks (W3C Requirements for Chinese Text Layout, 3.1).

    For example:
        運作暢順,深受歡迎

    Instead:
        運作暢順，深受歡迎
    """
    for tag, place in all_wordings(project):
        found = _HALF_WIDTH.search(place.value) if LANGUAGES[tag].is_chinese else None
        if found:
            yield Finding(place.location, f"half-width punctuation in '{found[0]}'", "write the full-width mark")


@rule("space-beside-chinese", Severity.WARNING)
def space_beside_chinese(project: Project) -> Iterator[Finding]:
    """A Chinese text has a space between a Chinese character and a letter, digit or name.

    Why: the gap between Chinese and other scripts is set by Word and PowerPoint, not typed (W3C Requirements
    for Chinese Text Layout, 3.2.2). The space may also come from a line of the file that ends there.

    For example:
        超過 200 名

    Instead:
        超過200名
    """
    for tag, place in all_wordings(project):
        found = _SPACE.search(place.value) if LANGUAGES[tag].is_chinese else None
        if found:
            yield Finding(place.location, f"a space beside a Chinese character in '{found[0]}'", "delete the space")
