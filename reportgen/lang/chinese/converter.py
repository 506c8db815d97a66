"""Converts one written Chinese to another, Hong Kong's to the Mainland's and back first of all: words, not characters.

The steps, each of which looks at the same source text:

1. addresses, term references, tags and link targets stand as they are; what the author has decided
   in the text itself (`[[keep:…]]`, `[[zh-Hans:…|…]]`) is taken;
2. glossary names, vocabulary and spelling fixes are found in one search, longest match first, and
   replaced by what the glossary and the tables print for the other audience; in a title 《…》, which is
   itself a name, names and spelling alone;
3. quotation marks, and for the Mainland numbers and dates, are set in what is left;
4. what is already in the target's script stays;
5. everything between goes through OpenCC, in one call, and then through a choice of glyphs.

So no text is converted twice, and a name is printed exactly as the glossary has it. What each step
does for a language is said by its table (`model/languages.toml`); `docs/chinese.md` explains the whole.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from pathlib import Path

from reportgen.lang.chinese.changes import Change, Flag, change_of, character_changes
from reportgen.lang.chinese.characters import Characters
from reportgen.lang.chinese.homographs import homograph_edits
from reportgen.lang.chinese.inline_numbers import hongkong_numbers, mainland_dates, mainland_numbers
from reportgen.lang.chinese.punctuation import hongkong_marks, mainland_marks
from reportgen.lang.chinese.search import WordSearch
from reportgen.lang.chinese.titles import TitleWords
from reportgen.lang.chinese.word_table_cache import cached_table
from reportgen.lang.markup import authored_wording
from reportgen.lang.scripts import ScriptCheck
from reportgen.lang.spans import Edit, apply_in_order, fragments, free_edits, in_order, mask, protect
from reportgen.model.glossary import Glossary
from reportgen.model.language import PROFILES, Language

Step = Callable[[str], list[Edit]]

_STEPS: dict[tuple[str, str], Step] = {
    ("marks", "Hans"): mainland_marks,
    ("marks", "Hant"): hongkong_marks,
    ("numbers", "Hans"): mainland_numbers,
    ("numbers", "Hant"): hongkong_numbers,
    ("dates", "Hans"): mainland_dates,
}
"""A step's name in a profile, and the target's script → what proposes its edits."""


def _profile(language: str | Language) -> Language:
    return PROFILES[language] if isinstance(language, str) else language


class ChineseConverter:
    """Converts text from one written Chinese to another, with a glossary's names and vocabulary.

    `source` and `target` are languages with a table `[.chinese]`, or tags of `PROFILES`; `scope` is the
    sector whose vocabulary goes before the rules for all. Raises `ValueError` where there is no such
    conversion. Holds OpenCC's objects, which do not pickle: one a process. `cache` is a folder in which the
    table of words is kept for the next process.
    """

    def __init__(
        self,
        glossary: Glossary,
        source: str | Language,
        target: str | Language,
        scope: str = "",
        cache: Path | None = None,
    ) -> None:
        self.source, self.target = _profile(source), _profile(target)
        self._characters = Characters(self.source, self.target)
        self._glossary = glossary
        self._table = cached_table(glossary, self.source, self.target, scope, cache)
        self._search = WordSearch(self._table.words, self._table.lengths)
        self._titles = TitleWords(self.target, glossary)
        self._check = ScriptCheck(self._table.source, self._table.target)
        steps = self.target.chinese.steps if self.target.chinese else ()
        self._typography = [_STEPS[name, self.target.script] for name in steps if (name, self.target.script) in _STEPS]

    def convert(self, text: str) -> str:
        """The text as the target's readers write it; markup, addresses and Latin text untouched."""
        return apply_in_order(text, self._edits(text), between=self._characters.convert_all)

    def changes(self, text: str) -> list[Change]:
        """Every stretch that `convert` changes, in order, each with the rule that changes it."""
        edits = self._edits(text)
        rest = fragments(text, edits)
        found: list[Change] = []
        position = 0
        for source, target, edit in zip(rest, self._characters.convert_all(rest), [*edits, None], strict=True):
            found += character_changes(source, target, position)
            if edit and text[edit.start : edit.end] != edit.text:
                found.append(change_of(edit, text, self._glossary))
            position = edit.end if edit else position
        return found

    def flags(self, text: str) -> list[Flag]:
        """The words of the text that a person must decide: vocabulary whose action is `flag`."""
        found = []
        for number, start, end in self._search.find(mask(text)):
            if (rule_number := self._table.undecided.get(self._table.words[number])) is not None:
                rule = self._glossary.vocabulary[rule_number]
                suggestion = rule.hans if self.target.script == "Hans" else rule.hant
                found.append(Flag(start, end, text[start:end], suggestion, rule.note, str(rule.location)))
        return found

    def _edits(self, text: str) -> list[Edit]:
        """All edits that come before character conversion, in order."""
        masked, protected = protect(text)
        ready = self._check.ready(masked)
        printed, rules = self._table.printed, self._table.rules
        edits = [
            Edit(start, end, wording, rules[number])
            for number, start, end in self._search.find(masked)
            if (wording := printed[number]) is not None
        ]
        edits = self._titles.in_titles(masked, edits)
        homographs = homograph_edits(masked, self.target)
        if homographs:
            edits += free_edits(homographs, edits)
        if ready:
            edits = free_edits(edits, [Edit(start, end, "") for start, end in ready])
        edits += [self._decided(edit) if ":" in edit[2] else edit for edit in protected]
        edits.sort(key=itemgetter(0))
        proposed = [edit for step in self._typography for edit in step(masked)]
        if proposed:
            # Sorting keeps what stands first: an insertion goes before the word that begins at its place.
            edits = free_edits(proposed, edits) + edits
            edits.sort(key=itemgetter(0))
        return in_order(edits + _ready_edits(text, ready, edits)) if ready else edits

    def _decided(self, protected: Edit) -> Edit:
        """The edit for a protected stretch: it stays, or becomes the wording that the author has decided on in it."""
        wording = authored_wording(protected.text, self.target.tag)
        if wording is None:
            return protected
        printed = wording.text if wording.decided else self.convert(wording.text)
        return Edit(protected.start, protected.end, printed, "inline")


_MOST_CONVERTERS = 32
_CONVERTERS: dict[tuple[int, Language, Language, str], tuple[Glossary, ChineseConverter]] = {}
"""By identity of the glossary, which is kept beside the converter so that no other can take its place."""


def converter(
    glossary: Glossary, source: str | Language, target: str | Language, scope: str = "", cache: Path | None = None
) -> ChineseConverter:
    """The converter for a glossary, made once in a process: the second call costs nothing.

    A scope that no rule names gives the converter without one. `cache` is as in `ChineseConverter`.
    """
    scope = scope if any(scope in rule.scope for rule in glossary.vocabulary) else ""
    origin, wanted = _profile(source), _profile(target)
    key = (id(glossary), origin, wanted, scope)
    if key not in _CONVERTERS:
        if len(_CONVERTERS) >= _MOST_CONVERTERS:
            del _CONVERTERS[next(iter(_CONVERTERS))]
        _CONVERTERS[key] = (glossary, ChineseConverter(glossary, origin, wanted, scope, cache))
    return _CONVERTERS[key][1]


def _ready_edits(text: str, ready: list[tuple[int, int]], edits: list[Edit]) -> list[Edit]:
    """Edits that leave the ready stretches as they are, around the edits made inside them."""
    found: list[Edit] = []
    position = 0
    at = 0
    for edit in [*edits, Edit(len(text), len(text), "")]:
        while at < len(ready) and ready[at][0] < edit.start:
            start, end = max(ready[at][0], position), min(ready[at][1], edit.start)
            if start < end:
                found.append(Edit(start, end, text[start:end], "ready"))
            if ready[at][1] > edit.start:
                break
            at += 1
        position = max(position, edit.end)
    return found
