"""Hard cases that once went wrong: odd packages, odd values, tags where nobody looks for them."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from reportgen.diagnostics import ProblemsFound
from reportgen.office.opc.archive import UnreadableArchive, read_archive
from reportgen.template import OfficeTemplate
from tests.support.cxml import qn, xml
from tests.support.office import (
    POWERPOINT,
    WORD,
    Office,
    Slide,
    docx_of,
    parts_of,
    pptx_of,
    problems_of,
    select,
    table,
    texts,
    with_parts,
    with_xml,
    zip_of,
)

CONTEXT = {"x": "X", "xs": [1, 2], "no": False, "yes": True, "facts": {"k": 1}}

# -- archives and packages


def test_a_part_without_a_name_is_refused() -> None:
    """Python's zipfile fails on an empty name with an IndexError, which must become a refusal."""
    data = bytearray(zip_of({"q": b"x"}))
    directory = data.index(b"PK\x01\x02")
    data[26:30] = data[directory + 28 : directory + 32] = struct.pack("<HH", 0, 1)
    with pytest.raises(UnreadableArchive):
        read_archive(bytes(data))


def test_entries_that_overlap_are_refused() -> None:
    """Many names for one stretch of data are how a small file unpacks to a huge one."""
    data = zip_of({"a.xml": b"<a>" + bytes(1000)})
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    directory = data[start:end] + data[start:end].replace(b"a.xml", b"b.xml")
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 2, 2, len(directory), start, 0)
    with pytest.raises(UnreadableArchive):
        read_archive(data[:start] + directory + tail)


def test_a_blank_picture_is_no_bomb() -> None:
    """An all-white bitmap deflates by more than 1000:1 and is an ordinary picture."""
    assert len(read_archive(zip_of({"word/media/image1.bmp": bytes(900_000)}))) == 1


BROKEN = {
    "no body": (with_parts(docx_of("x"), {"word/document.xml": None}), "a.docx"),
    "no slide": (with_parts(pptx_of("x"), {"ppt/slides/slide1.xml": None}), "a.pptx"),
    "slide id": (
        with_xml(pptx_of("x"), "ppt/presentation.xml", lambda r: r.find(qn("p:sldIdLst"))[0].set("id", "x")),
        "a.pptx",
    ),
    "slide r:id": (
        with_xml(pptx_of("x"), "ppt/presentation.xml", lambda r: r.find(qn("p:sldIdLst"))[0].attrib.pop(qn("r:id"))),
        "a.pptx",
    ),
}


@pytest.mark.parametrize(("data", "name"), BROKEN.values(), ids=list(BROKEN))
def test_a_damaged_package_is_refused(data: bytes, name: str) -> None:
    """A main part or a slide that is not there, or a broken list of slides, is the file's fault, not a KeyError."""
    assert problems_of(data, name)[0].code == "not-a-template"


def test_a_comment_in_the_list_of_slides_is_no_slide() -> None:
    """XML comments may stand anywhere."""
    data = with_xml(
        pptx_of("{{ x }}"), "ppt/presentation.xml", lambda r: r.find(qn("p:sldIdLst")).insert(0, etree.Comment("c"))
    )
    assert b"<a:t>y</a:t>" in parts_of(POWERPOINT.render(data, x="y"))["ppt/slides/slide1.xml"]


def test_a_part_may_use_other_prefixes(office: Office) -> None:
    """Prefixes are a matter of taste: a part that calls Word's namespace `ns0` is as good as any."""
    prefix = office.prefix.encode()
    content = parts_of(office.file("{{ x }}"))[office.main]
    content = content.replace(b"<" + prefix + b":", b"<ns0:").replace(b"</" + prefix + b":", b"</ns0:")
    content = content.replace(b" " + prefix + b":", b" ns0:").replace(b"xmlns:" + prefix + b"=", b"xmlns:ns0=")
    data = with_parts(office.file("x"), {office.main: content})
    assert office.lines(office.render(data, x="a\nb")) == ["a\nb"]


# -- statements that capture


@pytest.mark.parametrize(
    "line",
    [
        "{% set y %}{{ x }}!{% endset %}{{ y }}",
        "{% macro m(y) %}{{ y }}!{% endmacro %}{{ m(x) }}",
        "{% macro m() %}{{ caller() }}!{% endmacro %}{% call m() %}{{ x }}{% endcall %}",
        "{% filter upper %}x!{% endfilter %}",
    ],
)
def test_a_captured_passage_is_printed_as_text_or_refused(office: Office, line: str) -> None:
    """What `set`, `macro`, `call` and `filter` capture is runs; their markup must neither be shown nor be filtered."""
    try:
        lines = office.fill(line, **CONTEXT)
    except ProblemsFound:
        return
    assert lines == ["X!"]


@pytest.mark.parametrize("place", ["cell", "next cell", "box"])
def test_a_variable_set_alone_in_a_place_is_known_behind_it(place: str) -> None:
    """`{% set %}` alone in a cell or a box works as it does beside text; the guard must not swallow it."""
    files = {
        "cell": (docx_of(table(["{% set z = 1 %}"]), "{{ z }}"), "a.docx"),
        "box": (pptx_of(Slide(shapes={"A": "{% set z = 1 %}", "B": "{{ z }}"})), "a.pptx"),
        "next cell": (docx_of(table(["{% set z = 1 %}", "{{ z }}"])), "a.docx"),
    }
    data, name = files[place]
    assert "1" in texts(OfficeTemplate(data, name).render({}))


# -- values that are no text


@pytest.mark.parametrize(
    "tag",
    [
        "{{ self }}",
        "{{ facts.items }}",
        "{{ thing }}",
        "{% for y in xs %}{{ loop }}{% endfor %}",
        "{{ range }}",
        "{{ namespace }}",
    ],
)
def test_an_object_without_a_text_is_not_printed(office: Office, tag: str) -> None:
    """`<built-in method items …>` helps no reader, and its address differs from run to run: it is a problem."""
    assert [code for code, _ in office.faults(tag, thing=object(), **CONTEXT)] == ["template-fault"]


@pytest.mark.parametrize(
    "tag", ["{{ [missing] }}", "{{ {'a': missing} }}", "{{ [facts]|map(attribute='missing')|list }}"]
)
def test_an_unknown_name_inside_a_list_is_reported(office: Office, tag: str) -> None:
    """`[Undefined]` is never printed in silence (CollectedUndefined lacks `__repr__`)."""
    assert office.faults(tag, **CONTEXT)[0][0] == "unknown-name"


USES = [
    "missing|int", "missing|float", "missing|round", "missing|abs", "xs[missing:]", "missing|filesizeformat",
    "xs[missing]",
]  # fmt: skip


@pytest.mark.parametrize("use", USES)
def test_an_unknown_name_stops_nothing(use: str) -> None:
    """The name is reported once, by its name, and so is the next one."""
    messages = [p.message for p in problems_of(docx_of(f"{{{{ {use} }}}}", "{{ other }}"), "a.docx", **CONTEXT)]
    assert messages == ["unknown name 'missing'", "unknown name 'other'"]


def test_an_index_beyond_the_end_is_reported_as_such() -> None:
    """`xs[99]` is not `'int' object is not iterable`: the hint is looked for among names, and 99 is none."""
    problems = problems_of(docx_of("{{ xs[99] }}", "{{ other }}"), "a.docx", **CONTEXT)
    assert len(problems) == 2
    assert "99" in problems[0].message
    assert "iterable" not in problems[0].message


@pytest.mark.parametrize("tag", ["{{ xs.append(1) }}", "{{ xs.pop() }}"])
def test_what_is_closed_is_not_suggested(tag: str) -> None:
    """`unknown name 'xs.append'; did you mean 'append'?` leads in a circle."""
    assert problems_of(docx_of(tag), "a.docx", **CONTEXT)[0].hint == ""


def test_an_unknown_name_in_set_is_placed_at_the_set() -> None:
    """The editor finds the misspelt name where it is written, not where the variable is printed."""
    problem = problems_of(docx_of("{% set y = facts.kk %}", "x", "{{ y }}"), "a.docx", **CONTEXT)[0]
    assert (problem.location.steps[-1], problem.message) == ("paragraph 1", "unknown name 'facts.kk'")


def test_nothing_is_left_to_chance(office: Office) -> None:
    """`random` would make two builds of the same content differ."""
    assert [code for code, _ in office.faults("{{ xs|random }}", **CONTEXT)] == ["unknown-filter"]


@pytest.mark.parametrize("name", ["e", "escape", "forceescape"])
def test_escaping_for_html_does_nothing(office: Office, name: str) -> None:
    """Everything is escaped already; users of docxtpl write `|e` out of habit and want their text."""
    assert office.fill(f"{{{{ '<b> & c'|{name} }}}}") == ["<b> & c"]


@pytest.mark.parametrize(
    "expression", ["'a' * 100000000", "[0] * 100000000", "'a'|center(100000000)", "'%0100000000d'|format(1)"]
)
def test_a_small_expression_makes_no_huge_value(expression: str) -> None:
    """Memory stays bounded on a hostile template (`2 ** 10 ** 9` and nested ranges are not tried here)."""
    with pytest.raises(ProblemsFound):
        OfficeTemplate(docx_of(f"{{% set y = {expression} %}}ok"), "a.docx").render({})


# -- tags where they are not looked for


DELETED = "w:del{w:id=1,w:author=E}/w:r/w:delText"
UNSEEN = {
    "deletion": f'w:p/(w:r/w:t"a",{DELETED}"{{{{ x }}}}")',
    "moved": 'w:p/(w:r/w:t"a",w:moveFrom{w:id=1,w:author=E}/w:r/w:t"{{ x }}")',
    "field code": 'w:p/(w:r/w:fldChar{w:fldCharType=begin},w:r/w:instrText"{{ x }}",w:r/w:fldChar{w:fldCharType=end})',
    "formula": 'w:p/(w:r/w:t"a",m:oMath/m:r/m:t"{{ x }}")',
}


@pytest.mark.parametrize("block", UNSEEN.values(), ids=list(UNSEEN))
def test_no_tag_is_left_in_silence(block: str) -> None:
    """Tracked deletions, field codes and formulas: a tag there is rendered or reported, never left in the file."""
    data = docx_of(xml(block))
    try:
        rendered = OfficeTemplate(data, "a.docx").render(CONTEXT)
    except ProblemsFound:
        return
    assert b"{{" not in parts_of(rendered)[WORD.main]


def _chart(slide: Any) -> None:
    data = CategoryChartData()
    data.categories = ["{{ x }}", "b"]
    data.add_series("Of {{ x }}", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, 0, 0, Inches(1), Inches(1), data)


def test_categories_and_series_of_a_chart_are_text_too() -> None:
    """A tag in a chart's data is rendered, in its cache and in its workbook, or reported."""
    try:
        data = POWERPOINT.render(pptx_of(Slide(["a"], change=_chart)), **CONTEXT)
    except ProblemsFound:
        return
    assert b"{{" not in parts_of(data)["ppt/charts/chart1.xml"]


@pytest.mark.parametrize(
    "typed", ["｛｛ x ｝｝", "｛% if x %｝a｛% endif %｝", "{ x }}", "{ % if x %}", "a endif %} b"]
)
def test_what_is_nearly_a_tag_is_not_left(office: Office, typed: str) -> None:
    """Full-width braces and halves of tags are slips: accepted where clear, else reported."""
    try:
        (line,) = office.fill(typed, x="v")
    except ProblemsFound:
        return
    assert line in ("v", "a")


def test_a_screen_tip_with_a_tag_stays_beside_a_tag() -> None:
    """The tip of a link is rendered also where the link's own text is a tag (the slot keeps the unfilled mark)."""

    def link(slide: Any) -> None:
        run = slide.shapes[0].text_frame.paragraphs[0].runs[0]
        run.hyperlink.address = "https://example.org"
        run._r.rPr.find(qn("a:hlinkClick")).set("tooltip", "About {{ x }}")

    data = POWERPOINT.render(pptx_of(Slide(["{{ x }}"], change=link)), x="A")
    assert select(data, POWERPOINT.main, "//a:hlinkClick/@tooltip") == ["About A"]


# -- what hangs on dropped and repeated content


def test_a_new_paragraph_does_not_repeat_a_section_break() -> None:
    """U+2029 in the last paragraph of a section copies its properties, and must leave the section break out."""
    last = xml('w:p/(w:pPr/w:sectPr/w:type{w:val=nextPage},w:r/w:t"{{ y }}")')
    data = WORD.render(docx_of(last, "end"), y="a\u2029b")
    assert WORD.lines(data) == ["a", "b", "end"]
    assert len(select(data, WORD.main, "//w:p//w:sectPr")) == 1


SHAPES = {
    "else": {"A": "{%shape if no %}a{%shape else %}b"},
    "stray end": {"A": "{%shape endfor %}b"},
    "end elsewhere": {"A": "{%shape for y in xs %}a", "B": "{%shape endfor %}b"},
    "set": {"A": "{%shape set y = 1 %}b"},
    "wrong end": {"A": "{%shape for y in xs %}a{%shape endif %}"},
}


@pytest.mark.parametrize("shapes", SHAPES.values(), ids=list(SHAPES))
def test_no_shape_statement_is_passed_over_in_silence(shapes: dict[str, str]) -> None:
    """A branch, an end tag or a `set` at the level of shapes that does nothing is reported with its place."""
    (problem, *_) = problems_of(pptx_of(Slide(shapes=shapes)), "a.pptx", **CONTEXT)
    assert problem.code in ("stray-end", "stray-branch", "misplaced-tag", "unclosed-statement", "crossing-statement")
