"""Statements in comments: they rule the text that the comment is on, and no comment of theirs reaches the output."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx.text.paragraph import Paragraph

from reportgen.review.outline import outline
from reportgen.template import OfficeTemplate
from tests.support.cxml import qn, xml
from tests.support.office import (
    WORD,
    Block,
    docx_of,
    faults_of,
    parts_of,
    problems_of,
    select,
    table,
    texts,
    with_related,
    with_xml,
)

Rule = tuple[int, int, str]
"""A comment from the start of one paragraph to the end of another (by number, those in cells too), and its text."""
FOR, IF = "{%p for x in xs %}", "{%p if yes %}"


def ruled(*blocks: Block, rules: list[Rule]) -> bytes:
    """A file with comments that an editor made by marking text."""

    def change(document: Any) -> None:
        paragraphs = [Paragraph(p, document) for p in document.element.body.iter(qn("w:p"))]
        for first, last, text in rules:
            runs = [paragraphs[first].runs[0], paragraphs[last].runs[-1]]
            document.add_comment(runs, text=text, author="Rule, never printed", initials="R")

    return docx_of(*blocks, change=change)


def lines(file: bytes, **context: Any) -> list[str]:
    """What stands in the body of the rendered file, in cells too; nothing of the comments may."""
    data = WORD.render(file, **context)
    parts = parts_of(data)
    assert not [name for name in parts if "omments" in name or "people" in name]
    assert b"omment" not in parts[WORD.main] + parts["word/_rels/document.xml.rels"] + parts["[Content_Types].xml"]
    return texts(data, WORD.main)


def test_a_paragraph_is_repeated() -> None:
    """And gone where there is nothing to repeat."""
    file = ruled("a", "{{ x }}", "b", rules=[(1, 1, FOR)])
    assert lines(file, xs="12") == ["a", "1", "2", "b"]
    assert lines(file, xs="") == ["a", "b"]


def test_a_comment_on_half_a_paragraph_rules_the_whole() -> None:
    """Whatever is touched is covered."""

    def change(document: Any) -> None:
        document.add_comment(document.paragraphs[0].runs[1], text=FOR, author="R", initials="R")

    assert lines(docx_of(["a ", "{{ x }}", " b"], "c", change=change), xs="12") == ["a 1 b", "a 2 b", "c"]


def _without_last_range(root: Any) -> None:
    """Leave only the reference of the last comment."""
    for name in ("w:commentRangeStart", "w:commentRangeEnd"):
        mark = list(root.iter(qn(name)))[-1]
        mark.getparent().remove(mark)


def test_a_comment_without_a_range_that_repeats_another_rules_nothing() -> None:
    """LibreOffice doubles a comment that ends in a table of contents; one of its own rules where its reference is."""
    doubled = with_xml(ruled("a", "b", rules=[(0, 0, IF), (1, 1, IF)]), WORD.main, _without_last_range)
    assert lines(doubled, yes=False) == ["b"]
    alone = with_xml(ruled("a", "b", rules=[(1, 1, IF)]), WORD.main, _without_last_range)
    assert lines(alone, yes=False) == ["a"]


def test_a_comment_on_several_paragraphs_rules_all_of_them_together() -> None:
    """Tables between them included."""
    file = ruled("h", table(["c"]), "{{ x }}", "z", rules=[(0, 2, FOR)])
    assert lines(file, xs="12") == ["h", "c", "1", "h", "c", "2", "z"]


def test_a_comment_may_have_several_statements_and_remarks() -> None:
    """The first is outermost; what they end with need not be said, and may be."""
    rule = "{# one line each #}\n" + IF + "{%p set ys = xs %}{%p for x in ys %}{%p endfor %}"
    file = ruled("{{ x }}", "z", rules=[(0, 0, rule)])
    assert lines(file, yes=True, xs="12") == ["1", "2", "z"]
    assert lines(file, yes=False, xs="12") == ["z"]


@pytest.mark.parametrize("order", [1, -1])
def test_comments_lie_within_one_another(order: int) -> None:
    """In whichever order they were made."""
    file = ruled("h", "{{ x }}", "z", rules=[(0, 1, IF), (1, 1, FOR)][::order])
    assert lines(file, yes=True, xs="12") == ["h", "1", "2", "z"]
    assert lines(file, yes=False, xs="12") == ["z"]


def test_neighbours_rule_each_its_own_text() -> None:
    """Where one comment ends the next begins."""
    file = ruled("{{ x }}", "{{ x }}", rules=[(0, 0, FOR), (1, 1, "{%p for x in ys %}")])
    assert lines(file, xs="12", ys="3") == ["1", "2", "3"]


def test_a_comment_in_a_table_rules_rows() -> None:
    """One cell is enough; from the first of several rows to the last it rules them together."""
    rows = table(["head", "head"], ["{{ x }}", "a"], ["b", "c"])
    assert lines(ruled(rows, rules=[(2, 2, "{%tr for x in xs %}")]), xs="12") == [
        "head", "head", "1", "a", "2", "a", "b", "c",
    ]  # fmt: skip
    assert lines(ruled(rows, rules=[(3, 4, "{%tr for x in xs %}")]), xs="12") == [
        "head", "head", "1", "a", "b", "c", "2", "a", "b", "c",
    ]  # fmt: skip


def test_a_comment_in_a_table_rules_cells() -> None:
    """Those of a row; the table then has as many columns."""
    data = WORD.render(ruled(table(["{{ x }}"]), rules=[(0, 0, "{%tc for x in xs %}")]), xs="123")
    assert WORD.rows(data) == [["1", "2", "3"]]
    assert len(select(data, WORD.main, "//w:gridCol")) == 3


def test_a_comment_rules_paragraphs_in_a_cell() -> None:
    """And the cell keeps a paragraph where none is left."""
    file = ruled(table(["{{ x }}", "b"]), rules=[(0, 0, FOR)])
    assert WORD.rows(WORD.render(file, xs="12")) == [["1\n2", "b"]]
    assert WORD.rows(WORD.render(file, xs="")) == [["", "b"]]


def test_a_comment_on_a_whole_table_rules_the_table() -> None:
    """Paragraphs of all its rows are the table."""
    file = ruled(table(["a", "b"], ["c", "d"]), "z", rules=[(0, 3, IF)])
    assert lines(file, yes=False) == ["z"]
    assert lines(file, yes=True) == ["a", "b", "c", "d", "z"]


def test_a_comment_that_ends_in_a_table_covers_it() -> None:
    """As a heading with its table."""
    file = ruled("h", table(["a"], ["b"]), "z", rules=[(0, 1, IF)])
    assert lines(file, yes=False) == ["z"]


def test_a_comment_says_something_about_a_cell() -> None:
    """Its colour, say."""
    file = ruled(table(["a"]), rules=[(0, 0, "{% cellbg colour %}")])
    assert select(WORD.render(file, colour="FF0000"), WORD.main, "//w:shd/@w:fill") == ["FF0000"]


def test_a_comment_rules_sections() -> None:
    """Those that it touches."""
    end = xml('w:p/(w:pPr/w:sectPr,w:r/w:t"end")')
    file = ruled("{{ x }}", end, "b", rules=[(0, 0, "{%section for x in xs %}")])
    assert lines(file, xs="12") == ["1", "end", "2", "end", "b"]
    both = ruled("a", xml('w:p/(w:pPr/w:sectPr,w:r/w:t"end")'), "b", rules=[(0, 2, "{%section if yes %}")])
    assert "a" not in lines(both, yes=False)


def test_other_comments_stay() -> None:
    """A comment that also says something to a reader is one of the document's."""
    file = ruled("{{ x }}", "b", rules=[(0, 0, FOR), (1, 1, "Check"), (1, 1, "See {{ y }}")])
    data = WORD.render(file, xs="12", y="5")
    assert texts(data, "word/comments.xml") == ["Check", "See 5"]
    assert texts(data, WORD.main) == ["1", "2", "b"]


def test_a_reply_goes_with_its_rule() -> None:
    """And so do the threads and lasting ids that other parts know of both."""
    file = ruled("{{ x }}", "b", rules=[(0, 0, FOR), (0, 0, "Why?"), (1, 1, "Check")])
    w15, w16 = "http://schemas.microsoft.com/office/word/2012/wordml", "http://schemas.microsoft.com/office/word/2016"

    def number(root: Any) -> None:
        for number, comment in enumerate(root):
            comment[-1].set(qn("w14:paraId"), f"0000000{number}")

    threads = (f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="00000000"/>'
               '<w15:commentEx w15:paraId="00000001" w15:paraIdParent="00000000"/>'
               '<w15:commentEx w15:paraId="00000002"/></w15:commentsEx>')  # fmt: skip
    ids = (f'<i:commentsIds xmlns:i="{w16}/cid"><i:commentId i:paraId="00000001" i:durableId="1A"/>'
           '<i:commentId i:paraId="00000002" i:durableId="2A"/></i:commentsIds>')  # fmt: skip
    dates = (f'<e:commentsExtensible xmlns:e="{w16}/cex"><e:comment e:durableId="1A"/>'
             '<e:comment e:durableId="2A"/></e:commentsExtensible>')  # fmt: skip
    file = with_xml(file, "word/comments.xml", number)
    for kind, content in (("commentsExtended", threads), ("commentsIds", ids), ("commentsExtensible", dates)):
        file = with_related(file, WORD.main, f"{kind}.xml", content.encode(), kind, f"wordprocessingml.{kind}+xml")
        file = with_xml(file, "word/_rels/document.xml.rels", lambda root, kind=kind: root[-1].set("Id", f"rId{kind}"))
    data = WORD.render(file, xs="12")
    assert texts(data, "word/comments.xml") == ["Check"]
    assert [len(select(data, f"word/comments{kind}.xml", "/*/*")) for kind in ("Extended", "Ids", "Extensible")] == [
        1
    ] * 3


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ((0, 0, "{% for x in xs %}"), "misplaced-tag"),
        ((0, 0, "{%r if yes %}"), "misplaced-tag"),
        ((0, 0, IF + "{%p else %}"), "misplaced-tag"),
        ((0, 0, "{%p endif %}"), "stray-end"),
        ((0, 0, "{%p if yes or %}"), "template-syntax"),
        ((0, 0, "{%tr for x in xs %}"), "misplaced-tag"),
        ((0, 1, "{%tr for x in xs %}"), "misplaced-tag"),
        ((1, 2, IF), "misplaced-tag"),
        ((1, 3, IF), "misplaced-tag"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(rule: Rule, code: str) -> None:
    """The place is the text that the comment is on."""
    file = ruled("In brief", table(["a", "b"], ["c", "d"], ["e", "f"]), "z", rules=[rule])
    on = ["In brief", "a"][rule[0]]
    assert faults_of(file, WORD.name, yes=True, xs="") == [(code, f"comment on “{on}”")]


def test_comments_that_cross_are_refused() -> None:
    """Both are named."""
    file = ruled("a", "b", "c", rules=[(0, 1, IF), (1, 2, FOR)])
    (problem,) = problems_of(file, WORD.name)
    assert problem.code == "crossing-statement"
    assert "comment on “a”" in problem.message
    assert problem.location.steps == ("comment on “b”",)


def test_names_and_texts_are_listed_with_the_comment() -> None:
    """`template list` and `template text` say what it is on."""
    file = ruled("{{ x }}", rules=[(0, 0, FOR)])
    contract = OfficeTemplate(file, WORD.name).compile().contract()
    assert {" › ".join(read.location.steps) for read in contract if read.path == "xs"} == {"comment on “{{ x }}”"}
    shown = list(outline(file, WORD.name))
    assert shown[shown.index("\ncomment on “{{ x }}”") + 1] == f"  {FOR}"


def test_unknown_names_are_found_in_comments() -> None:
    """A rule is read when the document is made."""
    assert faults_of(ruled("a", rules=[(0, 0, "{%p if nobody %}")]), WORD.name) == [("unknown-name", "comment on “a”")]


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_rules_survive_libreoffice(tmp_path: Path) -> None:
    """A template that was opened and saved there says the same."""
    file = ruled(
        "h", "{{ x }}", table(["head"], ["{{ x }}"], ["c"]), "z",
        rules=[(0, 1, IF), (1, 1, FOR), (2, 4, "{# table #}" + IF), (3, 3, "{%tr for x in xs %}")],
    )  # fmt: skip
    (tmp_path / "letter.docx").write_bytes(file)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", tmp_path / "saved"]
    subprocess.run([*command, tmp_path / "letter.docx"], check=True, capture_output=True)
    saved = (tmp_path / "saved" / "letter.docx").read_bytes()
    for yes in (True, False):
        assert lines(saved, yes=yes, xs="12") == lines(file, yes=yes, xs="12")
