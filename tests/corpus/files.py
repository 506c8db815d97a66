"""The files of the corpus by their names: what each program makes, or a Word or PowerPoint file with its habits."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from tests.corpus import dialects, libraries, markup, open_document
from tests.support.other_programs import SOFFICE

_CONVERTED = (("fodt", ".docx", open_document.TEXTS), ("fodp", ".pptx", open_document.DECKS))
"""How OpenDocument files are called, what LibreOffice makes of them, and the files."""
_DOCUMENTS = {
    dialects.word_for_mac: ("headings", "comments"), dialects.google_docs: ("tables", "headers"),
    dialects.apple_pages: ("text boxes", "lists"), dialects.wps_writer: ("content controls", "tables"),
    dialects.open_xml_sdk: ("footnotes", "fields"),
}  # fmt: skip
_DECKS = {
    dialects.powerpoint_for_mac: ("layouts", "charts"), dialects.google_slides: ("tables", "SmartArt"),
    dialects.apple_keynote: ("groups", "paragraph animations"), dialects.wps_presentation: ("notes", "text properties"),
    dialects.open_xml_sdk: ("links", "shows and sections"),
}  # fmt: skip
"""The programs whose habits are put onto files, and the files."""


def _name(*words: str) -> str:
    return "-".join(re.sub(r"\W", "-", word) for word in words)


def _libraries() -> Iterator[tuple[str, Callable[[], bytes]]]:
    for name in libraries.DOCUMENTS:
        yield _name("python", name) + ".docx", partial(libraries.document, name)
    for name in libraries.DECKS:
        yield _name("python", name) + ".pptx", partial(libraries.deck, name)
    for suffix, made in ((".docx", markup.DOCUMENTS), (".pptx", markup.DECKS)):
        for name, make in made.items():
            yield _name("markup", name) + suffix, make


_PLAIN = dict(_libraries())


def _dialects() -> Iterator[tuple[str, Callable[[], bytes]]]:
    for suffix, programs in ((".docx", _DOCUMENTS), (".pptx", _DECKS)):
        for program, names in programs.items():
            for name in names:
                base = next(one for one in _PLAIN if one.endswith(_name("", name) + suffix))
                yield _name(program.__name__, name) + suffix, lambda p=program, b=base: p(_PLAIN[b]())


_MADE = {**_PLAIN, **dict(_dialects())}
LIBREOFFICE = {
    _name("libreoffice", name) + suffix: (extension, data)
    for extension, suffix, files in _CONVERTED
    for name, data in files.items()
}
"""What LibreOffice makes, with the files that it makes it of and their extension."""
NAMES = (*_MADE, *LIBREOFFICE)


@cache
def made(name: str) -> bytes:
    """A file that needs no other program."""
    return _MADE[name]()


def made_by_libreoffice(folder: Path) -> Mapping[str, bytes]:
    """All files that LibreOffice makes, in one run for texts and one for decks; `folder` is for its work."""
    assert SOFFICE is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for extension, suffix, _ in _CONVERTED:
        sources = []
        for name, (kind, data) in LIBREOFFICE.items():
            if kind == extension:
                sources.append(folder / Path(name).with_suffix(f".{extension}"))
                sources[-1].write_bytes(data)
        command = [SOFFICE, profile, "--headless", "--norestore", "--convert-to", suffix[1:], "--outdir", str(folder)]
        subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=300)
    return {name: (folder / name).read_bytes() for name in LIBREOFFICE}
