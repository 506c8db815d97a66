"""Rules about translations that were not signed off, or whose English has changed since."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.nodes import CheckedFile, Wording
from reportgen.check.registry import Finding, rule
from reportgen.diagnostics import Message, Severity
from reportgen.project.approvals import Pair, path_of_keys


def pairs_of(file: CheckedFile) -> Iterator[tuple[Wording, Pair]]:
    """Every translation in a file, and the pair of it and what it was translated from."""
    for text in file.texts:
        source = file.shared.meeting_languages[0]
        original = text.value.get(source)
        for tag, wording in text.wordings.items():
            if original is not None and tag != source:
                yield wording, Pair(file.key, tag, path_of_keys(text.path), wording.markup, original)


@rule("stale-translation", Severity.WARNING)
def stale_translation(file: CheckedFile) -> Iterator[Finding]:
    """A Chinese text was signed off against another English than the one that now stands above it.

    Why: someone changed the English and nobody the Chinese. What was signed off stands in content/approvals.yaml;
    a Chinese text that was never signed off, or was changed since, is not reported here.

    For example:
        en: Three offices open          signed off as: Two offices open
        zh-Hant: 兩個辦事處啟用

    Instead:
        zh-Hant: 三個辦事處啟用         or, if it is right as it is: reportgen approve
    """
    for wording, pair in pairs_of(file):
        if file.approvals.english_of(pair) and not file.approvals.covers(pair):
            message = Message("the English has changed since this '{tag}' text was signed off", tag=pair.tag)
            hint = Message("read both, correct the Chinese, and run 'reportgen approve'")
            yield wording.finding(message, hint)


@rule("unapproved-translation", Severity.WARNING, off_by_default=True)
def unapproved_translation(file: CheckedFile) -> Iterator[Finding]:
    """A Chinese text has not been signed off, or was changed since. Off, unless reportgen.yaml gives it a severity.

    Why: an office may want to publish only what a translator has read. Until all of it has been signed off once,
    the rule would report every text.

    For example:
        check: {severity: {unapproved-translation: warning}}     and a text that was written today

    Instead:
        reportgen approve --sector finance
    """
    for wording, pair in pairs_of(file):
        if not file.approvals.english_of(pair):
            message = Message("this '{tag}' text has not been signed off", tag=pair.tag)
            yield wording.finding(message, Message("read it, and run 'reportgen approve'"))
