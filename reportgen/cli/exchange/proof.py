"""`proof`: writes proof sheets, and takes back what their readers corrected, remarked and signed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportgen.cli.changes import refuse_project_folders, say_written, write_all_or_none, write_export
from reportgen.cli.exits import ExitCode, catch_faults, usage_error
from reportgen.cli.options import AcceptOption, DryRunOption, JsonOption, ProjectOption, QuietOption, TextsOption, load
from reportgen.cli.output import Reporter, count, listed, relative_path
from reportgen.diagnostics import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.exchange.proof.compare import ProofImport
    from reportgen.project.load import Project

_FORMATS = ("docx", "xlsx")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(rich_markup_mode=None)
    group.callback(invoke_without_command=True)(proof)
    group.command("import")(import_files)
    app.add_typer(group, name="proof")


def proof(
    context: typer.Context,
    sector: TextsOption = None,
    lang: Annotated[
        list[str] | None,
        typer.Option("--lang", "-l", help="The language to be read: a sheet for each.", show_default="all"),
    ] = None,
    format_: Annotated[
        list[str] | None, typer.Option("--format", help="docx or xlsx; repeatable.", show_default="both")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where the sheets go.", show_default="proofs/ in the project")
    ] = None,
    force: Annotated[bool, typer.Option("--force", "-f", help="Replace sheets that somebody has written in.")] = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Write proof sheets for readers who know Word and Excel: reportgen proof --sector finance --lang zh-Hant.

    A row a text, in all languages side by side, with what conversion changed and why, and room for a correction, a
    remark and a tick. `proof import` takes the sheets back.
    """
    if context.invoked_subcommand:
        return
    with catch_faults():
        from reportgen.diagnostics import Diagnostic, Location
        from reportgen.exchange.proof.files import is_filled_in, write_sheet
        from reportgen.exchange.proof.rows import proof_sheet
        from reportgen.exchange.units import file_keys, texts_in_tables
        from reportgen.project.places import PROOFS_FOLDER

        reporter = Reporter(quiet, json, files=[], texts=0)
        formats = tuple(dict.fromkeys(format_ or _FORMATS))
        for name in formats:
            if name not in _FORMATS:
                usage_error(Message("unknown format '{name}'; use one of {formats}", name=name, formats=[*_FORMATS]))
        loaded = load(project, reporter)
        folder = out or loaded.root / PROOFS_FOLDER
        refuse_project_folders(folder, loaded.root)
        try:
            keys = file_keys(loaded, sector or ())
        except ValueError as fault:
            usage_error(str(fault))
        sheets = [proof_sheet(loaded, key, tag) for key in keys for tag in _tags(loaded, lang)]
        named = [
            (sheet, folder / f"{sheet.name}-proof.{sheet.language.tag}.{suffix}")
            for sheet in sheets
            for suffix in formats
        ]
        hint = Message("import it, or replace it with --force")
        filled_in = [path for _, path in named if not force and is_filled_in(path, loaded.languages)]
        if filled_in:
            message = Message("somebody has written in the sheet that is there")
            places = [Location(relative_path(path)) for path in filled_in]
            reporter.fail([Diagnostic("already-there", message, place, hint) for place in places])
        for sheet, path in named:
            write_export(path, write_sheet(sheet, path.suffix), reporter)
            reporter.say(relative_path(path))
        texts = sum(len(part.rows) for sheet in sheets for part in sheet.parts)
        reporter.report(texts_in_tables(loaded, keys), files=[str(path) for _, path in named], texts=texts)
        sheet_count = count(len(named), "sheet")
        reporter.say(
            Message("{sheets}; reportgen proof import takes it back", sheets=sheet_count)
            if len(named) == 1
            else Message("{sheets}; reportgen proof import takes them back", sheets=sheet_count)
        )


def _tags(project: "Project", names: "Sequence[str] | None") -> list[str]:
    """The languages to be read, or all of the meeting."""
    from reportgen.model.language import parse_language

    if not names or "all" in names:
        return list(project.meeting.languages)
    try:
        known = {tag: project.languages[tag] for tag in project.meeting.languages}
        return list(dict.fromkeys(parse_language(name, known).tag for name in names))
    except ValueError as fault:
        usage_error(str(fault))


def import_files(
    files: Annotated[list[Path], typer.Argument(help="Proof sheets that have come back: FILE.docx, FILE.xlsx.")],
    dry_run: DryRunOption = False,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Take corrections of changed texts too, and doubtful ones."),
    ] = False,
    accept_warnings: AcceptOption = False,
    by: Annotated[str, typer.Option("--by", help="Who ticked, where the sheet does not say it.")] = "",
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Take proof sheets back: reportgen proof import finance-proof.zh-Hant.docx --dry-run.

    Only what a reader changed is written: lines of the content, cells of the glossary, signatures. Remarks, comments,
    struck and highlighted words are shown, and written to a table beside the sheet. A text that has changed here since
    the sheet went out is reported and left alone.
    """
    with catch_faults():
        from datetime import date

        from reportgen.diagnostics import Collector, ProblemsFound
        from reportgen.exchange.proof.compare import compare_sheets
        from reportgen.exchange.proof.files import read_sheet, write_notes

        reporter = Reporter(
            quiet, json, changed=[], names=[], signed=[], notes=[], untouched=0, held_back=0, written=[]
        )
        loaded, problems = load(project, reporter), Collector()
        try:
            sheets = [sheet for file in files if (sheet := read_sheet(file, loaded.languages, problems))]
            if problems.errors:
                reporter.fail(problems.diagnostics)
            outcome = compare_sheets(
                sheets,
                loaded,
                problems,
                overwrite=overwrite,
                accept_doubts=accept_warnings,
                signer=" ".join(by.split()),
                today=date.today(),
            )
            changed = _changed_files(loaded, outcome)
            if not dry_run:
                write_all_or_none(loaded.root, changed)
        except ProblemsFound as found:
            reporter.fail([*problems.diagnostics, *found.diagnostics])
        tables = {f"{sheet.name}.remarks.csv": write_notes(sheet.notes) for sheet in sheets if sheet.notes}
        for name, table in tables.items() if not dry_run else ():
            write_export(Path(name), table, reporter)
        written = [] if dry_run else sorted([*changed, *tables])
        counts = {"untouched": outcome.untouched, "held_back": outcome.held_back}
        reporter.report(problems.diagnostics, **_plain(outcome), **counts, written=written)
        _say(outcome, len(problems.errors), reporter)
        if changed or tables:
            say_written(written, dry_run, reporter)
        raise typer.Exit(ExitCode.PROBLEMS if problems.errors or outcome.held_back else ExitCode.DONE)


def _changed_files(project: "Project", outcome: "ProofImport") -> dict[str, bytes]:
    """The files that change, by path relative to the project; raises `ProblemsFound`."""
    from reportgen.diagnostics import Collector
    from reportgen.exchange.tables import change_tables, check_unchanged, read_glossary
    from reportgen.exchange.translations import changed_files
    from reportgen.project.approvals import load_approvals, write_approvals
    from reportgen.project.places import APPROVALS_FILE

    files = changed_files(project, outcome.changes)
    if outcome.names:
        glossary = read_glossary(project.root)
        check_unchanged(glossary)
        files |= change_tables(glossary, {change.id: change.values for change in outcome.names}, [])
    if outcome.signed:
        problems = Collector()
        approvals = load_approvals(project.root, problems, project.languages)
        problems.raise_errors()
        for signed in outcome.signed:
            approvals = approvals.with_pairs([signed.pair], signed.signature)
        files[APPROVALS_FILE] = write_approvals(approvals).encode()
    return files


def _plain(outcome: "ProofImport") -> dict[str, Any]:
    """The outcome as plain data."""
    return {
        "changed": [
            {"place": str(each.location), "language": each.language, "old": each.unit.shown, "new": each.new}
            for each in outcome.changes
        ],
        "names": [
            {"id": each.id, "column": cell.column, "old": cell.old, "new": cell.new}
            for each in outcome.names
            for cell in each.cells
        ],
        "signed": [
            {
                "place": str(each.location),
                "file": each.pair.file_key,
                "language": each.pair.tag,
                "text": each.pair.wording,
                "name": each.signature.name,
                "day": each.signature.day.isoformat(),
            }
            for each in outcome.signed
        ],
        "notes": [
            {
                "place": str(note.location),
                "kind": str(note.kind),
                "words": note.about,
                "text": note.text,
                "author": note.author,
                "date": note.date,
            }
            for note in outcome.notes
        ],
    }


def _say(outcome: "ProofImport", refused: int, reporter: Reporter) -> None:
    for change in outcome.changes:
        _say_change(
            Message("{location} › {language}", location=change.location, language=change.language),
            change.unit.shown or "",
            change.new,
            reporter,
        )
    for name in outcome.names:
        for cell in name.cells:
            _say_change(Message("name {id} › {column}", id=name.id, column=cell.column), cell.old, cell.new, reporter)
    for note in outcome.notes:
        reporter.say(str(note))
    signers = sorted({f"{each.signature.name} {each.signature.day.isoformat()}" for each in outcome.signed})
    texts, names = count(len(outcome.changes), "text"), count(len(outcome.names), "name")
    signed, held_back = Message("{number} signed off", number=len(outcome.signed)), outcome.held_back
    parts = [
        Message("{texts} and {names} changed", texts=texts, names=names),
        Message("{signed} ({signers})", signed=signed, signers=signers) if signers else signed,
        count(len(outcome.notes), "remark"),
        Message("{number} untouched", number=outcome.untouched),
        *([Message("{number} refused", number=refused)] if refused else []),
        *([Message("{number} held back (--accept-warnings)", number=held_back)] if held_back else []),
    ]
    reporter.say(listed(parts))


def _say_change(place: str, old: str, new: str, reporter: Reporter) -> None:
    reporter.say(place)
    if old:
        reporter.say(Message("  - {old}", old=old))
    reporter.say(Message("  + {new}", new=new))
