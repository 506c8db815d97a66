"""What a tag prints: text that is always data, breaks and tabs, nothing that XML cannot hold."""

from __future__ import annotations

import datetime
import decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.template.values.text import UnprintableCharacter, escape_attribute, escape_text, plain_text
from tests.support.cxml import qn, xml
from tests.support.office import POWERPOINT, WORD, Office, Slide, docx_of, pptx_of, problems_of, select

MARKUP = [
    "R&D <Core> Ltd", "</w:t>", "<a:br/>", "&amp;", "&#x41;", "]]>", "<!-- -->", "<?rg 0?>", "<w:p>",
    "\"quoted\" 'too'",
    "\u201c\u201d", "a\u00a0b", "\u3000", "𠮷𨋢", "e\u0301", "👩‍👩‍👧", "\u202eabc", "%s {0}", "\\n", "http://a.b/?c=d&e=f",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_a_value_is_data(office: Office, text: str) -> None:
    """A value is shown as it was written, whatever it would mean to XML."""
    assert office.fill("[{{ x }}]", x=text) == [f"[{text}]"]


@pytest.mark.parametrize("text", ["{{ x }}", "{% if %}", "{# a #}", "{{", "}}", "{%slide for x in y %}"])
@pytest.mark.tags_as_data
def test_a_tag_in_a_value_is_data(office: Office, text: str) -> None:
    """Content that looks like a tag is printed, not run."""
    assert office.fill("[{{ x }}]", x=text) == [f"[{text}]"]


@pytest.mark.parametrize("text", ["\ufffd", "\U0001fffe", "\U0010ffff", "\ufeff", "\u200b", "\x7f", "\x85"])
def test_odd_characters_that_xml_allows_are_data(office: Office, text: str) -> None:
    """Invisible characters and noncharacters beyond the first plane are kept code point by code point."""
    assert office.fill("[{{ x }}]", x=text) == [f"[{text}]"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""), ("", ""), (0, "0"), (1.5, "1.5"), (True, "True"), (decimal.Decimal("1.10"), "1.10"),
        (datetime.date(2024, 2, 29), "2024-02-29"), ("  two  spaces  ", "  two  spaces  "), (" ", " "),
    ],
)  # fmt: skip
def test_values_are_shown_as_text(office: Office, value: object, shown: str) -> None:
    """Nothing is printed for None; spaces are kept."""
    assert office.fill("[{{ x }}]", x=value) == [f"[{shown}]"]
    assert plain_text(value) == shown


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\u2028"])
def test_every_sort_of_line_end_is_a_break(office: Office, end: str) -> None:
    """Line ends of all systems, and PowerPoint's own, break the line."""
    assert office.fill("{{ x }}", x=f"one{end}two{end}") == ["one\ntwo\n"]


def test_breaks_and_tabs_are_office_breaks_and_tabs() -> None:
    """A line feed is `w:br` or `a:br`; a tab is `w:tab` in Word and itself in PowerPoint."""
    word = WORD.render(docx_of("{{ x }}"), x="a\tb\nc")
    assert [e.tag for e in select(word, WORD.main, "//w:p[1]/w:r/*")] == [
        qn(name) for name in ("w:t", "w:tab", "w:t", "w:br", "w:t")
    ]
    slide = POWERPOINT.render(pptx_of("{{ x }}"), x="a\tb\nc")
    assert len(select(slide, POWERPOINT.main, "//a:br")) == 1
    assert "".join(select(slide, POWERPOINT.main, "//a:br/preceding-sibling::a:r/a:t/text()")) == "a\tb"


def test_spaces_at_the_edge_are_preserved_in_word() -> None:
    """Word drops spaces at the edge of a text unless told otherwise."""
    data = WORD.render(docx_of("{{ x }}y"), x=" a ")
    assert {e.get(qn("xml:space")) for e in select(data, WORD.main, "//w:t")} == {"preserve"}


def test_nothing_printed_leaves_no_run(office: Office) -> None:
    """An empty value leaves no empty run behind."""
    data = office.render(office.file("a{{ x }}b"), x="")
    assert select(data, office.main, f"//{office.prefix}:r/{office.prefix}:t/text()") == ["ab"]


def test_a_paragraph_separator_begins_a_new_paragraph(office: Office) -> None:
    """U+2029 ends the paragraph; what follows stands in a like one, with the rest of the line behind it."""
    assert office.fill("[{{ x }}]", "end", x="one\u2029two\u2029three") == ["[one", "two", "three]", "end"]


BAD = ["\x00", "\x01", "\x08", "\x0c", "\x1b", "\x1f", "\ufffe", "\uffff", "\ud800", "\udfff"]


@pytest.mark.parametrize("char", BAD, ids=lambda c: f"U+{ord(c):04X}")
def test_characters_that_xml_cannot_hold_are_refused_with_their_place(office: Office, char: str) -> None:
    """The character and the tag that would print it are named; nothing is written."""
    (problem,) = problems_of(office.file("fine", "{{ x }}"), office.name, x=f"a{char}b")
    assert problem.code == "template-fault"
    assert problem.message == f"'{{{{ x }}}}' failed: the character U+{ord(char):04X} cannot stand in a document"
    assert problem.location.steps == (*office.place, "paragraph 2")


@pytest.mark.parametrize("char", BAD, ids=lambda c: f"U+{ord(c):04X}")
def test_they_are_refused_in_properties_too(char: str) -> None:
    """The title of a document is XML as well."""
    data = docx_of("x", properties={"title": "{{ x }}"})
    assert problems_of(data, "a.docx", x=char)[0].location.steps == ("document properties", "title")


def test_every_character_is_printed_or_refused() -> None:
    """Refused are control characters but white space, surrogates, and the noncharacters that are marks."""
    refused = {*range(9), *range(0x0C, 0x20), *range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF}
    refused -= {ord("\r")}
    plain_text("".join(chr(code) for code in range(0x110000) if code not in refused))
    for code in refused:
        with pytest.raises(UnprintableCharacter):
            plain_text(chr(code))


@given(text=st.text())
@settings(deadline=None, max_examples=200)
def test_text_is_refused_or_kept(text: str) -> None:
    """Escaping loses nothing: undone, it gives the text with its line ends made one sort."""
    try:
        escaped = escape_text(text)
    except UnprintableCharacter:
        assert any(ord(c) < 32 or 0xD800 <= ord(c) <= 0xDFFF or ord(c) in (0xFFFE, 0xFFFF) for c in text)
        return
    assert "<" not in escaped
    undone = escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert undone == plain_text(text)


@pytest.mark.parametrize(
    ("value", "shown"), [('a"b', "a&quot;b"), ("a\nb\tc", "a b c"), (None, ""), ("<&>", "&lt;&amp;&gt;")]
)
def test_attributes_hold_one_line(value: str | None, shown: str) -> None:
    """A line end in an attribute would come back as a space, so it is written as one."""
    assert escape_attribute(value) == shown


def test_alternative_text_is_data_too() -> None:
    """Quotes and angle brackets in an alternative text stay inside it."""

    def describe(slide: object) -> None:
        slide.shapes[0]._element.nvSpPr.cNvPr.set("descr", "{{ x }}!")  # type: ignore[attr-defined]

    data = POWERPOINT.render(pptx_of(Slide(["a"], change=describe)), x="\"><p:sp/>' & more")
    assert select(data, POWERPOINT.main, "//p:cNvPr/@descr") == ["\"><p:sp/>' & more!"]


def test_a_value_of_five_megabytes_is_printed_whole() -> None:
    """Nothing is cut off however long a text is."""
    text = "漢字 & text " * 400_000
    data = WORD.render(docx_of("{{ x }}"), x=text)
    assert sum(len(t) for t in select(data, WORD.main, "//w:t/text()")) == len(text)


def test_a_tab_or_a_space_in_the_string_of_a_tag_is_printed_as_it_is() -> None:
    """Word types tabs as elements, and other spaces than the plain one; outside of strings they are plain spaces."""
    element = xml('w:p/w:r/(w:t"{{ \'",w:tab,w:tab,w:t"\'",w:tab,w:t"}}x{{ \'a\u00a0b\'|upper\u00a0}}")')
    assert WORD.fill(element) == ["\t\txA\u00a0B"]
    assert POWERPOINT.fill("{{ 'a\u00a0b'\u00a0}}") == ["a\u00a0b"]
