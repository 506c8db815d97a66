"""`new project`: begins a project, with what is given and what a person answers."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.exits import catch_faults, usage_error
from reportgen.cli.options import JsonOption, QuietOption
from reportgen.cli.output import Reporter, count, relative_path
from reportgen.cli.start.shape import at_terminal, read_sectors

if TYPE_CHECKING:
    from reportgen.model.language import Language
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
                ask = _asking if at_terminal() and not (yes or quiet or json) else _nothing
                files = project_files(_new_project(ask, folder, name, lang, sector, date, place))
            elif name or lang or sector or date or place:
                usage_error("an example has its own name, languages, sectors, date and place; leave them out")
            else:
                files = _example(example)
            kept = write_project(folder, files, force)
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        written = [path for path in files if path not in kept]
        reporter.report(project=str(folder), files=written, kept=kept)
        for path in kept:
            reporter.say(f"kept      {path}, which was there")
        reporter.say(f"{count(len(written), 'file')} in {relative_path(folder.absolute())}; what to do next:")
        reporter.say(f"  cd {folder}\n  reportgen build")
        if README_FILE in written:
            reporter.say(f"{README_FILE} there says what to replace, and how.")


Ask = Callable[[str], str]
"""Asks a person, and returns the answer; empty where there is none."""


def _asking(question: str) -> str:
    return str(typer.prompt(question, default="", show_default=False)).strip()


def _nothing(question: str) -> str:
    return ""


def _new_project(
    ask: Ask,
    folder: Path,
    name: str | None,
    lang: list[str] | None,
    sector: list[str] | None,
    date: str | None,
    place: str | None,
) -> "NewProject":
    """What the new project in `folder` is to be, by options and answers."""
    from datetime import date as calendar

    from reportgen.model.dates import parse_date
    from reportgen.start.names import names_by_language
    from reportgen.start.new_project import NewProject
    from reportgen.start.sample import sample_sectors, written_languages

    def answered(given: str | None, question: str) -> str:
        return ask(question) if given is None else given

    languages = _languages(folder, lang or _several(ask("Languages, the one written first in front [en]")) or ["en"])
    written = written_languages(languages)
    several = " / ".join(language.name for language in written) if len(written) > 1 else ""
    title = answered(name, f"Name of the meeting{f' ({several})' if several else ''} [a sample]")
    with_id = ", each with an id, as in tourism=旅遊" if any(language.east_asian for language in written) else ""
    areas = sector or _several(ask(f"Areas of work, with commas between them{with_id} [two samples]"))
    day = answered(date, "Date [today]") or calendar.today().isoformat()
    where = answered(place, "Place [a sample]")
    try:
        parse_date(day)
        return NewProject(
            languages,
            read_sectors(areas, languages, ()) if areas else sample_sectors(languages),
            day,
            names_by_language(title, written) if title else {},
            names_by_language(where, written) if where else {},
        )
    except ValueError as fault:
        usage_error(str(fault))


def _example(name: str) -> dict[str, bytes]:
    from reportgen.start.new_project import example_project_files
    from reportgen.start.shipped import example_names

    if name not in (names := example_names()):
        usage_error(f"unknown example '{name}'; examples: {', '.join(names)}")
    return example_project_files(name)


def _several(text: str) -> list[str]:
    """What stands between commas."""
    return [part.strip() for part in re.split("[,，、]", text) if part.strip()]


def _languages(folder: Path, names: Sequence[str]) -> "list[Language]":
    """The languages of the names: the program's, and those that a `languages.toml` in the folder describes.

    Raises `ProblemsFound` with the faults of that file.
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
        usage_error(f"{fault}; or describe your own in {folder / LANGUAGES_FILE} first, and say --force")
