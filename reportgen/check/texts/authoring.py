"""Rules about markup, missing languages and translations, placeholders and invisible characters of texts."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

from reportgen.check.nodes import CheckedFile, Wording
from reportgen.check.registry import Finding, rule
from reportgen.diagnostics import Message, Severity, did_you_mean, marked, message_and_hint
from reportgen.lang.doubts import invisible_characters, left_untranslated
from reportgen.lang.markup import tagged_wordings

_PLACEHOLDER = re.compile(r"%\(\w+\)s")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@rule("markup-error", Severity.ERROR)
def markup_error(file: CheckedFile) -> Iterator[Finding]:
    """The markup of a text cannot be read.

    Why: brackets or stars would be printed, or words lost.

    For example:
        The [[hktdc] opens **today

    Instead:
        The [[hktdc]] opens **today**
    """
    profiles = file.shared.profiles
    for wording in file.wordings:
        others = [other for other, _ in tagged_wordings(wording.markup)]
        for other in others:
            if other not in profiles:
                hint = did_you_mean(other, profiles) or Message("use one of {profiles}", profiles=[*profiles])
                yield wording.finding(Message("'{other}' in '[[{other}:' is no language", other=other), hint)
        faults = [wording.fault, *(wording.read_in(other).fault for other in others)]
        for message, offset in dict.fromkeys((fault.message, fault.offset) for fault in faults if fault):
            message, instead = message_and_hint(message)
            near = wording.markup[offset : offset + 24].replace("\n", " ")
            yield wording.finding(Message("{message} (near '{near}')", message=message, near=near), instead)


@rule("missing-language", Severity.ERROR)
def missing_language(file: CheckedFile) -> Iterator[Finding]:
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
    needed = [file.shared.languages[tag] for tag in file.shared.meeting_languages]
    for text in file.texts:
        missing: dict[str, set[str]] = defaultdict(set)
        for language in needed:
            if text.value.root.keys().isdisjoint((language.tag, *language.derived_from)):
                missing[marked("Chinese") if language.chinese else language.name].add(language.tag)
        for name, tags in sorted(missing.items()):
            yield text.finding(
                Message("the text is not written in {name}", name=Message(name)),
                Message("add it"),
                languages=frozenset(tags),
            )


@rule("different-placeholders", Severity.ERROR)
def different_placeholders(file: CheckedFile) -> Iterator[Finding]:
    """A text has a placeholder such as `%(date)s` in one language and not in another.

    Why: what the tool fills in would be missing in that language.

    For example:
        en: Page %(n)s of %(total)s
        zh-Hant: 第%(n)s頁

    Instead:
        en: Page %(n)s of %(total)s
        zh-Hant: 第%(n)s頁，共%(total)s頁
    """
    for text in file.texts:
        found = {wording: set(_PLACEHOLDER.findall(wording.markup)) for wording in text.wordings.values()}
        everywhere = set().union(*found.values())
        for wording, names in found.items():
            for name in sorted(everywhere - names):
                message = Message("the placeholder {name} is missing in '{tag}'", name=name, tag=wording.tag)
                yield wording.finding(message, Message("write it where it belongs"))


@rule("bidi-control", Severity.WARNING)
def bidi_control(file: CheckedFile) -> Iterator[Finding]:
    """A text holds an invisible character that changes the direction of writing.

    Why: it makes words appear in another order than they are stored; in these languages it is never meant.

    For example:
        text copied from a web page, with U+202E in it

    Instead:
        the same words, typed
    """
    for wording in file.wordings:
        yield from _held(wording, dict.fromkeys(_BIDI.findall(wording.markup)))


@rule("invisible-character", Severity.WARNING)
def invisible_character(file: CheckedFile) -> Iterator[Finding]:
    """A text holds a character that nobody sees: a zero-width space, a soft hyphen, a word joiner.

    Why: it comes along with what is copied from web pages and PDF files. A name with it in the middle is not found, a
    line may break at it, and some programs draw a box.

    For example:
        text copied from a web page, with U+200B in it

    Instead:
        the same words, typed
    """
    for wording in file.wordings:
        found = invisible_characters(wording.markup)
        yield from _held(wording, [character for character in found if not _BIDI.match(character)])


def _held(wording: Wording, characters: Iterable[str]) -> Iterator[Finding]:
    for character in characters:
        name = unicodedata.name(character, "?").lower()
        yield wording.finding(
            Message("the text holds U+{code:04X} ({name})", code=ord(character), name=name), Message("delete it")
        )


@rule("untranslated-text", Severity.WARNING)
def untranslated_text(file: CheckedFile) -> Iterator[Finding]:
    """A Chinese text is still the English one, or has a clause of it.

    Why: somebody copied the text and translated half of it. Names may stay English; three words and more that are no
    name count.

    For example:
        en: Both cities made good progress
        zh-Hant: 兩地 made good progress

    Instead:
        zh-Hant: 兩地取得良好進展
    """
    for text in file.texts:
        original = text.wordings.get(file.shared.meeting_languages[0])
        if original is not None:
            for wording in text.wordings.values():
                for message, hint in left_untranslated(wording.plain, wording.language, original.plain):
                    yield wording.finding(message, hint)
