"""`convert --learn`: what a person decided in a reviewed Word file goes into the project's vocabulary."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from reportgen.cli.exits import ExitCode, usage_error
from reportgen.cli.language import said
from reportgen.cli.output import Reporter
from reportgen.diagnostics import Message, marked
from reportgen.files import read_file

if TYPE_CHECKING:
    from reportgen.convert.learning import Lesson
    from reportgen.model.glossary import Glossary
    from reportgen.model.language import Language

_SAID = {
    "accepted": marked("accepted: {source} → {wording}"),
    "rejected": marked("rejected: {source} → {wording}"),
    "added": marked("added: {source} → {wording}"),
    "open": marked("left open: {source} → {wording}"),
}
"""What is said of a lesson, by its verdict."""


def learn(
    file: str,
    languages: tuple["Language", "Language"],
    sector: str,
    project: Path | None,
    check: bool,
    reporter: Reporter,
) -> None:
    """Write the lessons of a reviewed file into `vocabulary.csv`; with `check`, only say them.

    `languages` are those that the reviewed file was converted from and into.
    """
    from reportgen.cli.changes import write_all_or_none
    from reportgen.convert.document import read_document
    from reportgen.convert.learning import learn as learned_from
    from reportgen.convert.learning import read_lessons, written_table
    from reportgen.convert.rules import read_rules
    from reportgen.diagnostics import ProblemsFound
    from reportgen.lang.chinese.converter import converter
    from reportgen.project.places import VOCABULARY_FILE, find_project

    def convert(glossary: "Glossary", text: str) -> str:
        return converter(glossary, *languages, sector).convert(text)

    try:
        root = find_project((project or Path.cwd()).absolute())
        path = root / VOCABULARY_FILE
        before = read_file(path) if path.exists() else b""
        package = read_document(Path(file)).reviewed_package
        if package is None:
            usage_error(Message("--learn reads a Word file that --review has written, not {name}", name=file))
        lessons = learned_from(read_lessons(package, convert), read_rules(root), languages[1], convert)
        after = written_table(before, lessons, said(Message("looked through in {name}", name=Path(file).name)))
        changed = any(lesson.row or lesson.kept for lesson in lessons)
        if changed and not check:
            write_all_or_none(root, {VOCABULARY_FILE: after})
    except ProblemsFound as fault:
        reporter.fail(fault.diagnostics)
    reporter.report(lessons=[_plain(lesson) for lesson in lessons], written=VOCABULARY_FILE if changed else "")
    for lesson in lessons:
        reporter.show(Message(_SAID[lesson.verdict], source=lesson.source, wording=lesson.wording))
    rows, kept = sum(bool(lesson.row) for lesson in lessons), sum(bool(lesson.kept) for lesson in lessons)
    reporter.say(Message("{file}: {rows} new rows, {kept} sentences kept", file=VOCABULARY_FILE, rows=rows, kept=kept))
    raise typer.Exit(ExitCode.PROBLEMS if check and changed else ExitCode.DONE)


def _plain(lesson: "Lesson") -> dict[str, str]:
    return {
        "verdict": lesson.verdict,
        "source": lesson.source,
        "wording": lesson.wording,
        "sentence": lesson.sentence,
    }
