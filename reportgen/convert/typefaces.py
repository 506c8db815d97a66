"""Switches the formatting of a document from one Chinese script to the other: typefaces, language tags, numbering.

Office picks glyphs, line breaking and proofing from these, so text in one script under the other's tags looks wrong.
Only what formats Chinese text is switched: a paragraph with Latin letters and no Chinese in it stays as it is, and so
does a typeface that the table does not have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.characters import has_chinese
from reportgen.model.language import Language
from reportgen.office.drawing.theme import read_fonts
from reportgen.office.markup.dialect import BY_PARAGRAPH, RPR_AFTER_LANG, insert_in_order
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.paragraph_text import paragraph_text

_TO_HANS: Mapping[str, str] = {
    "Microsoft JhengHei": "Microsoft YaHei", "Microsoft JhengHei UI": "Microsoft YaHei UI",
    "Microsoft JhengHei Light": "Microsoft YaHei Light", "PMingLiU": "SimSun", "MingLiU": "NSimSun",
    "PMingLiU-ExtB": "SimSun-ExtB", "MingLiU-ExtB": "SimSun-ExtB", "MingLiU_HKSCS": "SimSun",
    "MingLiU_HKSCS-ExtB": "SimSun-ExtB", "DFKai-SB": "KaiTi",
    "PingFang TC": "PingFang SC", "PingFang HK": "PingFang SC", "Heiti TC": "Heiti SC", "Songti TC": "Songti SC",
    "Kaiti TC": "Kaiti SC", "LiSong Pro": "Songti SC", "LiHei Pro": "Heiti SC", "BiauKai": "Kaiti SC",
    "Noto Sans TC": "Noto Sans SC", "Noto Sans HK": "Noto Sans SC", "Noto Serif TC": "Noto Serif SC",
    "Noto Serif HK": "Noto Serif SC", "Noto Sans CJK TC": "Noto Sans CJK SC", "Noto Sans CJK HK": "Noto Sans CJK SC",
    "Noto Serif CJK TC": "Noto Serif CJK SC", "Noto Serif CJK HK": "Noto Serif CJK SC",
    "Source Han Sans TC": "Source Han Sans SC", "Source Han Sans HC": "Source Han Sans SC",
    "Source Han Serif TC": "Source Han Serif SC", "Source Han Serif HC": "Source Han Serif SC",
}  # fmt: skip
"""Typefaces drawn for Traditional Chinese → the typeface of the same kind for Simplified."""

_TO_HANT: Mapping[str, str] = {
    "Microsoft YaHei": "Microsoft JhengHei", "Microsoft YaHei UI": "Microsoft JhengHei UI",
    "Microsoft YaHei Light": "Microsoft JhengHei Light", "SimSun": "PMingLiU", "NSimSun": "MingLiU",
    "SimSun-ExtB": "PMingLiU-ExtB", "SimHei": "Microsoft JhengHei", "DengXian": "Microsoft JhengHei",
    "DengXian Light": "Microsoft JhengHei Light", "KaiTi": "DFKai-SB", "KaiTi_GB2312": "DFKai-SB",
    "FangSong": "PMingLiU", "FangSong_GB2312": "PMingLiU", "STSong": "PMingLiU", "STFangsong": "PMingLiU",
    "STKaiti": "DFKai-SB", "STHeiti": "Microsoft JhengHei", "STXihei": "Microsoft JhengHei",
    "STZhongsong": "PMingLiU",
    "PingFang SC": "PingFang HK", "Heiti SC": "Heiti TC", "Songti SC": "Songti TC", "Kaiti SC": "Kaiti TC",
    "Noto Sans SC": "Noto Sans HK", "Noto Serif SC": "Noto Serif HK", "Noto Sans CJK SC": "Noto Sans CJK HK",
    "Noto Serif CJK SC": "Noto Serif CJK HK", "Source Han Sans SC": "Source Han Sans HC",
    "Source Han Serif SC": "Source Han Serif HC",
}  # fmt: skip

_LOCAL_NAMES: Mapping[str, str] = {
    "微軟正黑體": "Microsoft JhengHei", "微軟正黑體 Light": "Microsoft JhengHei Light", "新細明體": "PMingLiU",
    "細明體": "MingLiU", "細明體_HKSCS": "MingLiU_HKSCS", "標楷體": "DFKai-SB", "儷宋 Pro": "LiSong Pro",
    "微软雅黑": "Microsoft YaHei", "微软雅黑 Light": "Microsoft YaHei Light", "宋体": "SimSun", "新宋体": "NSimSun",
    "黑体": "SimHei", "楷体": "KaiTi", "楷体_GB2312": "KaiTi_GB2312", "仿宋": "FangSong",
    "仿宋_GB2312": "FangSong_GB2312",
    "等线": "DengXian", "等线 Light": "DengXian Light", "华文宋体": "STSong", "华文仿宋": "STFangsong",
    "华文楷体": "STKaiti", "华文黑体": "STHeiti", "华文细黑": "STXihei", "华文中宋": "STZhongsong",
    "思源黑體": "Source Han Sans TC", "思源黑体": "Source Han Sans SC",
}  # fmt: skip
"""The names that a Chinese Windows shows → the English names, which work everywhere."""

FACES = frozenset((*_TO_HANS, *_TO_HANT, *_LOCAL_NAMES))
"""Every name of a typeface in these tables; none of them is a text to convert."""

_NUMBERS_TO_HANS: Mapping[str, str] = {
    "ideographLegalTraditional": "chineseLegalSimplified", "taiwaneseCounting": "chineseCounting",
    "taiwaneseCountingThousand": "chineseCountingThousand", "ea1ChtPlain": "ea1ChsPlain",
    "ea1ChtPeriod": "ea1ChsPeriod",
}  # fmt: skip
_NUMBERS_TO_HANT = {simplified: traditional for traditional, simplified in _NUMBERS_TO_HANS.items()}
_NUMBER_ATTRIBUTES = {
    qn("w:numFmt"): qn("w:val"), qn("w:pgNumType"): qn("w:fmt"), qn("a:buAutoNum"): "type",
}  # fmt: skip

_RFONTS_ATTRIBUTES = tuple(qn(f"w:{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
_FONT_ELEMENTS = frozenset(qn(f"a:{slot}") for slot in ("latin", "ea", "cs", "sym", "buFont"))
_TAGGED_ELEMENTS = frozenset(qn(f"a:{name}") for name in ("rPr", "endParaRPr", "defRPr"))
_RUNS = frozenset(qn(name) for name in ("w:r", "a:r", "a:fld"))
_LETTER = re.compile(r"[^\W\d_]")

Switched = tuple[str, str, str]
"""A change of formatting: its kind (`typeface`, `language`, `numbering`), the old value and the new one."""


@dataclass(frozen=True, slots=True)
class _Context:
    """What surrounds formatting: whether its paragraph is to be switched, and whether its run holds Chinese."""

    switch: bool
    chinese_run: bool


class ScriptSwitch:
    """Gives the parts of one document the tags and typefaces of a Chinese language.

    Where `themes` name a typeface for either script, that pair is one more row of the table.
    """

    def __init__(self, language: Language, themes: Iterable[etree._Element] = ()) -> None:
        to_hans = language.script == "Hans"
        self._language = language
        self._numbers = _NUMBERS_TO_HANS if to_hans else _NUMBERS_TO_HANT
        self._faces = dict(_TO_HANS if to_hans else _TO_HANT)
        self._faces |= {local: self._faces[name] for local, name in _LOCAL_NAMES.items() if name in self._faces}
        source, target = ("Hant", "Hans") if to_hans else ("Hans", "Hant")
        for theme in themes:
            scripts = read_fonts(theme).minor.scripts
            if scripts.get(source) and scripts.get(target) and scripts[source] not in FACES:
                self._faces.setdefault(scripts[source], scripts[target])

    def switch_part(self, root: etree._Element) -> Counter[Switched]:
        """Switch one part, and return how often each change was made."""
        counts: Counter[Switched] = Counter()
        contexts: dict[etree._Element, _Context] = {}
        for element in list(root.iter(etree.Element)):
            changes = self._new_attributes(element, contexts)
            for name, new in changes.items():
                old = element.get(name, "")
                element.set(name, new)
                counts[_kind_of_change(element, name), old, new] += 1
            if changes and element.tag in _FONT_ELEMENTS:  # these describe the old typeface
                for metric in ("panose", "pitchFamily", "charset"):
                    element.attrib.pop(metric, None)
            if element.tag == qn("dc:language") and _is_chinese_tag(element.text) and element.text != self._tag:
                counts["language", element.text or "", self._tag] += 1
                element.text = self._tag
        self._switch_default_language(root, counts)
        return counts

    @property
    def _tag(self) -> str:
        return self._language.tag

    def _new_attributes(self, element: etree._Element, contexts: dict[etree._Element, _Context]) -> dict[str, str]:
        """Return the attributes of an element that are to change, with their new values."""
        found: dict[str, str] = {}
        tag = element.tag
        if tag == qn("w:rFonts"):
            found = {slot: face for slot in _RFONTS_ATTRIBUTES if (face := self._faces.get(element.get(slot, "")))}
        elif tag in _FONT_ELEMENTS:
            face = self._faces.get(element.get("typeface", ""))
            found = {"typeface": face} if face else {}
        elif tag in _TAGGED_ELEMENTS or tag == qn("w:lang"):
            found = self._new_language_tags(element, _context(element, contexts).chinese_run)
        elif tag == qn("w:themeFontLang"):
            found = {qn("w:eastAsia"): self._language.office} | self._new_language_tags(element, False)
        elif tag in _NUMBER_ATTRIBUTES:
            name = _NUMBER_ATTRIBUTES[tag]
            number = self._numbers.get(element.get(name, ""))
            found = {name: number} if number else {}
        found = {name: new for name, new in found.items() if element.get(name) != new}
        return found if found and not _is_remembered(element) and _context(element, contexts).switch else {}

    def _new_language_tags(self, element: etree._Element, chinese_run: bool) -> dict[str, str]:
        """Return the new language attributes of a run's or a style's properties."""
        names = ("lang", "altLang") if element.tag in _TAGGED_ELEMENTS else (qn("w:val"), qn("w:eastAsia"))
        found = {name: self._language.office for name in names if _is_chinese_tag(element.get(name))}
        if chinese_run and element.tag == qn("w:lang") and qn("w:eastAsia") in element.attrib:
            found[qn("w:eastAsia")] = self._language.office
        if chinese_run and "lang" in element.attrib:
            found["lang"] = self._language.office
            if "altLang" in found:
                found["altLang"] = "en-US"
        return found

    def _switch_default_language(self, root: etree._Element, counts: Counter[Switched]) -> None:
        """Set the East Asian language in Word's defaults, for all text that names none itself."""
        properties = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        if properties is None:
            return
        lang = properties.find(qn("w:lang"))
        if lang is None:
            lang = etree.Element(qn("w:lang"))
            insert_in_order(properties, lang, RPR_AFTER_LANG)
        old, new = lang.get(qn("w:eastAsia"), ""), self._language.office
        if old != new:
            lang.set(qn("w:eastAsia"), new)
            counts["language", old or "none", new] += 1


def _is_remembered(element: etree._Element) -> bool:
    """Whether formatting is what a tracked change remembers (`w:rPrChange`, `w:pPrChange` …)."""
    return any(str(ancestor.tag).endswith("PrChange") for ancestor in element.iterancestors())


def _kind_of_change(element: etree._Element, name: str) -> str:
    if element.tag in _NUMBER_ATTRIBUTES:
        return "numbering"
    return "typeface" if element.tag == qn("w:rFonts") or name == "typeface" else "language"


def _is_chinese_tag(tag: str | None) -> bool:
    return tag is not None and re.fullmatch(r"zh(-.*)?", tag, re.IGNORECASE) is not None


def _context(element: etree._Element, cache: dict[etree._Element, _Context]) -> _Context:
    """Return what surrounds an element's formatting; styles and defaults stand in no paragraph and are always switched.

    `cache` keeps what was found for a paragraph or run: each has many elements of formatting.
    """
    run = paragraph = None
    for ancestor in element.iterancestors():
        if ancestor.tag in _RUNS and run is None:
            run = ancestor
        if ancestor.tag in BY_PARAGRAPH:
            paragraph = ancestor
            break
    if paragraph is None:
        return _Context(switch=True, chinese_run=False)
    key = paragraph if run is None else run
    if key not in cache:
        text = paragraph_text(paragraph, BY_PARAGRAPH[str(paragraph.tag)])
        chinese_run = run is not None and has_chinese("".join(run.itertext()))
        cache[key] = _Context(has_chinese(text) or not _LETTER.search(text), chinese_run)
    return cache[key]
