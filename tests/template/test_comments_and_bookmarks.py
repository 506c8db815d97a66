"""Comments and bookmarks on text that statements repeat or leave out: each copy has its own, none dangles."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest

from tests.support.cxml import qn, xml
from tests.support.office import WORD, docx_of, select, table, texts, tree, with_related, with_xml

DOCUMENT, COMMENTS = WORD.main, "word/comments.xml"


def commented(*blocks: str, on: int = 1, text: str = "Check") -> bytes:
    """A file with a comment on one of its paragraphs."""

    def change(document: Any) -> None:
        document.add_comment(document.paragraphs[on].runs, text=text, author="Editor", initials="E")

    return docx_of(*blocks, change=change)


def ids(data: bytes) -> list[str]:
    """The ids of comments, in the order of their marks; the three marks of one must agree."""
    starts, ends, references = (
        select(data, DOCUMENT, f"//w:{name}/@w:id")
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
    )
    assert starts == ends == references
    assert sorted(references) == sorted(select(data, COMMENTS, "//w:comment/@w:id"))
    return [str(id_) for id_ in references]


@pytest.mark.parametrize("items", ["", "a", "abc"])
def test_a_comment_is_repeated_with_its_text(items: str) -> None:
    """One for each copy, none where there is no copy."""
    data = WORD.render(commented("{% for x in xs %}", "{{ x }}", "{% endfor %}"), xs=items)
    assert len(set(ids(data))) == len(items)
    assert [c.text for c in docx.Document(io.BytesIO(data)).comments] == ["Check"] * len(items)


def test_a_comment_on_text_that_is_left_out_goes_with_it() -> None:
    """And stays where the text stays."""
    file = commented("{% if yes %}", "text", "{% endif %}")
    assert ids(WORD.render(file, yes=True)) == ["0"]
    assert ids(WORD.render(file, yes=False)) == []


def test_a_comment_outside_keeps_its_id() -> None:
    """Copies take ids that no other comment has."""

    def change(document: Any) -> None:
        for paragraph in (document.paragraphs[1], document.paragraphs[3]):
            document.add_comment(paragraph.runs, text=paragraph.text, author="E", initials="E")

    data = WORD.render(docx_of("{% for x in xs %}", "in", "{% endfor %}", "out", change=change), xs="ab")
    found = ids(data)
    assert (found[0], found[-1], len(set(found))) == ("0", "1", 3)
    assert sorted(texts(data, COMMENTS)) == ["in", "in", "out"]


def test_a_comment_on_a_tag_is_a_remark_about_the_template() -> None:
    """It does not keep the tag's paragraph, and goes with it."""
    data = WORD.render(commented("a", "{% for x in xs %}", "{{ x }}", "{% endfor %}"), xs="xy")
    assert WORD.lines(data) == ["a", "x", "y"]
    assert ids(data) == []


def test_a_comment_in_a_repeated_row_and_a_comment_with_tags() -> None:
    """Levels do not matter, and the comment's own text is rendered."""
    file = commented("{%p for x in xs %}{{ x }}{%p endfor %}", on=0, text="For {{ who }}")
    data = WORD.render(file, xs="ab", who="Ada")
    assert len(set(ids(data))) == 2
    assert texts(data, COMMENTS) == ["For Ada", "For Ada"]


@pytest.mark.parametrize(("loop", "copies"), [("S E", 1), ("E", 2), ("S", 1)])
def test_a_comment_across_a_loops_border_stands_at_its_reference(loop: str, copies: int) -> None:
    """Its range cannot be repeated in half; the reference can."""
    blocks = {
        "S": xml('w:p/(w:commentRangeStart{w:id=7},w:r/w:t"a")'),
        "E": xml('w:p/(w:r/w:t"b",w:commentRangeEnd{w:id=7},w:r/w:commentReference{w:id=7})'),
    }
    comments = xml('w:comments/w:comment{w:id=7,w:author=E}/w:p/w:r/w:t"c"')
    order = {"S E": "S<>E", "E": "S<E>", "S": "<S>E"}[loop]
    marks: dict[str, Any] = {"<": "{% for x in xs %}", ">": "{% endfor %}", **blocks}
    file = docx_of(*(marks[sign] for sign in order))
    data = WORD.render(
        with_related(file, DOCUMENT, "comments.xml", comments, "comments", "wordprocessingml.comments+xml"), xs="ab"
    )
    references = select(data, DOCUMENT, "//w:commentReference/@w:id")
    assert len(set(references)) == copies
    assert select(data, COMMENTS, "//w:comment/@w:id") == references
    assert len(select(data, DOCUMENT, "//w:commentRangeStart")) == (1 if loop == "S E" else 0)


def test_a_comment_knows_what_the_loop_around_its_text_counts() -> None:
    """Its own text is printed where its text is, in the row and round of that; a link in it leads where it led."""
    blocks = ["{% for x in xs %}", "{{ x }}", "{% if x == 'b' %}", "more", "{% endif %}", "{% endfor %}"]

    def change(document: Any) -> None:
        for number, text in ((1, "About {{ x }}"), (3, "{{ loop.index }} of {{ xs|length }}")):
            document.add_comment(document.paragraphs[number].runs, text=text, author="E", initials="E")

    data = WORD.render(docx_of(*blocks, change=change), xs="abc")
    said = dict(zip(select(data, COMMENTS, "//w:comment/@w:id"), texts(data, COMMENTS), strict=True))
    assert [said[id_] for id_ in ids(data)] == ["About a", "About b", "2 of 3", "About c"]


def _threads(data: bytes, texts: tuple[str, ...]) -> bytes:
    """The file with comments whose paragraphs have ids, and the parts that know more: the second answers the first."""
    w15, w16 = "http://schemas.microsoft.com/office/word/2012/wordml", "http://schemas.microsoft.com/office/word/2016"
    numbers = range(1, len(texts) + 1)
    parents = {2: ' t:paraIdParent="00000001"'}
    threads = "".join(f'<t:commentEx t:paraId="0000000{n}"{parents.get(n, "")} t:done="0"/>' for n in numbers)
    lasting = "".join(f'<i:commentId i:paraId="0000000{n}" i:durableId="1000000{n}"/>' for n in numbers)
    dates = "".join(f'<e:commentExtensible e:durableId="1000000{n}"/>' for n in numbers)
    more = {
        "Extended": f'<t:commentsEx xmlns:t="{w15}">{threads}</t:commentsEx>',
        "Ids": f'<i:commentsIds xmlns:i="{w16}/cid">{lasting}</i:commentsIds>',
        "Extensible": f'<e:commentsExtensible xmlns:e="{w16}/cex">{dates}</e:commentsExtensible>',
    }

    def number(root: Any) -> None:
        for index, comment in enumerate(root, 1):
            comment[-1].set(qn("w14:paraId"), f"0000000{index}")

    data = with_xml(data, COMMENTS, number)
    for name, content in more.items():
        kind = f"comments{name}"
        data = with_related(data, DOCUMENT, f"{kind}.xml", content.encode(), kind, f"wordprocessingml.{kind}+xml")
        data = with_xml(data, "word/_rels/document.xml.rels", lambda root, kind=kind: root[-1].set("Id", f"rId{kind}"))
    return data


def _threaded(*blocks: str, on: tuple[int, ...]) -> bytes:
    said = ("Why?", "So", "Other")

    def change(document: Any) -> None:
        for number, text in zip(on, said, strict=True):
            document.add_comment(document.paragraphs[number].runs, text=text, author="E", initials="E")

    return _threads(docx_of(*blocks, change=change), said)


@pytest.mark.parametrize("items", ["", "a", "abc"])
def test_every_copy_of_a_text_has_the_thread_of_its_comments(items: str) -> None:
    """The answer in a copy answers the question in that copy; what is known of comments elsewhere is known of each."""
    data = WORD.render(_threaded("{% for x in xs %}", "{{ x }}", "{% endfor %}", "out", on=(1, 1, 3)), xs=items)
    paragraphs = select(data, COMMENTS, "//w:p/@w14:paraId")
    assert len(set(paragraphs)) == len(paragraphs) == 2 * len(items) + 1
    said = dict(zip(paragraphs, texts(data, COMMENTS), strict=True))
    details = tree(data, "word/commentsExtended.xml")
    w15 = f"{{{details.nsmap['t']}}}"
    answers = {one.get(f"{w15}paraId"): one.get(f"{w15}paraIdParent") for one in details}
    assert set(answers) == set(paragraphs)
    assert [said[one] for one, parent in answers.items() if parent] == ["So"] * len(items)
    assert sorted(said[parent] for parent in answers.values() if parent) == ["Why?"] * len(items)
    assert len({parent for parent in answers.values() if parent}) == len(items)
    lasting = [one.attrib.values() for one in tree(data, "word/commentsIds.xml")]
    assert {paragraph for paragraph, _ in lasting} == set(paragraphs)
    dated = [one.attrib.values()[0] for one in tree(data, "word/commentsExtensible.xml")]
    assert sorted(dated) == sorted(durable for _, durable in lasting)
    assert all(0 < int(id_, 16) < 0x80000000 for id_ in (*paragraphs, *dated))


def test_an_answer_whose_question_is_gone_is_a_comment_of_its_own() -> None:
    """Word would not show an answer to nothing."""
    blocks = ["{% if no %}", "a", "{% endif %}", "b", "{{ x }}"]
    data = WORD.render(_threaded(*blocks, on=(1, 3, 3)), no=False, x="x")
    assert texts(data, COMMENTS) == ["So", "Other"]
    details = tree(data, "word/commentsExtended.xml")
    assert [len(one.attrib) for one in details] == [2, 2]


# -- bookmarks


MARKED = (
    'w:p/(w:bookmarkStart{w:id=1,w:name="R&D"},w:r/w:t"{{ x }}",w:bookmarkEnd{w:id=1},'
    'w:hyperlink{w:anchor="R&D"}/w:r/w:t"go",w:fldSimple{w:instr=" REF R&D \\h "}/w:r/w:t"1")'
)


def test_every_copy_of_a_bookmark_has_a_name() -> None:
    """The first keeps the template's, and what refers to it beside it follows."""
    data = WORD.render(docx_of("{% for x in xs %}", xml(MARKED), "{% endfor %}"), xs="abc")
    assert select(data, DOCUMENT, "//w:bookmarkStart/@w:name") == ["R&D", "R&D_2", "R&D_3"]
    assert select(data, DOCUMENT, "//w:hyperlink/@w:anchor") == ["R&D", "R&D_2", "R&D_3"]
    assert [i.split()[1] for i in select(data, DOCUMENT, "//w:fldSimple/@w:instr")] == ["R&D", "R&D_2", "R&D_3"]
    starts, ends = (select(data, DOCUMENT, f"//w:bookmark{half}/@w:id") for half in ("Start", "End"))
    assert starts == ends
    assert len(set(starts)) == 3


def test_a_reference_from_outside_finds_the_first_copy() -> None:
    """The name of the template is still there."""
    outside = xml('w:p/w:hyperlink{w:anchor=Here}/w:r/w:t"go"')
    place = xml('w:p/(w:bookmarkStart{w:id=1,w:name=Here},w:r/w:t"{{ x }}",w:bookmarkEnd{w:id=1})')
    data = WORD.render(docx_of("{% for x in xs %}", place, "{% endfor %}", outside), xs="ab")
    assert select(data, DOCUMENT, "//w:hyperlink/@w:anchor") == ["Here"]
    assert select(data, DOCUMENT, "//w:bookmarkStart/@w:name")[0] == "Here"


@pytest.mark.parametrize(
    ("blocks", "inside"),
    [
        (("{% for x in xs %}", "S", "{% endfor %}", "E"), "aab"),
        (("S", "{% for x in xs %}", "E", "{% endfor %}"), "abb"),
        (("S", "{% if xs %}", "E", "{% else %}", "no", "{% endif %}"), "ab"),
        (("{% if xs %}", "S", "{% else %}", "E", "{% endif %}", "c"), "a"),
        (("{% if not xs %}", "S", "{% endif %}", "E"), "b"),
        (("{% if xs %}", "{% if not xs %}", "S", "{% endif %}", "{% endif %}", "{% if xs %}", "E", "{% endif %}"), "b"),
    ],
)
def test_a_bookmark_across_the_border_of_a_statement_is_drawn_around_it(blocks: tuple[str, ...], inside: str) -> None:
    """Half of it would dangle, and without it what refers to it would break."""
    marks = {
        "S": xml('w:p/(w:bookmarkStart{w:id=1,w:name=H},w:r/w:t"a")'),
        "E": xml('w:p/(w:r/w:t"b",w:bookmarkEnd{w:id=1})'),
    }
    data = WORD.render(docx_of(*(marks.get(b, b) for b in blocks)), xs="ab")
    assert select(data, DOCUMENT, "//w:bookmarkStart/@w:name") == ["H"]
    between = "//w:t[preceding::w:bookmarkStart and following::w:bookmarkEnd]"
    assert "".join(t.text for t in select(data, DOCUMENT, between)) == inside


@pytest.mark.parametrize(
    ("before", "behind"),
    [("{%p if x %}", "{%p endif %}"), ("{% if x %}", "{% endif %}"), ("{%p for y in x %}", "{%p endfor %}")],
)
def test_a_bookmark_on_a_tag_stays_when_its_paragraph_goes(before: str, behind: str) -> None:
    """It is around what the statement prints."""
    start = xml(f'w:p/(w:bookmarkStart{{w:id=9,w:name=_Ref1}},w:r/w:t"{before}")')
    end = xml(f'w:p/(w:r/w:t"{behind}",w:bookmarkEnd{{w:id=9}})')
    both = xml(f'w:p/(w:bookmarkStart{{w:id=8,w:name=_Ref2}},w:r/w:t"{before}",w:bookmarkEnd{{w:id=8}})')
    data = WORD.render(docx_of(start, "a", end, both, "b", behind), x="1")
    assert WORD.lines(data) == ["a", "b"]
    assert select(data, DOCUMENT, "//w:bookmarkStart/@w:name") == ["_Ref1", "_Ref2"]
    assert len(select(data, DOCUMENT, "//w:bookmarkEnd")) == 2


def test_a_bookmark_in_a_tags_row_or_cell_stays_and_the_cell_is_as_it_was() -> None:
    """Beside rows and in cells too; a cell that ends with it gets no paragraph more."""
    rows = table(
        ["{%tr for x in xs %}", ""], ["{{ x }}", "b"], ["{%tr endfor %}", ""], ["{%p if xs %}\nc\n{%p endif %}", ""]
    )
    for number, paragraph in enumerate((rows[2][1][1], rows[-1][0][-1])):
        marked = xml(f"w:p/(w:bookmarkStart{{w:id={number},w:name=H{number}}},w:bookmarkEnd{{w:id={number}}})")
        paragraph.extend(marked)
    data = WORD.render(docx_of(rows), xs=["a"])
    assert WORD.rows(data) == [["a", "b"], ["c", ""]]
    assert [len(select(data, DOCUMENT, f"//w:bookmark{half}")) for half in ("Start", "End")] == [2, 2]


def test_half_a_bookmark_without_a_statement_is_left_alone() -> None:
    """What no tag touches is as it was."""
    data = WORD.render(docx_of(xml('w:p/(w:bookmarkStart{w:id=1,w:name=H},w:r/w:t"{{ x }}")')), x="a")
    assert select(data, DOCUMENT, "//w:bookmarkStart/@w:name") == ["H"]


def test_nested_loops() -> None:
    """Ids are fresh in every round of every loop."""
    place = xml('w:p/(w:bookmarkStart{w:id=1,w:name=H},w:r/w:t"{{ y }}",w:bookmarkEnd{w:id=1})')
    blocks = ["{% for x in xs %}", "{% for y in x %}", place, "{% endfor %}", "{% endfor %}"]
    data = WORD.render(docx_of(*blocks), xs=["ab", "cd"])
    assert len(set(select(data, DOCUMENT, "//w:bookmarkStart/@w:name"))) == 4
