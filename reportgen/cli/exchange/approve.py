"""`approve`: a translator signs off translated texts, so that `check` can tell when what they translate changes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.changes import write_export
from reportgen.cli.exits import catch_faults, usage_error
from reportgen.cli.options import JsonOption, ProjectOption, QuietOption, SectorOption, load
from reportgen.cli.output import Reporter
from reportgen.diagnostics import Message

if TYPE_CHECKING:
    from reportgen.model.language import Language
    from reportgen.project.approvals import Approvals
    from reportgen.project.load import Project

TranslationOption = Annotated[
    list[str] | None,
    typer.Option("--lang", "-l", help="A language of translations, or 'all'; repeatable.", show_default="all"),
]

ALL = "all"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(approve)


def approve(
    project: ProjectOption = None,
    sector: SectorOption = None,
    lang: TranslationOption = None,
    by: Annotated[str, typer.Option("--by", help="Who signs; the name is recorded with today's date.")] = "",
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Sign off the translated texts as they stand, each against the text that it translates.

    'overview' stands for content/meeting.yaml; 'all' covers the labels too.
    """
    with catch_faults():
        from datetime import date

        from reportgen.exchange.units import units_of
        from reportgen.project.approvals import Signature, write_approvals
        from reportgen.project.places import APPROVALS_FILE

        reporter = Reporter(quiet, json, file="", texts=0, new=0)
        loaded = load(project, reporter)
        file_keys = _file_keys(sector or [ALL], list(loaded.sectors))
        tags = _tags(lang or [ALL], loaded.languages, loaded.source_language)
        before = approvals_of(loaded, reporter)
        renewed = [(file_key, tag) for file_key in file_keys for tag in tags]
        units = [(tag, unit) for file_key, tag in renewed for unit in units_of(loaded, file_key, tag)]
        present = [unit.pair(tag) for tag, unit in units if unit.shown is not None]  # converted ones were signed too
        pairs = [unit.pair(tag) for tag, unit in units if unit.target is not None]
        new = sum(not before.covers(pair) for pair in pairs)
        signature = Signature(" ".join(by.split()), date.today()) if by.strip() else None
        after = before.restricted(present, renewed).with_pairs(pairs, signature)
        path = loaded.root / APPROVALS_FILE
        write_export(path, write_approvals(after).encode(), reporter)
        reporter.report(file=str(path), texts=len(pairs), new=new)
        reporter.say(
            Message(
                "{approvals_file}: {count} texts signed off, {new} of them new or changed",
                approvals_file=APPROVALS_FILE,
                count=len(pairs),
                new=new,
            )
        )


def approvals_of(project: "Project", reporter: Reporter) -> "Approvals":
    """What of a project is signed off; faults of the file end the program."""
    from reportgen.diagnostics import Collector
    from reportgen.project.approvals import load_approvals

    problems = Collector()
    approvals = load_approvals(project.root, problems, project.languages)
    if problems.errors:
        reporter.fail(problems.diagnostics)
    return approvals


def _file_keys(names: list[str], sectors: list[str]) -> list[str]:
    """The files that the sectors named on the command line stand in."""
    from reportgen.diagnostics import did_you_mean
    from reportgen.model.target import OVERVIEW

    if ALL in names:
        return ["meeting", *sectors, "labels"]
    for name in names:
        if name not in (*sectors, OVERVIEW):
            usage_error(
                Message(
                    "unknown sector '{name}'; {hint}",
                    name=name,
                    hint=did_you_mean(name, sectors) or Message("sectors: {sectors}", sectors=sectors),
                )
            )
    return ["meeting" if name == OVERVIEW else name for name in dict.fromkeys(names)]


def _tags(names: list[str], languages: "Mapping[str, Language]", source: str) -> list[str]:
    """The languages named on the command line, or all that texts are translated into."""
    from reportgen.model.language import parse_language

    if ALL in names:
        return [tag for tag in languages if tag != source]
    try:
        tags = [parse_language(name, languages).tag for name in names]
    except ValueError as fault:
        usage_error(str(fault))
    if source in tags:
        usage_error(Message("'{source}' is no translation: it is the translations that are signed off", source=source))
    return list(dict.fromkeys(tags))
