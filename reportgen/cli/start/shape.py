"""What the commands share that begin a project or change its shape."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from reportgen.cli.exits import usage_error
from reportgen.cli.language import echo, said
from reportgen.cli.output import Reporter, count, relative_path
from reportgen.diagnostics import Message, marked

if TYPE_CHECKING:
    from reportgen.model.language import Language
    from reportgen.start.names import NewSector

Read = TypeVar("Read")

_CHANGED = {
    (False, False): marked("written   {path}"),
    (False, True): marked("removed   {path}"),
    (True, False): marked("would be written {path}"),
    (True, True): marked("would be removed {path}"),
}
"""Whether nothing is really changed, and whether a file goes → what is said of it."""


def at_terminal() -> bool:
    """Whether a person is there who can answer."""
    return sys.stdin.isatty()


def asked_again(question: str, read: Callable[[str], Read]) -> Read:
    """Ask a person, again for as long as `read` cannot read the answer."""
    while True:
        answer: str = typer.prompt(said(question), default="", show_default=False)
        try:
            return read(answer.strip())
        except ValueError as fault:
            echo(Message("Error: {message}", message=str(fault)))


def known_sector(name: str, sectors: Sequence[str]) -> None:
    """End with a usage error if no sector has this id."""
    from reportgen.diagnostics import did_you_mean

    if name not in sectors:
        usage_error(
            Message(
                "unknown sector '{name}'; {hint}",
                name=name,
                hint=did_you_mean(name, sectors) or Message("sectors: {sectors}", sectors=sectors),
            )
        )


def say_changes(changes: Mapping[str, bytes | None], dry_run: bool, root: Path, reporter: Reporter) -> None:
    """Say what was written and removed, or would be."""
    for path, data in sorted(changes.items()):
        reporter.say(Message(_CHANGED[dry_run, data is None], path=relative_path(root / path)))


def say_begun(folder: Path, written: Sequence[str], kept: Sequence[str], reporter: Reporter) -> None:
    """Say what a new project in a folder has been given, and what was there and stays."""
    for path in kept:
        reporter.say(Message("kept      {path}, which was there", path=path))
    files, place = count(len(written), "file"), relative_path(folder.absolute())
    reporter.say(Message("{count} in {relative_path}; what to do next:", count=files, relative_path=place))


def read_sectors(names: Sequence[str], languages: "Sequence[Language]", present: Sequence[str]) -> "list[NewSector]":
    """The sectors that names stand for, beside those that are `present`. Raises `ValueError`."""
    from reportgen.project.load import id_fault
    from reportgen.start.names import read_sector
    from reportgen.start.sample import written_languages

    sectors: list[NewSector] = []
    for name in names:
        taken = [*present, *(each.id for each in sectors)]
        sector = read_sector(name, written_languages(languages), taken)
        if found := id_fault(sector.id):
            raise ValueError(Message("{found}; {hint}, as in 'youth={name}'", found=found[0], hint=found[1], name=name))
        if sector.id in taken:
            raise ValueError(
                Message(
                    "there is a sector '{id}' already; give it an id of its own, as in 'youth={name}'",
                    id=sector.id,
                    name=name,
                )
            )
        sectors.append(sector)
    return sectors
