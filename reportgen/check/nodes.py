"""A file of a project as rules read it: its values, its texts, and each text in each language.

All that rules read of a wording (its tokens, its plain text, the text as printed) is made when the first rule asks for
it, and kept for the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeVar

from reportgen.check.registry import Finding, Languages
from reportgen.diagnostics import Location, Severity
from reportgen.lang.markup import MarkupError, Plain, TermRef, authored_wording, tagged_wordings
from reportgen.lang.printed import flat_tokens, masked, printed_name
from reportgen.model.content import KeyPath, Sector, Text
from reportgen.model.dates import APRIL
from reportgen.model.glossary import Glossary
from reportgen.model.inspection import walk
from reportgen.model.language import Language, with_own_texts
from reportgen.project.approvals import Approvals
from reportgen.project.wording import WordingRule
from reportgen.project.yaml_reader import YamlDocument
from reportgen.records.cache import cache_folder

if TYPE_CHECKING:
    from reportgen.lang.chinese.changes import Flag
    from reportgen.lang.chinese.converter import ChineseConverter

_REFERENCE = re.compile(r"\[\[[^\[\]]*\]\]")
_MASKED_REFERENCE = "[[x]]"

T = TypeVar("T")


class Once:
    """Something that does not change, with what functions have made of it."""

    @cached_property
    def _made(self) -> dict[Callable[..., Any], Any]:
        return {}

    def once(self, make: Callable[[Self], T]) -> T:
        """What a function makes of this; it is called once, so rules that share it share the work."""
        if make not in self._made:
            self._made[make] = make(self)
        result: T = self._made[make]
        return result


@dataclass(frozen=True, eq=False)
class Shared(Once):
    """What the findings about one file may depend on beside the file itself, and nothing else of the project.

    `meeting_languages` are those that packs are made in, `sources` the ids of the meeting's sources, `profiles` all
    languages and registers, `wording` the house rules; `financial_year_starts` is a month. Below `root` lie the
    pictures that the file names.
    """

    root: Path
    glossary: Glossary
    profiles: Mapping[str, Language]
    wording: tuple[WordingRule, ...]
    meeting_languages: tuple[str, ...]
    sources: tuple[str, ...]
    financial_year_starts: int = APRIL

    @cached_property
    def languages(self) -> Mapping[str, Language]:
        """The languages that texts and names may be written in."""
        return with_own_texts(self.profiles)


@dataclass(frozen=True, eq=False)
class CheckedFile(Once):
    """One file of a project: all that a rule about files can reach.

    `content` is what the file holds: the meeting, a sector, the labels, or the glossary, whose tables are one file
    here. `approvals` are those of this file's texts.
    """

    key: str
    content: Any
    document: YamlDocument
    approvals: Approvals
    shared: Shared

    @cached_property
    def values(self) -> tuple[ContentNode, ...]:
        """Every value of the file, parents before children."""
        return tuple(
            (TextNode if isinstance(value, Text) else ContentNode)(self, path, value)
            for path, value in walk(self.content)
        )

    @cached_property
    def texts(self) -> tuple[TextNode, ...]:
        """Every text of the file."""
        return tuple(node for node in self.values if isinstance(node, TextNode))

    @cached_property
    def wordings(self) -> tuple[Wording, ...]:
        """Every text in every language that it is written in."""
        return tuple(wording for text in self.texts for wording in text.wordings.values())

    @cached_property
    def wordings_with_inline(self) -> tuple[Wording, ...]:
        """As `wordings`, and the inline wordings in them for other languages: 信息 of `[[zh-Hans:信息|資訊]]`."""
        return tuple(part for wording in self.wordings for part in (wording, *wording.inline))

    def location(self, path: KeyPath) -> Location:
        """The file and line of a value."""
        return self.document.location(path)

    def converter(self, written: str, tag: str) -> ChineseConverter:
        """The converter from one Chinese to another, with the sector's own vocabulary."""
        from reportgen.lang.chinese.converter import converter

        if (written, tag) not in self._converters:
            scope, languages = self.key if isinstance(self.content, Sector) else "", self.shared.languages
            made = converter(self.shared.glossary, languages[written], languages[tag], scope, cache_folder())
            self._converters[written, tag] = made
        return self._converters[written, tag]

    @cached_property
    def _converters(self) -> dict[tuple[str, str], ChineseConverter]:
        return {}


@dataclass(frozen=True, eq=False)
class ContentNode:
    """A value of a file, and the path to it."""

    file: CheckedFile
    path: KeyPath
    value: Any

    @property
    def location(self) -> Location:
        """The file and line of the value."""
        return self.file.location(self.path)

    @property
    def key(self) -> str:
        """The last key of the path, list positions left out."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    def finding(self, message: str, hint: str = "", languages: Languages = None) -> Finding:
        """A finding about this value, which concerns all languages unless it says which."""
        return Finding(self.location, message, hint, languages=languages)


class TextNode(ContentNode):
    """A text of a file; its value is a `Text`."""

    value: Text

    def location_in(self, tag: str) -> Location:
        """The file and line of the text in one language."""
        return self.file.location((*self.path, tag))

    @cached_property
    def wordings(self) -> Mapping[str, Wording]:
        """The text in each language that it is written in, by tag."""
        return {tag: Wording(self, tag, tag, markup) for tag, markup in self.value.root.items()}

    def languages_of(self, written: str) -> frozenset[str]:
        """The languages whose files print the text as it is written in one: that one, and those derived from it."""
        languages = self.file.shared.languages.values()
        return frozenset(language.tag for language in languages if self._source_of(language) == written)

    def _source_of(self, language: Language) -> str:
        """The language that the text is printed from in another, as `Writer.wording_of` chooses it; empty for none."""
        return next((tag for tag in (language.tag, *language.derived_from) if tag in self.value.root), "")

    @cached_property
    def derived(self) -> tuple[Wording, ...]:
        """The text in the languages of the meeting in which it is derived from another."""
        return tuple(
            Wording(self, written, tag, self.file.converter(written, tag).convert(self.value.root[written]))
            for tag, written in self._origins()
        )

    def flagged_words(self) -> Iterator[tuple[str, str, Flag]]:
        """The words that a person has to decide about where the text is derived: written in, derived for, the word."""
        for tag, written in self._origins():
            for flag in self.file.converter(written, tag).flags(self.value.root[written]):
                yield written, tag, flag

    def _origins(self) -> Iterator[tuple[str, str]]:
        """Language of the meeting → the one from which the text is derived in it."""
        for tag in self.file.shared.meeting_languages:
            written = self._source_of(self.file.shared.languages[tag])
            if written and written != tag:
                yield tag, written


class PrintedWording(NamedTuple):
    """A wording about as a reader sees it, and the positions of the names from the glossary in it."""

    text: str
    names: tuple[range, ...]


@dataclass(frozen=True, eq=False)
class Wording(Once):
    """A text as the readers of one language have it.

    `written` is the language that it stands under in the file, `tag` the one it is read in: another for an inline
    wording, and for what is derived.
    """

    text: TextNode
    written: str
    tag: str
    markup: str

    @property
    def location(self) -> Location:
        """The file and line of the wording."""
        return self.text.location_in(self.written)

    @property
    def language(self) -> Language:
        """The language it is read in."""
        return self.text.file.shared.languages[self.tag]

    @property
    def languages(self) -> frozenset[str]:
        """The languages whose files print it."""
        return self.text.languages_of(self.written) if self.tag == self.written else frozenset({self.tag})

    def finding(self, message: str, hint: str = "", subject: str = "", severity: Severity | None = None) -> Finding:
        """A finding about this wording."""
        return Finding(self.location, message, hint, subject, severity, self.languages)

    def read_in(self, tag: str) -> Wording:
        """The same markup, read in another language."""
        return Wording(self.text, self.written, tag, self.markup)

    @cached_property
    def inline(self) -> tuple[Wording, ...]:
        """The inline wordings in it for other languages."""
        languages = self.text.file.shared.languages
        return tuple(
            Wording(self.text, self.written, other, markup)
            for other, markup in tagged_wordings(self.markup)
            if other in languages and other != self.tag
        )

    @cached_property
    def fault(self) -> MarkupError | None:
        """The first fault in its markup; None without one."""
        return self._parsed[1]

    @cached_property
    def tokens(self) -> tuple[Plain | TermRef, ...]:
        """Its plain text and term references, also those in strong text and links.

        Nothing where its markup is faulty: `markup-error` reports it.
        """
        return self._parsed[0]

    @cached_property
    def _parsed(self) -> tuple[tuple[Plain | TermRef, ...], MarkupError | None]:
        try:
            return flat_tokens(self.markup, self.tag), None
        except MarkupError as error:
            return (), error.with_traceback(None)

    @cached_property
    def references(self) -> tuple[TermRef, ...]:
        """The terms it refers to, in their order."""
        return tuple(token for token in self.tokens if isinstance(token, TermRef))

    @cached_property
    def plain(self) -> str:
        """Its text without markup, with `NAME_MASK` for each term that it refers to, and with addresses masked."""
        return masked(self.tokens)

    @cached_property
    def convertible(self) -> str:
        """As `plain`, without the words that the author has decided on in the text: `NAME_MASK` in their place."""

        def masked(found: re.Match[str]) -> str:
            return _MASKED_REFERENCE if authored_wording(found[0], self.tag) else found[0]

        markup = _REFERENCE.sub(masked, self.markup) if ":" in self.markup else self.markup
        return self.plain if markup == self.markup else Wording(self.text, self.written, self.tag, markup).plain

    @cached_property
    def printed(self) -> PrintedWording:
        """Its text with full or short names filled in and without markup; first mentions are not considered."""
        text, names = "", []
        for token in self.tokens:
            if isinstance(token, Plain):
                text += token.text
            else:
                name = printed_name(token, self.tag, self.text.file.shared.glossary)
                names.append(range(len(text), len(text) + len(name)))
                text += name
        return PrintedWording(text, tuple(names))
