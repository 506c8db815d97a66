"""Renders one target to bytes: its template, compiled for a language, filled with the content of a pack."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from reportgen.build.fingerprint import digest
from reportgen.diagnostics import Diagnostic, Location, ProblemsFound
from reportgen.model.language import Language, edition_languages
from reportgen.model.target import Target
from reportgen.office.opc.package import OFFICE_SUFFIXES
from reportgen.pack.context import make_context
from reportgen.pack.filters import value_filters
from reportgen.pack.references import References
from reportgen.pack.writer import Writer
from reportgen.project.load import Project
from reportgen.template import CompiledTemplate, OfficeTemplate
from reportgen.user_cache import cache_folder

TEMPLATES_FOLDER = "templates"
MACROS_FILE = "macros.j2"


def template_files(root: Path) -> list[Path]:
    """The Office templates of the project in the folder `root`, without the lock files (`~$…`) of open ones."""
    folder = root / TEMPLATES_FOLDER
    return sorted(p for p in folder.iterdir() if p.suffix in OFFICE_SUFFIXES and p.name[:2] != "~$")


class Renderer:
    """Renders the targets of one project; compiled templates, writers and files that were read are reused."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._files: dict[str, bytes] = {}
        self._writers: dict[tuple[str, str], Writer] = {}
        self._references = References(project)
        self._templates: dict[str, OfficeTemplate] = {}
        self._compiled: dict[tuple[str, str], CompiledTemplate] = {}

    def render(self, target: Target) -> bytes:
        """The file for a target; raises `ProblemsFound`."""
        languages = edition_languages(target.edition, self._project.languages)
        first, *second = (self._writer(language, target.edition) for language in languages)
        template = self._template(target.template, first)
        context = partial(make_context, self._project, target.sector, self._references, first, *second)
        colour = self._project.palette.get(target.sector)
        try:
            return template.render(context, colours={"accent1": colour} if colour else None)
        except ProblemsFound as problems:
            raise ProblemsFound(_name_file(target, problem) for problem in problems.diagnostics) from problems

    def template_digests(self, target: Target) -> dict[str, str]:
        """The template files a target uses, with their digests; raises `ProblemsFound` when one is missing."""
        names = [target.template, *([MACROS_FILE] if self._exists(MACROS_FILE) else [])]
        return {name: digest(self._read(name)) for name in names}

    def _writer(self, language: Language, edition: str) -> Writer:
        """The writer of a language in an edition; it is not shared between editions."""
        key = (language.tag, edition)
        if key not in self._writers:
            second = edition_languages(edition, self._project.languages)[0] != language
            self._writers[key] = Writer(language, self._project.glossary, self._project.languages, second=second)
        return self._writers[key]

    def _template(self, name: str, writer: Writer) -> CompiledTemplate:
        key = (name, writer.language.tag)
        if key not in self._compiled:
            if name not in self._templates:
                macros = {MACROS_FILE: self._read(MACROS_FILE).decode("utf-8")} if self._exists(MACROS_FILE) else {}
                full_name = f"{TEMPLATES_FOLDER}/{name}"
                filters = value_filters(self._project.languages)
                self._templates[name] = OfficeTemplate(self._read(name), full_name, macros, filters, cache_folder())
            literal = writer.convert_literal if writer.language.derived_from else None
            self._compiled[key] = self._templates[name].compile(writer.language, literal)
        return self._compiled[key]

    def _path(self, name: str) -> Path:
        return self._project.root / TEMPLATES_FOLDER / name

    def _exists(self, name: str) -> bool:
        return name in self._files or self._path(name).is_file()

    def _read(self, name: str) -> bytes:
        if name not in self._files:
            path = self._path(name)
            location = Location(f"{TEMPLATES_FOLDER}/{name}")
            if not path.is_file():
                raise ProblemsFound([Diagnostic("missing-file", "the template is not there", location)])
            try:
                self._files[name] = path.read_bytes()
            except OSError as fault:
                message = f"the template cannot be read ({fault.strerror})"
                raise ProblemsFound([Diagnostic("missing-file", message, location)]) from fault
        return self._files[name]


def _name_file(target: Target, problem: Diagnostic) -> Diagnostic:
    """Name the file in the message of a text that has no room: in files of other languages the text may fit."""
    if problem.code != "text-overflow":
        return problem
    return replace(problem, message=f"in {target.path.name}, {problem.message}")
