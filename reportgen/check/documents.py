"""Templates and finished files looked at with the rules about Office files, each fault told once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.check.rules import DOCUMENT_RULES
from reportgen.check.verdict import document_findings
from reportgen.diagnostics import Collector, Diagnostic
from reportgen.project.settings import Settings, load_settings
from reportgen.review.document import OfficeDocument

ONCE = frozenset({"missing-glyph"})
"""Rules whose finding is told once for all files: a font lacks a character wherever it stands."""


class DocumentChecker:
    """Looks at templates, then at the files made from them, with a project's severities and acceptances.

    What a template has wrong, all its outputs have; what one output has, others have in other languages. So a
    finding about the same subject of the same template is told once, at the first place.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings()
        self._said: set[tuple[str, str, str]] = set()

    @classmethod
    def of(cls, root: Path) -> DocumentChecker:
        """The checker for the project in the folder `root`; what is wrong with its settings others report."""
        return cls(load_settings(root, Collector()))

    def template(self, data: bytes, name: str) -> list[Diagnostic]:
        """What is wrong with a template; `name` is the file as the user knows it. Raises `ProblemsFound`."""
        found = list(document_findings(OfficeDocument(data, name, True), DOCUMENT_RULES.values(), self._settings))
        template = Path(name).name
        for diagnostic, subject, _ in found:
            self._said.add(_key(diagnostic, "" if "{{" in subject else subject, template))
        return [diagnostic for diagnostic, _, accepted in found if not accepted]

    def output(self, data: bytes, name: str, template: str) -> Iterator[Diagnostic]:
        """What is wrong with a file made from a template and has not been told of it yet. Raises `ProblemsFound`."""
        document = OfficeDocument(data, name)
        for diagnostic, subject, accepted in document_findings(document, DOCUMENT_RULES.values(), self._settings):
            key = _key(diagnostic, subject, template)
            if not {key, _key(diagnostic, "", template)} & self._said and not accepted:
                if subject:
                    self._said.add(key)
                yield diagnostic


def _key(diagnostic: Diagnostic, subject: str, template: str) -> tuple[str, str, str]:
    """What makes a finding the same as another; an empty subject stands for any."""
    if diagnostic.code in ONCE:
        return diagnostic.code, "", diagnostic.message
    return diagnostic.code, template, subject
