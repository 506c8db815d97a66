"""Checks templates, and the files made from them, with the rules about Office files; each fault is reported once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reportgen.check.document_rules import DOCUMENT_RULES
from reportgen.check.kept import kept_or_found
from reportgen.check.office_files.typed_words import UNLABELLED_WORDS
from reportgen.check.registry import RawFinding
from reportgen.check.run import document_findings
from reportgen.diagnostics import Diagnostic, ProblemsFound, Severity
from reportgen.files import read_file
from reportgen.fonts import installed_fonts_digest
from reportgen.pack.writer import TypedWords, Writer
from reportgen.project.load import Project
from reportgen.project.settings import Settings
from reportgen.records.questions import digest
from reportgen.review.document import OfficeDocument

REPORTED_ONCE_FOR_ALL = frozenset({"missing-glyph"})
"""Rules whose finding is reported once for all files: a font lacks a character in each of them."""

HIDDEN_BEHIND: Mapping[str, Collection[str]] = {
    "lost-alt-texts": (
        "missing-alt-text", "reading-order", "table-without-header", "missing-glyph", "missing-document-language",
        "unknown-name", "unlabelled-words", "template-fault",
    )
}  # fmt: skip
"""A rule → the rules whose findings, where it has one, come of the same loss and are not reported beside it."""


class DocumentChecker:
    """Checks templates, then the files made from them, with a project's labels, severities and acceptances.

    A fault of a template is in all its outputs, and a fault of one output in those of other languages. So a finding
    about the same subject of the same template is reported once, where it was found first.
    """

    def __init__(self, project: Project | None = None) -> None:
        self._settings = project.settings if project else Settings()
        self._lacks_label = _unlabelled(project) if project else lambda text: False
        self._reported: set[tuple[str, str, str]] = set()

    def template(self, raw: Iterable[RawFinding], name: str) -> list[Diagnostic]:
        """The findings about a template, given what `review` has found in it; `name` is its file."""
        told = (one for one in raw if one.diagnostic.code != UNLABELLED_WORDS or self._lacks_label(one.subject))
        found = list(document_findings(told, self._settings))
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


def without_hidden(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics without those that come of a loss in the same file (`HIDDEN_BEHIND`).

    A loss that hides an error is one.
    """
    losses = {(one.location.path, code): one for one in found for code in HIDDEN_BEHIND.get(one.code, ())}
    hidden = {one: losses[key] for one in found if (key := (one.location.path, one.code)) in losses}
    grave = {loss for one, loss in hidden.items() if one.severity is Severity.ERROR}
    told = [one for one in found if one not in hidden]
    return [replace(one, severity=Severity.ERROR) if one in grave else one for one in told]


def with_losses(found: Sequence[Diagnostic], root: Path) -> list[Diagnostic]:
    """The diagnostics of a build of the project in `root`; a loss of a template takes the place of what comes of it."""
    hidden = {code for codes in HIDDEN_BEHIND.values() for code in codes}
    paths = dict.fromkeys(one.location.path for one in found if one.code in hidden)
    losses: list[Diagnostic] = []
    for name in paths:
        with contextlib.suppress(ProblemsFound, OSError):  # what is no Office file, or cannot be read, has lost nothing
            raw = review_template(read_file(root / name), name)
            losses += [one.diagnostic for one in raw if one.diagnostic.code in HIDDEN_BEHIND]
    return without_hidden([*losses, *found])


def review_template(data: bytes, name: str) -> list[RawFinding]:
    """As `review` for a template, which is looked at once for good."""
    made_from = [installed_fonts_digest(), name, digest(data)]
    return kept_or_found(made_from, lambda: review(data, name, is_template=True))


def _unlabelled(project: Project) -> Callable[[str], bool]:
    """Tells whether a text typed in a template has no label in one of the meeting's languages, if it has several.

    Languages that are derived from one before them are not asked: what is typed is converted as labels are.
    """
    tags, languages = project.meeting.languages, project.languages
    wanted = [tag for number, tag in enumerate(tags) if not set(languages[tag].derived_from) & set(tags[:number])]
    writers = [Writer(languages[tag], project.glossary, languages) for tag in wanted if len(wanted) > 1]
    typed = TypedWords(project.labels, project.meeting.labels)
    return lambda text: any(typed.written(text, writer) is None for writer in writers)


def _key(diagnostic: Diagnostic, subject: str, template: str) -> tuple[str, str, str]:
    """The key by which two findings are the same; an empty subject stands for any."""
    if diagnostic.code in REPORTED_ONCE_FOR_ALL:
        return diagnostic.code, "", diagnostic.message
    return diagnostic.code, template, subject
