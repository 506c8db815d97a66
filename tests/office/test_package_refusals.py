"""A file that is no template is refused at once, with its name and in words its owner understands."""

from __future__ import annotations

import pytest
from lxml import etree

from reportgen.diagnostics import ProblemsFound
from reportgen.office.opc.package import Package
from reportgen.template import OfficeTemplate
from tests.support.cxml import qn
from tests.support.office import docx_of, parts_of, pptx_of, with_parts, with_xml, zip_of

DOCX, PPTX = docx_of("Text"), pptx_of("Text")
TYPES, ROOT_RELS = "[Content_Types].xml", "_rels/.rels"
BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


def _refusal(data: bytes, name: str = "letter.docx") -> str:
    with pytest.raises(ProblemsFound) as found:
        OfficeTemplate(data, name).compile()
    (problem,) = found.value.diagnostics
    assert problem.code == "not-a-template"
    assert problem.location.path == name
    return problem.message.removeprefix("cannot be used as a template: ")


def _retyped(data: bytes, old: str, new: str) -> bytes:
    """The package with a content type changed."""
    content = parts_of(data)[TYPES]
    assert old.encode() in content
    return with_parts(data, {TYPES: content.replace(old.encode(), new.encode())})


def _with_doctype(part: str) -> bytes:
    content = parts_of(DOCX)[part]
    head, _, body = content.partition(b"?>")
    return with_parts(DOCX, {part: head + b"?>" + BOMB + body})


MAIN = "wordprocessingml.document.main+xml"
WORD_TYPE = f"application/vnd.openxmlformats-officedocument.{MAIN}"
SLIDES = "presentationml.presentation.main+xml"
SHOW_TYPE = f"application/vnd.openxmlformats-officedocument.{SLIDES}"
LEGACY = "it is protected with a password or saved in the format of Office 97–2003; save it as .docx or .pptx"
MACROS = '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
NEITHER = "it is neither a Word document nor a PowerPoint presentation"
SHOW = "it is a PowerPoint show (.ppsx); open it and save it as .pptx"
WORKBOOK = "it is an Excel workbook and neither a Word document nor a presentation"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (with_parts(DOCX, {"word/document.xml": b"<a/>"}), "its main part is no document: it begins with <a>"),
        (b"Dear {{ name }},", "it is no Word or PowerPoint file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), LEGACY),
        (b"%PDF-1.7", "it is a PDF under another name; take the file that it was made from"),
        (b"{\\rtf1\\ansi", "it is a Rich Text file (.rtf) under another name; open it and save it as .docx"),
        (b"\xef\xbb\xbf\n<HTML>", "it is a web page under another name; open it and save it as .docx"),
        (
            _retyped(DOCX, WORD_TYPE, "application/vnd.ms-word.document.macroEnabled.main+xml"),
            "it is a Word document that may hold macros (.docm); save it without them as .docx",
        ),
        (
            _retyped(PPTX, SHOW_TYPE, "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml"),
            "it is a PowerPoint show that may hold macros (.ppsm); save it without them as .pptx",
        ),
        (
            _retyped(DOCX, MAIN, "wordprocessingml.template.main+xml"),
            "it is a Word template (.dotx); open it and save it as .docx",
        ),
        (_retyped(PPTX, SLIDES, "presentationml.slideshow.main+xml"), SHOW),
        (
            _retyped(PPTX, SLIDES, "presentationml.template.main+xml"),
            "it is a PowerPoint template (.potx); open it and save it as .pptx",
        ),
        (_retyped(DOCX, MAIN, "spreadsheetml.sheet.main+xml"), WORKBOOK),
        (_retyped(DOCX, MAIN, "anything.main+xml"), NEITHER),
        (PPTX, "it is a .pptx file under another name; rename it"),
        (with_parts(DOCX, {"word/vbaProject.bin": b"x"}), "it carries macros; save it without them"),
        (_retyped(DOCX, "</Types>", f"{MACROS}</Types>"), "it carries macros; save it without them"),
        (with_parts(DOCX, {ROOT_RELS: None}), "it has no main document part"),
    ],
    ids=[
        "empty",
        "another-document",
        "text",
        "legacy",
        "pdf",
        "rtf",
        "web-page",
        "docm",
        "ppsm",
        "dotx",
        "ppsx",
        "potx",
        "sheet",
        "other",
        "renamed",
        "macros",
        "macros-by-another-name",
        "no-main-part",
    ],
)
def test_each_wrong_sort_of_file_is_told_apart(data: bytes, reason: str) -> None:
    """The message says what the file is, and the way out where there is one."""
    assert _refusal(data) == reason


def test_a_word_file_is_no_presentation() -> None:
    """The check of names works both ways."""
    assert _refusal(DOCX, "deck.pptx") == "it is a .docx file under another name; rename it"


def test_the_ending_of_a_name_may_be_in_capitals() -> None:
    """`LETTER.DOCX` is a Word file."""
    assert Package.read(DOCX, "LETTER.DOCX").format == "docx"


def test_a_cut_off_download_is_damaged() -> None:
    """Half a file is recognised as such."""
    assert "damaged or cut off" in _refusal(DOCX[: len(DOCX) // 2])


def test_a_zip_file_without_a_list_of_parts_is_refused() -> None:
    """An ordinary zip archive lacks the list that makes it an Office file."""
    assert "it has no list of its parts" in _refusal(zip_of({"a.txt": b"x"}))


def test_an_opendocument_file_is_told_by_its_own_list() -> None:
    """An editor who saved one under the template's name hears how to save it."""
    said = _refusal(zip_of({"mimetype": b"x", "META-INF/manifest.xml": b"<m/>"}))
    assert said == "it is an OpenDocument file under another name; save it as .docx or .pptx"


def test_a_file_of_pages_or_keynote_is_told_by_its_parts() -> None:
    """So is what Apple's programs save."""
    said = _refusal(zip_of({"Index/Document.iwa": b"x", "preview.jpg": b"x"}))
    assert said == "it is a Pages or Keynote file under another name; export it to Word or PowerPoint"


@pytest.mark.parametrize("content", [b"", b"<Types", b"<a/><b/>", BOMB + b"<x/>"])
def test_a_damaged_list_of_parts_is_refused(content: bytes) -> None:
    """A list of parts that is no XML, or has a document type, is named."""
    assert "its list of parts cannot be read" in _refusal(with_parts(DOCX, {TYPES: content}))


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml"])
def test_a_document_type_declaration_is_refused(part: str) -> None:
    """Entity bombs and files read through entities come with a DTD, which Office refuses too."""
    assert _refusal(_with_doctype(part)).startswith(f"the part '{part}' cannot be read")


@pytest.mark.parametrize("part", ["word/document.xml", "word/_rels/document.xml.rels", "docProps/app.xml"])
def test_xml_that_is_not_well_formed_is_refused(part: str) -> None:
    """Nothing is recovered: what a recovering parser drops would be lost in silence."""
    content = parts_of(DOCX)[part]
    assert f"the part '{part}' cannot be read" in _refusal(with_parts(DOCX, {part: content[:-9]}))


def test_a_strict_file_is_refused() -> None:
    """Files of the strict variant use other namespaces throughout; the message says how to save."""
    strict = parts_of(DOCX)[ROOT_RELS].replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument",
    )
    reason = _refusal(with_parts(DOCX, {ROOT_RELS: strict}))
    assert reason == "it is a Strict Open XML file; save it as the normal .docx or .pptx"


def test_other_spellings_of_relationship_types_are_read() -> None:
    """WPS Office writes the type of core properties with a small letter; its files work all the same."""

    def respell(root: etree._Element) -> None:
        for item in root:
            item.set("Type", item.get("Type", "").replace("core-properties", "coreProperties"))

    data = with_xml(docx_of("Text", properties={"title": "{{ t }}"}), ROOT_RELS, respell)
    assert b"A title" in parts_of(OfficeTemplate(data, "a.docx").render({"t": "A title"}))["docProps/core.xml"]


def test_targets_may_be_absolute() -> None:
    """A relationship may name its part from the package's root."""

    def absolute(root: etree._Element) -> None:
        for item in root.iter(qn("rel:Relationship")):
            item.set("Target", "/" + item.get("Target", ""))

    assert Package.read(with_xml(DOCX, ROOT_RELS, absolute), "a.docx").main_part == "word/document.xml"
