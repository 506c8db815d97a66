"""What pydantic finds is said in words, at the line of the value."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.diagnostics import ProblemsFound, translated, translation_into
from reportgen.project.load import load_project
from tests.project.sample import line_of, write_project

YOUTH = "content/sectors/youth.yaml"
LEAD = "  - lead: {en: Word, zh-Hant: 字}"


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("qualifier: more-than", "qualifer: more-than", "unknown-key", "did you mean 'qualifier'?"),
        (
            "qualifier: more-than",
            "qqq: more-than",
            "unknown-key",
            "the keys here are id, value, to, currency, percent, qualifier",
        ),
        ("qualifier: more-than", "qualifier: morethan", "wrong-value", "did you mean 'more-than'?"),
        ("qualifier: more-than", "qualifier:", "empty-value", "'qualifier' has no value"),
        ("qualifier: more-than", "counted: perhaps", "wrong-value", "write true or false"),
        ("value: 10000", "value: 1e4", "wrong-value", "'1e4' is not a number"),
        ("id: youth", "id: Youth", "wrong-id", "'Youth' is not an id"),
        ("by: [council]", "by: council", "wrong-value", "'by' should be a list, and is 'council'"),
        ("by: [council]", "by: [{a: b}]", "wrong-value", "unknown language 'a'"),
        ("source: record#1-2", "source: record 1", "wrong-value", "write document#paragraph"),
        ("status: done", "note: Word", "missing-key", "the key 'status' is missing"),
        ("date: 2023-02-22", "date: 2023-02-30", "wrong-value", "not a day of the calendar"),
        ("date: 2023-02-22", "date: 9999-12-31", "wrong-value", "is too early or too late"),
        ("parties: [council, office]", "parties: [council]", "wrong-value", "1 entries and needs at least 2"),
        ("title: {en: Word, zh-Hant: 字}", "title: Word", "wrong-value", "'title' should be a text, and is 'Word'"),
        ("title: {en: Word, zh-Hant: 字}", "title: {zh-HK: 字}", "wrong-value", "unknown language 'zh-HK'"),
        ("glance: {", "glanse: {", "unknown-key", "did you mean 'glance'?"),
        ("takeaways:", f"takeaways:\n{LEAD}\n    text: x", "wrong-value", "'text' should be a text"),
    ],
)
def test_findings_in_words(tmp_path: Path, old: str, new: str, code: str, words: str) -> None:
    """Every kind of finding has a sentence for the person who edits the file."""
    with pytest.raises(ProblemsFound) as found:
        load_project(write_project(tmp_path, youth=(old, new)))
    said = [str(fault) for fault in found.value.diagnostics if fault.code == code]
    assert any(words in sentence for sentence in said), str(found.value)
    assert "Input should be" not in str(found.value)


@pytest.mark.parametrize(
    "old", ["qualifier: more-than", "date: 2023-02-22", "value: 10000", "parties: [council, office]"]
)
def test_a_finding_stands_on_the_line_of_its_key(tmp_path: Path, old: str) -> None:
    """The line is the one to change."""
    key, _, _ = old.partition(":")
    with pytest.raises(ProblemsFound) as found:
        load_project(write_project(tmp_path, youth=(old, f"{key}: {{}}")))
    (fault,) = found.value.diagnostics
    assert (fault.location.path, fault.location.line) == (YOUTH, line_of(YOUTH, old))


def test_bad_entries_are_not_counted_as_missing(tmp_path: Path) -> None:
    """A list whose entries are wrong is not called too short as well."""
    with pytest.raises(ProblemsFound) as found:
        load_project(write_project(tmp_path, youth=("parties: [council, office]", "parties: [{a: b}, council]")))
    assert {fault.location.steps[-1] for fault in found.value.diagnostics} == {"parties 1"}


def test_a_file_that_is_no_map_is_told_its_keys(tmp_path: Path) -> None:
    """A list, or a bare sentence, in place of a sector is one finding."""
    write_project(tmp_path)
    (tmp_path / YOUTH).write_text("just words\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        load_project(tmp_path)
    (fault,) = found.value.diagnostics
    assert fault.message == "the file should be a map, and is 'just words'"


@pytest.mark.parametrize(
    ("language", "said"), [("zh-Hant", "「status」不能是「dome」"), ("zh-Hans", "“status”不能是“dome”")]
)
def test_what_is_typed_stands_in_the_marks_of_the_screen(tmp_path: Path, language: str, said: str) -> None:
    """Keys and values too, and no space beside them."""
    with pytest.raises(ProblemsFound) as found:
        load_project(write_project(tmp_path, youth=("status: done", "status: dome")))
    assert translated(found.value.diagnostics[0].message, translation_into(language)) == said
