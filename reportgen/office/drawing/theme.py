"""The typefaces of a theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.model.language import Language
from reportgen.office.markup.namespaces import qn


@dataclass(frozen=True, slots=True)
class Fonts:
    """The typefaces a template's theme names: its Latin body font, and one by ISO 15924 script."""

    latin: str
    scripts: Mapping[str, str]

    def for_language(self, language: Language) -> str:
        """The typeface for text in a language: the theme's for its script, else the language's own."""
        if not language.east_asian:
            return self.latin
        return self.scripts.get(language.script) or language.typeface


def read_fonts(theme: etree._Element) -> Fonts:
    """The typefaces of a theme part."""
    minor = theme.find(f".//{qn('a:minorFont')}")
    if minor is None:
        return Fonts("", {})
    latin = minor.find(qn("a:latin"))
    scripts = {font.get("script", ""): font.get("typeface", "") for font in minor.iter(qn("a:font"))}
    return Fonts(latin.get("typeface", "") if latin is not None else "", scripts)
