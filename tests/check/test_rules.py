"""Each rule finds the fault planted for it, on its line, and nothing in a sound project."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path

import pytest

from reportgen.check import RULES, check_project, explain
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.project.load import load_project
from tests.project.sample import BROKEN_PICTURE, FILES, write_project

YOUTH = "content/sectors/youth.yaml"
TEXT = "{en: Word, zh-Hant: 字}"


def _check(root: Path, **changes: tuple[str, str]) -> list[Diagnostic]:
    return check_project(load_project(write_project(root, **changes)))


def test_a_sound_project_has_no_findings(tmp_path: Path) -> None:
    """The sample is clean, so every finding below comes from what was planted."""
    assert _check(tmp_path) == []


CONSEQUENCES = {"unused-term", "missing-counterpart", "different-number", "duplicate-term", "text-too-long"}
"""What a planted fault may entail: the term it took away is used no more, the number it put in stands alone."""

PLANTED = [
    ("unknown-term", "youth", "by: [council]", "by: [councl]", "did you mean 'council'?"),
    ("unknown-term", "youth", "    Young people learn", "    Young [[yc|short]] learn", "unknown term 'yc'"),
    ("unknown-term", "youth", "en: Progress", "en: '**See [[yc]]**'", "unknown term 'yc'"),
    ("unknown-term", "meeting", "publisher: council", "publisher: xyz", "add it to the glossary"),
    ("unknown-term", "meeting", "chairs: [chan]", "chairs: [chann]", "did you mean 'chan'?"),
    ("unknown-term", "meeting", "who: chan", "who: cheung", "unknown term 'cheung'"),
    ("unknown-term", "labels", "en: Word", "en: 'A [[yc]]'", "unknown term 'yc'"),
    ("wrong-kind-of-term", "meeting", "chairs: [chan]", "chairs: [council]", "'council' is a body"),
    ("wrong-kind-of-term", "youth", "document: letter", "document: council", "needs a document"),
    ("wrong-term-form", "youth", "    Young people learn", "    [[council|post]] learns", "holds no post"),
    ("conflicting-terms", "documents", "意向書,,意向书", "青年議會,,青年会", "glossary/bodies.csv:2"),
    ("conflicting-terms", "documents", "意向書,,意向书", "青年會,,青年议会", "glossary/bodies.csv:2"),
    (
        "conflicting-vocabulary",
        "vocabulary",
        "convert,,\n",
        "convert,,\n資訊,資訊,both,convert,,\n",
        "vocabulary.csv:2",
    ),
    (
        "unmet-example",
        "vocabulary",
        "note,source\n資訊,信息,both,convert,,\n",
        "note,source,example\n資訊,信息,both,convert,,,資訊。 → 资讯。\n",
        "'資訊。' becomes '信息。'",
    ),
    ("markup-error", "youth", "    兩地青年互相學習", "    兩地[[council]互相學習", "near '[[council]互相學習'"),
    ("markup-error", "youth", "    Young people", "    **Young people", "strong text is not closed"),
    ("missing-language", "youth", f"title: {TEXT}", "title: {en: Word}", "not written in Chinese"),
    ("missing-language", "youth", f"title: {TEXT}", "title: {zh-Hans: 字}", "not written in English"),
    ("missing-language", "labels", TEXT, "{zh-Hant: 字}", "not written in English"),
    ("headline-too-long", "youth", "    Young people", f"    {'Y' * 92}", "113 characters"),
    ("headline-too-long", "youth", "    兩地青年", f"    {'兩' * 52}A", "57 characters"),
    ("headline-too-long", "youth", "    兩地青年互相學習", f"    {'兩' * 53}[[council]]", "57 characters"),
    ("different-placeholders", "labels", TEXT, "{en: 'Page %(n)s', zh-Hant: 頁}", "%(n)s is missing in 'zh-Hant'"),
    ("bidi-control", "youth", "    Young people", "    Young \u202epeople", "right-to-left override"),
    ("invisible-character", "youth", "    兩地青年", "    兩地\u200b青年", "U+200B (zero width space)"),
    ("untranslated-text", "youth", "    兩地青年互相學習", "    Young people learn in both cities", "as in the text"),
    ("untranslated-text", "youth", "    兩地青年", "    青年learn in both cities", "'learn in both cities'"),
    ("half-width-punctuation", "youth", "    兩地青年", "    兩地,青年", "'地,'"),
    ("space-beside-chinese", "youth", "    兩地青年", "    兩地 20 名青年", "'地 2'"),
    ("space-beside-chinese", "youth", "    兩地青年", "    兩地\n    20名青年", "'地 2'"),
    ("wrong-script", "youth", "    兩地青年", "    两国青年", "'两国' is Simplified"),
    ("unknown-source", "youth", "source: record#1-2", "source: recrd#1", "did you mean 'record'?"),
    ("unknown-source", "meeting", "source: record#1", "source: minutes#1", "unknown source document 'minutes'"),
    ("wrong-paragraphs", "youth", "record#1-2", "record#2-1", "'2-1' do not go upwards"),
    ("wrong-paragraphs", "youth", "record#1-2", "record#0", "'0' do not go upwards"),
    ("duplicate-headline", "youth", "en: Agreements,", "en: Progress,", "that of 'progress'"),
    ("duplicate-headline", "meeting", "en: Matrix,", "en: Glance,", "that of 'glance'"),
    ("missing-section", "youth", "  progress: {headline", "  directions: {headline", "'progress' is missing"),
    (
        "missing-section",
        "meeting",
        "    matrix: {headline: {en: Matrix, zh-Hant: 一覽}, say: " + TEXT + "}\n",
        "",
        "'matrix'",
    ),
    ("unordered-milestones", "youth", "date: mid-2024", "date: 2022", "after a later one"),
    ("missing-colour", "palette", "youth: 0123AB\n", "", "no colour for 'youth'"),
    (
        "duplicate-entry-id",
        "youth",
        "source: record#2\nmilestones:\n  - {date",
        "source: record#2\n    id: a\nmilestones:\n  - {id: a, date",
        "has the id 'a'",
    ),
    ("unwritten", "youth", f"summary: {TEXT}", "summary:", "'summary' is still to be written"),
    ("unwritten", "meeting", f"headline: {TEXT}", "headline:", "'headline' is still to be written"),
    *(
        ("unwritten", "youth", "progress:", f"follow_up:\n  - {{lead: {TEXT}, text: {TEXT}, {rest}}}\nprogress:", words)
        for rest, words in [
            ("source: record#1, state: ", "'state' is still to be written"),
            ("source: record#1, state: done", "'outcome' is still to be written"),
        ]
    ),
    (
        "broken-picture",
        "youth",
        "summary:",
        f"{BROKEN_PICTURE}\nsummary:",
        "no PNG, JPEG, SVG, GIF, BMP, TIFF or WebP picture",
    ),
    ("unlisted-sector", "meeting", "[youth, rail]", "[youth]", "rail.yaml is not in the list"),
]


@pytest.mark.parametrize(("code", "file", "old", "new", "words"), PLANTED)
def test_a_planted_fault_is_found(tmp_path: Path, code: str, file: str, old: str, new: str, words: str) -> None:
    """The rule finds the fault, in the file it was planted in; others find only what follows from it."""
    everything = _check(tmp_path, **{file: (old, new)})
    found = [finding for finding in everything if finding.code == code]
    assert {finding.code for finding in everything} - {code} <= CONSEQUENCES
    assert words in str(found[0])
    assert Path(found[0].location.path).stem == file
    assert found[0].severity is RULES[code].severity


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("    兩地青年互相學習", "    兩地[[x]]", 6),
        ("by: [council]", "by: [council, x]", 16),
        ("say: {en: Word, zh-Hant: 字}}", "say: {en: 'A [[x]]', zh-Hant: 字}}", 34),
    ],
)
def test_findings_stand_on_the_line_of_the_value(tmp_path: Path, old: str, new: str, line: int) -> None:
    """The line is that of the language's key, or of the list entry."""
    (finding,) = _check(tmp_path, youth=(old, new))
    assert finding.location.line == line
    assert old.strip() in "\n".join(FILES[YOUTH].split("\n")[line - 1 : line + 1])


def test_what_is_the_same_in_both_scripts_is_meant(tmp_path: Path) -> None:
    """The name of a language is written in its own script everywhere."""
    assert _check(tmp_path, labels=(TEXT, "{en: 简体, zh-Hant: 简体, zh-Hans: 简体}")) == []


def test_a_traditional_character_in_a_simplified_text_is_found(tmp_path: Path) -> None:
    """The rule works both ways."""
    (finding,) = _check(tmp_path, labels=(TEXT, "{en: Word, zh-Hant: 學習, zh-Hans: 學习}"))
    assert (finding.code, finding.location.steps) == ("wrong-script", ("page", "zh-Hans"))


@pytest.mark.parametrize(
    ("wording", "code", "words"),
    [
        ("兩地[[zh-Hans:資訊|資訊]]互通", "wrong-script", "'資訊' is Traditional"),
        ("兩地[[zh-Hans:,信息|資訊]]互通", "half-width-punctuation", "',信'"),
        ("兩地[[zh-Hans:「信息」|資訊]]互通", "wrong-quotation-marks", "「 」"),
        ("兩地[[zh-Hans:信 息|資訊]]互通", "space-beside-chinese", "'信 息'"),
        ("兩地[[zh-Hans:三份信息|資訊]]互通", "different-number", "'三' in 'zh-Hans'"),
        ("兩地[[zh-Hans:|資訊]]互通", "markup-error", "the wording is empty"),
        ("兩地[[zh-han:信息|資訊]]互通", "markup-error", "'zh-han' in '[[zh-han:' is no language"),
    ],
)
def test_what_stands_for_another_language_is_read_in_that_language(
    tmp_path: Path, wording: str, code: str, words: str
) -> None:
    """A wording inside a Traditional text that Simplified editions print is checked as Simplified."""
    found = _check(tmp_path, labels=(TEXT, f"{{en: Word, zh-Hant: '{wording}'}}"))
    assert [finding.code for finding in found] == [code]
    assert words in str(found[0])


def test_a_wording_for_another_language_is_no_fault_in_its_own(tmp_path: Path) -> None:
    """Simplified characters and the Mainland's marks are right where the Mainland reads them."""
    right = "兩地[[zh-Hans:“两万家”信息|「20 000家」資訊]]互通"
    assert _check(tmp_path, labels=(TEXT, f"{{en: Word 20 000, zh-Hant: '{right}'}}")) == []


@pytest.mark.parametrize("quoted", ["'開放'", '"開放"', "“開放”"])
def test_marks_of_a_typewriter_and_of_others_are_found(tmp_path: Path, quoted: str) -> None:
    """Single straight marks too, where they stand beside a Chinese character."""
    text = json.dumps({"en": "Word", "zh-Hant": f"市場{quoted}試行"})
    (finding,) = _check(tmp_path, labels=(TEXT, text))
    assert finding.code == "wrong-quotation-marks"


@pytest.mark.parametrize(
    ("text", "word"),
    [("[[council]]'s plan", "'s"), ("both cities' plans", "cities'"), ("'open' market", "'open"), ("it’s 5'7", "")],
)
def test_straight_apostrophes_are_found_in_letters(tmp_path: Path, text: str, word: str) -> None:
    """After a name and in a plural too, and where they quote; curly ones and feet are right."""
    found = _check(tmp_path, labels=(TEXT, json.dumps({"en": text, "zh-Hant": "字"})))
    apostrophes = [str(finding) for finding in found if finding.code == "straight-apostrophe"]
    assert [f"'{word}'" in told for told in apostrophes] == [True] * bool(word)


def test_hong_kong_forms_are_traditional(tmp_path: Path) -> None:
    """Characters the Government writes and OpenCC or Big5 does not know are no findings."""
    assert _check(tmp_path, labels=("zh-Hant: 字", "zh-Hant: 衞着裏床群峰說恒台只后里")) == []


def test_only_the_meetings_languages_are_needed(tmp_path: Path) -> None:
    """A meeting reported in English alone needs no Chinese."""
    changes = {"meeting": ("[en, zh-Hant, zh-Hans]", "[en]"), "labels": (TEXT, "{en: Word}")}
    assert _check(tmp_path, **changes) == []


def test_several_faults_come_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    """One run reports all of them, as a person reads the files."""
    found = _check(
        tmp_path,
        rail=("by: [council]", "by: [nobody]"),
        youth=("source: record#1-2", "source: nothing#1"),
        meeting=("who: chan", "who: council"),
    )
    codes = ["wrong-kind-of-term", "unknown-term", "unknown-source"]
    assert [finding.code for finding in found] == codes


@pytest.mark.parametrize("code", list(RULES))
def test_the_docstring_of_a_rule_is_its_help_page(code: str) -> None:
    """What it finds, why it matters, an example, what to write instead."""
    page = explain(code)
    assert re.match(r"(?s)\S.+\n\nWhy: \S.+\n\nFor example:\n    \S.+\n\nInstead:\n    \S", page)
    assert page == inspect.getdoc(RULES[code].find)


def test_faults_of_reading_are_explained_too() -> None:
    """A code that a user sees can be asked about, wherever it comes from."""
    assert explain("yaml-syntax").startswith("YAML cannot read a line.")


def test_an_unknown_code_is_told_the_nearest() -> None:
    """A typing error in `--explain` is answered."""
    with pytest.raises(ValueError, match="did you mean 'unknown-term'"):
        explain("unknown-terms")


def test_errors_stop_a_build_and_matters_of_style_do_not() -> None:
    """What would print wrongly is an error, what may be meant is a warning."""
    errors = {code for code, rule in RULES.items() if rule.severity is Severity.ERROR}
    assert {"unknown-term", "markup-error", "missing-language", "unknown-source"} <= errors
    assert not {"headline-too-long", "wrong-script", "missing-colour"} & errors
