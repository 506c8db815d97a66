"""`convert`: a text, Word or PowerPoint file that was written elsewhere, in the other written Chinese."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.convert.converters import chinese_language, project_rules, review_of
from reportgen.cli.exits import ExitCode, catch_faults, usage_error
from reportgen.cli.options import JsonOption, ProjectOption, QuietOption
from reportgen.cli.output import Reporter
from reportgen.diagnostics import Message, marked

if TYPE_CHECKING:
    from reportgen.convert.document import Document
    from reportgen.model.language import Language

_OTHER_SCRIPT = {"Hans": "Hant", "Hant": "Hans"}
"""A script of Chinese → the one that a text is converted from."""
STANDARD = "-"
"""Standard input, or standard output."""


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(convert)


def convert(
    file: Annotated[str, typer.Argument(metavar="FILE", help=".txt, .md, .docx, .pptx, or - for standard input.")],
    to: Annotated[str, typer.Option("--to", "-t", help="zh-Hans, zh-Hant, or what people type: tc, sc.")],
    source: Annotated[
        str | None, typer.Option("--from", help="What it is written in.", show_default="told by its characters")
    ] = None,
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", help="The new file; - for standard output.", show_default="NAME.TAG.EXT"),
    ] = None,
    sector: Annotated[str, typer.Option("--sector", "-s", help="The sector whose vocabulary goes first.")] = "",
    review: Annotated[
        str | None,
        typer.Option(
            "--review",
            metavar="FILE.docx",
            help="The new file, with tracked changes and comments where a person should look.",
        ),
    ] = None,
    learn: Annotated[
        bool,
        typer.Option("--learn", help="Read a file of --review: what was decided in it goes into the vocabulary."),
    ] = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="List every change with its rule, first those that a person should look at."),
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; status 1 if anything would change, 0 if not.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", "-f", help="Replace a file that has the new name.")] = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Put a text, Word or PowerPoint file into the other Chinese: reportgen convert letter.docx --to zh-Hans.

    The whole document is converted, its formatting stays, and its fonts and language tags follow. The
    glossary and vocabulary of the project are used; outside of one, the built-in rules alone. The file
    itself is never changed: letter.zh-Hans.docx stands beside it.
    """
    with catch_faults():
        from reportgen.cli.convert.conversion_report import ConversionReport
        from reportgen.cli.convert.learn import learn as learn_from
        from reportgen.diagnostics import ProblemsFound
        from reportgen.lang.chinese.converter import ChineseConverter
        from reportgen.model.language import LANGUAGES
        from reportgen.records.cache import cache_folder

        reporter = Reporter(
            quiet, json, file=file, source="", target="", written="", changes=[], flags=[], switched=[]
        )  # fmt: skip
        target, given = _languages(to, source)
        if learn:
            if out is not None or review is not None:
                usage_error(Message("--learn writes the vocabulary and no other file: leave --out and --review out"))
            other = given or next(each for each in LANGUAGES.values() if each.script == _OTHER_SCRIPT[target.script])
            learn_from(file, (other, target), sector, project, check, Reporter(quiet, json, lessons=[], written=""))
        out = _named_output(file, out, review)
        if json and out == STANDARD and not check:
            usage_error(Message("--json and the text cannot both go to standard output; name a file with --out"))
        try:
            glossary = project_rules(project, quiet or json)
            document = _read(file)
            origin = given or _detected(document, target, check)
            path = None if out == STANDARD or check else _new_path(file, out, target, force)
            if origin is None:
                report = ConversionReport(document.name, target.tag, target.tag, None)
                reporter.report(**report.plain(""))
                reporter.say(
                    Message("{name}: is in {tag} already; nothing would change", name=document.name, tag=target.tag)
                )
                return
            converter = ChineseConverter(glossary, origin, target, sector, cache_folder())
            reviewed = review_of(document, origin, target) if review is not None else None
            result = document.convert(converter, target, reviewed)
        except ProblemsFound as found:
            reporter.fail(found.diagnostics)
        report = ConversionReport(document.name, origin.tag, target.tag, result)
        if not check:
            _write(result.data, path, reporter)
        reporter.report(report.unconverted, **report.plain(str(path or "")))
        if not json:
            to_stderr = out == STANDARD and not check
            report.print_lines(str(path or ""), explain=explain or check, quiet=quiet, to_stderr=to_stderr)
        raise typer.Exit(ExitCode.PROBLEMS if check and report.changes_anything else ExitCode.DONE)


def _languages(to: str, source: str | None) -> "tuple[Language, Language | None]":
    """The language to convert into, and the one that a file is said to be written in."""
    target, given = chinese_language(to), chinese_language(source) if source else None
    if given and given.script == target.script:
        same = marked("{tag} and {other} are of one script; there is nothing to convert")
        usage_error(Message(same, tag=given.tag, other=target.tag))
    return target, given


def _named_output(file: str, out: str | None, review: str | None) -> str | None:
    """Where the new file goes, as the options name it; without one, None for beside the old file."""
    if review is not None and out not in (None, review):
        usage_error(Message("--review names the new file: leave --out out"))
    named = out if review is None else review
    return STANDARD if named is None and file == STANDARD else named


def _write(data: bytes, path: Path | None, reporter: Reporter) -> None:
    """Write the new file, or standard output where it has no path."""
    from reportgen.cli.changes import write_export

    if path is None:
        typer.get_binary_stream("stdout").write(data)
    else:
        write_export(path, data, reporter)


def _read(file: str) -> "Document":
    from reportgen.convert.document import Document, read_document

    if file == STANDARD:
        return Document(typer.get_binary_stream("stdin").read(), "standard input")
    return read_document(Path(file))


def _detected(document: "Document", target: "Language", check: bool) -> "Language | None":
    """The language that a document is written in; None for `--check` where it is the target's script already."""
    from reportgen.convert.document import detect_script
    from reportgen.diagnostics import Diagnostic, Location, ProblemsFound
    from reportgen.model.language import LANGUAGES

    script = detect_script(document) or ("Hant" if target.script == "Hans" else "Hans")
    if script != target.script:
        return next(language for language in LANGUAGES.values() if language.script == script)
    if check:
        return None
    hint = Message(
        "if it only looks so, say with --from what it is written in; there is nothing to write for {tag}",
        tag=target.tag,
    )
    raise ProblemsFound(
        [
            Diagnostic(
                "already-converted", Message("it is in {tag} already", tag=target.tag), Location(document.name), hint
            )
        ]
    )


def _new_path(file: str, out: str | None, target: "Language", force: bool) -> Path:
    """The path of the new file, which is never that of the old one."""
    from reportgen.convert.document import converted_name
    from reportgen.office.opc.package import OFFICE_SUFFIXES

    given = Path(file) if file != STANDARD else None
    if out is None:
        assert given is not None
        path = given.with_name(converted_name(given.name, target))
    else:
        path = Path(out)
        if path.is_dir() and given:
            path /= converted_name(given.name, target)
    if given and path.exists() and path.samefile(given):
        usage_error(Message("the input is never overwritten: name another file than {path} with --out", path=path))
    if given and path.suffix.lower() != given.suffix.lower() and {path.suffix, given.suffix} & {*OFFICE_SUFFIXES}:
        usage_error(Message("a {suffix} file stays one: give {path} that ending", suffix=given.suffix, path=path))
    if path.exists() and not force and (out is None or path != Path(out)):
        _refuse(path)
    return path


def _refuse(path: Path) -> None:
    from reportgen.diagnostics import Diagnostic, Location, ProblemsFound

    problem: Diagnostic = Diagnostic(
        "already-there", Message("a file of this name is there"), Location(str(path)),
        Message("replace it with --force, or name another with --out"),
    )  # fmt: skip
    raise ProblemsFound([problem])
