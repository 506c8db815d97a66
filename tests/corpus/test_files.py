"""Files of every origin come back as they were but for what was asked: filled, localised, converted and back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pptx
import pytest
from lxml import etree

from reportgen.convert.document import Document
from reportgen.lang.chinese.converter import ChineseConverter
from reportgen.model.glossary import Glossary
from reportgen.model.language import LANGUAGES
from reportgen.template import OfficeTemplate
from tests.corpus.files import NAMES
from tests.corpus.reading import (
    Meaning,
    differences,
    formatted,
    formatting,
    meaning,
    meanings,
    parts_of,
    texts,
    with_tags,
)
from tests.support.cxml import qn
from tests.support.invariants import check_package
from tests.support.mutations import (
    ALTERNATIVES,
    MC,
    MUTATIONS,
    NESTING,
    ORDER,
    in_strict_order,
    mutate,
    without_nesting,
)

NO_ROOM = "python-static-overflow.pptx"
"""Its texts are longer than their shapes: nobody's business until a tag prints them."""
CONTENTS = "libreoffice-contents.docx"
"""Its table of contents is written anew where its headings are filled."""
_OF_LANGUAGE = tuple(map(qn, ("w:lang", "w:rFonts", "w:themeFontLang", "a:ea", "a:latin", "a:cs", "a:sym")))
_PROPERTIES = tuple(map(qn, ("w:rPr", "a:rPr", "a:defRPr", "a:endParaRPr")))
_LANGUAGES = ("lang", "altLang", qn("w:dirty"))


def _is_sound(data: bytes, source: bytes, name: str) -> None:
    """Let python-docx or python-pptx read all that a file shows, and look for faults that its source has not."""
    if name.endswith(".docx"):
        document = docx.Document(io.BytesIO(data))
        read = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        read += [paragraph.text for paragraph in document.paragraphs]
    else:
        slides = pptx.Presentation(io.BytesIO(data)).slides
        read = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    assert all(isinstance(text, str) for text in read)
    assert set(check_package(data)) - set(check_package(source)) == set()


FILLED = [name for name in NAMES if name != NO_ROOM]
"""The files whose texts fit where they stand."""


def test_the_corpus_has_files_of_both_kinds() -> None:
    """Sixty and more, of each kind at least a third."""
    suffixes = [Path(name).suffix for name in NAMES]
    assert len(set(NAMES)) == len(NAMES) >= 60
    assert min(suffixes.count(".docx"), suffixes.count(".pptx")) * 3 >= len(NAMES)


def test_a_file_without_tags_comes_back(name: str, source: bytes) -> None:
    """Part for part, whatever program has made it."""
    rendered = OfficeTemplate(source, name).render({})
    _is_sound(rendered, source, name)
    assert differences(meanings(rendered), meanings(source)) == {}


@pytest.mark.parametrize("name", [name for name in FILLED if name != CONTENTS], indirect=True)  # it has texts twice
def test_a_file_filled_with_its_own_texts_says_the_same(name: str, source: bytes) -> None:
    """Every text is printed by a tag where it stood: the texts and their formatting are those of the file."""
    tagged, said = with_tags(source)
    rendered = OfficeTemplate(tagged, name).render({"t": said})
    _is_sound(rendered, source, name)
    assert differences(formatted(rendered), formatted(source)) == {}
    assert parts_of(rendered).keys() ^ parts_of(source).keys() <= {"docProps/thumbnail.jpeg"}


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_a_localised_file_differs_in_its_languages_and_typefaces(name: str, source: bytes, language: str) -> None:
    """Its texts and all else stay, but what Office has counted."""
    rendered = OfficeTemplate(source, name).compile(LANGUAGES[language]).render({})
    _is_sound(rendered, source, name)
    found, expected = (_without_language(data) for data in (rendered, source))
    assert differences(found, expected) == {}


def _without_language(data: bytes) -> dict[str, Meaning]:
    found = {}
    for name, part in parts_of(data).items():
        if name.endswith(".xml") and not name.startswith(("docProps/", "[")):
            root = etree.fromstring(part)
            etree.strip_elements(root, *_OF_LANGUAGE, with_tail=False)
            for element in root.iter(etree.Element):
                for key in _LANGUAGES:
                    element.attrib.pop(key, None)
            for element in list(root.iter(*_PROPERTIES)):
                if not len(element) and not element.attrib:
                    element.getparent().remove(element)
            found[name] = meaning(root)
    return found


def test_a_file_goes_to_the_other_chinese_and_back(name: str, source: bytes) -> None:
    """Nothing is left in the first, and the way back ends where it began."""
    there = ChineseConverter(Glossary({}, ()), "zh-Hant", "zh-Hans")
    back = ChineseConverter(Glossary({}, ()), "zh-Hans", "zh-Hant")
    converted = Document(source, name).convert(there, LANGUAGES["zh-Hans"]).data
    returned = Document(converted, name).convert(back, LANGUAGES["zh-Hant"]).data
    for data in (converted, returned):
        _is_sound(data, source, name)
    left = {part for part, text in parts_of(converted).items() if part.endswith(".xml") and "會議" in text.decode()}
    assert left == set()
    assert texts(returned) == texts(source)
    assert parts_of(returned).keys() ^ parts_of(source).keys() <= {"docProps/thumbnail.jpeg"}


# -- the same files, written in another way


def _mutations() -> list[tuple[str, str]]:
    """Each file with all that can be done to its markup at once, one of the single changes, and other nesting."""
    found = []
    for number, name in enumerate(FILLED):
        nested = (NESTING, ORDER) if name.endswith(".docx") else (ALTERNATIVES,)
        found += [(name, mutation) for mutation in (MUTATIONS[-1], MUTATIONS[number % (len(MUTATIONS) - 1)], *nested)]
    return found


@pytest.mark.parametrize(("name", "mutation"), _mutations(), indirect=["name"])
def test_a_file_is_filled_alike_however_it_is_written(name: str, source: bytes, mutation: str) -> None:
    """Prefixes, attributes, quotes, comments, alternatives, elements that mark others: the same result."""
    tagged, said = with_tags(source)
    expected = OfficeTemplate(tagged, name).render({"t": said})
    found = OfficeTemplate(mutate(tagged, mutation), name).render({"t": said})
    assert set(check_package(found)) - set(check_package(mutate(source, mutation))) == set()
    assert differences(_unchanged(found, mutation), _unchanged(expected, mutation)) == {}


def _unchanged(data: bytes, mutation: str) -> dict[str, Any]:
    """What the parts say, without what a mutation has added."""
    if mutation in (NESTING, ORDER):
        change = without_nesting if mutation == NESTING else in_strict_order
        document = change(etree.fromstring(parts_of(data)["word/document.xml"]))
        return {**meanings(data), "word/document.xml": formatting(document)}
    found: dict[str, Any] = meanings(data)
    for name in found if mutation == ALTERNATIVES else ():
        if name.startswith("ppt/slides/slide"):
            found[name] = [element for element in found[name] if not element[0].startswith(f"{{{MC}}}")]
    return found
