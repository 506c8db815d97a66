"""What Word leaves in a template: content controls, revisions, fields, unseen characters, with tags in and around."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.support.cxml import NAMESPACES, qn, xml
from tests.support.office import WORD, docx_of, faults_of, paragraph, select, table, texts

DOCUMENT = WORD.main


def lines(data: bytes) -> list[str]:
    """The texts of the body that are not empty."""
    return [text for text in texts(data, DOCUMENT) if text]


# -- content controls


LOOP = 'w:p/w:r/w:t"{% for y in ys %}",w:p/w:r/w:t"{{ y }}",w:p/w:r/w:t"{% endfor %}"'


def test_a_lone_tag_in_a_control_takes_the_control_with_it() -> None:
    """A control in the line, around a statement that stands alone."""
    control = xml('w:p/w:sdt/(w:sdtPr/w:alias{w:val=N},w:sdtContent/w:r/w:t"{% for y in ys %}")')
    data = WORD.render(docx_of(control, "{{ y }}", "{% endfor %}"), ys="ab")
    assert WORD.lines(data) == ["a", "b"]
    assert select(data, DOCUMENT, "//w:sdt") == []


def test_a_tag_may_begin_outside_a_control() -> None:
    """Where a control's border cuts a tag."""
    element = xml('w:p/(w:r/w:t"{{ ",w:sdt/(w:sdtPr,w:sdtContent/w:r/w:t"x"),w:r/w:t" }}!")')
    assert texts(WORD.render(docx_of(element), x="X"), DOCUMENT) == ["X!"]


@pytest.mark.parametrize(("ys", "shown"), [("ab", ["a", "b"]), ("", [])])
def test_a_control_around_a_loop(ys: str, shown: list[str]) -> None:
    """It stays around what the loop makes, and goes where that is nothing."""
    data = WORD.render(docx_of(xml(f"w:sdt/(w:sdtPr,w:sdtContent/({LOOP}))"), "end"), ys=ys)
    assert lines(data) == [*shown, "end"]
    assert len(select(data, DOCUMENT, "//w:sdt")) == (1 if shown else 0)


TABLE = "w:tbl/(w:tblPr,w:tblGrid/w:gridCol{w:w=100},%s)"
TEXT = 'w:tc/w:p/w:r/w:t"{%% %s for y in ys %%}{{ y }}{%% %s endfor %%}"'


@pytest.mark.parametrize(("ys", "shown"), [("ab", ["a", "b"]), ("", [])])
@pytest.mark.parametrize("level", ["tr", "tc"])
def test_rows_and_cells_in_controls(level: str, ys: str, shown: list[str]) -> None:
    """A control around a row or a cell (Word's repeating section is one) does not hide it."""
    cell = (TEXT % (level, level)).replace("{% t", "{%t")
    inside = {
        "tr": f"w:sdt/(w:sdtPr,w:sdtContent/w:tr/{cell})",
        "tc": f"w:tr/w:sdt/(w:sdtPr,w:sdtContent/{cell})",
    }[level]
    data = WORD.render(docx_of(xml(TABLE % inside), "end"), ys=ys)
    assert lines(data) == [*shown, "end"]


def test_a_control_with_a_tag_is_not_bound_to_data() -> None:
    """Word would fill it again with what the file's XML says; one without a tag stays bound."""
    bound = "w:sdt/(w:sdtPr/(w:showingPlcHdr,w:dataBinding{w:xpath=a,w:storeItemID=b}),w:sdtContent/w:p/w:r/w:t%s)"
    data = WORD.render(docx_of(xml(bound % '"{{ x }}"'), xml(bound % '"typed"')), x="X")
    assert len(select(data, DOCUMENT, "//w:dataBinding")) == 1
    assert select(data, DOCUMENT, "//w:sdt[w:sdtPr/w:dataBinding]//w:t/text()") == ["typed"]
    assert len(select(data, DOCUMENT, "//w:showingPlcHdr")) == 1


# -- revisions, bookmarks, unseen characters


@pytest.mark.parametrize(
    "beside",
    [
        'w:del{w:id=1,w:author=E}/w:r/w:delText"old"',
        "w:bookmarkStart{w:id=9,w:name=_GoBack}",
        "w:permStart{w:id=1,w:edGrp=everyone}",
        "w:moveFrom{w:id=1,w:author=E}/w:r/w:t",
    ],
)
def test_what_is_not_shown_does_not_keep_a_tags_paragraph(beside: str) -> None:
    """Deleted text, the place of the last edit, ranges that may be edited."""
    element = xml('w:p/w:r/w:t"{% for y in ys %}"')
    element.append(xml(beside))
    end = xml("w:p/w:bookmarkEnd{w:id=9}") if "bookmark" in beside else "end"
    assert lines(WORD.render(docx_of(element, "{{ y }}", "{% endfor %}", end), ys="ab"))[:2] == ["a", "b"]


def test_a_tag_that_was_moved_is_a_tag() -> None:
    """Moved with changes tracked, it stands where it was moved to."""
    element = xml('w:p/w:moveTo{w:id=1,w:author=E}/w:r/w:t"{% for y in ys %}"')
    assert lines(WORD.render(docx_of(element, "{{ y }}", "{% endfor %}"), ys="ab")) == ["a", "b"]


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200e", "\ufeff"])
def test_unseen_characters_in_a_tag_do_not_matter(unseen: str) -> None:
    """Text copied from a page or a message brings them along; in a text of the tag's own they stay."""
    assert WORD.fill(f"{{{{ na{unseen}me }}}}", name="Ada") == ["Ada"]
    assert WORD.fill(f"{{{{ 'a{unseen}b' }}}}") == [f"a{unseen}b"]


# -- fields


FIELD = (
    'w:r/w:fldChar{{w:fldCharType=begin}},w:r/w:instrText" {code} ",w:r/w:fldChar{{w:fldCharType=separate}},{result},'
    "w:r/w:fldChar{{w:fldCharType=end}}"
)


def test_fields_inside_a_loop_are_repeated_whole() -> None:
    """A page number between two tags of one line."""
    field = FIELD.format(code="PAGE", result='w:r/w:t"1"')
    data = WORD.render(
        docx_of(xml(f'w:p/(w:r/w:t"{{% for y in ys %}}{{{{ y }}}} ",{field},w:r/w:t"{{% endfor %}}")')), ys="ab"
    )
    assert texts(data, DOCUMENT) == ["a 1b 1"]
    assert len(select(data, DOCUMENT, "//w:fldChar")) == 6


@pytest.mark.parametrize(
    "line",
    [
        '{begin},w:r/w:t"{{% if y %}}r",{end},w:r/w:t"b{{% endif %}}c"',
        'w:r/w:t"{{% for x in y %}}r",{begin},w:r/w:t"x{{% endfor %}}",{end}',
        'w:r/w:fldChar{{w:fldCharType=begin}},w:r/w:t"{{% if y %}}",w:r/w:instrText"PAGE",{end},w:r/w:t"{{% endif %}}"',
        '{begin},w:r/w:t"{{% if y %}}a{{% else %}}b",{end},w:r/w:t"{{% endif %}}"',
        'w:r/w:t"{{% if y %}}",{begin},w:r/w:t"{{% else %}}",{end},w:r/w:t"{{% endif %}}"',
    ],
)
def test_a_statement_that_cuts_a_field_is_reported(line: str) -> None:
    """One end of a field would be repeated or left out without the other, and Word would repair the file."""
    code, _, end = FIELD.partition(",{result},")
    marks = line.format(begin=code.format(code="PAGE"), end=end.format())
    assert [code for code, _ in faults_of(docx_of(xml(f"w:p/({marks})")), "a.docx", y=[])] == ["crossing-statement"]


def test_a_statement_over_paragraphs_that_cuts_a_field_is_reported() -> None:
    """As in one line; a field that holds the whole statement is none of its business."""
    code, _, end = FIELD.partition(",{result},")
    first, last = (f'w:p/({code.format(code="REF a")},w:r/w:t"a")', f"w:p/({end.format()})")
    cut = docx_of(xml(first), "{%p for y in ys %}", xml(last), "{%p endfor %}")
    assert [code for code, _ in faults_of(cut, "a.docx", ys="ab")] == ["crossing-statement"]
    whole = docx_of(xml(first), "{%p for y in ys %}", "{{ y }}", "{%p endfor %}", xml(last))
    assert lines(WORD.render(whole, ys="bc")) == ["a", "b", "c"]


@pytest.mark.parametrize(
    "field", ['w:fldSimple{w:instr="REF {{ x }}"}/w:r/w:t"v"', FIELD.format(code="IF {{ x }}", result="w:r")]
)
def test_a_tag_in_the_code_of_a_field_is_reported(field: str) -> None:
    """Word reads the code, not the reader; nothing is left there in silence."""
    assert [code for code, _ in faults_of(docx_of(xml(f"w:p/({field})")), "a.docx", x=1)] == ["hidden-tag"]


def test_a_table_of_contents_repeats_headings_with_their_tags() -> None:
    """What an entry says is Word's to write anew: tags of a loop say nothing there, others what they always say."""
    entries = [
        'w:p/(w:r/w:fldChar{w:fldCharType=begin},w:r/w:instrText" TOC ",w:r/w:fldChar{w:fldCharType=separate},'
        'w:r/w:t"{{ name }} 1")',
        'w:p/w:r/w:t"{{ y.title }}{{ loop.index }} 2"',
        'w:p/w:r/w:t"{% for y in ys %} 3"',
        'w:p/(w:r/w:t"{{ z }} 4",w:r/w:fldChar{w:fldCharType=end})',
    ]
    blocks: list[Any] = [*map(xml, entries), "{% for y in ys %}", "{{ y.title }}", "{% endfor %}", "{% set z = 1 %}"]
    data = WORD.render(docx_of(*blocks), name="Ada", ys=[{"title": "T"}])
    assert lines(data) == ["Ada 1", " 2", " 3", " 4", "T"]
    assert select(data, DOCUMENT, "//w:fldChar[@w:dirty='true']") != []


def test_a_table_of_contents_is_known_however_it_is_written() -> None:
    """A simple field's entries are quietened as a complex one's are, and a code cut in two is read as one."""
    simple = xml('w:p/w:fldSimple{w:instr="toc x"}/w:r/w:t"{{ y }} 1"')
    cut = 'w:p/(w:r/w:fldChar{w:fldCharType=begin},w:r/w:instrText" T",w:r/w:instrText"OC x",w:r/w:t"-",'
    cut += 'w:r/w:fldChar{w:fldCharType=separate},w:r/w:t"{{ y }} 2",w:r/w:fldChar{w:fldCharType=end})'
    data = WORD.render(docx_of(simple, xml(cut), "{%p for y in ys %}", "{{ y }}", "{%p endfor %}"), ys="a")
    assert [line.strip(" -") for line in lines(data)] == ["1", "2", "a"]
    assert len(select(data, DOCUMENT, "//*[@w:dirty='true']")) == 2


def test_a_loop_of_a_table_of_contents_is_printed() -> None:
    """One that begins and ends among the entries means the same there as anywhere; its names end with it."""
    entries = [
        'w:p/(w:r/w:fldChar{w:fldCharType=begin},w:r/w:instrText" TOC ",w:r/w:fldChar{w:fldCharType=separate},'
        'w:r/w:t"Contents")',
        'w:p/w:r/w:t"{%p for y in ys %}"',
        'w:p/w:r/w:t"{% if loop.first %}1 {% endif %}{{ y }}"',
        'w:p/w:r/w:t"{%p endfor %}"',
        'w:p/(w:r/w:t"{{ y }}.",w:r/w:fldChar{w:fldCharType=end})',
    ]
    blocks: list[Any] = [*map(xml, entries), "{%p for y in ys %}", "{{ y }}", "{%p endfor %}"]
    assert lines(WORD.render(docx_of(*blocks), ys="ab")) == ["Contents", "1 a", "b", ".", "a", "b"]


# -- any cut


LINE = "{% if late %}{{ name }} owes {{ sum|round(1) }}{% else %}no{% endif %} {{ '}}' ~ name }}{# why #}."
WRAPPERS = [
    "w:ins{w:id=1,w:author=E}", "w:moveTo{w:id=1,w:author=E}", "w:smartTag{w:element=place}", "w:hyperlink{w:anchor=a}",
    "w:customXml{w:element=e}", "w:bdo{w:val=ltr}",
]  # fmt: skip
MARKS = [
    "w:proofErr{w:type=spellStart}", "w:r/w:lastRenderedPageBreak", "w:r", "w:r/w:softHyphen", "w:r/w:noBreakHyphen",
    'w:del{w:id=1,w:author=E}/w:r/w:delText"}}"', "w:permStart{w:id=1}", "w:moveFromRangeStart{w:id=1,w:name=m}",
    'w:r/(w:rPr/w:b,w:t)',
]  # fmt: skip


def _wrapped(runs: list[etree._Element], wrapper: str) -> etree._Element:
    outer = xml(wrapper)
    inner = next(e for e in outer.iter() if len(e) == 0)
    inner.extend(runs)
    return outer


@given(seed=st.integers(0, 1_000_000))
@settings(max_examples=150)
@pytest.mark.tags_as_data
def test_any_cut_into_runs_and_wrappers_renders_the_same(seed: int) -> None:
    """Runs, wrappers of runs in each other, and marks between them may cut a tag anywhere."""
    chance = random.Random(seed)
    edges = sorted(chance.randrange(len(LINE) + 1) for _ in range(chance.randrange(14)))
    pieces = [LINE[a:b] for a, b in zip([0, *edges], [*edges, len(LINE)], strict=True)]
    children = list(paragraph(pieces))
    for _ in range(chance.randrange(3)):
        start = chance.randrange(len(children))
        end = chance.randrange(start, len(children)) + 1
        children[start:end] = [_wrapped(children[start:end], chance.choice(WRAPPERS))]
    element = xml("w:p")
    element.extend(children)
    for _ in range(chance.randrange(5)):
        element.insert(chance.randrange(len(element) + 1), xml(chance.choice(MARKS)))
    for number, marked in enumerate(element.xpath("//*[@w:id]", namespaces=NAMESPACES)):
        marked.set(qn("w:id"), str(number))
        if marked.get(qn("w:name")):
            marked.set(qn("w:name"), f"m{number}")
    data = WORD.render(docx_of(element), name="Ada", late=True, sum=9.96)
    assert texts(data, DOCUMENT) == ["Ada owes 10.0 }}Ada."]


@pytest.mark.parametrize(
    ("change", "loose"),
    [
        ("w:ins{w:id=7,w:author=E}/(w:r/w:t\"a{% if x %}b\")", "w:r/w:t\"c{% endif %}\""),
        ("w:r/(w:rPr/(w:b,w:rPrChange{w:id=7,w:author=E}/w:rPr),w:t\"a{% if x %}b\")", "w:r/w:t\"c{% endif %}\""),
    ],
)  # fmt: skip
def test_a_tracked_change_that_a_tag_cuts_has_an_id_for_each_half(change: str, loose: str) -> None:
    """Word takes changes with one id for one."""
    data = WORD.render(docx_of(xml(f"w:p/({change},{loose})")), x=True)
    ids = [int(id_) for id_ in select(data, DOCUMENT, "//w:ins/@w:id | //w:rPrChange/@w:id")]
    assert len(ids) == len(set(ids)) == 2
    assert texts(data, DOCUMENT) == ["abc"]


CUTS = [
    "[{% if x %}a]b{% endif %}c", "a[{% if x %}b{% endif %}c]", "{% if x %}a[b{% endif %}]c",
    "[{% if x %}]a[{% endif %}b]c",
]  # fmt: skip
"""Lines with a condition; what stands in brackets is surrounded."""


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("cut", CUTS)
def test_a_statement_may_begin_or_end_in_what_surrounds_runs(wrapper: str, cut: str) -> None:
    """A tracked insertion of one tag of two, or a link with half a condition in it."""
    element = xml("w:p")
    for number, piece in enumerate(cut.replace("]", "[").split("[")):
        runs = list(paragraph(piece)) if piece else []
        element.extend([_wrapped(runs, wrapper)] if number % 2 and runs else runs)
    file = docx_of(element)
    assert [texts(WORD.render(file, x=x), DOCUMENT)[0] for x in (True, False)] == ["abc", cut_text(cut)]


def cut_text(cut: str) -> str:
    """What is left of a line with one condition when it is false."""
    plain = cut.replace("[", "").replace("]", "")
    return plain[: plain.index("{%")] + plain[plain.rindex("%}") + 2 :]


def test_a_condition_with_its_end_inside_a_control_is_reported() -> None:
    """Where text of the control stands on both sides of the tag."""
    control = 'w:sdt/w:sdtContent/(w:r/w:t"b",w:r/w:t"{% endif %}",w:r/w:t"c")'
    element = xml(f'w:p/(w:r/w:t"{{% if x %}}a",{control})')
    assert [code for code, _ in faults_of(docx_of(element), "a.docx", x=1)] == ["crossing-statement"]


def test_a_table_in_a_cell_with_a_loop_of_its_own() -> None:
    """Columns of an inner table for each row of the outer one."""
    outer = table(["{%tr for row in rows %}{{ row.name }}", "{%tr endfor %}"])
    outer[-1][-1].insert(1, table(["{%tc for x in row.xs %}{{ x }}{%tc endfor %}"]))
    data = WORD.render(docx_of(outer), rows=[{"name": "A", "xs": [1, 2]}, {"name": "B", "xs": []}])
    assert lines(data) == ["A", "1", "2", "B"]
