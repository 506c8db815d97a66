"""`glossary`: finds, lists, adds and checks names; exports and imports them as spreadsheets and TBX."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportgen.cli.changes import refuse_project_folders, say_written, write_all_or_none, write_export
from reportgen.cli.exits import ExitCode, catch_faults, usage_error
from reportgen.cli.options import (
    AcceptOption,
    DryRunOption,
    JsonOption,
    ProjectOption,
    QuietOption,
    TermArgument,
    project_root,
)
from reportgen.cli.output import Reporter, count
from reportgen.diagnostics import Message, marked

if TYPE_CHECKING:
    from reportgen.diagnostics import Collector
    from reportgen.exchange.merge import Merge, RowChange
    from reportgen.exchange.rows import Row
    from reportgen.exchange.tables import GlossaryFiles
    from reportgen.model.glossary import Term
    from reportgen.model.language import Language

KindsOption = Annotated[
    list[str] | None,
    typer.Option("--kind", "-k", help="person, post, body, place, programme, document, event, policy; repeatable."),
]
LanguagesOption = Annotated[
    list[str] | None,
    typer.Option("--lang", "-l", help="A language of the glossary: en; repeatable.", show_default="all"),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Find, add, check and exchange names.")
    group.command("find")(find)
    group.command("list")(list_terms)
    group.command("add")(add)
    group.command("check")(check)
    group.command("export")(export)
    group.command("import")(import_file)
    app.add_typer(group, name="glossary")


def find(
    text: TermArgument,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Find a name: reportgen glossary find 貿發局."""
    with catch_faults():
        from reportgen.project.glossary_search import find_terms

        reporter = Reporter(quiet, json, found=[], near=[])
        files = _glossary(project, reporter)
        found, near = find_terms(text, files.terms())
        reporter.report(found=_plain(found, files.languages), near=_plain(near, files.languages))
        if near:
            reporter.remark(Message("nothing in the glossary contains '{text}'; these come near:", text=text))
        elif not found:
            reporter.remark(Message("nothing in the glossary contains '{text}'", text=text))
        for term in found or near:
            _show(term, reporter)


def list_terms(
    kind: KindsOption = None,
    status: Annotated[str | None, typer.Option("--status", help="verified or unverified.")] = None,
    lang: LanguagesOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """List names: reportgen glossary list --kind body --status unverified."""
    with catch_faults():
        if status not in (None, "verified", "unverified"):
            usage_error(Message("unknown status '{status}'; use verified or unverified", status=status))
        reporter = Reporter(quiet, json, terms=[])
        files = _glossary(project, reporter)
        languages = _languages(lang, files.languages)
        chosen = [term for term in _chosen(files, kind) if status is None or term.verified == (status == "verified")]
        reporter.report(terms=_plain(chosen, files.languages))
        for term in chosen:
            mark = "" if term.verified else " †"
            reporter.show("  ".join((term.id + mark, *(term.names.get(tag, "") for tag in languages))))
        unverified = sum(not term.verified for term in chosen)
        said = Message("{n} names", n=len(chosen))
        reporter.say(Message("{names}, {n} unverified (†)", names=said, n=unverified) if unverified else said)


def add(
    term_id: Annotated[str, typer.Argument(metavar="ID", help="Small letters, digits, hyphens: hkma.")],
    kind: Annotated[str, typer.Option("--kind", "-k", help="person, post, body, place … (which table).")],
    name: Annotated[
        list[str],
        typer.Option(
            "--name",
            metavar="LANG=NAME",
            help="The official name in a language (without 'the'), repeatable: one for each language of the meeting. "
            "A Chinese that is left out is proposed from the other.",
        ),
    ],
    short: Annotated[
        list[str] | None,
        typer.Option("--short", metavar="LANG=NAME", help="The official short form, repeatable; never proposed."),
    ] = None,
    status: Annotated[str, typer.Option("--status", help="verified or unverified.")] = "unverified",
    source: Annotated[str, typer.Option("--source", help="Where you have seen the name.")] = "",
    note: Annotated[str, typer.Option("--note", help="One line for the next translator.")] = "",
    honorific: Annotated[str, typer.Option("--honorific", help="People only: Mr, Ms, Miss, Dr.")] = "",
    post: Annotated[str, typer.Option("--post", help="People only: the id of a post.")] = "",
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Add a name at the end of its table.

    reportgen glossary add hkma --kind body --name en="Hong Kong Monetary Authority" --name zh-Hant=香港金融管理局
    """
    with catch_faults():
        from reportgen.diagnostics import Collector, Diagnostic, Location
        from reportgen.exchange.rows import Row

        reporter = Reporter(quiet, json, added=[], written=[])
        files, chosen_kind = _glossary(project, reporter), _kind(kind)
        where = Location(Message("command line"))
        if term_id in files.glossary:
            message = Message(
                "the id '{term_id}' is taken, at {location}", term_id=term_id, location=files.glossary[term_id].location
            )
            reporter.fail([Diagnostic("duplicate-id", message, where, Message("choose another"))])
        names = _names(files, name)
        proposed = _proposals(files, names)
        _check_complete(files.needed, {**names, **proposed})
        if proposed and status == "verified":
            hint = Message("give --name {tag}=… too, or leave --status out", tag=next(iter(proposed)))
            usage_error(Message("a name is verified when all of it has been seen: {hint}", hint=hint))
        shorts = {f"{tag}_short": text for tag, text in _names(files, short or ()).items()}
        rest = {"status": status, "source": source, "note": note, "honorific": honorific, "post": post}
        cells = {**names, **proposed, **shorts, **rest}
        row = Row(term_id, chosen_kind, {column: value.strip() for column, value in cells.items()}, where)
        problems = Collector()
        outcome = _merge(files, [row], problems)
        written = _write(files, outcome, reporter)
        added = [_plain_change(change) for change in outcome.changes]
        reporter.report(problems.diagnostics, added=added, written=written)
        reporter.say(Message("added '{term_id}' to {written}", term_id=term_id, written=written[0]))
        for tag, text in proposed.items():
            reporter.say(
                Message("{tag} '{text}' is a proposal: look whether it is written so there", tag=tag, text=text)
            )


def check(project: ProjectOption = None, quiet: QuietOption = False, json: JsonOption = False) -> None:
    """Check the glossary's tables alone: reportgen glossary check."""
    with catch_faults():
        from reportgen.check import check_project
        from reportgen.diagnostics import ProblemsFound, Severity
        from reportgen.exchange.tables import is_table
        from reportgen.project.load import load_project

        reporter = Reporter(quiet, json, terms=0)
        files = _glossary(project, reporter)
        try:
            loaded = load_project(files.root)
            everything, elsewhere = check_project(loaded), 0
        except ProblemsFound as fault:
            everything = list(fault.diagnostics)
            elsewhere = sum(not is_table(d.location.path) for d in everything)
        found = [d for d in everything if is_table(d.location.path)]
        failed = any(d.severity is Severity.ERROR for d in found)
        names = len(files.glossary.terms)
        reporter.report(found, terms=names)
        if elsewhere and not quiet:
            reporter.remark(Message("other files cannot be read, so that names were not compared; see reportgen check"))
        problems = count(len(found), "problem") if found else Message("no problems")
        reporter.say(Message("{names}: {problems}", names=count(names, "name"), problems=problems))
        raise typer.Exit(ExitCode.PROBLEMS if failed else ExitCode.DONE)


def export(
    file: Annotated[Path, typer.Argument(help="FILE.csv, FILE.xlsx or FILE.tbx (TBX-Basic, ISO 30042).")],
    kind: KindsOption = None,
    lang: LanguagesOption = None,
    tbx: Annotated[str, typer.Option("--tbx", help="The edition of a .tbx: 2019, or 2008 for older tools.")] = "2019",
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Write names to a spreadsheet or a terminology file: reportgen glossary export names.xlsx.

    A cell that a spreadsheet would calculate (it begins with = + - @) gets an apostrophe, which importing takes away.
    """
    with catch_faults():
        from reportgen.exchange.files import GLOSSARY_SUFFIXES, TBX_EDITIONS, write_rows
        from reportgen.exchange.rows import rows_of

        suffix = file.suffix.lower()
        reporter = Reporter(quiet, json, file="", terms=0)
        if suffix not in GLOSSARY_SUFFIXES:
            usage_error(
                Message(
                    "'{file}' has none of the endings {glossary_suffixes}",
                    file=file,
                    glossary_suffixes=[*GLOSSARY_SUFFIXES],
                )
            )
        if tbx not in TBX_EDITIONS:
            message = Message("'{edition}' is no edition; use one of {editions}", edition=tbx, editions=TBX_EDITIONS)
            usage_error(message)
        files = _glossary(project, reporter)
        languages = _languages(lang, files.languages)
        refuse_project_folders(file, files.root)
        terms = _chosen(files, kind)
        write_export(file, write_rows(suffix, rows_of(terms, languages), languages, tbx), reporter)
        reporter.report(file=str(file), terms=len(terms))
        reporter.say(Message("{names} in {file}", names=count(len(terms), "name"), file=file))


def import_file(
    file: Annotated[Path, typer.Argument(help="FILE.csv (.tsv, .txt), FILE.xlsx, FILE.ods or FILE.tbx.")],
    dry_run: DryRunOption = False,
    kind: Annotated[str, typer.Option("--kind", "-k", help="The kind of new names whose file says none.")] = "",
    clear: Annotated[bool, typer.Option("--clear", help="Delete what is empty in the file.")] = False,
    encoding: Annotated[
        str, typer.Option("--encoding", metavar="NAME", help="Of a table of text: gb18030, big5hkscs, utf-16 …")
    ] = "",
    accept_warnings: AcceptOption = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Take names from a spreadsheet or a terminology file: reportgen glossary import names.xlsx --dry-run.

    Rows are found by their id. Only cells that differ are written; rows and columns that the file does
    not have stay. When anything contradicts the glossary, or a name is doubtful, nothing is written.
    """
    with catch_faults():
        from reportgen.diagnostics import Collector
        from reportgen.exchange.files import read_rows

        reporter = Reporter(quiet, json, added=[], changed=[], untouched=0, held_back=0, written=[])
        files, problems = _glossary(project, reporter), Collector()
        default_kind = _kind(kind) if kind else ""
        rows = read_rows(file, problems, files.languages, encoding)
        outcome = _merge(files, rows, problems, kind=default_kind, clear=clear)
        held_back = 0 if accept_warnings else outcome.doubts
        written = _write(files, outcome, reporter, dry_run or held_back > 0)
        added = [_plain_change(change) for change in outcome.changes if change.added]
        changed = [_plain_change(change) for change in outcome.changes if not change.added]
        counts = {"untouched": outcome.untouched, "held_back": held_back}
        reporter.report(problems.diagnostics, added=added, changed=changed, **counts, written=written)
        _say_changes(outcome, files.languages, reporter)
        if held_back:
            message = Message(
                "nothing is written, since names are doubtful: {doubts}; correct the file, or take all with "
                "--accept-warnings",
                doubts=held_back,
            )
            reporter.say(message)
            raise typer.Exit(ExitCode.PROBLEMS)
        if outcome.changes:
            say_written(written, dry_run, reporter)


def _glossary(folder: Path | None, reporter: Reporter) -> "GlossaryFiles":
    """The tables of the project in `folder` or around the current one; their problems end the program."""
    from reportgen.diagnostics import ProblemsFound
    from reportgen.exchange.tables import read_glossary

    try:
        return read_glossary(project_root(folder, reporter))
    except ProblemsFound as found:
        reporter.fail(found.diagnostics)


def _write(files: "GlossaryFiles", outcome: "Merge", reporter: Reporter, dry_run: bool = False) -> list[str]:
    """Write the tables that change and return their names, or end the program with every problem."""
    from reportgen.diagnostics import ProblemsFound
    from reportgen.exchange.tables import change_tables, check_unchanged

    if outcome.problems.errors:
        reporter.fail(outcome.problems.diagnostics)
    changed = {change.id: change.values for change in outcome.changes if not change.added}
    added = [(change.kind, change.id, change.values) for change in outcome.changes if change.added]
    try:
        tables = change_tables(files, changed, added)
        if not dry_run:
            check_unchanged(files)
            write_all_or_none(files.root, tables)
    except ProblemsFound as found:
        reporter.fail([*outcome.problems.diagnostics, *found.diagnostics])
    return [] if dry_run else sorted(tables)


def _merge(
    files: "GlossaryFiles", rows: "Iterable[Row]", problems: "Collector", kind: str = "", clear: bool = False
) -> "Merge":
    from reportgen.exchange.merge import merge

    languages, needed = files.languages, files.needed
    return merge(rows, files.glossary, problems, languages=languages, needed=needed, kind=kind, clear=clear)


def _names(files: "GlossaryFiles", typed: Iterable[str]) -> dict[str, str]:
    """The names typed as `LANG=NAME`, by the tags of their languages."""
    from reportgen.model.language import parse_language

    names: dict[str, str] = {}
    for text in typed:
        language, _, name = text.partition("=")
        if not name.strip():
            usage_error(
                Message(
                    "'{text}' is no name; write it behind its language, as in {needed}='{text}'",
                    text=text,
                    needed=files.needed[0],
                )
            )
        try:
            tag = parse_language(language, files.languages).tag
        except ValueError as fault:
            usage_error(str(fault))
        if tag in names:
            usage_error(
                Message(
                    "the name in {tag} is given twice: '{names}' and '{name}'", tag=tag, names=names[tag], name=name
                )
            )
        names[tag] = name
    return names


def _proposals(files: "GlossaryFiles", names: Mapping[str, str]) -> dict[str, str]:
    """Names for the languages that need one and have none, as converted from one that is there."""
    from reportgen.lang.chinese.converter import ChineseConverter

    proposed: dict[str, str] = {}
    for tag in files.needed:
        language = files.languages[tag]
        origins = [origin for origin in language.derived_from if origin in names]
        if tag not in names and origins:
            converter = ChineseConverter(files.glossary, files.languages[origins[0]], language)
            proposed[tag] = converter.convert(names[origins[0]])
    return proposed


def _check_complete(needed: Sequence[str], names: Mapping[str, str]) -> None:
    """End with a usage error where a language that each name has to be there in has none."""
    missing = [tag for tag in needed if tag not in names]
    if missing:
        message = marked("the name is needed in {needed}: give --name {missing}=… too")
        usage_error(Message(message, needed=needed, missing=missing[0]))


def _kind(text: str) -> str:
    """The kind for what is typed: `body`, or the table's name `bodies`."""
    from reportgen.diagnostics import did_you_mean
    from reportgen.model.glossary import TERM_KINDS

    kind = TERM_KINDS.get(text, text)
    if kind not in TERM_KINDS.values():
        hint = did_you_mean(text, TERM_KINDS.values()) or Message("use one of {values}", values=[*TERM_KINDS.values()])
        usage_error(Message("unknown kind '{text}'; {hint}", text=text, hint=hint))
    return kind


def _chosen(files: "GlossaryFiles", kinds: Iterable[str] | None) -> "list[Term]":
    wanted = [_kind(kind) for kind in kinds or ()]
    return [term for term in files.terms() if not wanted or term.kind in wanted]


def _languages(chosen: Iterable[str] | None, known: "Mapping[str, Language]") -> tuple[str, ...]:
    """The tags of the chosen languages among the known ones, in their order; all where none is chosen."""
    from reportgen.model.language import parse_language

    try:
        wanted = {parse_language(text, known).tag for text in chosen or () if text != "all"}
    except ValueError as fault:
        usage_error(str(fault))
    return tuple(tag for tag in known if not wanted or tag in wanted)


def _show(term: "Term", reporter: Reporter) -> None:
    """One term with all its names."""
    status = Message("verified") if term.verified else Message("unverified")
    reporter.show(
        Message("{id}  {kind}  {status}  {location}", id=term.id, kind=term.kind, status=status, location=term.location)
    )
    for tag, name in term.names.items():
        short = term.shorts.get(tag)
        reporter.show(f"    {tag:8} {name}" + (f"  |  {short}" if short else ""))


def _say_changes(outcome: "Merge", languages: Iterable[str], reporter: Reporter) -> None:
    for change in outcome.changes:
        if change.added:
            names = "  ".join(change.values.get(tag, "") for tag in languages)
            reporter.say(Message("added    {kind}  {id}  {names}", kind=change.kind, id=change.id, names=names))
        else:
            for cell in change.cells:
                values = {"id": change.id, "column": cell.column, "old": cell.old, "new": cell.new}
                reporter.say(Message("changed  {id}  {column}: '{old}' → '{new}'", **values))
    added = sum(change.added for change in outcome.changes)
    reporter.say(
        Message(
            "{added} added, {count} changed, {untouched} untouched",
            added=added,
            count=len(outcome.changes) - added,
            untouched=outcome.untouched,
        )
    )


def _plain(terms: "Iterable[Term]", languages: Iterable[str]) -> list[dict[str, Any]]:
    from reportgen.exchange.rows import cells_of

    return [
        {
            "id": term.id,
            "kind": term.kind,
            **cells_of(term, languages),
            "path": term.location.path,
            "line": term.location.line,
        }
        for term in terms
    ]


def _plain_change(change: "RowChange") -> dict[str, Any]:
    cells = {cell.column: {"old": cell.old, "new": cell.new} for cell in change.cells}
    return {"id": change.id, "kind": change.kind, "cells": cells}
