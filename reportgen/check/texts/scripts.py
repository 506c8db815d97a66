"""The rule about characters of another script. Characters of both Chinese scripts, or of neither, say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from reportgen.characters import CHINESE
from reportgen.check.nodes import NAME_MASK, all_texts, plain_text, wordings_for_others
from reportgen.check.registry import Finding, rule
from reportgen.diagnostics import Severity
from reportgen.lang.scripts import distinctive_characters
from reportgen.model.language import Language
from reportgen.project.load import Project

_OTHER_SCRIPT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"Hant": ("Simplified ", "Hans"), "Hans": ("Traditional ", "Hant")}
)
"""Script of a language → the other script, by name and by its ISO 15924 code."""

_CHINESE = re.compile(f"[{CHINESE}]+")


@rule("wrong-script", Severity.WARNING)
def wrong_script(project: Project) -> Iterator[Finding]:
    """A text has characters of another script: Simplified in Traditional Chinese, the reverse, or Chinese in English.

    Why: a text is converted from the script it is said to be in, so a character of the other script
    stays as it is. A text that is the same in both scripts on purpose (the name of a language) is passed over.

    For example:
        zh-Hant: 两地合作

    Instead:
        zh-Hant: 兩地合作
    """
    for node in all_texts(project):
        if node.value.get("zh-Hant") == node.value.get("zh-Hans"):
            continue
        for written, wording in node.value.root.items():
            for tag, text in ((written, wording), *wordings_for_others(wording, written, project.languages)):
                script, wrong = _of_other_script(plain_text(text, tag), project.languages[tag])
                if wrong:
                    message = f"'{''.join(dict.fromkeys(wrong))}' is {script}Chinese"
                    yield Finding(node.location_in(written), message, "write the character of this script")


def _of_other_script(text: str, language: Language) -> tuple[str, str]:
    """The name of another script, and its characters in a text."""
    if language.script in _OTHER_SCRIPT:
        script, code = _OTHER_SCRIPT[language.script]
        return script, "".join(character for character in text if character in distinctive_characters(code))
    return "", "" if language.east_asian else "".join(_CHINESE.findall(text.replace(NAME_MASK, "")))
