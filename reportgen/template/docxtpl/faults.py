"""`ProblemsFound` as the exceptions of Jinja that programs written for docxtpl catch."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError

from reportgen.diagnostics import Diagnostic, ProblemsFound


class TemplateProblems(ProblemsFound, TemplateError):
    """What is wrong with a template or with what it was given, all that was found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        Exception.__init__(self, self.diagnostics)

    @property
    def message(self) -> str:
        """All problems, each with its place."""
        return str(self)

    @property
    def docx_context(self) -> list[str]:
        """Where the problems are, a line each."""
        return [" › ".join((one.location.path, *one.location.steps)) for one in self.diagnostics]

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.diagnostics,)


class SyntaxProblems(TemplateProblems, TemplateSyntaxError):
    """What is wrong with the template itself, before anything is printed."""

    lineno = 0
    name = filename = source = None
    translated = False


class UndefinedNames(TemplateProblems, UndefinedError):
    """Names that are not there, and what kept the template from being printed."""


def as_jinjas(problems: ProblemsFound) -> TemplateProblems:
    """The problems of a run as an exception of Jinja's."""
    unknown = all(one.code == "unknown-name" for one in problems.diagnostics)
    unknown = unknown or isinstance(problems.__cause__, UndefinedError)  # of a user's own kind of undefined names
    return (UndefinedNames if unknown else TemplateProblems)(problems.diagnostics)
