"""`translate export`: writes texts for translators, with all that they should know of each."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportgen.cli.changes import refuse_project_folders, write_export
from reportgen.cli.exchange.approve import approvals_of
from reportgen.cli.exits import catch_faults, usage_error
from reportgen.cli.options import JsonOption, ProjectOption, QuietOption, TextsOption, load
from reportgen.cli.output import Reporter
from reportgen.diagnostics import Message

if TYPE_CHECKING:
    from reportgen.exchange.xliff.outgoing import Findings, OutgoingUnit
    from reportgen.model.content import KeyPath
    from reportgen.model.language import Language
    from reportgen.project.load import Project

_SUFFIXES = (".xlf", ".xliff")


def export(
    file: Annotated[Path, typer.Argument(help="FILE.xlf.")],
    lang: Annotated[str, typer.Option("--lang", "-l", help="Into which language of the meeting: zh-Hant.")],
    sector: TextsOption = None,
    changed: Annotated[bool, typer.Option("--changed", help="Only new texts, and those changed since signed.")] = False,
    xliff: Annotated[str, typer.Option("--xliff", help="The version that the tool reads: 2.1, 2.2 or 1.2.")] = "2.1",
    project: ProjectOption = None,
    quiet: QuietOption = False,
    json: JsonOption = False,
) -> None:
    """Write texts for translation: reportgen translate export --sector finance --lang zh-Hant finance.xlf.

    Names, emphasis and links are protected codes; the glossary, the room for each text and what `check` finds go with
    it. What is signed off is final. A Chinese text that is not written yet is proposed from the other script, initial.
    """
    with catch_faults():
        from reportgen.exchange.units import file_keys, texts_in_tables, units_of
        from reportgen.exchange.xliff.outgoing import Outgoing, outgoing_units
        from reportgen.exchange.xliff.writer import XLIFF_VERSIONS, write_xliff

        reporter = Reporter(quiet, json, file="", texts=0, words=0, states={})
        if file.suffix.lower() not in _SUFFIXES:
            usage_error(Message("'{file}' has none of the endings {suffixes}", file=file, suffixes=[*_SUFFIXES]))
        if xliff not in XLIFF_VERSIONS:
            message = Message(
                "'{version}' is no version that is written; use one of {versions}",
                version=xliff,
                versions=XLIFF_VERSIONS,
            )
            usage_error(message)
        loaded = load(project, reporter)
        refuse_project_folders(file, loaded.root)
        language = _target(lang, loaded)
        try:
            keys = file_keys(loaded, sector or ())
        except ValueError as fault:
            usage_error(str(fault))
        context = Outgoing(
            loaded.source_language,
            language.tag,
            loaded.glossary,
            approvals_of(loaded, reporter),
            partial(_limit, language),
            _findings(loaded, language),
        )
        files = {
            key: (
                loaded.documents[key].name,
                list(outgoing_units(units_of(loaded, key, language.tag), context, changed)),
            )
            for key in keys
        }
        units = [unit for _, listed in files.values() for unit in listed]
        if units:
            write_export(file, write_xliff(files, context, xliff), reporter)
        states, words = _states(units), sum(unit.words for unit in units)
        tables = texts_in_tables(loaded, keys)
        reporter.report(tables, file=str(file) if units else "", texts=len(units), words=words, states=states)
        if not units:
            message = Message(
                "no text waits for a translator into {language}; nothing is written", language=language.tag
            )
            reporter.say(message)
            return
        listed = [f"{number} {state}" for state, number in states.items()]
        message = Message(
            "texts: {texts} ({states}); words: {words}; in {file}",
            texts=len(units),
            states=listed,
            words=words,
            file=file,
        )
        reporter.say(message)


def _target(typed: str, project: "Project") -> "Language":
    """The language named on the command line, into which texts can be translated."""
    from reportgen.model.language import parse_language

    try:
        language = parse_language(typed, project.languages)
    except ValueError as fault:
        usage_error(str(fault))
    source = project.source_language
    if language.tag == source:
        others = project.meeting.languages[1:] or Message("another language")
        name = project.languages[source].name
        usage_error(
            Message(
                "texts are translated from {name}, not into '{tag}', but into {others}",
                name=name,
                others=others,
                tag=language.tag,
            )
        )
    return language


def _states(units: "Iterable[OutgoingUnit]") -> dict[str, int]:
    """How many texts are in each state."""
    from collections import Counter

    return dict(Counter(str(unit.state) for unit in units))


def _findings(project: "Project", language: "Language") -> "Findings":
    """What `check` says of the translation of a text, which is written in the language or converted into it."""
    from collections import defaultdict

    from reportgen.check import project_findings
    from reportgen.diagnostics import Location

    found: dict[Location, list[str]] = defaultdict(list)
    for finding in project_findings(project):
        diagnostic = finding.diagnostic
        if finding.concerns(language.tag) and diagnostic.code != "stale-translation":  # its state says so
            hint = Message("; {hint}", hint=diagnostic.hint) if diagnostic.hint else ""
            found[diagnostic.location].append(f"{diagnostic.message}{hint} [{diagnostic.code}]")

    def findings(file: str, path: "KeyPath") -> list[str]:
        paths = (path, *((*path, tag) for tag in (language.tag, *language.derived_from)))
        places = dict.fromkeys(project.location(file, each) for each in paths)
        return [text for place in places for text in found.get(place, ())]

    return findings


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
