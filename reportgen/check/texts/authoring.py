"""Rules about markup, missing languages, placeholders and invisible characters of texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from reportgen.check.nodes import all_texts, all_wordings
from reportgen.check.registry import Finding, rule
from reportgen.diagnostics import Severity, did_you_mean
from reportgen.lang.markup import MarkupError, parse_markup, tagged_wordings
from reportgen.project.load import Project

_PLACEHOLDER = re.compile(r"%\(\w+\)s")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@rule("markup-error", Severity.ERROR)
def markup_error(project: Project) -> Iterator[Finding]:
    """The markup of a text cannot be read.

    Why: brackets or stars would be printed, or words lost.

    For example:
        The [[hktdc] opens **today

    Instead:
        The [[hktdc]] opens **today**
    """
    for tag, node in all_wordings(project):
        tags = [tag, *(other for other, _ in tagged_wordings(node.value))]
        for other in tags:
            if other not in project.profiles:
                hint = did_you_mean(other, project.profiles) or f"use one of {', '.join(project.profiles)}"
                yield Finding(node.location, f"'{other}' in '[[{other}:' is no language", hint)
        for error in dict.fromkeys(filter(None, (_fault(node.value, other) for other in tags))):
            message, offset = error
            message, _, hint = message.partition("; ")
            near = node.value[offset : offset + 24].replace("\n", " ")
            yield Finding(node.location, f"{message} (near '{near}')", hint)


def _fault(wording: str, tag: str) -> tuple[str, int] | None:
    """The message and the offset of the first fault in the markup of a text, read in a language; None without one."""
    try:
        parse_markup(wording, tag)
    except MarkupError as error:
        return error.message, error.offset
    return None


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
    needed = [project.languages[tag] for tag in project.meeting.languages]
    for node in all_texts(project):
        missing = [one for one in needed if node.value.root.keys().isdisjoint((one.tag, *one.derived_from))]
        names = {"Chinese" if language.chinese else language.name for language in missing}
        for name in sorted(names):
            yield Finding(node.location, f"the text is not written in {name}", "add it")


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
    for node in all_texts(project):
        found = {tag: set(_PLACEHOLDER.findall(wording)) for tag, wording in node.value.root.items()}
        everywhere = set().union(*found.values())
        for tag, names in found.items():
            for name in sorted(everywhere - names):
                location = project.location(node.file_key, (*node.path, tag))
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
    for _, node in all_wordings(project):
        for character in dict.fromkeys(_BIDI.findall(node.value)):
            name = unicodedata.name(character).lower()
            yield Finding(node.location, f"the text holds U+{ord(character):04X} ({name})", "delete it")
