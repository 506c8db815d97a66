"""The rule about characters of another script. Characters of both Chinese scripts, or of neither, say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reportgen.characters import CHINESE
from reportgen.check.nodes import NAME_MASK, CheckedFile, Wording
from reportgen.check.registry import Finding, rule
from reportgen.diagnostics import Severity
from reportgen.lang.scripts import distinctive_characters
from reportgen.messages import Message

_OTHER_SCRIPT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"Hant": ("Simplified ", "Hans"), "Hans": ("Traditional ", "Hant")}
)
"""Script of a language → the other script, by name and by its ISO 15924 code."""

_CHINESE = re.compile(f"[{CHINESE}]+")


@rule("wrong-script", Severity.WARNING)
def wrong_script(file: CheckedFile) -> Iterator[Finding]:
    """A text has characters of another script: Simplified in Traditional Chinese, the reverse, or Chinese in English.

    Why: a text is converted from the script it is said to be in, so a character of the other script
    stays as it is. A text that is the same in both scripts on purpose (the name of a language) is passed over.

    For example:
        zh-Hant: 两地合作

    Instead:
        zh-Hant: 兩地合作
    """
    for wording in file.wordings_with_inline:
        text = wording.text.value
        if text.get("zh-Hant") is not None and text.get("zh-Hant") == text.get("zh-Hans"):
            continue
        script, wrong = _of_other_script(wording)
        if wrong:
            message = Message("'{fromkeys}' is {script}Chinese", fromkeys="".join(dict.fromkeys(wrong)), script=script)
            yield wording.finding(message, Message("write the character of this script"))


def _of_other_script(wording: Wording) -> tuple[str, str]:
    """The name of another script, and its characters in a wording."""
    if wording.language.script in _OTHER_SCRIPT:
        script, code = _OTHER_SCRIPT[wording.language.script]
        characters = distinctive_characters(code)
        return script, "".join(character for character in wording.plain if character in characters)
    return "", "" if wording.language.east_asian else "".join(_CHINESE.findall(wording.plain.replace(NAME_MASK, "")))
