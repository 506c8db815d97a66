"""Hong Kong's written Chinese to the Mainland's and back: not a character swap.

The steps, each of which looks at the same source text:

1. addresses, term references, tags and link targets stand as they are;
2. glossary names, safe vocabulary and spelling fixes are found in one search, longest match first,
   and replaced by what the glossary and the tables print for the other audience;
3. quotation marks, and for the Mainland numbers and dates, are set in what is left;
4. everything between goes through OpenCC (`hk2s`, `s2hk`), and for Hong Kong through a choice of
   glyphs.

So no text is converted twice, and a name is printed exactly as the glossary has it. OpenCC runs
with its stock configurations: it takes its own dictionaries only from files, and this room writes
none. Loading one takes milliseconds and the object does not pickle: make one converter a worker.
"""

from __future__ import annotations

from collections.abc import Callable

import ahocorasick_rs

from reportgen.lang.dates import mainland_dates
from reportgen.lang.numbers import mainland_numbers
from reportgen.lang.punctuation import hongkong_marks, mainland_marks
from reportgen.lang.spans import Edit, apply_edits, free_edits, mask, protected_edits
from reportgen.lang.spelling import glyphs
from reportgen.lang.words import replacements
from reportgen.model.glossary import Glossary

_OPENCC_CONFIGURATIONS = {("zh-Hant", "zh-Hans"): "hk2s", ("zh-Hans", "zh-Hant"): "s2hk"}
"""Always the Hong Kong ones: `t2s` and `tw2s` do not know 衞, 敍 or 枱, `s2twp` writes for Taiwan."""

_TYPOGRAPHY: dict[str, tuple[Callable[[str], list[Edit]], ...]] = {
    "zh-Hans": (mainland_marks, mainland_numbers, mainland_dates),
    "zh-Hant": (hongkong_marks,),
}


class ChineseConverter:
    """Converts text from one written Chinese to the other, with a glossary's names and vocabulary.

    `source` and `target` are `zh-Hant` and `zh-Hans`, either way round.
    """

    def __init__(self, glossary: Glossary, source: str, target: str) -> None:
        if (source, target) not in _OPENCC_CONFIGURATIONS:
            raise ValueError(f"no conversion from '{source}' to '{target}'; only between zh-Hant and zh-Hans")
        table = replacements(glossary, source, target)
        self._replacements = list(table.values())
        self._search = ahocorasick_rs.AhoCorasick(
            list(table), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest, store_patterns=False
        )
        self._characters = _character_conversion(source, target)
        self._typography = _TYPOGRAPHY[target]

    def convert(self, text: str) -> str:
        """The text as the target's readers write it; markup, addresses and Latin text untouched."""
        masked = mask(text)
        edits = protected_edits(text) + self._words(masked)
        for step in self._typography:
            edits += free_edits(step(masked), edits)
        return apply_edits(text, edits, between=self._characters)

    def _words(self, text: str) -> list[Edit]:
        """The edits for names, vocabulary and fixes."""
        return [
            Edit(start, end, replacement)
            for word, start, end in self._search.find_matches_as_indexes(text)
            if (replacement := self._replacements[word]) is not None
        ]


def _character_conversion(source: str, target: str) -> Callable[[str], str]:
    """OpenCC with the target's glyphs; imported here because loading it is slow and not always needed."""
    from opencc import OpenCC

    opencc: Callable[[str], str] = OpenCC(_OPENCC_CONFIGURATIONS[source, target]).convert
    chosen = glyphs(target)

    def convert(text: str) -> str:
        # OpenCC stops at a NUL, and would lose what follows it.
        return "\0".join(opencc(part) for part in text.split("\0")).translate(chosen)

    return convert
