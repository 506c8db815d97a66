"""What a person decided in a reviewed file is learned: rows of the vocabulary, each with its sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from reportgen.convert.document import Document
from reportgen.convert.learning import Lesson, Verdict, learn, read_lessons, written_table
from reportgen.convert.review import Review
from reportgen.diagnostics import Collector, Location
from reportgen.lang.chinese.converter import converter
from reportgen.model.glossary import Glossary, Term, VocabularyRule
from reportgen.model.language import LANGUAGES
from reportgen.office.opc.package import Package
from reportgen.project.csv_reader import read_vocabulary
from tests.support.cxml import qn
from tests.support.office import docx_of, with_xml

TABLE = """zh-Hant,zh-Hans,direction,action,note,source
的士,出租车,both,convert,,press
質素,质量,both,convert,"good, but",
資訊,信息,both,flag,it depends,
"""
NAME = Term("park", "place", {"zh-Hant": "河套科創園區", "zh-Hans": "河套园区"})


def rules_of(table: str) -> tuple[VocabularyRule, ...]:
    """The rules of a table without fault."""
    problems = Collector()
    rules = tuple(read_vocabulary(table.encode(), "glossary/vocabulary.csv", problems))
    assert not problems.diagnostics
    return rules


def convert_with(source: str, target: str) -> object:
    """A function that converts with a glossary."""
    return lambda glossary, text: converter(glossary, source, target).convert(text)


def reviewed(text: str, table: str = TABLE, target: str = "zh-Hans") -> bytes:
    """A Word file, converted for a person."""
    source = "zh-Hant" if target == "zh-Hans" else "zh-Hans"
    glossary = Glossary({"park": NAME}, rules_of(table))
    review = Review(converter(Glossary({}), source, target).convert)
    return (
        Document(docx_of(text), "a.docx").convert(converter(glossary, source, target), LANGUAGES[target], review).data
    )


def decide(data: bytes, *decisions: str) -> bytes:
    """The file after a person has accepted (`accept`), rejected (`reject`), left (`-`) or retyped each change."""

    def change(root: etree._Element) -> None:
        for deleted, decision in zip(list(root.iter(qn("w:del"))), decisions, strict=True):
            inserted = deleted.getnext()
            assert inserted is not None
            if decision == "-":
                continue
            kept, gone = (deleted, inserted) if decision == "reject" else (inserted, deleted)
            gone.getparent().remove(gone)
            run = kept[0]
            for text in run.iter(qn("w:delText")):
                text.tag = qn("w:t")
            if decision not in ("accept", "reject"):
                next(run.iter(qn("w:t"))).text = decision
            kept.addprevious(run)
            kept.getparent().remove(kept)

    return with_xml(data, "word/document.xml", change)


def lessons_of(data: bytes, table: str = TABLE, target: str = "zh-Hans") -> list[Lesson]:
    """What a reviewed file teaches."""
    convert = convert_with("zh-Hant" if target == "zh-Hans" else "zh-Hans", target)
    found = read_lessons(Package.read(data, "a.docx"), convert)  # type: ignore[arg-type]
    return learn(found, Glossary({"park": NAME}, rules_of(table)), LANGUAGES[target], convert)  # type: ignore[arg-type]


def test_what_was_kept_leaves_its_sentence() -> None:
    """It becomes the example of the rule that decided so."""
    (lesson,) = lessons_of(decide(reviewed("他乘的士離開。她步行。"), "accept"))
    assert lesson.verdict is Verdict.ACCEPTED
    assert lesson.row is None
    assert lesson.kept is not None
    assert lesson.kept.example == ("他乘的士離開。", "他乘出租车离开。")


def test_what_was_undone_becomes_an_exception_no_wider_than_needed() -> None:
    """The word with its neighbours stays; elsewhere it is exchanged as before."""
    (lesson,) = lessons_of(decide(reviewed("他的士別三日，很累。"), "reject"))
    assert lesson.verdict is Verdict.REJECTED
    assert lesson.row is not None
    assert (lesson.row.hant, lesson.row.hans, lesson.row.direction) == ("他的士別", "他的士别", "to-hans")
    assert lesson.row.example == ("他的士別三日，很累。", "他的士别三日，很累。")


def test_a_name_that_was_undone_is_one_too() -> None:
    """A longer word goes before a name inside it."""
    (lesson,) = lessons_of(decide(reviewed("他说河套园区扩建。", target="zh-Hant"), "reject"), target="zh-Hant")
    assert lesson.row is not None
    assert (lesson.row.hans, lesson.row.hant, lesson.row.direction) == ("说河套园区扩", "說河套園區擴", "to-hant")


def test_another_wording_is_added() -> None:
    """With its neighbours where the vocabulary has the word already."""
    (lesson,) = lessons_of(decide(reviewed("市民的質素高。"), "素质"))
    assert lesson.verdict is Verdict.ADDED
    assert lesson.row is not None
    assert (lesson.row.hant, lesson.row.hans) == ("的質素高", "的素质高")


@pytest.mark.parametrize("typed", ["资讯", "信息"])
def test_a_word_that_was_left_is_learned_when_somebody_types_another(typed: str) -> None:
    """As it stood it teaches nothing."""

    def change(root: etree._Element) -> None:
        for text in root.iter(qn("w:t")):
            text.text = typed if text.text == "资讯" else text.text

    (lesson,) = lessons_of(with_xml(reviewed("發放資訊。"), "word/document.xml", change))
    assert lesson.verdict is (Verdict.OPEN if typed == "资讯" else Verdict.ADDED)
    assert (lesson.row is None) == (typed == "资讯")


def test_what_nobody_decided_teaches_nothing() -> None:
    """A tracked change that still stands there is open."""
    found = lessons_of(decide(reviewed("他乘的士離開。她乘的士回來。"), "-", "accept"))
    assert [lesson.verdict for lesson in found] == [Verdict.OPEN, Verdict.ACCEPTED]


def test_the_table_keeps_what_was_typed() -> None:
    """Rows go to its end, and a table without a column for sentences gains one."""
    found = lessons_of(decide(reviewed("他乘的士離開。他的士別三日。"), "accept", "reject"))
    table = written_table(TABLE.encode(), found, "looked through in a.docx").decode()
    assert table.splitlines() == [
        "zh-Hant,zh-Hans,direction,action,note,source,example",
        "的士,出租车,both,convert,,press,他乘的士離開。 → 他乘出租车离开。",
        '質素,质量,both,convert,"good, but",,',
        "資訊,信息,both,flag,it depends,,",
        "他的士別,他的士别,to-hans,convert,,looked through in a.docx,他的士別三日。 → 他的士别三日。",
    ]
    assert [rule.example[1] for rule in rules_of(table) if rule.example[0]] == ["他乘出租车离开。", "他的士别三日。"]


def test_learning_twice_adds_nothing() -> None:
    """What the vocabulary does so already is known."""
    data = decide(reviewed("他乘的士離開。他的士別三日。"), "accept", "reject")
    table = written_table(TABLE.encode(), lessons_of(data), "a.docx")
    again = lessons_of(data, table.decode())
    assert [(lesson.row, lesson.kept) for lesson in again] == [(None, None), (None, None)]
    assert written_table(table, again, "a.docx") == table


def test_a_comment_that_somebody_changed_teaches_nothing() -> None:
    """Nor does one of somebody else's."""

    def change(root: etree._Element) -> None:
        next(root.iter(qn("w:t"))).text = "I wonder"

    data = with_xml(decide(reviewed("他乘的士離開。"), "accept"), "word/comments.xml", change)
    assert lessons_of(data) == []


def test_a_table_that_is_not_there_is_begun() -> None:
    """With the columns that it needs."""
    rule = VocabularyRule("甲", "乙", "to-hans", True, location=Location("x"), example=("甲。", "乙。"))
    lesson = Lesson("甲", "乙", "甲。", Verdict.ADDED, row=rule)
    table = written_table(b"", [lesson], "a.docx").decode()
    assert rules_of(table) == (replace(rule, location=Location("glossary/vocabulary.csv", 2)),)
