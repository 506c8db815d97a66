"""Converts characters with OpenCC, and then chooses the target's glyphs.

OpenCC runs with its stock configurations, always the Hong Kong ones for Hong Kong: `t2s` and `tw2s` do
not know 衞, 敍 or 枱, `s2twp` writes for Taiwan. Names and words are found before it and not by it:
an inline dictionary of 20 000 names in a configuration of our own takes longer to load than the whole
converter here, makes OpenCC four times slower, and could not say which rule changed what
(`docs/chinese.md` has the figures).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.diagnostics import Message
from reportgen.lang.chinese.character_variants import CharacterVariants
from reportgen.lang.chinese.spelling import glyphs
from reportgen.model.language import Language

if TYPE_CHECKING:
    from opencc import OpenCC

_UNPRINTABLE = re.compile("[\U00020000-\U0003ffff㓥]")


class CharacterConverter:
    """Converts characters from one language to another; OpenCC is loaded at the first text, because that is slow."""

    def __init__(self, source: Language, target: Language) -> None:
        self._configurations = _configurations(source, target)
        spelling = target.chinese.spelling if target.chinese else ""
        self._glyphs = glyphs(spelling)
        self._variants = CharacterVariants(spelling)
        self._opencc: list[OpenCC] = []

    def convert_all(self, texts: list[str]) -> list[str]:
        """Convert each text for itself; OpenCC is called once for all of them, which is what makes it fast.

        The texts are joined by a control character that none of them holds.
        """
        joined = "".join(texts)
        if joined.isascii():
            return texts
        separator = next((mark for mark in map(chr, range(1, 32)) if mark not in joined), None)
        if separator is None:
            return [self.convert(text) for text in texts]
        if len(texts) == 1:
            return [self.convert(texts[0])]
        return self.convert(separator.join(texts)).split(separator)

    def convert(self, text: str) -> str:
        """Return the text in the target's characters."""
        if not self._opencc:
            from opencc import OpenCC

            self._opencc = [OpenCC(configuration) for configuration in self._configurations]
        # OpenCC stops at a NUL, and would lose what follows it.
        parts = text.split("\0")
        for step in self._opencc:
            parts = [step.convert(part) for part in parts]
        converted = self._undo_unprintable(text, "\0".join(parts))
        # Ten times faster than str.translate: most glyphs are not there, and looking for one is quick.
        for written, wanted in self._glyphs.items():
            if written in converted:
                converted = converted.replace(written, wanted)
        return self._variants.choose(converted)

    def _undo_unprintable(self, source: str, target: str) -> str:
        """Undo conversions to characters that are not printed: 𫚭 for 鱲 would be a box, nobody writes 㓥房 for 劏房.

        Microsoft YaHei and JhengHei have no glyphs beyond U+FFFF; such a character of the author's own stays.
        """
        if len(source) != len(target) or not _UNPRINTABLE.search(target):
            return target
        return "".join(a if _UNPRINTABLE.match(b) else b for a, b in zip(source, target, strict=True))


def _configurations(source: Language, target: Language) -> list[str]:
    """OpenCC's configurations for a pair of languages, in order; between two Traditional ones by way of Simplified.

    Raises `ValueError` when there is no conversion.
    """
    found: list[str] = []
    if source.chinese and target.chinese and source != target:
        found = [source.chinese.to_simplified, target.chinese.from_simplified]
    found = [configuration for configuration in found if configuration]
    if not found:
        raise ValueError(
            Message(
                "no conversion from '{source}' to '{target}'; one Chinese becomes another",
                source=source.tag,
                target=target.tag,
            )
        )
    return found
