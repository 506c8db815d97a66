"""Puts the output language into a template's parts, before any of them is compiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from reportgen.model.language import Language
from reportgen.office.drawing.theme import Fonts, read_fonts
from reportgen.office.localise import set_languages, set_theme_fonts
from reportgen.office.markup.marks import remove_engine_names
from reportgen.office.markup.namespaces import parse_xml, qn
from reportgen.office.opc.archive import Entry
from reportgen.office.opc.package import Package, rels_name, write_relationships, xml_entry
from reportgen.office.reading_order import Plan
from reportgen.template.structure.tables_of_contents import mark_stale_fields

_LANGUAGE_PARTS = ("styles", "settings", "numbering", "fonttable", "presprops", "tablestyles")
_THUMBNAIL = "thumbnail"
_STATISTICS = ("TitlesOfParts", "HeadingPairs", "Slides", "HiddenSlides", "Notes", "Words", "Characters",
               "CharactersWithSpaces", "Paragraphs", "Lines", "Pages", "TotalTime")  # fmt: skip
"""Counts and titles of the template's pages are not the output's; Office writes them anew."""


@dataclass(frozen=True, slots=True)
class LocalisedPackage:
    """A template's parts in an output language, or as they are without one.

    `entries` has what all parts share in that language; `fonts` are those of the theme, `themes` its parts.
    """

    package: Package
    language: Language | None
    entries: dict[str, Entry]
    fonts: Fonts | None
    themes: tuple[str, ...]

    def part(self, name: str) -> etree._Element:
        """The tree of a part to be compiled."""
        root = self.package.parse(name)
        remove_engine_names(root)
        if self.language:
            set_languages(root, self.language, self.fonts)
            _set_document_language(root, self.language)
        _forget_statistics(root)
        mark_stale_fields(root)
        return root

    def background(self) -> Callable[[str], etree._Element]:
        """A function that gives the tree of a layout, master or theme as it will be in the output, read once each."""
        roots: dict[str, etree._Element] = {}

        def root_of(name: str) -> etree._Element:
            if name not in roots:
                roots[name] = parse_xml(self.entries[name].read())
                if self.language and name not in self.themes:
                    set_languages(roots[name], self.language, None)
            return roots[name]

        return root_of


def localise_package(package: Package, plan: Plan, language: Language | None) -> LocalisedPackage:
    """Write the output language into what all parts share: theme, styles, settings, the list of slides."""
    entries = dict(package.entries)
    themes = tuple(part for part in package.entries if package.content_type(part).endswith("theme+xml"))
    fonts: Fonts | None = None
    for name in themes:
        theme = package.parse(name)
        fonts = fonts or read_fonts(theme)
        if language and fonts:
            set_theme_fonts(theme, language, fonts)
            entries[name] = xml_entry(theme)
    if language:
        main = package.main_part
        for name in [*package.related(main, *_LANGUAGE_PARTS), *([main] if plan.slides else [])]:
            root = package.parse(name)
            set_languages(root, language, fonts)
            entries[name] = xml_entry(root)
    _drop_thumbnail(package, entries)
    return LocalisedPackage(package, language, entries, fonts, themes)


def _drop_thumbnail(package: Package, entries: dict[str, Entry]) -> None:
    """The picture of the template's first page is no picture of the output."""
    relationships = package.relationships("")
    for item in relationships:
        if item.kind == _THUMBNAIL:
            entries.pop(package.resolve("", item.target), None)
    entries[rels_name("")] = write_relationships(item for item in relationships if item.kind != _THUMBNAIL)


def _set_document_language(root: etree._Element, language: Language) -> None:
    if root.tag == qn("cp:coreProperties"):
        element = root.find(qn("dc:language"))
        if element is None:
            element = etree.SubElement(root, qn("dc:language"))
        element.text = language.tag


def _forget_statistics(root: etree._Element) -> None:
    if root.tag == qn("ep:Properties"):
        for name in _STATISTICS:
            for element in root.findall(qn(f"ep:{name}")):
                root.remove(element)
