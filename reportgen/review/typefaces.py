"""Finds the typeface that Office takes for a character: by its script, from the run, its styles and the theme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportgen.characters import EAST_ASIAN
from reportgen.office.drawing.theme import Fonts, read_fonts
from reportgen.office.markup.dialect import DRAWING
from reportgen.office.markup.namespaces import qn
from reportgen.review.document import OfficeDocument
from reportgen.review.text_runs import Formatting, TextRun

_SCRIPTS = {"zh-HK": "Hant", "zh-TW": "Hant", "zh-MO": "Hant", "zh-CN": "Hans", "zh-SG": "Hans", "ja-JP": "Jpan",
            "ko-KR": "Hang"}  # fmt: skip
"""Office's language tag → the script by which a theme names a typeface for it."""
_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")
_THEME_ATTRIBUTES = {"w:ascii": "w:asciiTheme", "w:eastAsia": "w:eastAsiaTheme"}
"""The attributes of `w:rFonts` for Latin and East Asian characters → those that name a typeface of the theme instead.
"""


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


def runs_with_typefaces(document: OfficeDocument) -> Iterator[tuple[TextRun[Formatting], Typefaces]]:
    """Yield every run of a file that a reader sees, notes and charts included, with its typefaces."""
    found: dict[Formatting, Typefaces] = {}
    for run, fonts in _drawing_runs(document):
        if run.formatting not in found:
            found[run.formatting] = _drawing_typefaces(run.formatting, fonts)
        yield run, found[run.formatting]
    fonts, script = _theme_fonts(document), _theme_script(document)
    for word_run in document.word_runs:
        if word_run.formatting not in found:
            found[word_run.formatting] = _word_typefaces(word_run.formatting, fonts, script)
        yield word_run, found[word_run.formatting]


def _drawing_runs(document: OfficeDocument) -> Iterator[tuple[TextRun[Formatting], Fonts]]:
    """Yield the runs of charts, slides and notes, each with the typefaces of its theme."""
    fonts = document.slides[0].base.fonts if document.slides else _theme_fonts(document)
    for run in _chart_runs(document):
        yield run, fonts
    for slide in (*document.slides, *document.notes):
        for run in slide.runs:
            yield run, slide.base.fonts


def _chart_runs(document: OfficeDocument) -> Iterator[TextRun[Formatting]]:
    """Yield the texts of charts (titles, names of categories and series), which inherit their chart's properties."""
    for part in document.parts:
        root = document.root(part.name)
        if root.tag != qn("c:chartSpace"):
            continue
        chart_defaults = root.find(f"{qn('c:txPr')}/{qn('a:p')}/{qn('a:pPr')}/{qn('a:defRPr')}")
        inherited = () if chart_defaults is None else (chart_defaults,)
        for text in root.iter(qn("c:v"), DRAWING.text):
            before = text.getprevious()
            own = before if before is not None and before.tag == DRAWING.run_properties else None
            yield TextRun(document.texts.of(text.text or ""), text, part.steps, Formatting(own, inherited))


def _drawing_typefaces(formatting: Formatting, fonts: Fonts) -> Typefaces:
    script = _SCRIPTS.get(formatting.attribute("lang"), "")
    latin, east_asian = formatting.child("a:latin"), formatting.child("a:ea")
    return Typefaces(
        fonts.resolve(latin.get("typeface", "") if latin is not None else "+mn-lt", script),
        fonts.resolve(east_asian.get("typeface", "") if east_asian is not None else "+mn-ea", script),
    )


def _theme_fonts(document: OfficeDocument) -> Fonts:
    """Return the typefaces of the theme that a whole file shares."""
    theme = document.main_related("theme")
    return read_fonts(theme) if theme is not None else Fonts()


def _theme_script(document: OfficeDocument) -> str:
    """Return the script for which the theme of a Word file gives its East Asian typefaces."""
    settings = document.main_related("settings")
    language = settings.find(qn("w:themeFontLang")) if settings is not None else None
    return _SCRIPTS.get(language.get(qn("w:eastAsia"), ""), "") if language is not None else ""


def _word_typefaces(formatting: Formatting, fonts: Fonts, script: str) -> Typefaces:
    return Typefaces(*(_word_typeface(formatting, slot, fonts, script) for slot in ("w:ascii", "w:eastAsia")))


def _word_typeface(formatting: Formatting, slot: str, fonts: Fonts, script: str) -> str:
    for source in formatting.sources:
        fonts_element = source.find(qn("w:rFonts"))
        if fonts_element is None:
            continue
        reference = fonts_element.get(qn(_THEME_ATTRIBUTES[slot]), "")
        if reference:
            collection = fonts.major if reference.startswith("major") else fonts.minor
            return collection.typeface("ea" if reference.endswith("EastAsia") else "lt", script)
        if fonts_element.get(qn(slot)):
            return str(fonts_element.get(qn(slot)))
    return ""
