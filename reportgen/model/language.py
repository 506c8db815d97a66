"""Output languages as data: what Office must be told, and which names people type for them.

Sources of the values: BCP 47 for tags, [MS-LCID] and Office's own files for proofing tags, the
W3C Requirements for Chinese Text Layout for quotation marks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Language:
    """One output language.

    `tag` is the BCP 47 tag used in content, file names and the command line; `script` its ISO
    15924 script, which is also the `script` attribute of a theme's `<a:font>`; `office` the tag
    written to `w:lang` and `a:rPr@lang`; `typeface` the font for Chinese runs, empty where the
    template's own Latin fonts stand; `quotes` the outer and inner quotation marks.
    """

    tag: str
    name: str
    script: str
    office: str
    typeface: str
    quotes: tuple[str, str, str, str]
    aliases: tuple[str, ...] = ()

    @property
    def is_chinese(self) -> bool:
        """Whether text in this language is set in a Chinese typeface."""
        return self.script in ("Hant", "Hans")


_TABLE = (
    Language("en", "English", "Latn", "en-HK", "", ("“", "”", "‘", "’"), ("eng", "english", "en-hk", "en-gb")),
    Language(
        "zh-Hant",
        "繁體中文（香港）",
        "Hant",
        "zh-HK",
        "Microsoft JhengHei",
        ("「", "」", "『", "』"),
        ("zh-hk", "zh-hant-hk", "hk", "tc", "hant", "zh-tc", "trad"),
    ),
    Language(
        "zh-Hans",
        "简体中文（内地）",
        "Hans",
        "zh-CN",
        "Microsoft YaHei",
        ("“", "”", "‘", "’"),
        ("zh-cn", "zh-hans-cn", "cn", "sc", "hans", "zh-sc", "simp"),
    ),
)

LANGUAGES: Mapping[str, Language] = MappingProxyType({language.tag: language for language in _TABLE})
"""Every language the tool writes, by tag, in the order in which packs are built."""

_BY_ALIAS = {alias: language for language in _TABLE for alias in (language.tag.lower(), *language.aliases)}


def parse_language(text: str) -> Language:
    """The language for a tag or for what people type (`zh-HK`, `tc`, `SC`).

    Raises `ValueError` with the accepted tags when there is none.
    """
    language = _BY_ALIAS.get(text.strip().lower().replace("_", "-"))
    if language is None:
        raise ValueError(f"unknown language '{text}'; use one of {', '.join(LANGUAGES)}")
    return language
