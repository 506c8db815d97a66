"""Finds the typeface that Office takes for a character: by its script, from the run, its styles and the theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from reportgen.characters import EAST_ASIAN
from reportgen.office.drawing.theme import Fonts, read_fonts
from reportgen.office.markup.dialect import DRAWING
from reportgen.office.markup.namespaces import qn
from reportgen.review.document import OfficeDocument
from reportgen.review.text_runs import TextRun, slide_runs, word_runs

_SCRIPTS = {"zh-HK": "Hant", "zh-TW": "Hant", "zh-MO": "Hant", "zh-CN": "Hans", "zh-SG": "Hans", "ja-JP": "Jpan",
            "ko-KR": "Hang"}  # fmt: skip
"""Office's language tag → the script by which a theme names a typeface for it."""
_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")
_THEME_ATTRIBUTES = {"w:ascii": "w:asciiTheme", "w:hAnsi": "w:hAnsiTheme", "w:eastAsia": "w:eastAsiaTheme"}


class Typefaces(NamedTuple):
    """The typefaces of a run, for Latin and for East Asian characters; empty where none is known."""

    latin: str
    east_asian: str

    def candidates(self, character: str) -> tuple[str, ...]:
        """Return the typefaces that may show a character.

        Which of the two a quotation mark, a dash or an ellipsis takes depends on its neighbours, the language
        and the program (ECMA-376 part 1 §17.3.2.26), so both are named for what is in neither class.
        """
        if _EAST_ASIAN.match(character):
            return (self.east_asian,) if self.east_asian else ()
        if character < "\u0250" and character not in _AMBIGUOUS:
            return (self.latin,) if self.latin else ()
        return tuple(dict.fromkeys(name for name in self if name))


_AMBIGUOUS = "¡¤§¨ª\u00ad¯°±²³´¶·¸¹º¼½¾¿×ßàáèéêìíðòó÷øùúüāēěīňōūǎǐǒǔǖǘǚǜ"
"""Characters of Latin blocks that Word may take from the East Asian typeface (the same section)."""


def runs_with_typefaces(document: OfficeDocument) -> Iterator[tuple[TextRun, Typefaces]]:
    """Yield every run of a file that a reader sees, notes and charts included, with its typefaces."""
    yield from _chart_runs(document)
    for slide in (*document.slides, *document.notes):
        for run, _ in slide_runs(document, slide):
            yield run, _drawing_typefaces(run, slide.theme)
    theme = document.main_related("theme")
    settings = document.main_related("settings")
    language = settings.find(qn("w:themeFontLang")) if settings is not None else None
    script = _SCRIPTS.get(language.get(qn("w:eastAsia"), ""), "") if language is not None else ""
    for run in word_runs(document):
        yield run, _word_typefaces(run, theme, script)


def _chart_runs(document: OfficeDocument) -> Iterator[tuple[TextRun, Typefaces]]:
    """Yield the texts of charts (titles, names of categories and series), which inherit their chart's properties."""
    theme = document.slides[0].theme if document.slides else document.main_related("theme")
    for part in document.parts:
        root = document.root(part.name)
        if root.tag != qn("c:chartSpace"):
            continue
        chart_defaults = root.find(f"{qn('c:txPr')}/{qn('a:p')}/{qn('a:pPr')}/{qn('a:defRPr')}")
        shared = () if chart_defaults is None else (chart_defaults,)
        for text in root.iter(qn("c:v"), DRAWING.text):
            before = text.getprevious()
            properties = (before, *shared) if before is not None and before.tag == DRAWING.run_properties else shared
            run = TextRun(document.visible_text(text.text or ""), text, part.steps, properties)
            yield run, _drawing_typefaces(run, theme)


def _drawing_typefaces(run: TextRun, theme: etree._Element | None) -> Typefaces:
    script = _SCRIPTS.get(run.attribute("lang"), "")
    latin, east_asian = (_drawing_typeface(run, name, theme, script) for name in ("a:latin", "a:ea"))
    return Typefaces(latin, east_asian)


def _drawing_typeface(run: TextRun, name: str, theme: etree._Element | None, script: str) -> str:
    element = run.child(name)
    reference = "+mn-lt" if name == "a:latin" else "+mn-ea"
    return _fonts(theme).resolve(element.get("typeface", "") if element is not None else reference, script)


@lru_cache(maxsize=100)
def _fonts(theme: etree._Element | None) -> Fonts:
    return read_fonts(theme) if theme is not None else Fonts()


def _word_typefaces(run: TextRun, theme: etree._Element | None, script: str) -> Typefaces:
    return Typefaces(*(_word_typeface(run, slot, theme, script) for slot in ("w:ascii", "w:eastAsia")))


def _word_typeface(run: TextRun, slot: str, theme: etree._Element | None, script: str) -> str:
    for source in run.properties:
        fonts_element = source.find(qn("w:rFonts"))
        if fonts_element is None:
            continue
        reference = fonts_element.get(qn(_THEME_ATTRIBUTES[slot]), "")
        if reference:
            fonts = _fonts(theme)
            collection = fonts.major if reference.startswith("major") else fonts.minor
            return collection.typeface("ea" if reference.endswith("EastAsia") else "lt", script)
        if fonts_element.get(qn(slot)):
            return str(fonts_element.get(qn(slot)))
    return ""
