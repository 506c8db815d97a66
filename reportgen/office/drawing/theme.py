"""The typefaces of a theme (ECMA-376 part 1 §20.1.4.1.18 `a:fontScheme`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from reportgen.model.language import Language
from reportgen.office.markup.namespaces import qn

_SLOTS = {"lt": "a:latin", "ea": "a:ea", "cs": "a:cs"}


@dataclass(frozen=True, slots=True)
class FontCollection:
    """The typefaces for headings or for body text.

    `slots` are those for Latin (`lt`), East Asian (`ea`) and complex (`cs`) scripts, `scripts` those by ISO 15924
    script, which apply where a slot is empty.
    """

    slots: Mapping[str, str] = field(default_factory=dict)
    scripts: Mapping[str, str] = field(default_factory=dict)

    def typeface(self, slot: str, script: str = "") -> str:
        """The typeface of a slot for text in a script; empty where the theme leaves it to the program."""
        own = self.slots.get(slot, "")
        return own or (self.scripts.get(script, "") if slot != "lt" else "")


@dataclass(frozen=True, slots=True)
class Fonts:
    """The typefaces of a theme: `major` for headings, `minor` for body text."""

    major: FontCollection = field(default_factory=FontCollection)
    minor: FontCollection = field(default_factory=FontCollection)

    def resolve(self, name: str, script: str = "") -> str:
        """The typeface that DrawingML means by a name or by a reference to the theme such as `+mj-lt`."""
        collection, _, slot = name[1:].partition("-")
        found = {"mj": self.major, "mn": self.minor}.get(collection) if name.startswith("+") else None
        return found.typeface(slot, script) if found is not None else name

    def for_language(self, language: Language) -> str:
        """The typeface of body text in a language: the theme's for its script, else the language's own."""
        if not language.east_asian:
            return self.minor.typeface("lt")
        return self.minor.scripts.get(language.script) or language.typeface


def read_fonts(theme: etree._Element) -> Fonts:
    """The typefaces of a theme part."""
    return Fonts(*(_read_collection(next(theme.iter(qn(name)), None)) for name in ("a:majorFont", "a:minorFont")))


def _read_collection(element: etree._Element | None) -> FontCollection:
    if element is None:
        return FontCollection()
    scripts = {font.get("script", ""): font.get("typeface", "") for font in element.iterchildren(qn("a:font"))}
    return FontCollection({slot: typeface(element, name) for slot, name in _SLOTS.items()}, scripts)


def typeface(element: etree._Element, slot: str) -> str:
    """The typeface in a slot (`a:latin`, `a:ea`) of run properties or of a theme's collection, or nothing."""
    named = element.find(qn(slot))
    return named.get("typeface", "") if named is not None else ""
