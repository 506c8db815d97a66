"""`import`: other people's documents as draft sectors of the project."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportgen.cli.changes import write_all_or_none
from reportgen.cli.exits import catch_faults, usage_error
from reportgen.cli.language import said
from reportgen.cli.options import DryRunOption, JsonOption, ProjectOption, QuietOption
from reportgen.cli.output import Reporter, count
from reportgen.diagnostics import Message
from reportgen.files import read_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.intake.importing import Import, Request, Target
    from reportgen.model.language import Language


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("import")(import_files)


def import_files(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE…", help=".txt, .docx, .html or .pptx; FILE:zh-Hant says the language."),
    ],
    source: Annotated[
        str, typer.Option("--source", help="The record's key among the sources.", show_default="the file's name")
    ] = "",
    date: Annotated[
        str, typer.Option("--date", help="When it was written, as 2023-02-22.", show_default="found in it")
    ] = "",
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Another folder for the drafts.", show_default="the project")
    ] = None,
    dry_run: DryRunOption = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Draft sectors from a press release or minutes: reportgen import release.en.docx release.tc.docx.

    One record, in one language or a file for each. Every sentence stands in its sector with the paragraph that it
    comes from; names, dates, figures and agreements are found, and what a person has to write or decide is marked.
    No file that is there is changed, but content/meeting.yaml, which lists the new sectors and the record.
    """
    with catch_faults():
        from reportgen.diagnostics import Collector, ProblemsFound
        from reportgen.intake.importing import import_documents

        reporter = Reporter(quiet, json, source="", written=[], new=[], decisions=[])
        root, target = _target(project, out, reporter)
        requests = [_request(file, target.profiles) for file in files]
        _check(source, date)
        problems = Collector()
        result = import_documents(requests, target, problems, source, date, said)
        if result is None:
            reporter.fail(problems.diagnostics)
        folder = out or root
        assert folder is not None
        fresh = {name: data for name, data in result.files.items() if not (folder / name).exists()}
        try:
            changes = {} if out else _listed(folder, result, fresh)
            if not dry_run:
                write_all_or_none(folder, {**fresh, **changes})
        except ProblemsFound as fault:
            reporter.fail([*problems.diagnostics, *fault.diagnostics])
        _report(result, folder, [*fresh, *changes], problems, reporter, dry_run)


def _check(source: str, date: str) -> None:
    import re

    from reportgen.model.dates import parse_date

    if source and not re.fullmatch(r"[a-z0-9][a-z0-9-]*", source):
        usage_error(
            Message(
                "'{source}' is no key of a source; use small letters, digits and hyphens, as in press-release",
                source=source,
            )
        )
    try:
        known = parse_date(date) if date else None
    except ValueError as fault:
        usage_error(str(fault))
    if known is not None and not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", date):
        usage_error(
            Message(
                "'{date}' is no day; write it as 2023-02-22, or 2023-02 or 2023 where the day is not known", date=date
            )
        )


def _target(folder: Path | None, out: Path | None, reporter: Reporter) -> "tuple[Path | None, Target]":
    """The project; outside of one, where the drafts go to another folder, the program's languages and no glossary."""
    from reportgen.diagnostics import ProblemsFound
    from reportgen.intake.importing import Target
    from reportgen.model.language import LANGUAGES
    from reportgen.project.places import find_project

    try:
        root = find_project(folder or Path.cwd())
    except ProblemsFound as fault:
        if out is None or folder is not None:
            reporter.fail(fault.diagnostics)
        return None, Target(list(LANGUAGES), LANGUAGES)
    return root, _project_target(root, reporter)


def _project_target(root: Path, reporter: Reporter) -> "Target":
    from reportgen.intake.importing import Target
    from reportgen.intake.recognise.dates import Reference
    from reportgen.project.load import read_project

    read = read_project(root)
    if read.project is None:
        reporter.fail(read.problems)
    meeting = read.project.meeting
    day = meeting.date.last_day if meeting.date.is_known else None
    return Target(
        meeting.languages,
        read.project.languages,
        read.project.glossary,
        {sector_id: sector.title.root for sector_id, sector in read.project.sectors.items()},
        tuple(meeting.sources),
        Reference(day.year, day.month, day.day) if day else None,
        meeting.release.status == "final",
    )


def _request(file: str, profiles: "Mapping[str, Language]") -> "Request":
    """A file, with the language that stands behind its last colon where that is one."""
    from reportgen.intake.importing import Request
    from reportgen.model.language import parse_language

    name, colon, tag = file.rpartition(":")
    if not colon or Path(file).exists():
        return Request(Path(file))
    try:
        return Request(Path(name), parse_language(tag, profiles).tag)
    except ValueError as fault:
        if "/" in tag or "\\" in tag or "." in tag:
            return Request(Path(file))
        usage_error(str(fault))


def _listed(root: Path, result: "Import", fresh: "Mapping[str, bytes]") -> dict[str, bytes]:
    """The meeting with the new sectors and the record; nothing where it has them."""
    from reportgen.intake.listed import with_imported
    from reportgen.project.places import MEETING_FILE, sector_file

    before = read_file(root / MEETING_FILE)
    sectors = [sector_id for sector_id in result.sectors if sector_file(sector_id) in fresh]
    data = with_imported(before, sectors, result.document, result.source)
    return {MEETING_FILE: data} if data != before else {}


def _report(
    result: "Import", folder: Path, written: list[str], problems: Any, reporter: Reporter, dry_run: bool
) -> None:
    new = _new(result, folder, written)
    remarks = [(name, line, what) for name, line, what in result.remarks() if name in written]
    decisions: list[dict[str, str | int]] = [{"file": "", "line": 0, "decision": what} for what in result.decisions]
    decisions += [{"file": name, "line": line, "decision": what} for name, line, what in remarks]
    reporter.report(
        problems.diagnostics, source=result.document, written=[] if dry_run else written, new=new, decisions=decisions
    )
    for name in written:
        reporter.say(Message("would write: {name}", name=name) if dry_run else Message("written: {name}", name=name))
    for entry in new:
        reporter.show(
            Message(
                "{entry} is there and stays; new in the record, {record}: {sentences}",
                entry=entry["file"],
                record=entry["list"],
                sentences=entry["entry"],
            )
        )
    if decisions:
        reporter.show(Message("{count} for a person:", count=count(len(decisions), "decision")))
    for each in decisions:
        place = f"{each['file']}:{each['line']}: " if each["file"] else ""
        reporter.show(Message("  {place}{each}", place=place, each=each["decision"]))
    blanks = sum(data.decode().count("# to be written") for name, data in result.files.items() if name in written)
    if blanks:
        reporter.say(
            Message(
                "{count} to be written: search for 'to be written', or ask reportgen check",
                count=count(blanks, "place"),
            )
        )


def _new(result: "Import", folder: Path, written: list[str]) -> list[dict[str, str]]:
    """What the record has that is not in the files which were there already."""
    from reportgen.diagnostics import ProblemsFound
    from reportgen.intake.importing import new_in
    from reportgen.project.places import sector_file
    from reportgen.project.yaml_reader import read_yaml

    found: list[dict[str, str]] = []
    for sector_id, draft in result.sectors.items():
        name = sector_file(sector_id)
        if name in written:
            continue
        try:
            existing = read_yaml(read_file(folder / name), name).value
        except ProblemsFound:
            existing = {}
        for key, entries in new_in(draft, existing if isinstance(existing, dict) else {}).items():
            found += [{"file": name, "list": key, "entry": entry} for entry in entries]
    return found
