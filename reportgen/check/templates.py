"""Checks a template without content: its tags, the names in them, and what the rules about Office files find."""

from __future__ import annotations

from pathlib import Path

from reportgen.check.document_rules import DOCUMENT_RULES
from reportgen.check.documents import DocumentChecker, review_template, without_hidden
from reportgen.diagnostics import Diagnostic, ProblemsFound
from reportgen.model.target import OVERVIEW, template_variants
from reportgen.pack.filters import project_filters
from reportgen.pack.schema import PackSchema, names_in_tags, pack_schema
from reportgen.project.load import Project, read_project
from reportgen.project.places import find_project
from reportgen.template import CompiledTemplate, OfficeTemplate
from reportgen.template.confined import confined


def template_findings(
    data: bytes, name: str, schema: PackSchema, checker: DocumentChecker, project: Project | None = None
) -> list[Diagnostic]:
    """The faults that keep a template from being compiled or, without any, its unknown names and what rules find.

    `name` is the file as the user knows it, `project` the one whose own filters it may use.
    """

    def work() -> list[Diagnostic]:
        compiled = compile_template(data, name, project)
        warnings = (one for one in compiled.warnings if one.code not in DOCUMENT_RULES)  # those the checker tells
        told = [*compiled.unknown_names(schema), *warnings]
        return without_hidden([*told, *checker.template(review_template(data, name), name)])

    try:
        return confined(work, project.settings.limits if project else None, name)
    except ProblemsFound as found:
        return list(found.diagnostics)


def compile_template(data: bytes, name: str, project: Project | None = None) -> CompiledTemplate:
    """A template in no language; raises `ProblemsFound` with every fault of its tags."""
    return OfficeTemplate(data, name, filters=project_filters(project), names=names_in_tags()).compile()


def template_schema(file: Path, project: Project | None) -> PackSchema:
    """What a template sees; one that has another beside it for the whole meeting sees of `sectors` only the names."""
    kind, _, rest = file.name.partition(".")
    for_sectors_alone = (file.parent / f"{kind}.{OVERVIEW}.{rest}").exists()
    return pack_schema(project, OVERVIEW in template_variants(file.name) or not for_sectors_alone)


def project_around(place: Path) -> Project | None:
    """The project that a file or folder lies in, or None: a template can be checked without one."""
    try:
        return read_project(find_project(place)).project
    except ProblemsFound:
        return None
