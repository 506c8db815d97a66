"""`glossary`: finds, lists, adds and checks names; exports and imports them as spreadsheets and TBX."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportgen.cli.changes import refuse_project_folders, write_all_or_none, write_export
from reportgen.cli.exits import ExitCode, catch_faults, usage_error
from reportgen.cli.options import JsonOption, ProjectOption, QuietOption, TermArgument, project_root
from reportgen.cli.output import Reporter

if TYPE_CHECKING:
    from reportgen.exchange.merge import Merge, RowChange
    from reportgen.exchange.tables import GlossaryFiles
    from reportgen.model.glossary import Term
    from reportgen.model.language import Language

KindsOption = Annotated[
    list[str] | None,
    typer.Option("--kind", "-k", help="person, post, body, place, programme, document, event, policy; repeatable."),
]
LanguagesOption = Annotated[
    list[str] | None, typer.Option("--lang", "-l", help="en, zh-Hant, zh-Hans; repeatable.", show_default="all")
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
        found, near = find_terms(text, _glossary(project, reporter).terms())
        reporter.report(found=_plain(found), near=_plain(near))
        if not (found or json):
            hint = "; these come near:" if near else ""
            typer.echo(f"nothing in the glossary contains '{text}'{hint}", err=True)
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
            usage_error(f"unknown status '{status}'; use verified or unverified")
        reporter = Reporter(quiet, json, terms=[])
        files = _glossary(project, reporter)
        named = {tag: each for tag, each in files.languages.items() if any(tag in term.names for term in files.terms())}
        languages = _languages(lang, named or files.languages)
        chosen = [term for term in _chosen(files, kind) if status is None or term.verified == (status == "verified")]
        reporter.report(terms=_plain(chosen))
        for term in chosen:
            mark = "" if term.verified else " †"
            reporter.show("  ".join((term.id + mark, *(term.names.get(tag, "") for tag in languages))))
        unverified = sum(not term.verified for term in chosen)
        reporter.say(f"{len(chosen)} names" + (f", {unverified} unverified (†)" if unverified else ""))


def add(
    term_id: Annotated[str, typer.Argument(metavar="ID", help="Small letters, digits, hyphens: hkma.")],
    kind: Annotated[str, typer.Option("--kind", "-k", help="person, post, body, place … (which table).")],
    en: Annotated[str, typer.Option("--en", help="The official English name, without 'the'.")],
    hant: Annotated[str, typer.Option("--zh-Hant", help="The official name in Traditional Chinese.")],
    hans: Annotated[str, typer.Option("--zh-Hans", help="In Simplified Chinese; proposed when not given.")] = "",
    short_en: Annotated[str, typer.Option("--short-en", help="The official short form.")] = "",
    short_hant: Annotated[str, typer.Option("--short-zh-Hant", help="The same.")] = "",
    short_hans: Annotated[str, typer.Option("--short-zh-Hans", help="The same; never proposed.")] = "",
    status: Annotated[str, typer.Option("--status", help="verified or unverified.")] = "unverified",
    source: Annotated[str, typer.Option("--source", help="Where you have seen the Chinese name.")] = "",
    note: Annotated[str, typer.Option("--note", help="One line for the next translator.")] = "",
    honorific: Annotated[str, typer.Option("--honorific", help="People only: Mr, Ms, Miss, Dr.")] = "",
    post: Annotated[str, typer.Option("--post", help="People only: the id of a post.")] = "",
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Add a name at the end of its table.

    reportgen glossary add hkma --kind body --en "Hong Kong Monetary Authority" --zh-Hant 香港金融管理局
    """
    with catch_faults():
        from reportgen.diagnostics import Collector, Diagnostic, Location
        from reportgen.exchange.merge import merge
        from reportgen.exchange.rows import Row

        reporter = Reporter(quiet, json, added=[], written=[])
        files, chosen_kind = _glossary(project, reporter), _kind(kind)
        where = Location("command line")
        if term_id in files.glossary:
            message = f"the id '{term_id}' is taken, at {files.glossary[term_id].location}"
            reporter.fail([Diagnostic("duplicate-id", message, where, "choose another")])
        proposed = not hans
        if proposed and status == "verified":
            usage_error("a name is verified when all of it has been seen: give --zh-Hans too, or leave --status out")
        cells = {
            "en": en, "en_short": short_en, "zh-Hant": hant, "zh-Hant_short": short_hant,
            "zh-Hans": hans or _proposal(files, hant), "zh-Hans_short": short_hans,
            "status": status, "source": source, "note": note, "honorific": honorific, "post": post,
        }  # fmt: skip
        row = Row(term_id, chosen_kind, {column: value.strip() for column, value in cells.items()}, where)
        outcome = merge([row], files.glossary, Collector())
        written = _write(files, outcome, reporter)
        reporter.report(added=[_plain_change(change) for change in outcome.changes], written=written)
        reporter.say(f"added '{term_id}' to {written[0]}")
        if proposed:
            reporter.say(f"zh-Hans '{cells['zh-Hans']}' is a proposal: look whether the Mainland writes it so")


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
        if elsewhere and not (quiet or json):
            typer.echo("other files cannot be read, so that names were not compared; see reportgen check", err=True)
        reporter.say(f"{names} names: {f'{len(found)} problems' if found else 'no problems'}")
        raise typer.Exit(ExitCode.PROBLEMS if failed else ExitCode.DONE)


def export(
    file: Annotated[Path, typer.Argument(help="FILE.csv, FILE.xlsx or FILE.tbx (TBX-Basic, ISO 30042:2019).")],
    kind: KindsOption = None,
    lang: LanguagesOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Write names to a spreadsheet or a terminology file: reportgen glossary export names.xlsx.

    A cell that a spreadsheet would calculate (it begins with = + - @) gets an apostrophe, which importing takes away.
    """
    with catch_faults():
        from reportgen.exchange.files import GLOSSARY_SUFFIXES, write_rows
        from reportgen.exchange.rows import rows_of
        from reportgen.model.language import LANGUAGES

        suffix, languages = file.suffix.lower(), _languages(lang, LANGUAGES)
        reporter = Reporter(quiet, json, file="", terms=0)
        if suffix not in GLOSSARY_SUFFIXES:
            usage_error(f"'{file}' has none of the endings {', '.join(GLOSSARY_SUFFIXES)}")
        files = _glossary(project, reporter)
        refuse_project_folders(file, files.root)
        terms = _chosen(files, kind)
        write_export(file, write_rows(suffix, rows_of(terms, languages), languages), reporter)
        reporter.report(file=str(file), terms=len(terms))
        reporter.say(f"{len(terms)} names in {file}")


def import_file(
    file: Annotated[Path, typer.Argument(help="FILE.csv, FILE.xlsx or FILE.tbx.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Show what would change; write nothing.")] = False,
    kind: Annotated[str, typer.Option("--kind", "-k", help="The kind of new names whose file says none.")] = "",
    clear: Annotated[bool, typer.Option("--clear", help="Delete what is empty in the file.")] = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Take names from a spreadsheet or a terminology file: reportgen glossary import names.xlsx --dry-run.

    Rows are found by their id. Only cells that differ are written; rows and columns that the file does
    not have stay. When anything contradicts the glossary, nothing is written.
    """
    with catch_faults():
        from reportgen.diagnostics import Collector
        from reportgen.exchange.files import read_rows
        from reportgen.exchange.merge import merge

        reporter = Reporter(quiet, json, added=[], changed=[], untouched=0, written=[])
        files, problems = _glossary(project, reporter), Collector()
        default_kind = _kind(kind) if kind else ""
        rows = read_rows(file, problems)
        outcome = merge(rows, files.glossary, problems, kind=default_kind, clear=clear)
        written = _write(files, outcome, reporter, dry_run)
        added = [_plain_change(change) for change in outcome.changes if change.added]
        changed = [_plain_change(change) for change in outcome.changes if not change.added]
        untouched = outcome.untouched
        reporter.report(problems.diagnostics, added=added, changed=changed, untouched=untouched, written=written)
        _say_changes(outcome, reporter)
        if outcome.changes:
            reporter.say("nothing is written yet (--dry-run)" if dry_run else f"written: {', '.join(written)}")


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


def _proposal(files: "GlossaryFiles", hant: str) -> str:
    from reportgen.lang.chinese.converter import ChineseConverter

    return ChineseConverter(files.glossary, "zh-Hant", "zh-Hans").convert(hant)


def _kind(text: str) -> str:
    """The kind for what is typed: `body`, or the table's name `bodies`."""
    from reportgen.diagnostics import did_you_mean
    from reportgen.model.glossary import TERM_KINDS

    kind = TERM_KINDS.get(text, text)
    if kind not in TERM_KINDS.values():
        hint = did_you_mean(text, TERM_KINDS.values()) or f"use one of {', '.join(TERM_KINDS.values())}"
        usage_error(f"unknown kind '{text}'; {hint}")
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
    status = "verified" if term.verified else "unverified"
    reporter.show(f"{term.id}  {term.kind}  {status}  {term.location}")
    for tag, name in term.names.items():
        short = term.shorts.get(tag)
        reporter.show(f"    {tag:8} {name}" + (f"  |  {short}" if short else ""))


def _say_changes(outcome: "Merge", reporter: Reporter) -> None:
    for change in outcome.changes:
        if change.added:
            names = "  ".join(change.values.get(tag, "") for tag in ("en", "zh-Hant", "zh-Hans"))
            reporter.say(f"added    {change.kind}  {change.id}  {names}")
        else:
            for cell in change.cells:
                reporter.say(f"changed  {change.id}  {cell.column}: '{cell.old}' → '{cell.new}'")
    added = sum(change.added for change in outcome.changes)
    reporter.say(f"{added} added, {len(outcome.changes) - added} changed, {outcome.untouched} untouched")


def _plain(terms: "Iterable[Term]") -> list[dict[str, Any]]:
    from reportgen.exchange.rows import cells_of

    return [
        {"id": term.id, "kind": term.kind, **cells_of(term), "path": term.location.path, "line": term.location.line}
        for term in terms
    ]


def _plain_change(change: "RowChange") -> dict[str, Any]:
    cells = {cell.column: {"old": cell.old, "new": cell.new} for cell in change.cells}
    return {"id": change.id, "kind": change.kind, "cells": cells}
