"""`translate`: exports texts as XLIFF 2.1, and imports translations into the YAML."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.changes import refuse_project_folders, write_all_or_none, write_export
from reportgen.cli.exits import ExitCode, catch_faults, usage_error
from reportgen.cli.options import DryRunOption, JsonOption, ProjectOption, QuietOption, TextsOption, load
from reportgen.cli.output import Reporter
from reportgen.messages import Message

if TYPE_CHECKING:
    from reportgen.exchange.translations import TranslationImport
    from reportgen.model.content import KeyPath
    from reportgen.model.language import Language

_SUFFIXES = (".xlf", ".xliff")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Send texts to translators, as XLIFF 2.1.")
    group.command("export")(export)
    group.command("import")(import_file)
    app.add_typer(group, name="translate")


def export(
    file: Annotated[Path, typer.Argument(help="FILE.xlf.")],
    lang: Annotated[str, typer.Option("--lang", "-l", help="Into which language of the meeting: zh-Hant.")],
    sector: TextsOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Write texts for translation: reportgen translate export --sector finance --lang zh-Hant finance.xlf.

    Names, emphasis and links are protected codes; the glossary and the limits of length go with each text.
    A Chinese text that is not written yet is proposed from the other script.
    """
    with catch_faults():
        from reportgen.exchange.units import file_keys, texts_in_tables, units_of
        from reportgen.exchange.xliff import write_xliff
        from reportgen.model.language import parse_language

        reporter = Reporter(quiet, json, file="", texts=0)
        if file.suffix.lower() not in _SUFFIXES:
            usage_error(Message("'{file}' has none of the endings {suffixes}", file=file, suffixes=[*_SUFFIXES]))
        loaded = load(project, reporter)
        refuse_project_folders(file, loaded.root)
        try:
            language = parse_language(lang, loaded.languages)
        except ValueError as fault:
            usage_error(str(fault))
        source = loaded.source_language
        if language.tag == source:
            others = " or ".join(loaded.meeting.languages[1:]) or "another language"
            name = loaded.languages[source].name
            usage_error(
                Message(
                    "texts are translated from {name}, into {others}, not into '{tag}'",
                    name=name,
                    others=others,
                    tag=language.tag,
                )
            )
        try:
            keys = file_keys(loaded, sector or ())
        except ValueError as fault:
            usage_error(str(fault))
        files = {key: (loaded.documents[key].name, list(units_of(loaded, key, language.tag))) for key in keys}
        write_export(
            file, write_xliff(files, source, language.tag, loaded.glossary, partial(_limit, language)), reporter
        )
        count = sum(len(units) for _, units in files.values())
        reporter.report(texts_in_tables(loaded, keys), file=str(file), texts=count)
        reporter.say(Message("{count} texts in {file}", count=count, file=file))


def import_file(
    file: Annotated[Path, typer.Argument(help="FILE.xlf, XLIFF 2.0 or 2.1.")],
    dry_run: DryRunOption = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Take the file's text where ours has changed since the export too.")
    ] = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Take translations back into the YAML: reportgen translate import finance.xlf --dry-run.

    Only texts that differ are written; comments, order and line breaks of everything else stay. A text
    whose original has changed since the export is reported and left alone; the others are taken.
    """
    with catch_faults():
        from reportgen.diagnostics import Collector, ProblemsFound
        from reportgen.exchange.files import read_exchange_file
        from reportgen.exchange.translations import changed_files, compare
        from reportgen.exchange.xliff_reader import read_xliff

        reporter = Reporter(quiet, json, changed=[], untouched=0, untranslated=0, written=[])
        loaded, problems = load(project, reporter), Collector()
        try:
            read = read_xliff(read_exchange_file(file), str(file), problems, loaded.source_language, loaded.languages)
            if read is None:
                reporter.fail(problems.diagnostics)
            outcome = compare(read, loaded, problems, overwrite)
            files = changed_files(loaded, outcome.changes)
            if not dry_run:
                write_all_or_none(loaded.root, files)
        except ProblemsFound as found:
            reporter.fail([*problems.diagnostics, *found.diagnostics])
        written = [] if dry_run else sorted(files)
        reporter.report(problems.diagnostics, changed=_plain(outcome), **outcome.counts, written=written)
        _say(outcome, len(problems.errors), reporter)
        if files:
            reporter.say(
                Message("nothing is written yet (--dry-run)")
                if dry_run
                else Message("written: {written}", written=[*written])
            )
        raise typer.Exit(ExitCode.PROBLEMS if problems.errors else ExitCode.DONE)


def _limit(language: "Language", file: str, path: "KeyPath") -> int | None:
    """The most characters of a text in a language, as `check` counts them; None without a limit."""
    from reportgen.check.texts.lengths import MAX_HEADLINE, limit_of_field

    steps = [step for step in path if isinstance(step, str)]
    if steps[-1] == "headline":
        return MAX_HEADLINE.characters(language)
    if steps == ["title"] and file in ("meeting", "labels"):
        return None
    limit = limit_of_field(steps)
    return limit.characters(language) if limit else None


def _plain(outcome: "TranslationImport") -> list[dict[str, str | None]]:
    return [
        {"place": str(change.location), "language": change.language, "old": change.old, "new": change.new}
        for change in outcome.changes
    ]


def _say(outcome: "TranslationImport", refused: int, reporter: Reporter) -> None:
    for change in outcome.changes:
        reporter.say(Message("{location} › {language}", location=change.location, language=change.language))
        if change.old is not None:
            reporter.say(Message("  - {old}", old=change.old))
        reporter.say(Message("  + {new}", new=change.new))
    counts = outcome.counts
    words = f"{len(outcome.changes)} changed, {counts['untouched']} untouched, {counts['untranslated']} untranslated"
    reporter.say(words + (f", {refused} refused" if refused else ""))
