"""`translate`: takes translations into the YAML; `translate_export` sends the texts out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.changes import say_written, write_all_or_none
from reportgen.cli.exchange.approve import approvals_of
from reportgen.cli.exchange.translate_export import export
from reportgen.cli.exits import ExitCode, catch_faults
from reportgen.cli.options import AcceptOption, DryRunOption, JsonOption, ProjectOption, QuietOption, load
from reportgen.cli.output import Reporter
from reportgen.diagnostics import Message

if TYPE_CHECKING:
    from reportgen.exchange.translations import TranslationImport
    from reportgen.project.approvals import Approvals


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Send texts to translators, as XLIFF.")
    group.command("export")(export)
    group.command("import")(import_file)
    app.add_typer(group, name="translate")


def import_file(
    file: Annotated[Path, typer.Argument(help="FILE.xlf, XLIFF 1.2 or 2.0 to 2.2.")],
    dry_run: DryRunOption = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Take the file's text where ours has changed since the export too.")
    ] = False,
    accept_warnings: AcceptOption = False,
    by: Annotated[str, typer.Option("--by", help="Who has signed what is final.")] = "",
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Take translations back into the YAML: reportgen translate import finance.xlf --dry-run.

    Only texts that differ are written; comments, order and line breaks of everything else stay. A text
    whose original has changed since the export, or that is doubtful, is reported and left alone; the others are taken.
    What is final is signed off.
    """
    with catch_faults():
        from reportgen.diagnostics import Collector, ProblemsFound
        from reportgen.exchange.files import read_exchange_file
        from reportgen.exchange.translations import Terms, changed_files, compare
        from reportgen.exchange.xliff.reader import read_xliff

        reporter = Reporter(
            quiet, json, changed=[], signed=[], notes=[], untouched=0, untranslated=0, held_back=0, written=[]
        )
        loaded, problems = load(project, reporter), Collector()
        approvals = approvals_of(loaded, reporter)
        try:
            read = read_xliff(read_exchange_file(file), str(file), problems, loaded.source_language, loaded.languages)
            if read is None:
                reporter.fail(problems.diagnostics)
            terms = Terms(overwrite, accept_warnings, approvals=approvals)
            outcome = compare(read, loaded, problems, terms)
            files = changed_files(loaded, outcome.changes) | _signatures(approvals, outcome, by)
            if not dry_run:
                write_all_or_none(loaded.root, files)
        except ProblemsFound as found:
            reporter.fail([*problems.diagnostics, *found.diagnostics])
        written = [] if dry_run else sorted(files)
        reporter.report(problems.diagnostics, **_plain(outcome), **outcome.counts, written=written)
        _say(outcome, len(problems.errors), reporter)
        if files:
            say_written(written, dry_run, reporter)
        failed = problems.errors or outcome.counts["held_back"]
        raise typer.Exit(ExitCode.PROBLEMS if failed else ExitCode.DONE)


def _signatures(approvals: "Approvals", outcome: "TranslationImport", by: str) -> dict[str, bytes]:
    """The file of approvals with what a translator has signed; nothing where that is nothing."""
    from datetime import date

    from reportgen.project.approvals import Signature, write_approvals
    from reportgen.project.places import APPROVALS_FILE

    if not outcome.signed:
        return {}
    signature = Signature(" ".join(by.split()), date.today()) if by.strip() else None
    return {APPROVALS_FILE: write_approvals(approvals.with_pairs(outcome.signed, signature)).encode()}


def _plain(outcome: "TranslationImport") -> dict[str, list[dict[str, str | None]]]:
    return {
        "changed": [
            {"place": str(change.location), "language": change.language, "old": change.old, "new": change.new}
            for change in outcome.changes
        ],
        "signed": [{"file": pair.file_key, "language": pair.tag, "text": pair.wording} for pair in outcome.signed],
        "notes": [{"place": str(note.location), "text": note.text} for note in outcome.notes],
    }


def _say(outcome: "TranslationImport", refused: int, reporter: Reporter) -> None:
    for change in outcome.changes:
        reporter.say(Message("{location} › {language}", location=change.location, language=change.language))
        if change.old is not None:
            reporter.say(Message("  - {old}", old=change.old))
        reporter.say(Message("  + {new}", new=change.new))
    for note in outcome.notes:
        reporter.say(Message("{place}: the translator notes: {text}", place=note.location, text=note.text))
    counts, held_back = outcome.counts, outcome.counts["held_back"]
    parts = [
        Message("{number} changed", number=len(outcome.changes)),
        *([Message("{number} signed off", number=len(outcome.signed))] if outcome.signed else []),
        Message("{number} untouched", number=counts["untouched"]),
        Message("{number} untranslated", number=counts["untranslated"]),
        *([Message("{number} refused", number=refused)] if refused else []),
        *([Message("{number} held back (--accept-warnings)", number=held_back)] if held_back else []),
    ]
    reporter.say(Message("{parts}", parts=parts))
