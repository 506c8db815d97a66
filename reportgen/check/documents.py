"""Checks templates, and the files made from them, with the rules about Office files; each fault is reported once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.check.document_rules import DOCUMENT_RULES
from reportgen.check.run import document_findings
from reportgen.diagnostics import Collector, Diagnostic
from reportgen.project.settings import Settings, load_settings
from reportgen.review.document import OfficeDocument

REPORTED_ONCE_FOR_ALL = frozenset({"missing-glyph"})
"""Rules whose finding is reported once for all files: a font lacks a character in each of them."""


class DocumentChecker:
    """Checks templates, then the files made from them, with a project's severities and acceptances.

    A fault of a template is in all its outputs, and a fault of one output in those of other languages. So a finding
    about the same subject of the same template is reported once, where it was found first.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._reported: set[tuple[str, str, str]] = set()

    @classmethod
    def for_project(cls, root: Path) -> DocumentChecker:
        """The checker for the project in the folder `root`; `check_project` reports the faults of its settings."""
        return cls(load_settings(root, Collector()))

    def template(self, data: bytes, name: str) -> list[Diagnostic]:
        """The findings about a template; `name` is the file as the user knows it. Raises `ProblemsFound`."""
        found = list(document_findings(OfficeDocument(data, name, True), DOCUMENT_RULES.values(), self._settings))
        template = Path(name).name
        for diagnostic, subject, _ in found:
            self._reported.add(_key(diagnostic, "" if "{{" in subject else subject, template))
        return [diagnostic for diagnostic, _, accepted in found if not accepted]

    def output(self, data: bytes, name: str, template: str) -> Iterator[Diagnostic]:
        """The findings about a file made from a template that are not reported yet. Raises `ProblemsFound`."""
        document = OfficeDocument(data, name)
        for diagnostic, subject, accepted in document_findings(document, DOCUMENT_RULES.values(), self._settings):
            key = _key(diagnostic, subject, template)
            if not {key, _key(diagnostic, "", template)} & self._reported and not accepted:
                if subject:
                    self._reported.add(key)
                yield diagnostic


def _key(diagnostic: Diagnostic, subject: str, template: str) -> tuple[str, str, str]:
    """The key by which two findings are the same; an empty subject stands for any."""
    if diagnostic.code in REPORTED_ONCE_FOR_ALL:
        return diagnostic.code, "", diagnostic.message
    return diagnostic.code, template, subject
