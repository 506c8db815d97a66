"""Texts on their way to a translator and back, without the command line."""

from __future__ import annotations

from reportgen.diagnostics import Collector
from reportgen.exchange.translations import Terms, TranslationImport, compare
from reportgen.exchange.units import file_keys, units_of
from reportgen.exchange.xliff.outgoing import Findings, Outgoing, no_findings, outgoing_units
from reportgen.exchange.xliff.reader import read_xliff
from reportgen.exchange.xliff.writer import write_xliff
from reportgen.project.approvals import Approvals
from reportgen.project.load import Project


def send(
    project: Project,
    language: str,
    *sectors: str,
    version: str = "2.1",
    approvals: Approvals = Approvals(),
    findings: Findings = no_findings,
    changed_only: bool = False,
) -> bytes:
    """The file for a translator, in which headlines have room for 36 characters."""
    source, glossary = project.source_language, project.glossary
    context = Outgoing(
        source, language, glossary, approvals, lambda file, path: 36 if path[-1] == "headline" else None, findings
    )
    files = {
        key: (project.documents[key].name, outgoing_units(units_of(project, key, language), context, changed_only))
        for key in file_keys(project, sectors)
    }
    return write_xliff(files, context, version)


def bring_back(
    data: bytes, project: Project, overwrite: bool = False, accept: bool = False, approvals: Approvals = Approvals()
) -> tuple[TranslationImport, list[str]]:
    """What a file changes, and the codes of what is to be said of it."""
    problems = Collector()
    read = read_xliff(data, "x.xlf", problems, project.source_language, project.languages)
    assert read, problems.diagnostics
    outcome = compare(read, project, problems, Terms(overwrite, accept, approvals=approvals))
    return outcome, [fault.code for fault in problems.diagnostics]
