"""Checks templates, and the files made from them, with the rules about Office files; each fault is reported once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from reportgen.check.document_rules import DOCUMENT_RULES
from reportgen.check.kept import kept_or_found
from reportgen.check.registry import RawFinding
from reportgen.check.run import document_findings
from reportgen.diagnostics import Diagnostic
from reportgen.fonts import installed_fonts_digest
from reportgen.project.settings import Settings
from reportgen.records.questions import digest
from reportgen.review.document import OfficeDocument

REPORTED_ONCE_FOR_ALL = frozenset({"missing-glyph"})
"""Rules whose finding is reported once for all files: a font lacks a character in each of them."""

HIDDEN_BEHIND: Mapping[str, Container[str]] = {
    "lost-alt-texts": (
        "missing-alt-text", "reading-order", "table-without-header", "missing-glyph", "missing-document-language"
    )
}  # fmt: skip
"""A rule → the rules whose findings, where it has one, come of the same loss and are not reported beside it."""


class DocumentChecker:
    """Checks templates, then the files made from them, with a project's severities and acceptances.

    A fault of a template is in all its outputs, and a fault of one output in those of other languages. So a finding
    about the same subject of the same template is reported once, where it was found first.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._reported: set[tuple[str, str, str]] = set()

    def template(self, raw: Iterable[RawFinding], name: str) -> list[Diagnostic]:
        """The findings about a template, given what `review` has found in it; `name` is its file."""
        found = list(document_findings(raw, self._settings))
        template = Path(name).name
        for diagnostic, subject, _ in found:
            self._reported.add(_key(diagnostic, "" if "{{" in subject else subject, template))
        return [diagnostic for diagnostic, _, accepted in found if not accepted]

    def output(self, raw: Iterable[RawFinding], template: str) -> Iterator[Diagnostic]:
        """The findings about a file made from a template that are not reported yet; `raw` are those of `review`."""
        for diagnostic, subject, accepted in document_findings(raw, self._settings):
            key = _key(diagnostic, subject, template)
            if not {key, _key(diagnostic, "", template)} & self._reported and not accepted:
                if subject:
                    self._reported.add(key)
                yield diagnostic


def rules_off(settings: Settings) -> tuple[str, ...]:
    """The rules about Office files (codes) that a project has turned off, in order."""
    return tuple(sorted(code for code, severity in settings.check.severity.items() if severity == "off"))


def review(data: bytes, name: str, is_template: bool = False, off: Container[str] = ()) -> list[RawFinding]:
    """What the rules about Office files find in one, before settings are applied. Raises `ProblemsFound`.

    `name` is the file as the user knows it; the rules (codes) that are `off` need not look. Beside these and the
    program, it depends on `installed_fonts_digest`.
    """
    document = OfficeDocument(data, name, is_template)
    rules = [rule for code, rule in DOCUMENT_RULES.items() if code not in off]
    found = [found for rule in rules for found in rule.check(document)]
    codes = {one.diagnostic.code for one in found}
    hiding = [hidden for code, hidden in HIDDEN_BEHIND.items() if code in codes]
    return [one for one in found if not any(one.diagnostic.code in hidden for hidden in hiding)]


def review_template(data: bytes, name: str) -> list[RawFinding]:
    """As `review` for a template, which is looked at once for good."""
    made_from = [installed_fonts_digest(), name, digest(data)]
    return kept_or_found(made_from, lambda: review(data, name, is_template=True))


def _key(diagnostic: Diagnostic, subject: str, template: str) -> tuple[str, str, str]:
    """The key by which two findings are the same; an empty subject stands for any."""
    if diagnostic.code in REPORTED_ONCE_FOR_ALL:
        return diagnostic.code, "", diagnostic.message
    return diagnostic.code, template, subject
