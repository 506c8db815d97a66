"""Writes the output language into a package: theme fonts, language tags, East Asian typefaces.

Office picks glyph shapes, line breaking and proofing from these, so they are written for every run
and not left to what the reader's machine assumes. What an editor has set on a run stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from reportgen.characters import has_ideograph
from reportgen.model.language import Language
from reportgen.office.drawing.theme import Fonts
from reportgen.office.markup.dialect import (
    ARPR_AFTER_EA,
    ARPR_AFTER_LATIN,
    DRAWING,
    RPR_AFTER_LANG,
    RPR_AFTER_RFONTS,
    WORD,
    Dialect,
    dialect_of,
    insert_in_order,
)
from reportgen.office.markup.marks import RUN_NOTE
from reportgen.office.markup.namespaces import qn

ALTERNATIVE_LANGUAGE = "en-US"
"""The second language that PowerPoint itself writes for East Asian text (`altLang`)."""
EAST_ASIAN_LANGUAGE = "zh-HK"
"""The East Asian language in Word's settings where the document is in none."""

_THEME_ATTRIBUTES = {"w:ascii": "w:asciiTheme", "w:hAnsi": "w:hAnsiTheme", "w:eastAsia": "w:eastAsiaTheme"}


def set_theme_fonts(theme: etree._Element, language: Language, fonts: Fonts) -> None:
    """Write the language's typeface into both slots of both theme fonts.

    East Asian editions use the East Asian face for Latin letters too, so that digits, quotation marks
    and baselines match.
    """
    if not language.east_asian:
        return
    typeface = fonts.for_language(language)
    for collection in theme.iter(qn("a:majorFont"), qn("a:minorFont")):
        for slot in ("a:latin", "a:ea"):
            element = collection.find(qn(slot))
            if element is not None:
                element.set("typeface", typeface)
                for metric in ("panose", "pitchFamily", "charset"):
                    element.attrib.pop(metric, None)


def set_languages(root: etree._Element, language: Language, fonts: Fonts | None) -> None:
    """Tag every run, list level, style and default of a part with the output language."""
    note_runs(root)
    set_noted_languages(root, language, fonts)


def note_runs(root: etree._Element) -> None:
    """Note in the run properties of a part what a language asks of runs, so that it can be set when tags have cut them.

    A run that has text and no properties gets some, for the languages that need them.
    """
    for properties in _run_properties(root):
        if _formats_ideographs(properties):
            properties.set(RUN_NOTE, _IDEOGRAPHS)
    for run in root.iter(qn("w:r"), qn("a:r"), qn("a:fld")):
        dialect = dialect_of(run)
        if run.find(dialect.run_properties) is None and run.find(dialect.text) is not None:
            run.insert(0, etree.Element(dialect.run_properties, {RUN_NOTE: _BARE}))


def set_noted_languages(root: etree._Element, language: Language | None, fonts: Fonts | None) -> None:
    """Tag a part whose runs were noted with the output language; without one, only the notes are taken out."""
    for properties in list(_run_properties(root)):  # a list, since some are removed
        if not set_noted_language(properties, language, fonts):
            properties.getparent().remove(properties)  # type: ignore[union-attr]
    if language is None:
        return
    for settings in root.iter(qn("w:themeFontLang")):
        settings.set(qn("w:val"), language.latin_tag)
        settings.set(qn("w:eastAsia"), language.office if language.east_asian else EAST_ASIAN_LANGUAGE)


def set_noted_language(properties: etree._Element, language: Language | None, fonts: Fonts | None) -> bool:
    """Write the output language into noted run properties; False where there should be none."""
    note = properties.attrib.pop(RUN_NOTE, None)
    east_asian = language is not None and language.east_asian
    if language and (east_asian or note is None):  # typed Chinese keeps its language in an English document
        set_run_language(properties, dialect_of(properties), language, fonts)
    return east_asian or note != _BARE


_IDEOGRAPHS, _BARE = "ideographs", "bare"
"""What is noted of a run: it has ideographs; it has no properties of its own."""
_RUN_PROPERTIES = (
    qn("w:rPr"), qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr"),
)  # fmt: skip
_CHANGE = qn("w:rPrChange")


def _run_properties(root: etree._Element) -> Iterator[etree._Element]:
    """The run properties of a part, without those that a tracked change remembers."""
    return (each for each in root.iter(*_RUN_PROPERTIES) if each.getparent() is None or each.getparent().tag != _CHANGE)  # type: ignore[union-attr]


def _formats_ideographs(properties: etree._Element) -> bool:
    """Whether properties belong to a run with ideographs."""
    run = properties.getparent()
    return run is not None and has_ideograph("".join(run.itertext()))


def set_run_language(
    properties: etree._Element, dialect: Dialect, language: Language, fonts: Fonts | None, replace: bool = False
) -> None:
    """Write a language into run properties.

    `replace` is for a span in another language than its document: typefaces that are there are replaced, and
    the Latin one is written too, since the theme's belongs to the document's language.
    """
    typeface = fonts.for_language(language) if fonts else language.typeface
    _SET_LANGUAGE[dialect.prefix](properties, language, typeface, replace)


def _set_word_language(properties: etree._Element, language: Language, typeface: str, replace: bool) -> None:
    wanted: dict[str, str] = {}
    if language.east_asian and typeface:
        wanted["w:eastAsia"] = typeface
    if replace and typeface:
        wanted |= {"w:ascii": typeface, "w:hAnsi": typeface}
    if wanted:
        fonts = properties.find(qn("w:rFonts"))
        attributes = dict(fonts.attrib) if fonts is not None else {}
        element = etree.Element(qn("w:rFonts"), attributes)
        for slot, value in wanted.items():
            if replace or qn(slot) not in attributes:
                element.attrib.pop(qn(_THEME_ATTRIBUTES[slot]), None)
                element.set(qn(slot), value)
        if language.east_asian:
            element.set(qn("w:hint"), "eastAsia")
        else:
            element.attrib.pop(qn("w:hint"), None)  # it would set English quotation marks in the Chinese face
        insert_in_order(properties, element, RPR_AFTER_RFONTS)
    lang = etree.Element(qn("w:lang"))
    lang.set(qn("w:val"), language.latin_tag)
    old = properties.find(qn("w:lang"))
    if old is not None and (bidi := old.get(qn("w:bidi"))):
        lang.set(qn("w:bidi"), bidi)  # Arabic and Hebrew text has a language of its own
    if language.east_asian:
        lang.set(qn("w:eastAsia"), language.office)
    insert_in_order(properties, lang, RPR_AFTER_LANG)


def _set_drawing_language(properties: etree._Element, language: Language, typeface: str, replace: bool) -> None:
    properties.set("lang", language.office)
    if language.east_asian:
        properties.set("altLang", ALTERNATIVE_LANGUAGE)
    else:
        properties.attrib.pop("altLang", None)
    if not typeface:
        return
    if replace and (slot := _font_slot(properties, "a:latin", replace=True)) is not None:
        slot.set("typeface", typeface)
        insert_in_order(properties, slot, ARPR_AFTER_LATIN)
    if language.east_asian and (slot := _font_slot(properties, "a:ea", replace=replace)) is not None:
        slot.set("typeface", typeface)
        insert_in_order(properties, slot, ARPR_AFTER_EA)


_SET_LANGUAGE: Mapping[str, Callable[[etree._Element, Language, str, bool], None]] = {
    WORD.prefix: _set_word_language,
    DRAWING.prefix: _set_drawing_language,
}


def _font_slot(properties: etree._Element, name: str, replace: bool) -> etree._Element | None:
    """Return a new font element, or None where an editor has chosen a typeface that is not the theme's (`+mn-ea`)."""
    old = properties.find(qn(name))
    if old is not None and not replace and not old.get("typeface", "+").startswith("+"):
        return None
    return etree.Element(qn(name))
