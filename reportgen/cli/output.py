"""Prints progress, results and problems, for people, logs or programs."""

from __future__ import annotations

import contextlib
import gettext
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from reportgen.cli.exits import ExitCode
from reportgen.cli.language import echo, echo_line, said
from reportgen.diagnostics import Message, all_translated, marked

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic


JSON_VERSION = 1
"""Raised when a key of what is printed as JSON goes or means something else; new keys may come at any time."""


class Reporter:
    """Prints for people on standard error and standard output, or one JSON object for programs.

    `empty` are the keys of the object, with the values of a command that has found nothing out: they are printed where
    problems end it, so that a program finds the same keys whatever happens. `docs/json.md` lists them.
    """

    def __init__(self, quiet: bool, as_json: bool, **empty: object) -> None:
        self._quiet = quiet
        self._json = as_json
        self._empty = empty

    def report(self, diagnostics: Sequence[Diagnostic] = (), **content: object) -> None:
        """Print the outcome of a command: as JSON its one object, for people the problems on standard error.

        A command calls this once. What people are told besides goes through `show` and `say`.
        """
        assert content.keys() <= self._empty.keys(), "a key that is not there where the command fails"
        if self._json:
            self._print_object({**self._empty, **content, "diagnostics": self._plain(diagnostics)})
            return
        for diagnostic in diagnostics:
            echo_line(str(diagnostic))

    def fail(self, diagnostics: Sequence[Diagnostic]) -> NoReturn:
        """Report problems that keep a command from its work, and end the program."""
        self.report(diagnostics)
        raise typer.Exit(ExitCode.PROBLEMS)

    def show(self, line: str) -> None:
        """Print a line that a person has asked for."""
        if not self._json:
            echo(line)

    def remark(self, line: str) -> None:
        """Print on standard error what a person should know beside the answer."""
        if not self._json:
            echo(line, err=True)

    def say(self, line: str) -> None:
        """Print a line that a person can do without."""
        if not self._quiet:
            self.show(line)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print rows in aligned columns."""
        lines = [[said(text) for text in row] for row in (heads, *rows)]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        for row in lines:
            self.show("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())

    def _plain(self, diagnostics: Sequence[Diagnostic]) -> list[dict[str, Any]]:
        """Diagnostics as plain data."""
        return [asdict(diagnostic) for diagnostic in diagnostics]

    def _print_object(self, content: dict[str, Any]) -> None:
        """Print a JSON object on a line, with the version of its layout first."""
        echo(json.dumps({"version": JSON_VERSION, **all_translated(content, gettext.gettext)}, ensure_ascii=False))


_COUNTED = {
    "change": (marked("{n} change"), marked("{n} changes")),
    "decision": (marked("{n} decision"), marked("{n} decisions")),
    "difference": (marked("{n} difference"), marked("{n} differences")),
    "error": (marked("{n} error"), marked("{n} errors")),
    "file": (marked("{n} file"), marked("{n} files")),
    "finding": (marked("{n} finding"), marked("{n} findings")),
    "font setting": (marked("{n} font setting"), marked("{n} font settings")),
    "name": (marked("{n} name"), marked("{n} names")),
    "place": (marked("{n} place"), marked("{n} places")),
    "problem": (marked("{n} problem"), marked("{n} problems")),
    "remark": (marked("{n} remark"), marked("{n} remarks")),
    "sector": (marked("{n} sector"), marked("{n} sectors")),
    "sheet": (marked("{n} sheet"), marked("{n} sheets")),
    "template": (marked("{n} template"), marked("{n} templates")),
    "term": (marked("{n} term"), marked("{n} terms")),
    "text": (marked("{n} text"), marked("{n} texts")),
    "warning": (marked("{n} warning"), marked("{n} warnings")),
    "word": (marked("{n} word"), marked("{n} words")),
}
"""A noun → the pattern for one, and that for any other number."""


def count(number: int, noun: str) -> Message:
    """A number with its noun, in the plural unless it is one: `1 change`, `2 changes`."""
    one, several = _COUNTED[noun]
    return Message(one if number == 1 else several, n=number)


def listed(parts: Sequence[str]) -> Message:
    """Parts of a sentence with commas between them."""
    return Message("{parts}", parts=parts)


def relative_path(path: Path) -> str:
    """A path as seen from the current folder, if it lies below it."""
    with contextlib.suppress(ValueError):
        return str(path.relative_to(Path.cwd()))
    return str(path)
