"""A correction on a proof sheet changes just that, remarks are never lost, and signatures count for a state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.diagnostics import Collector, Diagnostic, Location
from reportgen.exchange.proof.compare import ProofImport, compare_sheets
from reportgen.exchange.proof.corrections import NotACorrection, corrected
from reportgen.exchange.proof.files import is_filled_in, read_sheet, write_notes, write_sheet
from reportgen.exchange.proof.returned import Comment, NoteKind, ReturnedSheet, parse_day
from reportgen.exchange.proof.rows import GLOSSARY, proof_sheet
from reportgen.exchange.translations import changed_files
from reportgen.project.approvals import Signature
from reportgen.project.load import Project, load_project
from tests.exchange.proof.copies import COPIES, ExcelCopy, WordCopy
from tests.golden.small import change, copy_project
from tests.support.cxml import NAMESPACES, qn, xml
from tests.support.office import parts_of, with_related, zip_of

TODAY = date(2026, 11, 30)
YOUTH = "content/sectors/youth.yaml"
Fill = Callable[[Any], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the small project."""
    return copy_project(tmp_path / "project")


@pytest.fixture(params=COPIES, ids=lambda suffix: suffix[1:])
def kind(request: pytest.FixtureRequest) -> Any:
    """Word, then Excel."""
    return COPIES[request.param]


def sent(kind: Any, project: Project, *fills: Fill, file: str = "youth", language: str = "zh-Hant") -> ReturnedSheet:
    """A sheet that went out, was filled in, and came back."""
    copy = kind(write_sheet(proof_sheet(project, file, language), kind.suffix))
    for fill in fills:
        fill(copy)
    return read(copy.data, project, kind.suffix)


def read(data: bytes, project: Project, suffix: str) -> ReturnedSheet:
    """A file that came back, read without a fault."""
    path = project.root.parent / f"back{suffix}"
    path.write_bytes(data)
    problems = Collector()
    sheet = read_sheet(path, project.languages, problems)
    assert sheet, problems.diagnostics
    return sheet


def imported(
    sheet: ReturnedSheet, project: Project, *others: ReturnedSheet, **options: Any
) -> tuple[ProofImport, list[Diagnostic]]:
    """What sheets bring, and what is wrong with them."""
    problems = Collector()
    outcome = compare_sheets([sheet, *others], project, problems, today=TODAY, **options)
    return outcome, problems.diagnostics


def _codes(problems: list[Diagnostic]) -> list[str]:
    return [problem.code for problem in problems]


def _new(outcome: ProofImport) -> list[tuple[str, str]]:
    return [(change.language, change.new) for change in outcome.changes]


@pytest.mark.parametrize(
    "fill",
    [
        lambda copy: copy.write("兩地青年互相學習", "correction", "兩地青年一起學習"),
        lambda copy: copy.write("兩地青年互相學習", "correction", "互相 → 一起"),
        lambda copy: copy.write("兩地青年互相學習", "correction", "「互相」→「一起」"),
        lambda copy: copy.write("兩地青年互相學習", "zh-Hant", "兩地青年一起學習"),
        lambda copy: copy.write("兩地青年互相學習", "zh-Hant", "兩地青年\n一起學習"),
    ],
    ids=["whole", "part", "quoted", "in place", "over two lines"],
)
def test_a_correction_changes_its_line_alone(kind: Any, root: Path, fill: Fill) -> None:
    """However it is written; the rest of the file keeps every character."""
    project = load_project(root)
    outcome, problems = imported(sent(kind, project, fill), project)
    assert (_new(outcome), problems) == ([("zh-Hant", "兩地青年一起學習")], [])
    before = (root / YOUTH).read_text(encoding="utf-8")
    assert changed_files(project, outcome.changes)[YOUTH].decode() == before.replace("互相學習", "一起學習", 1)


def test_names_in_a_corrected_text_stay_references(kind: Any, root: Path) -> None:
    """The reader saw the name; the content keeps `[[council]]`."""
    project = load_project(root)
    old = "香港貿易議會提供約1 000個實習名額。"
    sheet = sent(kind, project, lambda copy: copy.write(old, "correction", "香港貿易議會提供約1 200個實習名額。"))
    outcome, problems = imported(sheet, project)
    assert (_new(outcome), problems) == ([("zh-Hant", "[[council]]提供約1 200個實習名額。")], [])


def test_every_language_of_a_row_can_be_corrected(kind: Any, root: Path) -> None:
    """English in its column, and Simplified Chinese, which is written down from then on."""
    project = load_project(root)
    sheet = sent(
        kind,
        project,
        lambda copy: copy.write("兩地青年互相學習", "en", "The young learn in both cities"),
        lambda copy: copy.write("兩地青年互相學習", "correction", "两地青年共同学习"),
        language="zh-Hans",
    )
    outcome, problems = imported(sheet, project)
    assert sorted(_new(outcome)) == [("en", "The young learn in both cities"), ("zh-Hans", "两地青年共同学习")]
    assert problems == []
    text = changed_files(project, outcome.changes)[YOUTH].decode()
    assert "  zh-Hans: >-\n    两地青年共同学习\n" in text


def test_a_name_is_corrected_in_its_own_row(kind: Any, root: Path) -> None:
    """And so in the glossary; its short form too."""
    project = load_project(root)
    sheet = sent(
        kind,
        project,
        lambda copy: copy.write("香港贸易议会", "correction", "香港貿易局"),
        lambda copy: copy.write("HKTC", "correction", "貿局"),
    )
    outcome, problems = imported(sheet, project)
    assert (outcome.changes, problems) == ([], [])
    (name,) = outcome.names
    assert (name.id, name.values) == ("council", {"zh-Hant": "香港貿易局", "zh-Hant_short": "貿局"})


def test_a_name_that_is_altered_in_a_text_is_refused(kind: Any, root: Path) -> None:
    """It would be right there alone; the message says where names are corrected."""
    project = load_project(root)
    old = "香港貿易議會提供約1 000個實習名額。"
    sheet = sent(kind, project, lambda copy: copy.write(old, "correction", "香港貿易總議會提供約1 000個實習名額。"))
    outcome, problems = imported(sheet, project)
    assert (outcome.changes, _codes(problems)) == ([], ["altered-name"])
    assert "'香港貿易議會' is written '香港貿易總議會' here" in problems[0].message


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_text_that_has_changed_meanwhile_is_never_overwritten_unasked(kind: Any, root: Path, overwrite: bool) -> None:
    """The conflict is shown with both; other rows are taken."""
    project = load_project(root)
    sheet = sent(
        kind,
        project,
        lambda copy: copy.write("兩地青年互相學習", "correction", "兩地青年一起學習"),
        lambda copy: copy.write("提供名額", "correction", "增設名額"),
    )
    change(root, YOUTH, "兩地青年互相學習", "兩地青年共同學習")
    outcome, problems = imported(sheet, load_project(root), overwrite=overwrite)
    if overwrite:
        assert (len(outcome.changes), problems) == (2, [])
        return
    assert (_new(outcome), _codes(problems)) == ([("zh-Hant", "增設名額")], ["import-conflict"])
    assert "兩地青年共同學習" in problems[0].message
    assert "兩地青年一起學習" in problems[0].hint


def test_a_translation_of_english_that_has_changed_is_refused(kind: Any, root: Path) -> None:
    """Its reader has not seen what it should say."""
    project = load_project(root)
    sheet = sent(kind, project, lambda copy: copy.write("兩地青年互相學習", "correction", "兩地青年一起學習"))
    change(root, YOUTH, "Young people learn in both cities", "Young people teach in both cities")
    assert _codes(imported(sheet, load_project(root))[1]) == ["stale-translation"]


def test_a_name_that_has_changed_meanwhile_makes_no_correction(kind: Any, root: Path) -> None:
    """What the reader saw is compared, not what is printed now."""
    project = load_project(root)
    sheet = sent(kind, project)
    change(root, "glossary/bodies.csv", "香港貿易議會,貿議會", "香港貿易局,貿局")
    outcome, problems = imported(sheet, load_project(root))
    assert (outcome.changes, outcome.names, problems) == ([], [], [])


def test_an_item_that_has_moved_in_its_list_is_found(kind: Any, root: Path) -> None:
    """By what it shows: another one was put before it."""
    project = load_project(root)
    sheet = sent(kind, project, lambda copy: copy.write("新一輪申請", "correction", "新一輪報名"))
    texts = "lead: {en: A, zh-Hant: 甲}, text: {en: B, zh-Hant: 乙}"
    change(root, YOUTH, "milestones:\n", f"milestones:\n  - {{date: 2018, {texts}, status: done, source: record#7}}\n")
    moved = load_project(root)
    outcome, problems = imported(sheet, moved)
    assert problems == []
    assert [change.unit.path for change in outcome.changes] == [("milestones", 2, "lead")]


def test_a_text_that_is_gone_is_told_with_the_correction(kind: Any, root: Path) -> None:
    """Nothing that was written is lost."""
    project = load_project(root)
    sheet = sent(kind, project, lambda copy: copy.write("其他官員", "correction", "其他人員"), file="meeting")
    text = (root / "content/meeting.yaml").read_text(encoding="utf-8")
    start, end = text.index("attendees_note:"), text.index("attendees_source:")
    (root / "content/meeting.yaml").write_text(text[:start] + text[end:], encoding="utf-8")
    outcome, problems = imported(sheet, load_project(root))
    assert (outcome.changes, _codes(problems)) == ([], ["unknown-unit"])
    assert "其他人員" in problems[0].message


def test_a_row_without_its_key_is_found_by_its_english(kind: Any, root: Path) -> None:
    """Where an inspector has taken the hidden words away."""
    project = load_project(root)
    sheet = sent(
        kind,
        project,
        lambda copy: copy.write("兩地青年互相學習", "correction", "兩地青年一起學習"),
        lambda copy: copy.forget_keys(),
    )
    assert {row.key for row in sheet.rows} == {None}
    outcome, problems = imported(sheet, project)
    assert (_new(outcome), problems) == ([("zh-Hant", "兩地青年一起學習")], [])


def test_a_figure_is_not_changed_by_its_print(kind: Any, root: Path) -> None:
    """It is data; the correction is told with its place."""
    project = load_project(root)
    sheet = sent(kind, project, lambda copy: copy.write("2023年3月", "correction", "2023年4月"))
    outcome, problems = imported(sheet, project)
    assert (outcome.changes, _codes(problems)) == ([], ["correction-of-data"])
    assert YOUTH in problems[0].message


def test_two_readers_who_want_different_things_are_told(kind: Any, root: Path) -> None:
    """Neither is taken; the same twice is taken once."""
    project = load_project(root)
    one, same = (
        sent(kind, project, lambda copy: copy.write("兩地青年互相學習", "correction", "兩地青年一起學習"))
        for _ in range(2)
    )
    other = sent(kind, project, lambda copy: copy.write("兩地青年互相學習", "correction", "兩地青年共同學習"))
    outcome, problems = imported(one, project, other)
    assert (outcome.changes, _codes(problems)) == ([], ["import-conflict"])
    outcome, problems = imported(one, project, same)
    assert (len(outcome.changes), problems) == (1, [])


# -- remarks and marks


def test_remarks_and_comments_are_kept(kind: Any, root: Path) -> None:
    """With place, author and the words that they are about, and in a table."""
    project = load_project(root)
    sheet = sent(
        kind,
        project,
        lambda copy: copy.write("兩地青年互相學習", "remarks", "-語氣太弱？"),
        lambda copy: copy.comment("香港貿易議會提供約1 000個實習名額。", "zh-Hant", "數字是否最新？", "陳大文"),
    )
    outcome, problems = imported(sheet, project)
    assert (outcome.changes, problems) == ([], [])
    found = {note.kind: note for note in outcome.notes}
    assert set(found) == {NoteKind.REMARK, NoteKind.COMMENT}
    comment = found[NoteKind.COMMENT]
    assert (comment.text, comment.author) == ("數字是否最新？", "陳大文")
    assert comment.about.startswith("香港貿易議會提供約")
    assert comment.location.steps[-1].startswith("row ")
    table = write_notes(outcome.notes).decode("utf-8-sig").splitlines()
    assert len(table) == 3
    assert "'-語氣太弱？" in table[1] + table[2]


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-11-30T09:00:00Z", "2026-11-30"), ("0-00-00T00:00:00Z", ""), ("", "")],
)
def test_a_comment_without_a_date_has_none(moment: str, day: str) -> None:
    """LibreOffice writes zeros then; they are no day of any year."""
    assert Comment("Is this new?", "Chan", moment, is_reply=False).note(Location("sheet.docx")).date == day


def test_struck_words_are_a_correction_and_are_told(kind: Any, root: Path) -> None:
    """As on paper."""
    project = load_project(root)
    outcome, problems = imported(
        sent(kind, project, lambda copy: copy.strike("兩地青年互相學習", "zh-Hant", "互相")), project
    )
    assert (_new(outcome), problems) == ([("zh-Hant", "兩地青年學習")], [])
    assert [(note.kind, note.text) for note in outcome.notes] == [(NoteKind.STRUCK, "互相")]


def test_a_text_that_is_struck_altogether_stays(kind: Any, root: Path) -> None:
    """A text cannot be empty; the reader's wish is told."""
    project = load_project(root)
    outcome, problems = imported(
        sent(kind, project, lambda copy: copy.strike("兩地青年互相學習", "zh-Hant", "兩地青年互相學習")), project
    )
    assert (outcome.changes, _codes(problems)) == ([], ["not-imported"])
    assert [note.kind for note in outcome.notes] == [NoteKind.STRUCK]


def test_tracked_changes_are_taken_with_their_author(root: Path) -> None:
    """Accepted for the text, and told one by one."""
    project = load_project(root)
    sheet = sent(WordCopy, project, lambda copy: copy.track("兩地青年互相學習", "zh-Hant", "互相", "一起", "Lee"))
    outcome, problems = imported(sheet, project)
    assert (_new(outcome), problems) == ([("zh-Hant", "兩地青年一起學習")], [])
    marks = [(note.kind, note.text, note.author, note.date) for note in outcome.notes]
    assert marks == [
        (NoteKind.DELETED, "互相", "Lee", "2026-11-30"),
        (NoteKind.INSERTED, "一起", "Lee", "2026-11-30"),
    ]


def test_highlights_and_words_outside_the_rows_are_told(root: Path) -> None:
    """A reader writes where there is room."""
    project = load_project(root)

    def fill(copy: WordCopy) -> None:
        copy.cell("兩地青年互相學習", "zh-Hant").paragraphs[0].runs[0].font.highlight_color = 7
        copy.document.add_paragraph("整體不錯。")

    outcome, problems = imported(sent(WordCopy, project, fill), project)
    assert (outcome.changes, problems) == ([], [])
    assert [(note.kind, note.text) for note in outcome.notes] == [
        (NoteKind.HIGHLIGHTED, "兩地青年互相學習"),
        (NoteKind.OUTSIDE, "整體不錯。"),
    ]


def test_text_boxes_and_footnotes_are_told(root: Path) -> None:
    """They belong to no text, and change none."""
    project = load_project(root)

    def fill(copy: WordCopy) -> None:
        box = xml("w:r/w:pict/v:textbox/w:txbxContent/w:p/w:r/w:t")
        next(box.iter(qn("w:t"))).text = "in a box"
        copy.cell("兩地青年互相學習", "zh-Hant").paragraphs[0]._p.append(box)

    copy = WordCopy(write_sheet(proof_sheet(project, "youth", "zh-Hant"), ".docx"))
    fill(copy)
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>"
    lines = '<w:footnote w:type="separator" w:id="0">' + text.format("—")
    notes = f'<w:footnotes xmlns:w="{NAMESPACES["w"]}">{lines}<w:footnote w:id="2">{text.format("below")}</w:footnotes>'
    data = with_related(
        copy.data, "word/document.xml", "footnotes.xml", notes.encode(), "footnotes", "wordprocessingml.footnotes+xml"
    )
    outcome, problems = imported(read(data, project, ".docx"), project)
    assert (outcome.changes, problems) == ([], [])
    assert [note.text for note in outcome.notes] == ["in a box", "below"]


def test_an_arrow_that_word_has_made_of_signs_is_one(root: Path) -> None:
    """`->` becomes a sign of Wingdings while one types."""
    project = load_project(root)

    def fill(copy: WordCopy) -> None:
        copy.write("兩地青年互相學習", "correction", "互相")
        paragraph = copy.cell("兩地青年互相學習", "correction").paragraphs[0]
        paragraph._p.append(xml("w:r/w:sym{w:font=Wingdings,w:char=F0E0}"))
        paragraph.add_run("一起")

    assert _new(imported(sent(WordCopy, project, fill), project)[0]) == [("zh-Hant", "兩地青年一起學習")]


@pytest.mark.parametrize("digits", ["ZZ", "", "D83D", "1F600"])
def test_a_sign_that_no_character_has_is_a_space(root: Path, digits: str) -> None:
    """A damaged file is read as far as it can be."""
    project = load_project(root)

    def fill(copy: WordCopy) -> None:
        copy.write("兩地青年互相學習", "correction", "兩地青年")
        copy.cell("兩地青年互相學習", "correction").paragraphs[0]._p.append(xml(f"w:r/w:sym{{w:char={digits}}}"))

    assert _new(imported(sent(WordCopy, project, fill), project)[0]) == [("zh-Hant", "兩地青年")]


def test_coloured_cells_and_notes_beside_the_table_are_told(root: Path) -> None:
    """The same in a workbook."""
    project = load_project(root)

    def fill(copy: ExcelCopy) -> None:
        copy.cell("兩地青年互相學習", "zh-Hant").fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
        copy.page["M9"].value = "see row 3"
        copy.page.append(["", "", "", "", "整體不錯。"])
        copy.page["I1"].value = "above"
        copy.book.create_sheet("mine")["B2"].value = "elsewhere"

    outcome, problems = imported(sent(ExcelCopy, project, fill), project)
    assert (outcome.changes, problems) == ([], [])
    assert sorted((str(note.kind), note.text) for note in outcome.notes) == [
        ("highlighted", "兩地青年互相學習"),
        ("written outside the rows", "above"),
        ("written outside the rows", "elsewhere"),
        ("written outside the rows", "see row 3"),
        ("written outside the rows", "整體不錯。"),
    ]


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def test_threads_of_excel_are_read_with_their_replies(root: Path) -> None:
    """Excel keeps a note for old programs beside them, which is not read twice."""
    project = load_project(root)
    copy = ExcelCopy(write_sheet(proof_sheet(project, "youth", "zh-Hant"), ".xlsx"))
    cell = copy.cell("兩地青年互相學習", "zh-Hant")
    cell.comment = openpyxl.comments.Comment(
        "[Threaded comment]\nYour version of Excel …\nComment:\n    是否？", "tc={1}"
    )
    parts = parts_of(copy.data)
    parts["xl/persons/person.xml"] = (
        f'<personList xmlns="{_THREADS}"><person displayName="Lee" id="{{A}}" userId="l" providerId="None"/>'
        '<person displayName="Chan" id="{B}" userId="c" providerId="None"/></personList>'
    ).encode()
    parts["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{_THREADS}"><threadedComment ref="{cell.coordinate}" dT="2026-11-30T08:00:00.00" '
        f'personId="{{A}}" id="{{1}}"><text>是否？</text></threadedComment><threadedComment ref="{cell.coordinate}" '
        'dT="2026-11-30T09:00:00.00" personId="{B}" id="{2}" parentId="{1}"><text>是。</text></threadedComment>'
        "</ThreadedComments>"
    ).encode()
    outcome, _ = imported(read(zip_of(parts), project, ".xlsx"), project)
    assert [(note.kind, note.text, note.author) for note in outcome.notes] == [
        (NoteKind.COMMENT, "是否？", "Lee"),
        (NoteKind.REPLY, "是。", "Chan"),
    ]


def test_a_formula_counts_as_the_value_it_had(root: Path) -> None:
    """Cells may hold texts in every way that Excel stores them; a formula without a value is told."""
    project = load_project(root)
    copy = ExcelCopy(write_sheet(proof_sheet(project, "youth", "zh-Hant"), ".xlsx"))
    at = copy.cell("兩地青年互相學習", "correction").coordinate
    copy.write("兩地青年互相學習", "correction", '="兩地青年一起"&"學習"')
    data = copy.data
    path = root.parent / "x.xlsx"
    path.write_bytes(data)
    problems = Collector()
    read_sheet(path, project.languages, problems)
    assert _codes(problems.diagnostics) == ["formula-cell"]
    parts = parts_of(data)
    name = "xl/worksheets/sheet1.xml"
    text = parts[name].decode()
    start = text.index(f'r="{at}"')
    end = text.index("</c>", start)
    formula = text[text.index("<f>", start) : text.index("</f>", start) + 4]
    parts[name] = (text[:start] + f'r="{at}" t="str">{formula}<v>兩地青年一起學習</v>' + text[end:]).encode()
    outcome, _ = imported(read(zip_of(parts), project, ".xlsx"), project)
    assert _new(outcome) == [("zh-Hant", "兩地青年一起學習")]


def test_texts_in_shared_strings_are_read(root: Path) -> None:
    """Excel moves them there when it saves, rich text in runs."""
    project = load_project(root)
    copy = ExcelCopy(write_sheet(proof_sheet(project, "youth", "zh-Hant"), ".xlsx"))
    copy.write("兩地青年互相學習", "correction", "PLACE")
    parts = parts_of(copy.data)
    name, inline = "xl/worksheets/sheet1.xml", 't="inlineStr"><is><t>PLACE</t></is>'
    assert inline in parts[name].decode()
    parts[name] = parts[name].decode().replace(inline, 't="s"><v>0</v>').encode()
    runs = '<r><t>兩地青年</t></r><r><rPr><b/></rPr><t>一起</t></r><r><t xml:space="preserve">學習</t></r>'
    strings = f'<sst xmlns="{_MAIN}" count="1" uniqueCount="1"><si>{runs}</si></sst>'.encode()
    kind = "sharedStrings"
    data = with_related(
        zip_of(parts), "xl/workbook.xml", "sharedStrings.xml", strings, kind, f"spreadsheetml.{kind}+xml"
    )
    sheet = read(data, project, ".xlsx")
    assert _new(imported(sheet, project)[0]) == [("zh-Hant", "兩地青年一起學習")]


# -- signatures


def test_ticks_are_signatures_for_the_state_that_was_read(kind: Any, root: Path) -> None:
    """With name and day from above the rows; a corrected text is signed as it is corrected."""
    project = load_project(root)
    sheet = sent(
        kind,
        project,
        lambda copy: copy.sign("陳大文", "29/11/2026"),
        lambda copy: copy.tick("兩地青年互相學習"),
        lambda copy: copy.write("兩地青年互相學習", "correction", "兩地青年一起學習"),
        lambda copy: copy.tick("新一輪申請"),
    )
    outcome, problems = imported(sheet, project)
    assert problems == []
    assert {signed.signature for signed in outcome.signed} == {Signature("陳大文", date(2026, 11, 29))}
    assert [(signed.pair.key_path, signed.pair.wording) for signed in outcome.signed] == [
        ("headline", "兩地青年一起學習"),
        ("milestones/lead", "新一輪申請"),
    ]


def test_a_name_in_the_cell_goes_before_that_above(kind: Any, root: Path) -> None:
    """Two people may share a sheet; without a day it is today."""
    project = load_project(root)
    outcome, _ = imported(sent(kind, project, lambda copy: copy.write("新一輪申請", "signed", "✓ Lee")), project)
    assert [signed.signature for signed in outcome.signed] == [Signature("Lee", TODAY)]


def test_a_cross_is_no_signature(kind: Any, root: Path) -> None:
    """To some it is a tick, to others the opposite; it is told."""
    project = load_project(root)
    outcome, problems = imported(sent(kind, project, lambda copy: copy.write("新一輪申請", "signed", "✗")), project)
    assert (outcome.signed, problems) == ([], [])
    assert [note.text for note in outcome.notes] == ["✗"]


def test_a_tick_without_a_name_is_told(kind: Any, root: Path) -> None:
    """`--by` gives one."""
    project = load_project(root)
    sheet = sent(kind, project, lambda copy: copy.tick("新一輪申請"))
    outcome, problems = imported(sheet, project)
    assert (outcome.signed, _codes(problems)) == ([], ["not-signed"])
    assert [each.signature.name for each in imported(sheet, project, signer="Lee")[0].signed] == ["Lee"]


@pytest.mark.parametrize(("old", "new"), [("新一輪申請", "新一輪報名"), ("New round", "Next round")])
def test_a_signature_for_another_state_does_not_count(kind: Any, root: Path, old: str, new: str) -> None:
    """Neither where the text has changed since, nor where its English has."""
    project = load_project(root)
    sheet = sent(kind, project, lambda copy: copy.write("新一輪申請", "signed", "Lee"))
    change(root, YOUTH, old, new)
    outcome, problems = imported(sheet, load_project(root))
    assert (outcome.signed, _codes(problems)) == ([], ["not-signed"])


def test_names_and_derived_texts_can_be_signed(kind: Any, root: Path) -> None:
    """The Simplified Chinese that conversion wrote, and a name of the glossary."""
    project = load_project(root)
    sheet = sent(
        kind,
        project,
        lambda copy: copy.write("新一轮申请", "signed", "Lee"),
        lambda copy: copy.write("香港贸易议会", "signed", "Lee"),
        language="zh-Hans",
    )
    outcome, problems = imported(sheet, project)
    assert problems == []
    signed = {(each.pair.file_key, each.pair.wording) for each in outcome.signed}
    assert signed == {
        ("youth", "新一轮申请"),
        (GLOSSARY, "香港贸易议会"),
    }


def test_a_sheet_that_somebody_wrote_in_is_known(kind: Any, root: Path) -> None:
    """So it is not replaced by a new one unasked."""
    project = load_project(root)
    copy = kind(write_sheet(proof_sheet(project, "youth", "zh-Hant"), kind.suffix))
    path = root / f"x{kind.suffix}"
    path.write_bytes(copy.data)
    assert not is_filled_in(path, project.languages)
    copy.write("兩地青年互相學習", "remarks", "?")
    path.write_bytes(copy.data)
    assert is_filled_in(path, project.languages)


# -- small rules


@pytest.mark.parametrize(
    ("text", "wish", "expected"),
    [
        ("三個辦事處啟用", "三→四", "四個辦事處啟用"),
        ("Two offices open", "Two offices -> Three offices\nopen => close", "Three offices close"),
        ("Two offices open", "offices → ", "Two  open"),
        ("A → B", "A → C", "A → C"),
        ("運作順暢", "表現平穩", "表現平穩"),
        ("First\nsecond", "First\nthird", "First third"),
        ("甲乙", "甲\n丙", "甲丙"),
    ],
)
def test_a_correction_is_the_whole_text_or_what_changes(text: str, wish: str, expected: str) -> None:
    """Line breaks are spaces, but not between Chinese characters."""
    assert corrected(text, wish) == expected


@pytest.mark.parametrize("wish", ["二 → 三", "個 → 家", "請核實", "OK"])
def test_what_is_no_correction_is_not_taken_for_one(wish: str) -> None:
    """A remark, words that are not there, words that are there twice."""
    with pytest.raises(NotACorrection):
        corrected("四個辦事處及五個中心陸續啟用，方便兩地居民", wish)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("29/11/2026", date(2026, 11, 29)),
        ("2026-11-29 00:00:00", date(2026, 11, 29)),
        ("2026年11月29日", date(2026, 11, 29)),
        ("29.11.2026", date(2026, 11, 29)),
        ("31/11/2026", None),
        ("soon", None),
    ],
)
def test_days_are_read_as_people_write_them(text: str, day: date | None) -> None:
    """The day comes before the month, as in Hong Kong."""
    assert parse_day(text) == day


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp", "Cf", "Zs")),
    min_size=1,
    max_size=30,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that no test changes."""
    return load_project(copy_project(tmp_path_factory.mktemp("shared") / "project"))


@settings(max_examples=20)
@given(words=_WORDS)
def test_any_words_come_back(words: str, shared: Project) -> None:
    """What a reader writes is what is imported, in Word and Excel, whatever the characters."""
    text = f"香港貿易議會提供{words}個實習名額。"
    for kind in COPIES.values():
        sheet = sent(
            kind,
            shared,
            lambda copy: copy.write("兩地青年互相學習", "remarks", f"x{words}"),
            lambda copy: copy.write("香港貿易議會提供約1 000個實習名額。", "zh-Hant", text),
        )
        assert [note.text for note in sheet.notes if note.kind is NoteKind.REMARK] == [f"x{words}"]
        outcome, _ = imported(sheet, shared, accept_doubts=True)
        if not set(words) & set("[]*"):
            assert _new(outcome) == [("zh-Hant", text.replace("香港貿易議會", "[[council]]", 1))]


def test_a_doubtful_correction_of_a_text_or_a_name_is_held_back(shared: Project) -> None:
    """Characters of the other script, as from every other way back; they are taken if that is asked for."""
    for kind in COPIES.values():
        sheet = sent(kind, shared, lambda copy: copy.write("兩地青年互相學習", "zh-Hant", "两地青年互相學習"))
        outcome, problems = imported(sheet, shared)
        assert (outcome.changes, outcome.held_back, _codes(problems)) == ([], 1, ["doubtful-text"])
        outcome, _ = imported(sheet, shared, accept_doubts=True)
        assert _new(outcome) == [("zh-Hant", "两地青年互相學習")]
