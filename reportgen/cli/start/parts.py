"""`new sector` and `new kind`: what is added to a project."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.changes import write_all_or_none
from reportgen.cli.completion import complete_kind, complete_sector
from reportgen.cli.exits import catch_faults, usage_error
from reportgen.cli.options import DryRunOption, JsonOption, ProjectOption, QuietOption, project_root
from reportgen.cli.output import Reporter
from reportgen.cli.start.shape import known_sector, read_sectors, say_changes
from reportgen.diagnostics import Message

if TYPE_CHECKING:
    from reportgen.model.language import Language


def sector(
    name: Annotated[str, typer.Argument(help="tourism, 'Tourism / 旅遊', or tourism=旅遊: its id and its title.")],
    after: Annotated[
        str | None,
        typer.Option(
            "--after",
            help="The sector that it comes after.",
            show_default="the last one",
            autocompletion=complete_sector,
        ),
    ] = None,
    dry_run: DryRunOption = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Add a sector with sample texts: its file, its place in the meeting, its colour.

    reportgen new sector 'Tourism / 旅遊' --after finance
    """
    with catch_faults():
        from reportgen.diagnostics import ProblemsFound
        from reportgen.project.load import load_catalogue
        from reportgen.start.sectors import add_sector

        reporter = Reporter(quiet, json, sector="", files=[])
        root = project_root(project, reporter)
        try:
            catalogue = load_catalogue(root)
            languages = _languages_of(root, catalogue.languages)
            try:
                new = read_sectors([name], languages, catalogue.sectors)[0]
            except ValueError as fault:
                usage_error(str(fault))
            if after is not None:
                known_sector(after, catalogue.sectors)
            changes = add_sector(root, new, languages, after or "")
            if not dry_run:
                write_all_or_none(root, changes)
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        reporter.report(sector=new.id, files=list(changes))
        say_changes(changes, dry_run, root, reporter)


def kind(
    name: Annotated[str, typer.Argument(help="Small letters and digits, a letter first: agenda.")],
    like: Annotated[
        str, typer.Option("--from", help="The kind whose templates it begins with.", autocompletion=complete_kind)
    ],
    dry_run: DryRunOption = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Add a kind of document: copies of another's templates, to be designed anew, and its line in reportgen.yaml.

    reportgen new kind agenda --from brief
    """
    with catch_faults():
        from reportgen.diagnostics import ProblemsFound, did_you_mean
        from reportgen.project.kinds import KindSettings, kind_faults
        from reportgen.project.load import load_catalogue
        from reportgen.start.kinds import add_kind

        reporter = Reporter(quiet, json, kind="", files=[])
        root = project_root(project, reporter)
        try:
            kinds = load_catalogue(root).kinds
            names = list(dict.fromkeys(each.name for each in kinds))
            for fault in kind_faults({name: KindSettings(templates=(f"{name}.docx",))}):
                usage_error(Message("{message}; {hint}", message=fault.message, hint=fault.hint))
            if name in names:
                usage_error(Message("there is a kind '{name}' already", name=name))
            if like not in names:
                usage_error(
                    Message(
                        "there is no kind '{like}'; {hint}",
                        like=like,
                        hint=did_you_mean(like, names) or Message("kinds: {kinds}", kinds=names),
                    )
                )
            changes = add_kind(root, name, [each for each in kinds if each.name == like])
            if not dry_run:
                write_all_or_none(root, changes)
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        reporter.report(kind=name, files=list(changes))
        say_changes(changes, dry_run, root, reporter)


def _languages_of(root: Path, tags: Sequence[str]) -> "list[Language]":
    """The languages of a project, its own among them."""
    from reportgen.diagnostics import Collector
    from reportgen.project.files import FileReader
    from reportgen.project.languages import load_languages

    known = load_languages(FileReader(root, Collector()))
    return [known[tag] for tag in tags]
