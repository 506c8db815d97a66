"""`diff`: what differs between two meetings, or two states of one, for people, programs, Word and PowerPoint."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.changes import write_export
from reportgen.cli.exits import catch_faults, usage_error
from reportgen.cli.options import JsonOption, QuietOption
from reportgen.cli.output import Reporter, count, relative_path
from reportgen.diagnostics import Message

if TYPE_CHECKING:
    from reportgen.model.language import Language
    from reportgen.pack.change_views import ChangesView, ChangeView
    from reportgen.project.load import Project

_TEMPLATE = "moved"
_SUFFIXES = (".docx", ".pptx")


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(diff)


def diff(
    earlier: Annotated[Path, typer.Argument(metavar="DIR", help="The project of the earlier meeting.")],
    later: Annotated[Path, typer.Argument(metavar="DIR", help="That of the later one.")],
    lang: Annotated[
        str | None, typer.Option("--lang", "-l", help="In which language.", show_default="the first of the later one")
    ] = None,
    out: Annotated[
        list[Path] | None,
        typer.Option("--out", "-o", help="A Word or PowerPoint file to write: moved.docx, moved.pptx; repeatable."),
    ] = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Say what has moved between two meetings: reportgen diff harbour-2024 harbour-2025.

    What has become of each step, what is new, gone or worded otherwise, figures, dates, names. Entries belong
    together by their ids; where they have none, by what they say, and that is told as a guess.
    """
    with catch_faults():
        from reportgen.compare.meetings import compare
        from reportgen.diagnostics import ProblemsFound
        from reportgen.pack.context import make_comparison, missing_labels

        reporter = Reporter(quiet, json, changes=[], files=[])
        for path in out or ():
            if path.suffix not in _SUFFIXES:
                usage_error(
                    Message(
                        "'{path}' is no Word or PowerPoint file; name it {stem}.docx or {stem}.pptx",
                        path=path,
                        stem=path.stem,
                    )
                )
        try:
            before, after = _load(earlier, later)
            language = _language(after, lang)
            changes = compare(before, after)
            asked: set[tuple[str, ...]] = set()
            names = make_comparison(before, after, changes, language, asked)
            files = {path: _document(after, path, language, names) for path in out or ()}
            lines = [] if files or json else list(_lines(names["changes"]))
            if missing := missing_labels(asked):
                raise ProblemsFound(missing)
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        for path, data in files.items():
            write_export(path, data, reporter)
        reporter.report(changes=[change.plain() for change in changes], files=[str(path) for path in files])
        for path in files:
            reporter.say(Message("written {relative_path}", relative_path=relative_path(path.absolute())))
        for line in lines:
            reporter.show(line)
        reporter.say(count(len(changes), "difference"))


def _load(*folders: Path) -> "list[Project]":
    """The projects in folders; raises `ProblemsFound` with the faults of all, each with the folder that it is in."""
    from dataclasses import replace

    from reportgen.diagnostics import Collector, ProblemsFound
    from reportgen.project.load import load_project

    projects, problems = [], Collector()
    for folder in folders:
        try:
            projects.append(load_project(folder.absolute()))
        except ProblemsFound as found:
            for one in found.diagnostics:
                path = one.location.path  # one that is no project is told by its own path
                place = replace(one.location, path=path if Path(path).is_absolute() else (folder / path).as_posix())
                problems.extend([replace(one, location=place)])
    problems.raise_errors()
    return projects


def _language(project: "Project", name: str | None) -> "Language":
    """The language to speak: one of the project's."""
    from reportgen.model.language import parse_language

    tags = project.meeting.languages
    try:
        tag = parse_language(name, project.languages).tag if name else tags[0]
    except ValueError as fault:
        usage_error(str(fault))
    if tag not in tags:
        usage_error(Message("the meeting is not in '{tag}'; languages: {tags}", tag=tag, tags=[*tags]))
    return project.languages[tag]


def _document(project: "Project", path: Path, language: "Language", names: dict[str, object]) -> bytes:
    """A Word or PowerPoint file of the changes, by the later project's template; raises `ProblemsFound`."""
    from reportgen.build.templates import Templates
    from reportgen.model.target import OVERVIEW
    from reportgen.pack.colours import pack_colour

    colour = pack_colour(project, OVERVIEW)
    template = Templates(project).compiled(f"{_TEMPLATE}{path.suffix}", language.tag)
    colours = {"accent1": colour} if colour else None
    return template.render(names, colours, millions=project.settings.million_characters)


def _lines(changes: "ChangesView") -> Iterator[str]:
    """The changes for people to read, also those of other languages."""
    from reportgen.pack.change_views import CHANGE_PARTS

    yield changes.meetings
    if changes.counted:
        yield changes.counted
    for part in CHANGE_PARTS:
        views = changes.views_of(part)
        if views:
            yield f"\n{views[0].part}"
            width = max(len(view.state) for view in views)
            for view in views:
                yield f"  {view.state.ljust(width)}  {_subject(view)}"
                yield from (f"      {line}" for line in _wordings(view))


def _subject(view: "ChangeView") -> str:
    sector = view.change.place if view.chip else ""
    return " › ".join(filter(None, (sector, view.lead, view.change.field)))


def _wordings(view: "ChangeView") -> Iterator[str]:
    """What was said and what is said: of a text that has changed, as it is written in each language."""
    from reportgen.compare.changes import by_language

    then, now = by_language(view.change.before), by_language(view.change.after)
    if view.change.field and (then or now):
        for tag in (tag for tag in {**then, **now} if then.get(tag) != now.get(tag)):
            yield from (f"{tag}  {mark} {said[tag]}" for mark, said in (("-", then), ("+", now)) if tag in said)
    else:
        yield from (f"{mark} {said}" for mark, said in (("-", view.then), ("+", view.now)) if said)
