"""Converts one written Chinese to another, such as Hong Kong's to the Mainland's: word by word, not only characters.

The steps, each of which reads the same source text:

1. addresses, term references, tags and link targets stay as they are; an inline wording, which the author has
   written in the text itself (`[[keep:…]]`, `[[zh-Hans:…|…]]`), is taken;
2. glossary names, vocabulary and spelling fixes are found in one search, longest match first, and
   replaced by what the glossary and the tables print for the other audience; in a title 《…》, which is
   itself a name, names and spelling alone;
3. quotation marks, and for the Mainland numbers and dates, are set in what is left;
4. what is already in the target's script stays;
5. everything between goes through OpenCC, in one call, and then through a choice of glyphs.

So no text is converted twice, and a name is printed exactly as the glossary has it. Each language's table in
`model/languages.toml` says which steps it takes; `docs/chinese.md` explains all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

from reportgen.lang.chinese.changes import Change, Flag, change_of, character_changes
from reportgen.lang.chinese.characters import CharacterConverter
from reportgen.lang.chinese.homographs import homograph_edits
from reportgen.lang.chinese.inline_numbers import hongkong_numbers, mainland_dates, mainland_numbers
from reportgen.lang.chinese.punctuation import hongkong_marks, mainland_marks
from reportgen.lang.chinese.search import WordSearch
from reportgen.lang.chinese.titles import TitleFilter
from reportgen.lang.chinese.word_table_cache import cached_table
from reportgen.lang.markup import authored_wording
from reportgen.lang.scripts import ScriptCheck
from reportgen.lang.spans import Edit, apply_edits, fragments, mask, protect, sorted_edits, without_overlaps
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
"""(A step's name in a language's table, the target's script) → the function that proposes its edits."""

_SHORT = 1_000
"""The longest text whose conversion is remembered, in characters: paragraphs are shorter, whole documents longer."""
_MOST_SHORT_TEXTS = 4_096
"""So many take about two megabytes for each converter."""


def _profile(language: str | Language) -> Language:
    return PROFILES[language] if isinstance(language, str) else language


class ChineseConverter:
    """Converts text from one written Chinese to another, with a glossary's names and vocabulary.

    `source` and `target` are languages with a table `[.chinese]`, or tags of `PROFILES`; `scope` is the
    sector whose vocabulary goes before the rules for all. Raises `ValueError` where there is no such
    conversion. `cache` is a folder in which the table of words is stored for the next process. A converter holds
    OpenCC's objects, which do not pickle, so each process makes its own.
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
        self._characters = CharacterConverter(self.source, self.target)
        self._glossary = glossary
        self._table = cached_table(glossary, self.source, self.target, scope, cache)
        self._search = WordSearch(self._table.words, self._table.lengths)
        self._titles = TitleFilter(self.target, glossary)
        self._script_check = ScriptCheck(self._table.source, self._table.target)
        steps = self.target.chinese.steps if self.target.chinese else ()
        self._typography = [_STEPS[name, self.target.script] for name in steps if (name, self.target.script) in _STEPS]
        self._convert_short = lru_cache(maxsize=_MOST_SHORT_TEXTS)(self._convert)

    def convert(self, text: str) -> str:
        """Return the text as the target's readers write it; markup, addresses and Latin text stay as they are.

        Short texts are remembered: those of a project stand in many of its files.
        """
        return self._convert_short(text) if len(text) <= _SHORT else self._convert(text)

    def _convert(self, text: str) -> str:
        return apply_edits(text, self._edits(text), convert_rest=self._characters.convert_all)

    def changes(self, text: str) -> list[Change]:
        """List every stretch that `convert` changes, in order, each with the rule that changes it."""
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
        """List the words of the text that a person must decide about: vocabulary whose action is `flag`."""
        found = []
        for number, start, end in self._search.find(mask(text)):
            if (rule_number := self._table.flagged.get(self._table.words[number])) is not None:
                rule = self._glossary.vocabulary[rule_number]
                suggestion = rule.hans if self.target.script == "Hans" else rule.hant
                found.append(Flag(start, end, text[start:end], suggestion, rule.note, str(rule.location)))
        return found

    def _edits(self, text: str) -> list[Edit]:
        """All edits that are made before character conversion, in order."""
        masked, protected = protect(text)
        unchanged = self._script_check.target_spans(masked)
        replacements, rules = self._table.replacements, self._table.rules
        edits = [
            Edit(start, end, wording, rules[number])
            for number, start, end in self._search.find(masked)
            if (wording := replacements[number]) is not None
        ]
        edits = self._titles.filter_edits(masked, edits)
        homographs = homograph_edits(masked, self.target)
        if homographs:
            edits += without_overlaps(homographs, edits)
        if unchanged:
            edits = without_overlaps(edits, [Edit(start, end, "") for start, end in unchanged])
        edits += [self._inline_wording_edit(edit) if ":" in edit[2] else edit for edit in protected]
        edits.sort(key=itemgetter(0))
        proposed = [edit for step in self._typography for edit in step(masked)]
        if proposed:
            # Sorting keeps what stands first: an insertion goes before the word that begins at its place.
            edits = without_overlaps(proposed, edits) + edits
            edits.sort(key=itemgetter(0))
        return sorted_edits(edits + _unchanged_edits(text, unchanged, edits)) if unchanged else edits

    def _inline_wording_edit(self, protected: Edit) -> Edit:
        """The edit for a protected stretch: it stays, or becomes the inline wording that it holds."""
        wording = authored_wording(protected.text, self.target.tag)
        if wording is None:
            return protected
        replacement = wording.text if wording.for_this_language else self.convert(wording.text)
        return Edit(protected.start, protected.end, replacement, "inline")


_MOST_CONVERTERS = 64
_CONVERTERS: dict[tuple[int, Language, Language, str], tuple[Glossary, ChineseConverter]] = {}
"""By `id` of the glossary. A reference to the glossary is held, so that its id cannot become another's."""


def converter(
    glossary: Glossary, source: str | Language, target: str | Language, scope: str = "", cache: Path | None = None
) -> ChineseConverter:
    """The converter for a glossary; a process makes each once and then returns it again.

    A scope that no vocabulary rule names gives the converter without one. `cache` is as in `ChineseConverter`.
    """
    origin, wanted = _profile(source), _profile(target)
    key = (id(glossary), origin, wanted, scope)
    if key not in _CONVERTERS:
        if scope and not any(scope in rule.scope for rule in glossary.vocabulary):
            made = converter(glossary, origin, wanted, "", cache)
        else:
            made = ChineseConverter(glossary, origin, wanted, scope, cache)
        if len(_CONVERTERS) >= _MOST_CONVERTERS:
            del _CONVERTERS[next(iter(_CONVERTERS))]
        _CONVERTERS[key] = (glossary, made)
    return _CONVERTERS[key][1]


def _unchanged_edits(text: str, unchanged: list[tuple[int, int]], edits: list[Edit]) -> list[Edit]:
    """Edits that keep the stretches `unchanged` as they are, around the edits made inside them."""
    found: list[Edit] = []
    position = 0
    at = 0
    for edit in [*edits, Edit(len(text), len(text), "")]:
        while at < len(unchanged) and unchanged[at][0] < edit.start:
            start, end = max(unchanged[at][0], position), min(unchanged[at][1], edit.start)
            if start < end:
                found.append(Edit(start, end, text[start:end], "unchanged"))
            if unchanged[at][1] > edit.start:
                break
            at += 1
        position = max(position, edit.end)
    return found
