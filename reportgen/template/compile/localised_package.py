"""Puts the output language into a template's parts, before any of them becomes code."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from lxml import etree

from reportgen.model.language import Language
from reportgen.office.drawing.theme import Fonts, read_fonts
from reportgen.office.localise import set_languages, set_noted_language, set_noted_languages, set_theme_fonts
from reportgen.office.markup.namespaces import qn
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.package import Package, xml_entry
from reportgen.office.reading_order import Plan
from reportgen.template.compile.scanned_part import ScannedPart
from reportgen.template.compile.scanned_template import TemplatePart
from reportgen.template.runtime.part_code import PackageCode
from reportgen.template.structure.literals import prepare_literals

_LANGUAGE_PARTS = ("styles", "settings", "numbering", "fonttable", "presprops", "tablestyles")


@dataclass(frozen=True, slots=True)
class LocalisedPackage:
    """A template's parts in an output language, or as they are without one.

    `entries` has what all parts share in that language; `fonts` are those of the template's first theme, `themes` those
    of each in the output language, by part.
    """

    language: Language | None
    entries: dict[str, Entry]
    fonts: Fonts | None
    themes: Mapping[str, Fonts]

    def whole(self, part: TemplatePart) -> etree._Element:
        """The tree of a part that goes into the output whole."""
        root = copy.deepcopy(part.original)
        set_noted_languages(root, self.language, self.fonts)
        if self.language:
            _set_document_language(root, self.language)
        return root

    def scanned(self, part: TemplatePart, code: PackageCode) -> ScannedPart:
        """A part whose tags were found, ready to become `code`."""
        scanned = part.scanned.copied(code)
        set_noted_languages(scanned.source.root, self.language, self.fonts)
        scanned.tags.keep_run_properties(partial(set_noted_language, language=self.language, fonts=self.fonts))
        if self.language:
            _set_document_language(scanned.source.root, self.language)
        return scanned


def localise_package(
    package: Package, plan: Plan, language: Language | None, literal: Callable[[str], str] | None = None,
    words: Callable[[str], str | None] | None = None,
) -> LocalisedPackage:  # fmt: skip
    """Write the output language into what all parts share: theme, styles, settings, numbering, the list of slides.

    `literal` and `words` put what is typed there (the number of a list, the name of a section) into the language.
    """
    entries = dict(package.entries)
    themes: dict[str, Fonts] = {}
    fonts: Fonts | None = None
    for name in [part for part in package.entries if package.content_type(part).endswith("theme+xml")]:
        theme = package.parse(name)
        fonts = fonts or read_fonts(theme)
        if language and fonts:
            set_theme_fonts(theme, language, fonts)
            entries[name] = xml_entry(theme)
        themes[name] = read_fonts(theme)
    if language:
        main = package.main_part
        for name in [*package.related(main, *_LANGUAGE_PARTS), *([main] if plan.slides else [])]:
            root = package.parse(name)
            set_languages(root, language, fonts)
            prepare_literals(root, literal, words)
            entries[name] = xml_entry(root)
    return LocalisedPackage(language, entries, fonts, themes)


def _set_document_language(root: etree._Element, language: Language) -> None:
    if root.tag == qn("cp:coreProperties"):
        element = root.find(qn("dc:language"))
        if element is None:
            element = etree.SubElement(root, qn("dc:language"))
        element.text = language.tag
