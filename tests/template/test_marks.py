"""Signs of the engine's own are taken for such only where the engine wrote them, and none is left in a file."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from lxml import etree

import reportgen
import reportgen.office.markup.marks as marks
from reportgen.template import OfficeTemplate, Subdocument
from tests.support.cxml import qn, xml
from tests.support.office import (
    POWERPOINT,
    WORD,
    Office,
    Slide,
    docx_of,
    faults_of,
    parts_of,
    pptx_of,
    problems_of,
    table,
    texts,
    with_xml,
)  # fmt: skip

CONTROLS = [chr(code) for code in (*range(9), 0x0C, *range(0x0E, 0x20))]
NONCHARACTERS = [chr(code) for code in range(0xFDD0, 0xFDF0)]
LAYOUT, MASTER = "ppt/slideLayouts/slideLayout7.xml", "ppt/slideMasters/slideMaster1.xml"


def _marks() -> dict[str, str]:
    """Every mark of the table that is a character, by its name there."""
    found: dict[str, str] = {}
    for name, value in vars(marks).items():
        several = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        for mark in several if name.isupper() else ():
            if isinstance(mark, str) and len(mark) == 1:
                assert mark not in found, f"{mark!r} means two things"
                found[mark] = name
    return found


MARKS = _marks()


def test_every_mark_is_one_that_neither_a_template_nor_a_value_holds() -> None:
    """A mark of the table is a control character or a noncharacter, and each means one thing."""
    assert set(MARKS) <= {*CONTROLS, *NONCHARACTERS}


@pytest.mark.parametrize("char", [char for char in NONCHARACTERS if char in MARKS or char == "\ufdef"], ids=ascii)
def test_a_template_that_holds_a_mark_is_refused(office: Office, char: str) -> None:
    """A text could otherwise print what another tag prints."""
    assert [code for code, _ in office.faults(f"{{{{ x }}}}{char}0", x=1)] == ["unusable-character"]


def test_an_attribute_of_a_template_that_holds_a_mark_is_refused() -> None:
    """An alternative text could otherwise print what another tag prints."""

    def change(root: etree._Element) -> None:
        next(root.iter(qn("p:cNvPr"))).set("descr", f"{marks.MARK[0]}0{marks.MARK[1]}")

    data = with_xml(pptx_of("{{ x }}"), POWERPOINT.main, change)
    assert [code for code, _ in faults_of(data, "a.pptx", x=1)] == ["unusable-character"]


@pytest.mark.parametrize("char", [*sorted(MARKS), "\x1f", "\ufdef"], ids=ascii)
def test_a_value_that_holds_a_mark_is_refused(office: Office, char: str) -> None:
    """It is reported at the tag that prints it, whether it stands alone or looks like the whole sign."""
    for value in (char, f' rgFit="{char}0"', f"{char}0{char}"):
        [problem] = problems_of(office.file("{{ x }}"), office.name, x=value)
        assert problem.code == "template-fault"
        assert f"U+{ord(char):04X} cannot stand in a document" in problem.message


@pytest.mark.parametrize(
    "tag",
    ["'of ' ~ slide_count", "slide_count|string", "slide_count|upper", "slide_count|int", "slide_count|length",
     "slide_count + 1", "1 if slide_count == 3", "1 if slide_count > 3", "'{}'.format(slide_count)",
     "'%s' % slide_count", "slide_count|markdown", "slide_count|styled(bold=true)",
     "[slide_count]|join", "1 if 3 in [slide_count]"],
)  # fmt: skip
def test_the_number_of_slides_is_printed_and_never_text(tag: str) -> None:
    """It is not known while tags run: a text or a condition made of it would be wrong."""
    [problem] = problems_of(pptx_of(f"{{{{ {tag} }}}}"), "a.pptx")
    assert "the number of slides is known only when the deck is whole" in problem.message


@pytest.mark.parametrize("tag", ["x", "x ~ ''", "x|upper", "x|markdown", "x|styled(bold=true)", "[x]|join", "x|trim"])
def test_no_value_shows_the_number_of_slides(tag: str) -> None:
    """Not by any filter, and not where the template shows the number itself."""
    data = pptx_of(Slide(["{{ slide_count }}", f"{{{{ {tag} }}}}", "{% set t %}{{ slide_count }}{% endset %}{{ t }}"]))
    lines = POWERPOINT.lines(POWERPOINT.render(data, x="a"))
    assert [line.lower() for line in lines] == ["1", "a", "1"]
    [problem] = problems_of(data, "a.pptx", x=f"a{marks.SLIDE_COUNT}")
    assert "U+FDD4 cannot stand in a document" in problem.message


@pytest.mark.parametrize("char", [chr(code) for code in range(0x20)], ids=ascii)
def test_a_string_in_a_tag_that_holds_a_mark_is_refused_or_means_nothing(char: str) -> None:
    """An escape can write any character; none prints the template's own markup."""
    tag = f'{{{{ "\\x{ord(char):02x}0\\x{ord(char):02x}" }}}}'
    if char in "\t\n\v\r":
        assert WORD.fill(tag)
        return
    assert [code for code, _ in WORD.faults(tag)] == ["unusable-character" if char == "\x0f" else "template-fault"]


MARKUP = [
    'a rgFit="0" rgOf="2"',
    '<w:rgInserted w:n="0"/>',
    "<?rg 0?>",
    '<a rgColspan="2"/>',
    "rgNote",
    "rgDrawing:rId1",
]


@pytest.mark.parametrize("text", MARKUP)
def test_a_value_that_looks_like_a_name_of_the_engine_is_data(office: Office, text: str) -> None:
    """Names of the engine mean something in its markup alone."""
    assert office.fill("{{ x }}", x=text) == [text]


def test_names_of_the_engine_in_a_template_mean_nothing() -> None:
    """A file that an older version made may hold some: they are taken out when it is read."""

    def word(root: etree._Element) -> None:
        cell = next(root.iter(qn("w:tc")))
        cell.set("rgColspan", "2")
        cell.set("rgFill", "FF0000")
        run = next(root.iter(qn("w:r")))
        for own in (xml("w:rgInserted{w:n=0}"), xml("w:rgNote{w:n=0}"), etree.ProcessingInstruction("rg", "0")):
            run.addprevious(own)

    def slide(root: etree._Element) -> None:
        for shape in root.iter(qn("p:cNvPr")):
            shape.set("rgFit", f"{marks.SHAPE}0")
            shape.set("rgOf", "99")

    document = with_xml(docx_of("{{ x }}", table(["a", "b"])), WORD.main, word)
    assert texts(WORD.render(document, x=1), WORD.main) == texts(
        WORD.render(docx_of("1", table(["a", "b"]))), WORD.main
    )
    assert POWERPOINT.lines(POWERPOINT.render(with_xml(pptx_of("{{ x }}"), POWERPOINT.main, slide), x=1)) == ["1"]


def test_an_inserted_document_that_holds_a_mark_is_refused() -> None:
    """What it holds would stand in the document beside the engine's own."""
    inner = docx_of(f"a{marks.MARK[0]}")
    assert "U+FDD0–U+FDEF" in problems_of(docx_of("{{ x }}"), "a.docx", x=Subdocument(inner))[0].message


# -- attributes


def _animated(root: etree._Element) -> None:
    """Animate the first paragraph of a part's first shape with text."""
    shape = next(root.iter(qn("p:sp")))
    target = xml(
        "p:timing/p:tnLst/p:par/p:cTn{id=1}/p:childTnLst/p:set/p:cBhvr/p:tgtEl/p:spTgt/p:txEl/p:pRg{st=0,end=0}"
    )
    next(target.iter(qn("p:spTgt"))).set("spid", str(next(shape.iter(qn("p:cNvPr"))).get("id")))
    at = next(i for i, child in enumerate(root) if child.tag in (qn("p:cSld"), qn("p:clrMapOvr"), qn("p:clrMap")))
    root.insert(at + 1, target)


def _with_tag(root: etree._Element) -> None:
    next(root.iter(qn("a:t"))).text = "{{ x }}"
    _animated(root)


@pytest.mark.parametrize("body", ["plain", "{{ x }}", "{%shape if x %}{{ x }}"])
def test_no_attribute_of_the_engine_is_left_in_any_part(body: str) -> None:
    """Animated paragraphs are counted on slides with and without tags, on layouts and masters; no count is written."""
    data = pptx_of(Slide([body], shapes={"Other": "{{ x }}"}), "plain")
    for part, change in ((POWERPOINT.main, _animated), ("ppt/slides/slide2.xml", _animated), (LAYOUT, _with_tag),
                         (MASTER, _with_tag)):  # fmt: skip
        data = with_xml(data, part, change)
    made = OfficeTemplate(data, "a.pptx").render({"x": 'rgOf="1"'})
    for name, content in parts_of(made).items():
        assert not re.search(rb"<[^>]* rg[A-Z]", content), name


def test_text_that_looks_like_an_attribute_stays() -> None:
    """Only attributes are taken out where there is one."""
    markup = f'<a xmlns="x" {marks.ORIGIN}="1" b="rgOf=">c rgOf="2" d</a>'
    assert marks.without_engine_attributes(markup) == '<a xmlns="x" b="rgOf=">c rgOf="2" d</a>'
    assert marks.without_engine_attributes('<a b=" rgOf=">c rgOf="2"</a>') == '<a b=" rgOf=">c rgOf="2"</a>'


def test_every_name_of_the_engine_stands_in_the_table() -> None:
    """A source that makes up a name of its own would leave it in a file; some are values and no names."""
    values = {
        "rgDrawing",  # the relationship id of a diagram's drawing, until it is known
        *("rgSlide", "rgSlideId", "rgSlideReference"),  # places in the pattern of a slide's entry
        *("rgOpens", "rgCloses", "rgOddAndEven"),  # in Word's namespace; `settle_sections` takes the paragraphs away
    }
    used: set[str] = set()
    for path in Path(reportgen.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "`" not in node.value:
                used |= set(re.findall(r"\brg[A-Z][A-Za-z]*", node.value))
    assert used - values <= marks.ATTRIBUTES | marks.ELEMENTS
