"""`new project`: begins a project, with what is given and what a person answers."""

import re
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol, TypeVar

import typer

from reportgen.cli.exits import catch_faults, usage_error
from reportgen.cli.options import JsonOption, QuietOption
from reportgen.cli.output import Reporter
from reportgen.cli.start.shape import asked_again, at_terminal, read_sectors, say_begun
from reportgen.diagnostics import Message

if TYPE_CHECKING:
    from reportgen.model.language import Language
    from reportgen.start.names import NewSector
    from reportgen.start.new_project import NewProject


def project(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Its folder: a new one, or an empty one.")],
    name: Annotated[
        str | None, typer.Option("--name", help="What the meeting is called: 'Harbour Meeting / 海港會議'.")
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option(
            "--lang",
            "-l",
            help="en, zh-Hant, zh-Hans, or one of DIR/languages.toml; repeatable, first the one written first.",
        ),
    ] = None,
    sector: Annotated[
        list[str] | None,
        typer.Option("--sector", "-s", help="An area of work: tourism, 'Tourism / 旅遊', tourism=旅遊; repeatable."),
    ] = None,
    date: Annotated[str | None, typer.Option("--date", help="The day of the meeting.", show_default="today")] = None,
    place: Annotated[str | None, typer.Option("--place", help="Where it meets: 'Alder Bay / 赤楊灣'.")] = None,
    example: Annotated[
        str | None, typer.Option("--example", help="Begin with a whole meeting instead of samples: hk-sz-2023 …")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing; samples stand for what is not given.")] = False,
    force: Annotated[bool, typer.Option("--force", "-f", help="Among other files, all of which stay.")] = False,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Begin a project that builds at once: reportgen new project harbour-2026.

    Asks for what is not given, at a terminal. A name in several languages is written with ' / ' between them.
    """
    with catch_faults():
        from reportgen.diagnostics import ProblemsFound
        from reportgen.start.folder import check_folder, write_project
        from reportgen.start.new_project import README_FILE, project_files

        reporter = Reporter(quiet, json, project="", files=[], kept=[])
        try:
            check_folder(folder, force)
            if example is None:
                ask: Ask = asked_again if at_terminal() and not (yes or quiet or json) else _nothing
                try:
                    new = _new_project(ask, folder, name, lang, sector, date, place)
                except ValueError as fault:
                    usage_error(str(fault))
                files = project_files(new)
            elif name or lang or sector or date or place:
                usage_error(Message("an example has its own name, languages, sectors, date and place; leave them out"))
            else:
                files = _example(example)
            kept = write_project(folder, files, force)
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        written = [path for path in files if path not in kept]
        reporter.report(project=str(folder), files=written, kept=kept)
        say_begun(folder, written, kept, reporter)
        reporter.say(Message("  cd {quote}\n  reportgen build", quote=shlex.quote(str(folder))))
        if README_FILE in written:
            reporter.say(Message("{readme_file} there says what to replace, and how.", readme_file=README_FILE))


Read = TypeVar("Read")


class Ask(Protocol):
    """Asks a person, and reads the answer, which is empty where there is none; raises what `read` raises."""

    def __call__(self, question: str, read: Callable[[str], Read]) -> Read:
        """The answer to a question."""


def _nothing(question: str, read: Callable[[str], Read]) -> Read:
    return read("")


def _new_project(
    ask: Ask,
    folder: Path,
    name: str | None,
    lang: list[str] | None,
    sector: list[str] | None,
    date: str | None,
    place: str | None,
) -> "NewProject":
    """What the new project in `folder` is to be, by options and answers. Raises `ValueError` for an option."""
    from reportgen.start.names import names_by_language
    from reportgen.start.new_project import NewProject
    from reportgen.start.sample import sample_sectors, written_languages

    def known(tags: Sequence[str]) -> "list[Language]":
        return _languages(folder, tags)

    def names(text: str) -> dict[str, str]:
        return names_by_language(text, written) if text else {}

    def sectors(areas: Sequence[str]) -> "list[NewSector]":
        return read_sectors(areas, languages, ()) if areas else sample_sectors(languages)

    def answered(given: str | None, question: str, read: Callable[[str], Read]) -> Read:
        return ask(question, read) if given is None else read(given)

    languages = (
        known(lang)
        if lang
        else ask(
            Message("Languages, the one written first in front [en]"), lambda text: known(_several(text) or ["en"])
        )
    )
    written = written_languages(languages)
    several = " / ".join(language.name for language in written) if len(written) > 1 else ""
    asked = Message("Name of the meeting ({languages}) [a sample]", languages=several)
    title = answered(name, asked if several else Message("Name of the meeting [a sample]"), names)
    with_id = Message("Areas of work, with commas between them, each with an id, as in tourism=旅遊 [two samples]")
    without = Message("Areas of work, with commas between them [two samples]")
    areas = (
        sectors(sector)
        if sector
        else ask(
            with_id if any(language.east_asian for language in written) else without,
            lambda text: sectors(_several(text)),
        )
    )
    day = answered(date, Message("Date [today]"), _day)
    return NewProject(languages, areas, day, title, answered(place, Message("Place [a sample]"), names))


def _day(text: str) -> str:
    """A date as content writes it; today's where nothing is said."""
    from datetime import date as calendar

    from reportgen.model.dates import parse_date

    day = text or calendar.today().isoformat()
    parse_date(day)
    return day


def _example(name: str) -> dict[str, bytes]:
    from reportgen.start.new_project import example_project_files
    from reportgen.start.shipped import example_names

    if name not in (names := example_names()):
        usage_error(Message("unknown example '{name}'; examples: {names}", name=name, names=[*names]))
    return example_project_files(name)


def _several(text: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in re.split("[,，、]", text) if part.strip()]


def _languages(folder: Path, names: Sequence[str]) -> "list[Language]":
    """The languages of the names: the program's, and those that a `languages.toml` in the folder describes.

    Raises `ProblemsFound` with the faults of that file, `ValueError` for a name that is none of theirs.
    """
    from reportgen.diagnostics import Collector
    from reportgen.model.language import parse_language, with_own_texts
    from reportgen.project.files import FileReader
    from reportgen.project.languages import load_languages
    from reportgen.project.places import LANGUAGES_FILE

    files = FileReader(folder, Collector())
    known = with_own_texts(load_languages(files))
    files.problems.raise_errors()
    try:
        return list(dict.fromkeys(parse_language(name, known) for name in names))
    except ValueError as fault:
        raise ValueError(
            Message(
                "{fault}; or describe your own in {folder} first, and say --force",
                fault=fault,
                folder=folder / LANGUAGES_FILE,
            )
        ) from fault
