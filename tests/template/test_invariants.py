"""The checker that watches over every test finds each fault it is there for, and none in a sound file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

import reportgen.files
from reportgen.template import OfficeTemplate
from tests.support.cxml import NAMESPACES, qn, xml
from tests.support.invariants import check_package
from tests.support.office import (
    Office,
    Slide,
    docx_of,
    parts_of,
    pptx_of,
    table,
    with_parts,
    with_sections,
    with_xml,
    zip_of,
)

Change = Callable[[bytes], bytes]
DOCUMENT, SLIDE, PRESENTATION = "word/document.xml", "ppt/slides/slide1.xml", "ppt/presentation.xml"
SLIDE_RELS, TYPES = "ppt/slides/_rels/slide1.xml.rels", "[Content_Types].xml"
WORD_FILE = docx_of("Text", table(["A", "B"]), header="Head", footer="Foot")
DECK = with_sections(
    pptx_of(Slide(["Text"], table=[["A", "B"]], notes="Say"), Slide(["More"], notes="So")), {"S": [1, 2]}
)


def test_a_finished_file_is_sound(office: Office) -> None:
    """A file from the engine has no faults, so a fault in a test below comes from what was planted."""
    data = {"docx": WORD_FILE, "pptx": DECK}[str(office)]
    assert check_package(OfficeTemplate(data, office.name).render({})) == []


def _add(part: str, path: str, *children: str) -> Change:
    """Append elements to the first that the path finds."""

    def change(root: etree._Element) -> None:
        root.xpath(path, namespaces=NAMESPACES)[0].extend(xml(child) for child in children)

    return lambda data: with_xml(data, part, change)


def _drop(part: str, path: str) -> Change:
    def change(root: etree._Element) -> None:
        for element in root.xpath(path, namespaces=NAMESPACES):
            element.getparent().remove(element)

    return lambda data: with_xml(data, part, change)


def _set(part: str, path: str, attribute: str, value: str) -> Change:
    def change(root: etree._Element) -> None:
        root.xpath(path, namespaces=NAMESPACES)[0].set(qn(attribute), value)

    return lambda data: with_xml(data, part, change)


def _replace(part: str, old: str, new: str) -> Change:
    def change(data: bytes) -> bytes:
        content = parts_of(data)[part]
        assert old.encode() in content, f"{old!r} is not in {part}"
        return with_parts(data, {part: content.replace(old.encode(), new.encode(), 1)})

    return change


IN_WORD = [
    (_replace(DOCUMENT, "<w:body>", "<w:body"), "not well formed"),
    (_replace(DOCUMENT, "<w:document", "<!DOCTYPE d []><w:document"), "document type declaration"),
    (lambda data: with_parts(data, {"word/extra.xml": b"<x/>"}), "nothing leads to it"),
    (lambda data: with_parts(data, {"word/media/a.xyz": b""}), "has no content type"),
    (lambda data: with_parts(data, {"word/footer1.xml": None}), "points at 'word/footer1.xml', which is not there"),
    (_set(TYPES, "ct:Override[last()]", "PartName", "/word/gone.xml"), "word/gone.xml: has a content type"),
    (_set(DOCUMENT, "//w:headerReference", "r:id", "rId99"), "refers to 'rId99', which is no relationship"),
    (_set("word/_rels/document.xml.rels", "rel:Relationship[2]", "Id", "rId1"), "two relationships 'rId1'"),
    (_replace(DOCUMENT, ">Text<", ">{{ x }}<"), "'{{' is left in '{{ x }}'"),
    (_replace(DOCUMENT, ">Text<", ">{%<"), "'{%' is left"),
    (_replace("docProps/core.xml", "<dc:description>", "<dc:description>{# x #}"), "'{#' is left"),
    (_replace(DOCUMENT, ">Text<", "><?rg 4?><"), "the placeholder <?rg 4?>"),
    (_replace(DOCUMENT, ">Text<", ">\ufdd04\ufdd1<"), "'\\ufdd0' is left"),
    (_set(DOCUMENT, "//w:tc", "rgColspan", "2"), "w:tc has the engine's own name 'rgColspan'"),
    (_add(DOCUMENT, "w:body/w:p", "w:rgInserted"), "w:rgInserted has the engine's own name"),
    (_replace(DOCUMENT, "<w:body>", "<w:body>Text"), "the text 'Text' stands in or behind w:body"),
    (_add(DOCUMENT, "w:body", "w:r"), "w:r stands in w:body"),
    (_add(DOCUMENT, "w:body", "w:p"), "w:sectPr is not last in w:body"),
    (_add(DOCUMENT, "w:body/w:p", "w:pPr"), "w:pPr is not first in w:p"),
    (_add(DOCUMENT, "//w:tr", "w:tc"), "w:tc holds no w:p"),
    (_add(DOCUMENT, "//w:tc", "w:tbl/w:tr/w:tc/w:p"), "w:tc ends with w:tbl"),
    (_add(DOCUMENT, "//w:tbl", "w:tr"), "w:tr holds no w:tc"),
    (_drop(DOCUMENT, "//w:tr"), "w:tbl holds no w:tr"),
    (_drop("word/header1.xml", "w:p"), "w:hdr holds no w:p"),
    (_add(DOCUMENT, "//w:r", "w:drawing/(wp:docPr{id=7},wp:docPr{id=7})"), "two wp:docPr with id '7'"),
    (_add(DOCUMENT, "w:body/w:p", "w:bookmarkEnd{w:id=3}"), "refers to w:bookmarkStart '3', which is not there"),
    (_add(DOCUMENT, "//w:r", "w:footnoteReference{w:id=2}"), "refers to w:footnote '2', which is not there"),
]

IN_POWERPOINT = [
    (_set(SLIDE, "//p:sp//p:cNvPr", "id", "1"), "two p:cNvPr with id '1'"),
    (_drop(SLIDE, "//a:tc[1]"), "a row of 1 cells in a table of 2 columns"),
    (_drop(SLIDE, "//a:tr"), "a:tbl holds no a:tr"),
    (_drop(SLIDE, "//p:sp/p:txBody/a:p"), "p:txBody holds no a:p"),
    (_add(SLIDE, "//p:sp/p:txBody/a:p", "a:endParaRPr", "a:r/a:t"), "a:endParaRPr is not last in a:p"),
    (_add(SLIDE, "p:cSld", "p:timing/p:spTgt{spid=99}"), "refers to p:cNvPr '99', which is not there"),
    (_set(PRESENTATION, "//p:sldId[1]", "id", "255"), "slide id '255'"),
    (_set(PRESENTATION, "//p:sldId[2]", "id", "256"), "two p:sldId with id '256'"),
    (_drop(PRESENTATION, "//p:sldIdLst/p:sldId[1]"), "slide1.xml: is in no list of slides"),
    (_drop(PRESENTATION, "//p:sldIdLst/p:sldId[1]"), "a section lists the slide id '256'"),
    (_replace("ppt/notesSlides/_rels/notesSlide1.xml.rels", "slides/slide1", "slides/slide2"), "points at ["),
    (_replace(SLIDE_RELS, "notesSlide1", "notesSlide2"), "notesSlide2.xml: shared by"),
]


@pytest.mark.parametrize(("plant", "fault"), IN_WORD)
def test_it_finds_what_is_wrong_in_a_word_file(plant: Change, fault: str) -> None:
    """Each fault that makes Word repair or refuse a file is named."""
    assert fault in "\n".join(check_package(plant(WORD_FILE)))
    assert fault not in "\n".join(check_package(WORD_FILE))


@pytest.mark.parametrize(("plant", "fault"), IN_POWERPOINT)
def test_it_finds_what_is_wrong_in_a_presentation(plant: Change, fault: str) -> None:
    """Each fault that makes PowerPoint repair or refuse a file is named."""
    assert fault in "\n".join(check_package(plant(DECK)))
    assert fault not in "\n".join(check_package(DECK))


def test_it_reads_the_archive_too() -> None:
    """Dates, double names and damage are found before any part is read."""
    twice = zip_of([*parts_of(WORD_FILE).items(), ("WORD/document.xml", b"<x/>")])
    assert "word/document.xml: twice in the archive" in check_package(twice)
    assert f"{DOCUMENT}: dated" in "\n".join(check_package(WORD_FILE))
    assert "no zip archive" in check_package(WORD_FILE[: len(WORD_FILE) // 2])[0]


def test_text_that_looks_like_a_tag_may_be_meant() -> None:
    """A test that prints braces says so, and then only the engine's own marks count."""
    data = _replace(DOCUMENT, ">Text<", ">{{ x }}<")(WORD_FILE)
    assert not any("is left" in fault for fault in check_package(data, tags_as_data=True))


# -- the fixture that nobody has to remember


def test_whatever_the_engine_writes_is_checked() -> None:
    """A file that is not sound fails the test that made it, here by a part that nothing leads to."""
    data = with_parts(WORD_FILE, {"word/orphan.xml": b"<x/>"})
    with pytest.raises(AssertionError, match=r"word/orphan\.xml: nothing leads to it"):
        OfficeTemplate(data, "letter.docx").render({})


@pytest.mark.parametrize("name", ["a.docx", "b.pptx"])
def test_whatever_is_put_on_disk_is_checked(tmp_path: Path, name: str) -> None:
    """The second door: a file written whole is looked at before it is there; other kinds of files are not."""
    with pytest.raises(AssertionError, match="no zip archive"):
        reportgen.files.write_atomically(tmp_path / name, b"junk")
    assert not (tmp_path / name).exists()
    reportgen.files.write_atomically(tmp_path / "a.txt", b"junk")
    assert (tmp_path / "a.txt").read_bytes() == b"junk"
