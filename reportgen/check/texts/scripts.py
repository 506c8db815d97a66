"""The rule about characters of another script. Characters of both Chinese scripts, or of neither, say nothing."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.nodes import CheckedFile
from reportgen.check.registry import Finding, rule
from reportgen.diagnostics import Severity
from reportgen.lang.doubts import wrong_script as find_wrong_script


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
        for message, hint in find_wrong_script(wording.plain, wording.language):
            yield wording.finding(message, hint)
