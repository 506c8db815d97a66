"""Each rule about Office files finds the fault planted for it, at its place, and nothing in a sound file."""

from __future__ import annotations

import inspect
import io
import re
from collections.abc import Callable, Sequence
from typing import Any

import pptx
import pytest
from docx.document import Document
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from reportgen.check import explain
from reportgen.check.document_rules import DOCUMENT_RULES
from reportgen.check.documents import DocumentChecker, review
from reportgen.diagnostics import Diagnostic
from tests.support.cxml import xml
from tests.support.drawings import png
from tests.support.office import docx_of, pptx_of, table, with_related, with_xml

PROPERTIES = {"title": "Report", "language": "en"}


def _deck(*changes: Callable[[Any], None], properties: dict[str, str] = PROPERTIES) -> bytes:
    """A deck with a slide for each change, titled "Slide 1" and so on: a text and a panel below it, then a footer."""
    presentation = pptx.Presentation(io.BytesIO(pptx_of(properties=properties)))
    layout = next(x for x in presentation.slide_layouts if x.name == "Content with Caption")
    for number, change in enumerate(changes or (lambda slide: None,), 1):
        slide = presentation.slides.add_slide(layout)
        for shape in list(slide.placeholders):
            if shape.placeholder_format.type != 1:  # TITLE
                shape._element.getparent().remove(shape._element)
        slide.shapes.title.text = f"Slide {number}"
        _box(slide, "Body", 3)
        _panel(slide)
        footer = _box(slide, "Footer", 7)
        footer._element.find(".//{*}nvPr").append(xml("p:ph{type=ftr,idx=11}"))
        change(slide)
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def _box(slide: Any, name: str, top: float, left: float = 1, text: str = "Text") -> Any:
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(0.5))
    box.name, box.text_frame.text = name, text
    return box


def _panel(slide: Any) -> None:
    """Something that covers most of the slide, and that nobody has to be told of."""
    panel = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(0.5), Inches(3), Inches(9), Inches(3.5))
    panel.name = "Panel"
    panel.fill.solid()
    panel.fill.fore_color.rgb = RGBColor.from_string("FFFFFF")
    panel._element.nvSpPr.cNvPr.append(_decorative())


def _without_panel(slide: Any) -> None:
    panel = next(shape for shape in slide.shapes if shape.name == "Panel")._element
    panel.getparent().remove(panel)


def _set(slide: Any, text: str, points: float, lang: str = "en-HK") -> Any:
    """A text without insets in a column of so many points, in type of 20 points."""
    box = _end(slide, _box(slide, "Text", 3.9, text=text))
    frame = box.text_frame
    frame.margin_left = frame.margin_right = 0
    frame.word_wrap, box.width = True, Pt(points)
    run = frame.paragraphs[0].runs[0]
    run.font.size, run.font.name = Pt(20), "Calibri"
    run._r.rPr.set("lang", lang)
    return box


def _narrow_cell(slide: Any) -> None:
    cell = _table(slide, ["A", "B"], ["多元化實習名額，覆蓋所有大灣區內地城市", "2"]).table.cell(1, 0)
    cell._tc.getparent().getparent().tblGrid[0].set("w", str(Pt(378 + 14.4)))
    run = cell.text_frame.paragraphs[0].runs[0]
    run.font.size = Pt(20)
    run._r.rPr.set("lang", "zh-HK")


def _long_headline(slide: Any, top: float) -> None:
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = Inches(1), Inches(0.5), Inches(6), Inches(1.2)
    title.text = "A headline that goes on over two lines of type, as they often do"
    title.text_frame.paragraphs[0].runs[0].font.size = Pt(28)
    title.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    frame = _table(slide, ["A", "B"], ["1", "2"])
    frame.left, frame.top = Inches(1), Inches(top)
    for row in frame.table.rows:
        row.height = Inches(0.3)
    _first(slide, frame)
    _first(slide, title)


def _on_the_table(slide: Any) -> None:
    """A text whose box is beside a table, and whose line goes on over it."""
    frame = _table(slide, ["A", "B"], ["1", "2"])
    frame.top = Inches(4)
    note = _end(slide, _box(slide, "Note", 4.1, 3, "A line that is not broken at the edge of its box"))
    note.text_frame.word_wrap = False


def _two_texts(slide: Any, text: str = "A note") -> Any:
    """A text whose box covers that of another."""
    _end(slide, _box(slide, "Upper", 4, 4, "Another note"))
    return _end(slide, _box(slide, "Lower", 4.1, 4.1, text))


def _animated(slide: Any) -> None:
    number = _two_texts(slide)._element.nvSpPr.cNvPr.get("id")
    slide._element.append(
        xml(f"p:timing/p:tnLst/p:par/p:cTn/p:childTnLst/p:set/p:cBhvr/(p:cTn,p:tgtEl/p:spTgt{{spid={number}}})")
    )


def _aligned(slide: Any) -> None:
    """Two boxes on one place, whose lines start at its opposite edges."""
    _two_texts(slide, "It").text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _over_the_edge(slide: Any) -> Any:
    """A filled box that ends 20 points beside the slide."""
    box = _end(slide, _box(slide, "Panel of notes", 4, 8))
    box.left = Inches(8) + Pt(20)
    box.fill.solid()
    box.fill.fore_color.rgb = RGBColor.from_string("FFFFFF")
    return box


def _bleeding(slide: Any) -> None:
    """A decoration over the edge, and a box over it whose line ends on the slide."""
    _over_the_edge(slide)._element.nvSpPr.cNvPr.append(_decorative())
    _end(slide, _box(slide, "Short", 5, 9, "Text"))


SENTENCE = "The two sides have agreed to study the proposal and to report within the year."


def _said(slide: Any) -> None:
    slide.shapes[1].text_frame.text = SENTENCE


def _document(*blocks: Any, change: Callable[[Document], None] = lambda document: None, **properties: str) -> bytes:
    return docx_of(*blocks, properties={**PROPERTIES, **properties}, change=change)


def _found(data: bytes, extension: str, template: bool = False) -> list[Diagnostic]:
    checker, name = DocumentChecker(), f"out.{extension}"
    raw = review(data, name, template)
    return checker.template(raw, name) if template else list(checker.output(raw, "template"))


def _extension(data: bytes) -> str:
    return "pptx" if b"ppt/slides/" in data else "docx"


def _first(slide: Any, shape: Any) -> None:
    """Put a shape where it is read first."""
    slide.shapes._spTree.insert(2, shape._element)


def _end(slide: Any, shape: Any) -> Any:
    """Put a shape before the footer."""
    footer = next(other for other in slide.shapes if other.name == "Footer")
    footer._element.addprevious(shape._element)
    return shape


def _picture(slide: Any) -> Any:
    picture = slide.shapes.add_picture(io.BytesIO(png()), Inches(4), Inches(3), Inches(1), Inches(1))
    picture._element.nvPicPr.cNvPr.set("descr", "")
    picture.name = "Photo"
    return _end(slide, picture)


def _chart(slide: Any) -> Any:
    data = CategoryChartData()
    data.categories = ["2022", "2023"]
    data.add_series("Visits", (1, 2))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(4), Inches(3), Inches(2), Inches(2), data)
    frame.name = "Visits"
    return _end(slide, frame)


def _group(slide: Any) -> Any:
    group = slide.shapes.add_group_shape()
    group.name = "Timeline"
    oval = group.shapes.add_shape(MSO_SHAPE.OVAL, Inches(4), Inches(3), Inches(1), Inches(1))
    oval._element.nvSpPr.cNvPr.append(_decorative())
    return _end(slide, group)


def _line(slide: Any) -> Any:
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(4), Inches(3), Inches(6), Inches(3))
    line.name = "Rule"
    return _end(slide, line)


def _oval(slide: Any) -> Any:
    oval = slide.shapes.add_shape(MSO_SHAPE.OVAL, Inches(4), Inches(3), Inches(1), Inches(1))
    oval.name = "Dot"
    return _end(slide, oval)


def _decorative() -> Any:
    mark = '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    extension = xml('a:extLst/a:ext{uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"}')
    extension[0].append(etree.fromstring(mark))
    return extension


def _table(slide: Any, *rows: list[str], header: bool = True) -> Any:
    frame = slide.shapes.add_table(len(rows), len(rows[0]), Inches(4), Inches(3), Inches(4), Inches(1))
    frame.name = "Agreements"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", "Agreements")
    frame.table.first_row = header
    for texts, row in zip(rows, frame.table.rows, strict=True):
        for text, cell in zip(texts, row.cells, strict=True):
            cell.text = text
    return _end(slide, frame)


def _word_table(*rows: list[str], header: bool = True) -> Any:
    element = table(*rows)
    if header:
        element[2].insert(0, xml("w:trPr/w:tblHeader"))
    return element


def _merge(slide: Any) -> None:
    cells = _table(slide, ["A", "B"], ["1", "2"]).table
    cells.cell(0, 0).merge(cells.cell(0, 1))


def _heading(document: Document, *levels: int) -> None:
    for level in levels:
        heading = document.add_heading("", level)
        heading._p.append(xml(f'w:r/(w:rPr/w:color{{w:val=auto}},w:t"Heading {level}")'))  # python-docx's blue is faint


def _colour(paragraph: Any, colour: str) -> None:
    for run in paragraph.runs:
        run.font.color.rgb = RGBColor.from_string(colour)


def _untitled(slide: Any) -> None:
    title = slide.shapes.title._element
    title.getparent().remove(title)


def _blank_title(slide: Any) -> None:
    slide.shapes.title.text = " "


def _titled(slide: Any) -> None:
    slide.shapes.title.text = "Slide  1"


def _pasted(document: Document) -> None:
    style = document.styles.element
    for lang in list(style.iter("{*}lang")):
        lang.getparent().remove(lang)
    document.add_paragraph("Pasted")


def _saved_by_libreoffice(*changes: Callable[[Any], None]) -> bytes:
    def name(root: etree._Element) -> None:
        root.find("{*}Application").text = "LibreOffice/7.4.7.2$Linux_X86_64 LibreOffice_project/40$Build-2"

    return with_xml(_deck(*changes), "docProps/app.xml", name)


def _noted(*ids: int, marks: Sequence[int] = (1, 2)) -> bytes:
    """A document with footnotes of these ids in the file, and with marks in this order in the text."""
    text = _document(*(xml(f'w:p/(w:r/w:t"Text",w:r/w:footnoteReference{{w:id={mark}}})') for mark in marks))
    notes = xml("w:footnotes/(" + ",".join(f'w:footnote{{w:id={id_}}}/w:p/w:r/w:t"Note"' for id_ in ids) + ")")
    kind = "wordprocessingml.footnotes+xml"
    return with_related(text, "word/document.xml", "footnotes.xml", notes, "footnotes", kind)


IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
PLANTED = [
    (
        "short-last-line",
        _deck(lambda s: _set(s, "多元化實習名額，覆蓋所有大灣區內地城市", 378, "zh-HK")),
        "shape \"Text\" › paragraph 1: warning: the last line of '多元化實習名額，覆蓋所有大灣區內地城市' is '市' al",
    ),
    ("short-last-line", _deck(lambda s: _set(s, "Signed by the two sides in Hong Kong on it", 343)), "is 'it' alone"),
    ("short-last-line", _deck(_narrow_cell), "row 2, cell 1 in column “A” › paragraph 1: warning: the last line of"),
    (
        "torn-phrase",
        _deck(lambda s: _set(s, "部署將於各地在2023年3月展開新一輪申請工作", 224, "zh-HK")),
        "ends inside a date: '2023年3月'",
    ),
    (
        "torn-phrase",
        _deck(lambda s: _set(s, "They hope for closer co-operation in many fields", 238)),
        "inside a word: 'co-",
    ),
    (
        "torn-phrase",
        _deck(lambda s: _set(s, "The two sides met Mr John Lee and his guests", 222)),
        "inside a person's name",
    ),
    (
        "torn-phrase",
        _deck(lambda s: _set(s, "Stock Connect † of the two places", 122)),
        "the word and its dagger: 't †'",
    ),
    ("crowded-headline", _deck(lambda s: _long_headline(s, 1.2)), 'shape "Title 1": warning: the headline'),
    ("uneven-slide", _deck(_without_panel), "slide 1: warning: 3 per cent of the room below 'Slide 1' is covered"),
    (
        "repeated-sentence",
        _deck(_said, _said, _said),
        "slide 3: warning: 'The two sides have agreed to study the …' stands on",
    ),
    (
        "overlapping-texts",
        _deck(_on_the_table),
        'slide 1 › shape "Note": warning: \'A line that is not broken at the edge o…\' lies on "Agreements", over',
    ),
    ("overlapping-texts", _deck(_two_texts), 'slide 1 › shape "Lower": warning: \'A note\' lies on "Upper", over'),
    (
        "cut-by-edge",
        _deck(_over_the_edge),
        'slide 1 › shape "Panel of notes": warning: it reaches 20 points over the edge of the slide',
    ),
    ("slide-without-title", _deck(_untitled), "slide 1: warning: the slide has no title placeholder"),
    ("slide-without-title", _deck(_blank_title), "slide 1: warning: the slide's title is empty"),
    (
        "repeated-slide-title",
        _deck(lambda slide: None, _titled),
        "slide 2: warning: the title 'Slide 1' is that of sl",
    ),
    ("reading-order", _deck(lambda s: _first(s, s.shapes[-1])), 'shape "Footer": warning: it is read before "Title 1"'),
    ("reading-order", _deck(lambda s: _first(s, s.shapes[1])), 'shape "Body": warning: it is read before "Title 1"'),
    ("reading-order", _deck(lambda s: _end(s, _box(s, "Upper", 2.4))), '"Body": warning: it is read before "Upper"'),
    ("reading-order", _deck(lambda s: _first(s, _box(s, "Right", 3.1, 5))), '"Right": warning: it is read before'),
    ("missing-alt-text", _deck(_picture), 'shape "Photo": warning: the picture has no alternative text'),
    ("missing-alt-text", _deck(_chart), 'shape "Visits": warning: the chart has no alternative text'),
    ("missing-alt-text", _deck(_group), 'shape "Timeline": warning: the group has no alternative text'),
    ("missing-alt-text", _deck(_line), 'shape "Rule": warning: the line has no alternative text'),
    ("missing-alt-text", _deck(_oval), 'shape "Dot": warning: the shape has no alternative text'),
    (
        "missing-alt-text",
        _document(change=lambda d: d.add_picture(io.BytesIO(png()))),
        'body › paragraph 1 › drawing "Picture 1": warning: the picture has no alternative text',
    ),
    (
        "table-without-header",
        _deck(lambda s: _table(s, ["A", "B"], ["1", "2"], header=False)),
        'slide 1 › shape "Agreements": warning: the table has no header row',
    ),
    (
        "table-without-header",
        _document("Text", _word_table(["A", "B"], ["1", "2"], header=False)),
        "body › table 1: warning: the table has no header row",
    ),
    ("unclear-header-cell", _deck(_merge), 'shape "Agreements" › header cell 1: warning: the header cell is merged'),
    (
        "unclear-header-cell",
        _document(_word_table(["A", ""], ["1", "2"])),
        "body › table 1 › header cell 2: warning: the header cell is empty",
    ),
    (
        "skipped-heading",
        _document(change=lambda d: _heading(d, 1, 3)),
        "body › paragraph 1 under the heading “Heading 1”: warning: a heading of level 3 follows one of level 1; "
        "use a heading of level 2",
    ),
    ("skipped-heading", _document(change=lambda d: _heading(d, 2)), "the first heading has level 2"),
    ("missing-document-title", _deck(properties={"language": "en"}), "document properties: warning"),
    ("missing-document-title", _document("Text", title=" "), "document properties: warning"),
    ("missing-document-language", _document("Text", language=""), "document properties: warning"),
    ("missing-document-language", _document(change=_pasted), "a piece of text has no language"),
    (
        "low-contrast",
        _deck(lambda s: _colour(s.shapes[1].text_frame.paragraphs[0], "A6A6A6")),
        "shape \"Body\" › paragraph 1: warning: the contrast of 'Text' with its background is 2.4 to 1",
    ),
    (
        "low-contrast",
        _document(xml('w:p/w:r/(w:rPr/w:color{w:val=A6A6A6},w:t"Faint")')),
        "the contrast of 'Faint' with its background is 2.4 to 1; choose colours with at least 4.5 to 1",
    ),
    ("lost-alt-texts", _saved_by_libreoffice(), "out.pptx: warning: LibreOffice 7.4 has saved it without alternative"),
    ("lost-alt-texts", _saved_by_libreoffice(_line, _oval, _group, _picture), "restore out.pptx --from BEFORE"),
    ("notes-out-of-order", _noted(2, 1), "body › paragraph 2: warning: the file has the footnotes in another order"),
    ("notes-out-of-order", _noted(1, 2, marks=(2, 1)), "body › paragraph 2: warning: the file has the footnotes in"),
    ("notes-out-of-order", _noted(2, 1, marks=(2, 1)), "body › paragraph 2: warning: the file has the footnotes in"),
    (
        "fetched-content",
        _document("x", change=lambda it: it.part.relate_to("http://a.org/x.png", IMAGE, is_external=True)),
        "word/document.xml: warning: it fetches a picture from 'http://a.org/x.png' when it is opened",
    ),
    (
        "missing-glyph",
        _document(xml('w:p/w:r/(w:rPr/w:rFonts{w:eastAsia="Microsoft YaHei"},w:t"在𫚭魚涌")')),
        "body › paragraph 1: warning: '𫚭' (U+2B6AD) may be missing in Microsoft YaHei; it stands in '在𫚭魚涌'",
    ),
]


@pytest.mark.parametrize(("code", "data", "words"), PLANTED, ids=[f"{p[0]}-{n}" for n, p in enumerate(PLANTED)])
def test_a_planted_fault_is_found(code: str, data: bytes, words: str) -> None:
    """The rule finds the fault at its place, and no other rule finds anything."""
    found = _found(data, _extension(data))
    assert {diagnostic.code for diagnostic in found} == {code}
    assert words in str(found[0])


def test_a_fault_of_every_rule_is_planted() -> None:
    """A rule that nothing is planted for would be untested; the one about labels needs a project, two a template."""
    elsewhere = {"unlabelled-words", "deck-without-slides", "template-without-tags"}
    assert {code for code, _, _ in PLANTED} == set(DOCUMENT_RULES) - elsewhere


@pytest.mark.parametrize(
    ("data", "extension", "said"),
    [
        (pptx_of(properties=PROPERTIES), "pptx", ["error: the deck has no slide"]),
        (_deck(), "pptx", ["warning: there is no tag in it"]),
        (_document("Words"), "docx", ["warning: there is no tag in it"]),
        (_document("{{ sector.title }}"), "docx", []),
    ],
)
def test_a_template_that_prints_nothing_of_the_content_is_told(data: bytes, extension: str, said: list[str]) -> None:
    """A deck without slides makes empty decks; one without tags the same for every sector. Outputs may be so."""
    found = [str(one) for one in _found(data, extension, template=True) if one.code != "unlabelled-words"]
    assert len(found) == len(said)
    assert all(words in one for words, one in zip(said, found, strict=True))
    assert not [one for one in _found(data, extension) if "without" in one.code]


def _described(slide: Any) -> None:
    for shape in (_picture(slide), _group(slide)):
        properties = shape._element.find(".//{*}cNvPr")
        properties.set("descr", "What it shows")
    _oval(slide)._element.nvSpPr.cNvPr.append(_decorative())
    _first(slide, _box(slide, "Kicker", 0.1))


def _numbered(number: int, kind: str) -> Callable[[Any], None]:
    """The title of the first slide, with a number in the line above it, a placeholder of a kind."""

    def change(slide: Any) -> None:
        _titled(slide)
        kicker = _box(slide, "Kicker", 0.1, text=f"Names ({number}/2)")
        _first(slide, kicker)
        kicker._element.find(".//{*}nvPr").append(xml(f"p:ph{{{kind},idx=13}}"))

    return change


SOUND = [
    _deck(),
    _deck(lambda s: _set(s, "多元化實習名額，覆蓋所有大灣區內地城市", 274, "zh-HK")),
    _deck(lambda s: _set(s, "部署將於各地在2023年3月展開新一輪申請工作", 294, "zh-HK")),
    _deck(lambda s: _set(s, "Signed by the two sides in Hong Kong on it", 300)),
    _deck(lambda s: _long_headline(s, 2.2)),
    _deck(_said, _said, lambda s: None),
    _deck(_aligned),
    _deck(_animated),
    _deck(lambda s: _two_texts(s, "Another note")),
    _deck(_bleeding),
    _deck(_described),
    _deck(_numbered(1, "type=body"), _numbered(2, "type=body")),
    _deck(_numbered(1, "sz=quarter"), _numbered(2, "sz=quarter")),  # LibreOffice drops the type
    _deck(lambda s: _table(s, ["A", "B"], ["1", "2"]), lambda s: _table(s, ["A", "B"], header=False)),
    _document("Text", _word_table(["A", "B"], ["1", "2"]), change=lambda d: _heading(d, 1, 2, 3, 1, 2)),
    _saved_by_libreoffice(_described),
    _noted(1, 2, 3, marks=(1, 3, 3)),
]
"""Files as they should be: described and decorative shapes, a line above the title, tables with headers or one row."""


@pytest.mark.parametrize("data", SOUND, ids=range(len(SOUND)))
def test_a_sound_file_has_no_findings(data: bytes) -> None:
    """What is right, in whatever way it is right, is left alone."""
    assert "\n".join(map(str, _found(data, _extension(data)))) == ""


def test_a_template_may_say_with_tags_what_its_outputs_will_say() -> None:
    """Titles with tags may be equal, an alt text may be a tag, and a row that repeats makes a table of several."""

    def change(slide: Any) -> None:
        slide.shapes.title.text = "{{ sector.title }}"
        _picture(slide)._element.nvPicPr.cNvPr.set("descr", "{{ sector.photo }}")

    assert _found(_deck(change, change, properties={"title": "{{ sector.title }}"}), "pptx", template=True) == []
    repeated = _word_table(["{%tr for x in y %}", ""], ["{{ x }}", "b"], ["{%tr endfor %}", ""], header=False)
    (finding,) = _found(_document(repeated), "docx", template=True)
    assert finding.code == "table-without-header"


def test_a_chart_of_a_template_is_told_where_its_bars_come_from() -> None:
    """In a deck that was made of it, what is missing is a description."""
    hints = [
        "write the value that its bars come from into its alt text",
        "write what it shows into its alt text, or mark",
    ]
    for template, hint in zip((True, False), hints, strict=True):
        (finding, *_) = _found(_deck(_chart), "pptx", template=template)
        assert hint in str(finding)


def test_a_statement_is_no_description() -> None:
    """`{%shape if …%}` in an alt text prints nothing."""

    def change(slide: Any) -> None:
        _picture(slide)._element.nvPicPr.cNvPr.set("descr", "{%shape if x %}")

    (finding,) = _found(_deck(change), "pptx", template=True)
    assert finding.code == "missing-alt-text"


def test_numbers_that_are_none_are_no_traceback() -> None:
    """Other programs write lengths with units, and damaged files anything; what is not known is not judged."""

    def change(slide: Any) -> None:
        _table(slide, ["A", "B"], ["1", "2"])._element.find(".//{*}tc").set("gridSpan", "x")
        body = slide.shapes[1]
        body._element.find(".//{*}off").set("x", "1in")
        body._element.find(".//{*}p").insert(0, xml("a:pPr{lvl=x}"))
        body._element.find(".//{*}r").insert(0, xml("a:rPr{sz=big}"))

    assert _found(_deck(change), "pptx") == []


def test_what_a_template_was_told_its_outputs_are_not() -> None:
    """A fault of a template is told once, however many files are made from it; another template's is told too."""
    checker, data = DocumentChecker(), _deck(lambda slide: _set(slide, "{{ x }}", 224), _picture)
    name = "templates/deck.pptx"
    assert len(checker.template(review(data, name, is_template=True), name)) == 1
    assert list(checker.output(review(data, "a.pptx"), "deck.pptx")) == []
    assert len(list(checker.output(review(data, "b.pptx"), "other.pptx"))) == 1
    assert list(checker.output(review(data, "c.pptx"), "other.pptx")) == []


def test_a_missing_glyph_is_told_once_for_all_files() -> None:
    """A typeface lacks a character in every file alike."""
    checker, data = DocumentChecker(), PLANTED[-1][1]
    assert len(list(checker.output(review(data, "a.docx"), "one.docx"))) == 1
    assert list(checker.output(review(data, "b.docx"), "other.docx")) == []


@pytest.mark.parametrize("code", list(DOCUMENT_RULES))
def test_the_docstring_of_a_rule_is_its_help_page(code: str) -> None:
    """What it finds, why it matters, an example, what to write instead."""
    page = explain(code)
    assert re.match(r"(?s)\S.+\n\nWhy: \S.+\n\nFor example:\n    \S.+\n\nInstead:\n    \S", page)
    assert page == inspect.getdoc(DOCUMENT_RULES[code].find)
