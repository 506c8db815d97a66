"""What a document prints of its slides is what its record says that it read."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path
from typing import Any

from reportgen.diagnostics import ProblemsFound
from reportgen.model.language import LANGUAGES
from reportgen.model.target import OVERVIEW
from reportgen.pack.answers import Answers
from reportgen.pack.context import make_context
from reportgen.pack.fields import View, field_types
from reportgen.pack.references import References
from reportgen.pack.slide_views.slide_view import SlideView
from reportgen.pack.term_view import TermView
from reportgen.pack.views import SectorView
from reportgen.pack.writer import Writer
from reportgen.project.load import Project, load_project
from reportgen.records.questions import Question, Record
from reportgen.template import Chart
from tests.support.changes import change_something, input_files, normalise, restore

PACKS = ("finance", "youth", OVERVIEW)
NAMES = ("footer", "edition", "release")


def _printed(value: Any) -> str:
    """All that a template could print of a value: of a slide its items too, of a term or a sector its name."""
    if isinstance(value, TermView):
        return str(value)
    if isinstance(value, SectorView):
        return str(value.title)
    if isinstance(value, View):
        own = [f"{name}={_printed(getattr(value, name))}" for name in field_types(type(value))]
        return f"{{{' '.join(own)}; {_printed(list(value)) if isinstance(value, SlideView) else ''}}}"
    if isinstance(value, Chart):
        return f"{_printed(value.categories)} {value.alt} {[(one.name, one.values) for one in value.series]}"
    if type(value) in (list, tuple):
        return " ".join(map(_printed, value))
    return str(value)


def _print(project: Project, pack: str, tag: str) -> tuple[str, set[Question]]:
    """All that the slides of a pack print, and what was read for it."""
    reads: set[Question] = set()
    writer = Writer(project.languages[tag], project.glossary, project.languages)
    context = make_context(project, pack, References(project), writer, reads=reads)
    text = " ".join([_printed(context["slides"]), *(str(context[name]) for name in NAMES)])
    return text, reads | {("language", tag)}


def _all_printed(project: Project) -> dict[tuple[str, str], tuple[str, Record]]:
    """What each pack prints in each language, with the record of it."""
    answers = Answers(project, References(project), {})
    found = {}
    for pack, tag in product(PACKS, LANGUAGES):
        text, reads = _print(project, pack, tag)
        found[pack, tag] = text, answers.record(reads)
    return found


def test_a_change_of_what_is_printed_is_a_change_of_what_was_read(root: Path) -> None:
    """Random changes, each held against all slides of every pack; what breaks the project is taken back."""
    normalise(root)
    choice = random.Random(1)
    good, before = input_files(root), _all_printed(load_project(root))
    changed = 0
    for _ in range(25):
        kind, file = change_something(root, choice)
        try:
            project = load_project(root)
            now = _all_printed(project)
        except (ProblemsFound, KeyError, ValueError):  # what cannot be printed is no document
            restore(root, good)
            continue
        answers = Answers(project, References(project), {})
        for target, (text, record) in before.items():
            if text != now[target][0]:
                changed += 1
                assert any(answers[question] != given for question, given in record.items()), (kind, file, target)
        good, before = input_files(root), now
    assert changed > 10


def test_what_random_changes_seldom_reach_is_read_too(small: Project) -> None:
    """Which names a deck shows, dates that steps do not have yet, the languages that names stand in."""
    _, reads = _print(small, "finance", "en")
    steps = {("value", "content/sectors/finance.yaml", "next_steps", str(step), "due") for step in range(3)}
    languages = {("language", tag) for tag in LANGUAGES}
    assert {("key terms", "finance"), *steps, *languages} <= reads
