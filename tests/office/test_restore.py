"""What LibreOffice drops from a deck comes back from the file before, whatever an editor changed meanwhile."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable
from typing import Any

import pptx
import pytest
from lxml import etree
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches

from reportgen.office.opc.package import Package, Relationship, write_package
from reportgen.office.restore import restore
from tests.fit.decks import box, deck_of, table, title
from tests.support.cxml import qn, xml
from tests.support.office import docx_of, parts_of, with_xml

SLIDE = "ppt/slides/slide1.xml"
PRESENTATION = "ppt/presentation.xml"
THEME = "ppt/theme/theme1.xml"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


def _before(slide: Any) -> None:
    title(slide, "{{ sector.title }}")
    slide.shapes.title._element.nvSpPr.cNvPr.set("descr", "{%shape fit shrink 20 %}")
    slide.shapes.title.name = "Headline"
    box(slide, "{{ item.text }}", name="Card", alt="{%shape for item in sector.progress %}{%shape row %}")
    table(slide, [["Who", "What"], ["{{ who }}", "{{ what }}"]])
    frame = slide.shapes[-1]._element.nvGraphicFramePr
    frame.cNvPr.set("descr", "{{ labels.directions }}")
    frame.nvPr.append(etree.Element(qn("p:ph"), type="tbl", idx="13"))
    rule = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(1), Inches(0.1))
    rule.name = "Rule"
    mark = f'<a:extLst xmlns:a="{rule._element.nsmap["a"]}"><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
    mark += f'<d:decorative xmlns:d="{_DECORATIVE}" val="1"/></a:ext></a:extLst>'
    rule._element.nvSpPr.cNvPr.append(etree.fromstring(mark))


def _drop(root: etree._Element) -> None:
    """Take away what LibreOffice 7.4 does not write."""
    for frame in root.iter(qn("p:nvGraphicFramePr")):
        frame.find(qn("p:nvPr")).clear()
    for number, properties in enumerate(root.iter(qn("p:cNvPr"))):
        properties.attrib.pop("descr", None)
        for extensions in list(properties):
            properties.remove(extensions)
        if next(properties.getparent().iter(qn("p:ph")), None) is not None:
            properties.set("name", f"PlaceHolder {number}")
    for style in root.iter(qn("a:tblPr")):
        style.attrib.clear()
        for child in list(style):
            style.remove(child)


def _restored(saved: bytes, before: bytes) -> bytes:
    package = Package.read(saved, "deck.pptx")
    restore(package, Package.read(before, "before.pptx"))
    return write_package(package.entries, package.defaults, package.overrides)


def _said(data: bytes, part: str = SLIDE) -> list[tuple[str, str]]:
    """The names of a slide's shapes with their alternative texts."""
    found = etree.fromstring(parts_of(data)[part]).iter(qn("p:cNvPr"))
    return [(one.get("name", ""), one.get("descr", "")) for one in found][1:]


BEFORE = deck_of(_before)
SAVED = with_xml(BEFORE, SLIDE, _drop)
SAID = _said(BEFORE)


def test_descriptions_and_names_come_back() -> None:
    """The tags of placeholders and other shapes, and the names of placeholders."""
    assert _said(SAVED) != SAID
    assert _said(_restored(SAVED, BEFORE)) == SAID


def test_marks_come_back() -> None:
    """What is decorative is so again, and tables have their header row and their style."""
    slide = etree.fromstring(parts_of(_restored(SAVED, BEFORE))[SLIDE])
    assert len(list(slide.iter(f"{{{_DECORATIVE}}}decorative"))) == 1
    (style,) = slide.iter(qn("a:tblPr"))
    assert style.get("firstRow") == "1"
    assert style.find(qn("a:tableStyleId")) is not None


def test_the_language_of_text_without_one_comes_back() -> None:
    """It stands in the text style of the presentation, before what has to follow it."""
    before = with_xml(BEFORE, PRESENTATION, lambda root: root.append(etree.Element(qn("p:extLst"))))
    saved = with_xml(before, PRESENTATION, lambda root: root.remove(root.find(qn("p:defaultTextStyle"))))
    children = [child.tag for child in etree.fromstring(parts_of(_restored(saved, before))[PRESENTATION])]
    assert children == [child.tag for child in etree.fromstring(parts_of(before)[PRESENTATION])]
    assert children[-2:] == [qn("p:defaultTextStyle"), qn("p:extLst")]


def test_it_says_how_many_shapes_got_something_back() -> None:
    """None of a file that has lost nothing."""
    package = Package.read(SAVED, "deck.pptx")
    assert restore(package, Package.read(BEFORE, "before.pptx")) == 4
    assert restore(package, Package.read(BEFORE, "before.pptx")) == 0


def test_what_an_editor_wrote_stays() -> None:
    """An alternative text of the saved file goes before the earlier one; new shapes stay as they are."""

    def edit(root: etree._Element) -> None:
        card = next(one for one in root.iter(qn("p:sp")) if one.find(f"*/{qn('p:cNvPr')}").get("name") == "Card")
        card.find(f"*/{qn('p:cNvPr')}").set("descr", "{%shape for item in sector.next_steps %}")
        card.addnext(copy.deepcopy(card))
        card.getnext().find(f"*/{qn('p:cNvPr')}").attrib.update({"name": "New", "descr": "", "id": "77"})

    said = dict(_said(_restored(with_xml(SAVED, SLIDE, edit), BEFORE)))
    assert said == {**dict(SAID), "Card": "{%shape for item in sector.next_steps %}", "New": ""}


def test_a_placeholder_is_known_with_another_text() -> None:
    """By its turn among those that are left over."""

    def edit(root: etree._Element) -> None:
        next(root.iter(qn("a:t"))).text = "{{ sector.headline }}"

    assert _said(_restored(with_xml(SAVED, SLIDE, edit), BEFORE)) == SAID


def test_slides_are_known_by_their_shapes() -> None:
    """Wherever they stand, and those that were copied too."""

    def other(slide: Any) -> None:
        title(slide, "{{ meeting.title }}")
        box(slide, "{{ x }}", name="Card", alt="{%shape if x %}")

    before = deck_of(other, _before)
    saved = deck_of(_before, _before, other)
    for number in (1, 2, 3):
        saved = with_xml(saved, f"ppt/slides/slide{number}.xml", _drop)
    restored = _restored(saved, before)
    assert [_said(restored, f"ppt/slides/slide{number}.xml") for number in (1, 2)] == [SAID, SAID]
    assert _said(restored, "ppt/slides/slide3.xml")[1] == ("Card", "{%shape if x %}")


def test_a_slide_that_libreoffice_duplicated_has_the_names_of_the_first() -> None:
    """It numbers them: a frame would not be found by the shapes that are arranged in it."""

    def number(root: etree._Element) -> None:
        for properties in root.iter(qn("p:cNvPr")):
            properties.set("name", f"{properties.get('name')} 1")

    saved = with_xml(SAVED, SLIDE, number)
    assert _said(_restored(saved, BEFORE)) == SAID


def test_slides_have_their_names_again() -> None:
    """One that has a name keeps it."""

    def named(data: bytes, name: str) -> bytes:
        return with_xml(data, SLIDE, lambda root: root.find(qn("p:cSld")).set("name", name))

    for saved, name in ((SAVED, "Cards"), (named(SAVED, "New"), "New")):
        slide = etree.fromstring(parts_of(_restored(saved, named(BEFORE, "Cards")))[SLIDE])
        assert slide.find(qn("p:cSld")).get("name") == name


def _theme(latin: str, east: str) -> Callable[[etree._Element], None]:
    def change(root: etree._Element) -> None:
        for collection in root.iter(qn("a:majorFont"), qn("a:minorFont")):
            collection.find(qn("a:latin")).set("typeface", latin)
            collection.find(qn("a:ea")).set("typeface", east)

    return change


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        ("a:latin{typeface=Georgia}", "a:latin{typeface=+mn-lt}"),
        ("a:ea{typeface=DFKai}", "a:ea{typeface=+mn-ea}"),
        ("a:latin{typeface=Verdana}", "a:latin{typeface=Verdana}"),
        ("a:solidFill/a:srgbClr{val=4f81bd}", "a:solidFill/a:schemeClr{val=accent1}"),
        ("a:solidFill/a:srgbClr{val=123456}", "a:solidFill/a:srgbClr{val=123456}"),
    ],
)
def test_what_was_written_out_follows_the_theme_again(written: str, reference: str) -> None:
    """Typefaces and colours that are the theme's, which itself has the typefaces of before; others stay."""
    before = with_xml(BEFORE, THEME, _theme("Georgia", "DFKai"))

    def write(root: etree._Element) -> None:
        properties = next(root.iter(qn("a:rPr")))
        for child in list(properties):
            properties.remove(child)
        properties.append(xml(written))

    saved = with_xml(with_xml(SAVED, THEME, _theme("Arial", "DejaVu Sans")), SLIDE, write)
    restored = parts_of(_restored(saved, before))
    (found,) = next(etree.fromstring(restored[SLIDE]).iter(qn("a:rPr")))
    told = [[(one.tag, dict(one.attrib)) for one in element.iter()] for element in (found, xml(reference))]
    assert told[0] == told[1]
    assert 'typeface="Georgia"' in restored[THEME].decode()
    assert "DejaVu" not in restored[THEME].decode()


STYLES = "word/styles.xml"
NOTED = "w:shd{w:val=clear,w:color=1F497D,w:themeColor=accent1,w:fill=EEECE1,w:themeFill=background2}"


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        ("w:rFonts{w:ascii=Cambria,w:hAnsi=Cambria}", "w:rFonts{w:asciiTheme=minorHAnsi,w:hAnsiTheme=minorHAnsi}"),
        (
            "w:rFonts{w:ascii=Calibri,w:eastAsia=DFKai}",
            "w:rFonts{w:asciiTheme=majorHAnsi,w:eastAsiaTheme=majorEastAsia}",
        ),
        ("w:rFonts{w:eastAsia=DFKai}", "w:rFonts{w:eastAsiaTheme=minorEastAsia}"),
        ("w:rFonts{w:ascii=Verdana,w:cs=}", "w:rFonts{w:ascii=Verdana,w:cs=}"),
        ("w:bdr{w:color=1F497D}", "w:bdr{w:color=1F497D,w:themeColor=accent1}"),
        ("w:bdr{w:color=123456}", "w:bdr{w:color=123456}"),
        ("w:shd{w:fill=EEECE1}", "w:shd{w:fill=EEECE1,w:themeFill=background2}"),
        ("w:shd{w:fill=EEECE1,w:themeFill=text1}", "w:shd{w:fill=EEECE1,w:themeFill=text1}"),
    ],
)
@pytest.mark.parametrize("part", ["word/document.xml", STYLES])
def test_what_a_document_has_written_out_follows_the_theme_again(part: str, written: str, reference: str) -> None:
    """Typefaces of runs, and the colours of borders and shadings as the file before calls them; others stay."""
    plain = with_xml(docx_of("Text"), "word/theme/theme1.xml", _east_asian)

    def file(place: str, element: str) -> Package:
        return Package.read(with_xml(plain, place, lambda root: root[0].insert(0, xml(element))), "a.docx")

    saved = file(part, written)
    restore(saved, file(STYLES, NOTED))
    found, wanted = saved.parse(part)[0][0], xml(reference)
    assert (found.tag, dict(found.attrib)) == (wanted.tag, dict(wanted.attrib))


def _east_asian(root: etree._Element) -> None:
    for typeface in root.iter(qn("a:ea")):
        typeface.set("typeface", "DFKai")


def _document(*tables: tuple[str, str]) -> bytes:
    """A document with a table for each text, with a title of its own if there is one."""
    blocks = [
        xml(f'w:tbl/(w:tblPr/(w:tblW{{w:w=0,w:type=auto}},w:tblCaption{{w:val="{title}"}}),w:tblGrid/w:gridCol,'
            f'w:tr/w:tc/w:p/w:r/w:t"{text}")') for text, title in tables
    ]  # fmt: skip
    data = docx_of(*blocks)
    return data if all(title for _, title in tables) else with_xml(data, "word/document.xml", _drop_captions)


def _drop_captions(root: etree._Element) -> None:
    for caption in list(root.iter(qn("w:tblCaption"))):
        caption.getparent().remove(caption)


def test_the_titles_of_a_documents_tables_come_back() -> None:
    """A table is known by its text wherever it stands, or by its turn if as many are there."""
    before = _document(("one", "First"), ("two", "Second"))

    def titles(*texts: str) -> list[str]:
        saved, old = (Package.read(data, "a.docx") for data in (_document(*((text, "") for text in texts)), before))
        restore(saved, old)
        return [caption.get(qn("w:val"), "") for caption in saved.parse(saved.main_part).iter(qn("w:tblCaption"))]

    assert titles("one", "two") == ["First", "Second"]
    assert titles("changed", "two") == ["First", "Second"]
    assert titles("new", "two", "one") == ["Second", "First"]


def test_shapes_of_masters_have_ids_of_their_own() -> None:
    """LibreOffice numbers some of them like the shape tree."""
    master = "ppt/slideMasters/slideMaster1.xml"

    def number(root: etree._Element) -> None:
        for properties in root.iter(qn("p:cNvPr")):
            properties.set("id", "1")

    # a file that is not sound cannot be written by the program itself
    data = _restored(with_xml(SAVED, master, number), BEFORE)
    ids = [one.get("id") for one in etree.fromstring(parts_of(data)[master]).iter(qn("p:cNvPr"))]
    assert len(set(ids)) == len(ids) > 1
    assert len(pptx.Presentation(io.BytesIO(data)).slides) == 1


@pytest.mark.parametrize(
    ("saved", "restored"),
    [
        ("file:///home/a/{{ x }}/b.pptx", "../{{ x }}/b.pptx"),
        ("file:///home/a/%7B%7B%20x%20%7D%7D/b.pptx", "../{{ x }}/b.pptx"),
        ("file:///home/a/c.pptx", "file:///home/a/c.pptx"),
        ("https://example.org/{{ x }}/b.pptx", "https://example.org/{{ x }}/b.pptx"),
    ],
)
def test_a_link_beside_the_file_leads_there_again(saved: str, restored: str) -> None:
    """LibreOffice writes where the place is on its own computer; other addresses stay."""

    def linked(address: str) -> Package:
        package = Package.read(BEFORE, "deck.pptx")
        link = Relationship("rId77", "http://example.org/hyperlink", address, external=True)
        package.set_relationships(SLIDE, [*package.relationships(SLIDE), link])
        return package

    package = linked(saved)
    restore(package, linked("../{{ x }}/b.pptx"))
    assert [one.target for one in package.relationships(SLIDE) if one.external] == [restored]
