"""What stands beside a tag, and would go with its paragraph, row or cell: it is named, never dropped."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.support.cxml import NAMESPACES, xml
from tests.support.office import (
    POWERPOINT,
    WORD,
    Office,
    Slide,
    docx_of,
    paragraph,
    pptx_of,
    problems_of,
    select,
    table,
)

_PICTURE = "w:r/w:drawing/wp:inline/(wp:docPr{id=1,name=P},a:graphic/a:graphicData/pic:pic)"
_FIELD = "w:r/(w:fldChar{w:fldCharType=begin}/w:ffData/w:name{w:val=T},w:fldChar{w:fldCharType=end})"
WORD_CONTENT = {
    "a picture": _PICTURE,
    "a drawing": "w:r/w:drawing/wp:inline/(wp:docPr{id=1,name=P},a:graphic/a:graphicData)",
    "a formula": 'm:oMath/m:r/m:t"x"',
    "an embedded object": "w:r/w:object/v:shape",
    "a symbol": "w:r/w:sym{w:font=Wingdings,w:char=F0FE}",
    "a note": "w:r/w:footnoteReference{w:id=1}",
    "a form field": _FIELD,
    "a field": 'w:fldSimple{w:instr=" PAGE "}/w:r',
    "a page break": "w:r/w:br{w:type=page}",
    "a column break": "w:r/w:br{w:type=column}",
    "a line break": "w:r/w:br",
    "a tab": "w:r/w:tab",
    "a content control": "w:sdt/(w:sdtPr/w:picture,w:sdtContent/w:r)",
    "'typed'": 'w:r/w:t"typed"',
    "something that is no text": "w:r/w:pgNum",
}
POWERPOINT_CONTENT = {
    "a line break": "a:br",
    "a field": "a:fld{id=X,type=slidenum}/a:rPr",
    "a formula": "mc:AlternateContent/mc:Choice{Requires=a14}/m:oMathPara",
}
CONTENT = [(WORD, *item) for item in WORD_CONTENT.items()] + [
    (POWERPOINT, *item) for item in POWERPOINT_CONTENT.items()
]
"""The program, what an editor calls the content, its markup."""


def _beside(office: Office, text: str, content: str) -> etree._Element:
    """A paragraph with a tag and something beside it."""
    element = paragraph(text, office.prefix)
    element.append(xml(content))
    return element


@pytest.mark.parametrize(("office", "word", "content"), CONTENT, ids=[f"{o}: {w}" for o, w, _ in CONTENT])
@pytest.mark.parametrize("statement", ["for x in xs", "set y = 1", "if xs"])
def test_a_paragraph_tag_does_not_take_content_along(office: Office, word: str, content: str, statement: str) -> None:
    """The error says what would be lost, and where."""
    end = [] if statement.startswith("set") else ["x", f"{{%p end{statement[:3].strip()} %}}"]
    file = office.file("a", _beside(office, f"{{%p {statement} %}}", content), *end)
    (problem,) = problems_of(file, office.name, xs=[1])
    assert problem.code == "content-lost"
    assert problem.message == f"'{{%p {statement} %}}' takes its paragraph away, and with it {word}"
    assert problem.location.steps == (*office.place, "paragraph 2")


@pytest.mark.parametrize(("word", "content"), WORD_CONTENT.items())
@pytest.mark.parametrize("level", ["tr", "tc"])
def test_a_row_or_cell_tag_does_not_take_content_along(level: str, word: str, content: str) -> None:
    """Content in another paragraph of the cell, or in another cell of the row, counts too."""
    rows = table([f"{{%{level} for x in xs %}}\n", ""], ["x", ""], [f"{{%{level} endfor %}}", ""])
    (rows[2][0][2] if level == "tc" else rows[2][1][1]).append(xml(content))
    if level == "tc":
        rows[2].append(rows[3][0])  # the end in the same row, in a cell of its own
        rows[2].append(rows[4][0])
    problem = problems_of(docx_of(rows), "a.docx", xs=[1])[0]
    assert (problem.code, problem.message.rpartition("and with it ")[2]) == ("content-lost", word)


def test_a_row_tag_of_a_slides_table_does_not_take_content_along() -> None:
    """The same in PowerPoint."""

    def add(slide: object) -> None:
        cell = slide.shapes[0].table.cell(0, 1)  # type: ignore[attr-defined]
        cell.text_frame.paragraphs[0]._p.append(xml(POWERPOINT_CONTENT["a formula"]))

    rows = [["{%tr for x in xs %}", ""], ["{{ x }}", ""], ["{%tr endfor %}", ""]]
    (problem,) = problems_of(pptx_of(Slide(table=rows, change=add)), "a.pptx", xs=[1])
    assert (problem.code, problem.message.rpartition("and with it ")[2]) == ("content-lost", "a formula")


def test_a_comment_on_another_cell_does_not_go_with_the_row() -> None:
    """One on the tag's own paragraph is about the tag, and goes with it."""
    rows = table(["{%tr if x %}", ""], ["a", "b"], ["{%tr endif %}", ""])
    rows[2][1][1].append(xml("w:r/w:commentReference{w:id=0}"))
    assert problems_of(docx_of(rows), "a.docx", x=1)[0].message.endswith("and with it a comment")
    rows[2][0][1].append(rows[2][1][1][-1])
    assert WORD.rows(WORD.render(docx_of(rows), x=1)) == [["a", "b"]]


@pytest.mark.parametrize("around", ["w:sdt/w:sdtContent", "w:hyperlink", "w:ins{w:id=1}", "w:smartTag"])
def test_what_stands_around_a_tag_alone_goes_with_it(around: str) -> None:
    """A content control or link that holds nothing but the tag is the tag's."""
    element = xml(f'w:p/{around}/w:r/w:t"{{%p if x %}}"')
    assert WORD.fill(element, "a", "{%p endif %}", x=1) == ["a"]


def test_a_picture_in_a_run_of_tags_stays() -> None:
    """`{%r` takes away no more than itself, and a tag that is cut by a picture leaves it."""
    run = xml(_PICTURE)
    text = etree.SubElement(run, f"{{{NAMESPACES['w']}}}t")
    text.text = "{%r if x %}"
    run.insert(0, text)
    element = xml("w:p")
    element.append(run)
    element.append(xml('w:r/w:t"a{%r endif %}"'))
    data = WORD.render(docx_of(element), x=1)
    assert WORD.lines(data) == ["a"]
    assert len(select(data, WORD.main, "//pic:pic")) == 1


def test_a_lone_tag_leaves_what_stands_beside_it() -> None:
    """The paragraph of `set` or a remark stays where it holds anything else."""
    control = xml('w:p/(w:r/w:t"{% set y = 1 %}",w:sdt/(w:sdtPr/w:picture,w:sdtContent/w:r))')
    data = WORD.render(docx_of(control, "{{ y }}"))
    assert len(select(data, WORD.main, "//w:sdt")) == 1
