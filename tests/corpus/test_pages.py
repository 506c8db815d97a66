"""The pages of files of every origin, as LibreOffice prints them: what has no tag looks as it looked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from reportgen.convert.document import Document
from reportgen.lang.chinese.converter import ChineseConverter
from reportgen.model.glossary import Glossary
from reportgen.model.language import LANGUAGES
from reportgen.printing.libreoffice import find_libreoffice
from reportgen.printing.page_pictures import page_count, page_pictures
from reportgen.printing.printer import Printer
from reportgen.template import OfficeTemplate
from tests.corpus.files import LIBREOFFICE, NAMES, made


@pytest.fixture(scope="module")
def sources(by_libreoffice: Mapping[str, bytes]) -> dict[str, bytes]:
    """The whole corpus."""
    return {name: by_libreoffice[name] if name in LIBREOFFICE else made(name) for name in NAMES}


def _printed(files: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """The PDF of each file; raises for one that LibreOffice does not open."""
    with Printer[str](find_libreoffice(), 1) as printer:
        for name, data in files:
            printer.add(name, name, data)
        printed = {result.name: result.data for result in printer.finish()}
    assert [name for name, data in printed.items() if data is None] == []
    return {name: data for name, data in printed.items() if data is not None}


def _pictures(pdf: bytes) -> dict[int, bytes]:
    return page_pictures(pdf, range(1, page_count(pdf) + 1), 40)


def test_pages_without_tags_look_as_they_did(sources: Mapping[str, bytes]) -> None:
    """Rendered in no language: every page of every file, dot for dot."""
    before = _printed(sources.items())
    after = _printed((name, OfficeTemplate(data, name).render({})) for name, data in sources.items())
    assert [name for name in NAMES if _pictures(before[name]) != _pictures(after[name])] == []


def test_localised_and_converted_files_open(sources: Mapping[str, bytes]) -> None:
    """LibreOffice prints each file, in turn localised or converted."""
    there = ChineseConverter(Glossary({}, ()), "zh-Hant", "zh-Hans")
    language = LANGUAGES["zh-Hans"]
    files = {}
    for number, (name, data) in enumerate(sources.items()):
        if number % 2:
            files[name] = OfficeTemplate(data, name).compile(language).render({})
        else:
            files[name] = Document(data, name).convert(there, language).data
    assert len(_printed(files.items())) == len(sources)
