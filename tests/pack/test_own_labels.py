"""A meeting says some of the fixed words in its own way; what is said of sources follows their kind and number."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from reportgen.diagnostics import ProblemsFound
from reportgen.pack.answers import Answers
from reportgen.pack.context import make_context
from reportgen.pack.references import References
from reportgen.pack.writer import Writer
from reportgen.project.load import Project, load_project
from reportgen.records.questions import Question
from tests.golden.small import change

MEETING = "content/meeting.yaml"
SECOND_SOURCE = """\
sources:
  talk:
    title: {en: A talk, zh-Hant: 演辭}
    kind: {en: Closing words, zh-Hant: 結語}
    publisher: hksar-government
    issued: 2023-03
"""


def _context(project: Project, tag: str = "en", reads: set[Question] | None = None) -> dict[str, Any]:
    writer = Writer(project.languages[tag], project.glossary, project.languages)
    return make_context(project, "finance", References(project), writer, reads=reads)


def test_a_label_of_the_meeting_is_printed_instead(root: Path) -> None:
    """It replaces the whole label, and documents that printed the other are made again."""
    reads: set[Question] = set()
    project = load_project(root)
    assert str(_context(project, reads=reads)["labels"]["done"]) == "Done"
    before = Answers(project, References(project), {}).record(reads)
    change(root, MEETING, "sources:\n", "labels:\n  done: {en: Achieved, zh-Hant: 已經做到}\nsources:\n")
    changed = load_project(root)
    assert str(_context(changed)["labels"]["done"]) == "Achieved"
    assert str(_context(changed, "zh-Hans")["labels"]["done"]) == "已经做到"
    assert changed.location(*changed.label_place("done")).path == MEETING
    assert Answers(changed, References(changed), {}).record(reads) != before


def test_a_label_that_replaces_none_is_a_fault(root: Path) -> None:
    """A slip in a key would else be without effect, and without a word."""
    change(root, MEETING, "sources:\n", "labels:\n  dome: {en: Achieved, zh-Hant: 已經做到}\nsources:\n")
    with pytest.raises(ProblemsFound) as caught:
        load_project(root)
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.location.path, fault.hint) == ("unknown-key", MEETING, "did you mean 'done'?")


def test_what_documents_rest_on_is_said_by_kind(root: Path) -> None:
    """One source is named with its kind and date; of several their number is told, and each stands in the notes."""
    change(root, "templates/labels.yaml", "Every statement here rests on one public record of", "From the %(kind)s of")
    context = _context(load_project(root))
    assert str(context["slides"].sources.headline).startswith("From the Press release of")
    assert str(context["meeting"].basis) == "Press release of February\u00a023,\u00a02023"
    change(root, MEETING, "sources:\n", SECOND_SOURCE)
    other = "source_headline_other:\n  en: From %(n)s sources\n  zh-Hant: 取自%(n)s份文件\n"
    change(root, "templates/labels.yaml", "source_headline_one:\n", f"{other}source_headline_one:\n")
    context = _context(load_project(root))
    assert str(context["slides"].sources.headline) == "From 2 sources"
    assert str(context["meeting"].basis).startswith("Closing words of March\u00a02023; Press release of")


def test_a_kind_of_source_is_a_known_word_or_a_text(root: Path) -> None:
    """A word without a label is a fault that names the others."""
    change(root, MEETING, "kind: press-release", "kind: leaflet")
    with pytest.raises(ProblemsFound) as caught:
        load_project(root)
    (fault,) = caught.value.diagnostics
    assert "'leaflet' is none of press-release, minutes, speech" in fault.message
    assert fault.hint == "use one, or write a text"
