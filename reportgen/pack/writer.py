"""Writes texts in one language: the authored wording or its conversion, with glossary names filled in.

A text is parsed into tokens once per process and language. What a name prints as depends on the document (full name
with its short form at first mention, short form after), so names are filled in when a template prints the text, in the
order in which the document prints its texts.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportgen.characters import CHINESE, has_chinese
from reportgen.diagnostics import Message
from reportgen.lang.joints import joined
from reportgen.lang.markup import Link, Plain, Strong, TermRef, Token, parse_markup
from reportgen.lang.names import full_name, name_with_post, short_name
from reportgen.lang.scripts import distinctive_characters
from reportgen.model.content import Text
from reportgen.model.glossary import Glossary, Term
from reportgen.model.language import LANGUAGES, Language
from reportgen.records.cache import cache_folder
from reportgen.records.questions import Question
from reportgen.template import RichText, Span

if TYPE_CHECKING:
    from reportgen.lang.chinese.converter import ChineseConverter

_CHINESE_WORDS = re.compile(f"[{CHINESE}]+")


_MOST_TEXTS = 4096
"""The texts whose tokens a writer keeps."""


class Mentions:
    """The terms that a document has named so far; `in_notes` records those that its speaker notes have named.

    The audience does not see the notes, so slides and notes each introduce a short form for themselves.
    """

    def __init__(self, in_notes: Mentions | None = None) -> None:
        self._named: set[str] = set()
        self.in_notes = in_notes or self

    def is_first(self, term: Term, record: bool) -> bool:
        """Whether the term has not been mentioned before; with `record`, this mention is recorded."""
        first = term.id not in self._named
        if record:
            self._named.add(term.id)
        return first


def _written_chinese(text: str) -> Language:
    """The written Chinese that a text is in: the Mainland's if any character is found in that script alone."""
    return LANGUAGES["zh-Hans" if any(char in distinctive_characters("Hans") for char in text) else "zh-Hant"]


class Writer:
    """Writes texts in one language. A process makes one for each language; no state of a document is held here.

    `languages` are those that texts and names may be written in. `scope` is the sector whose own vocabulary goes
    before the rules for all sectors. `second` says that this is the second language of a document, so that all it
    writes is tagged with its language.
    """

    def __init__(
        self,
        language: Language,
        glossary: Glossary,
        languages: Mapping[str, Language] = LANGUAGES,
        scope: str = "",
        second: bool = False,
    ) -> None:
        self.language = language
        self.languages = languages
        self._second = second
        self._span_language = language if second else None
        self._glossary = glossary
        self._scope = scope
        self._scopes = {name for rule in glossary.vocabulary for name in rule.scope}
        self._tokens = lru_cache(maxsize=_MOST_TEXTS)(self._parse)
        self._scoped: dict[str, Writer] = {}
        self._converters: dict[str, ChineseConverter] = {}

    def scoped(self, sector: str) -> Writer:
        """The same writer, converting with the vocabulary of a sector; the same one each time."""
        if sector not in self._scopes:
            return self  # no rule is for this sector alone
        if sector not in self._scoped:
            self._scoped[sector] = Writer(self.language, self._glossary, self.languages, sector, self._second)
        return self._scoped[sector]

    def _converter(self, source: str) -> ChineseConverter:
        from reportgen.lang.chinese.converter import converter  # most documents print what was written

        # kept here too: a deck converts hundreds of texts, and to look the cache folder up takes as long as to convert
        if source not in self._converters:
            origin = self.languages[source]
            self._converters[source] = converter(self._glossary, origin, self.language, self._scope, cache_folder())
        return self._converters[source]

    def convert_literal(self, text: str) -> str:
        """Convert Chinese text that is typed in a template itself to this language, if it is one that is derived."""
        for source in self.language.derived_from[:1]:
            return self._converter(source).convert(text)
        return text

    def wording_of(self, text: Text) -> str:
        """A text's wording in this language: as authored, or converted from the first language that it has.

        Raises `KeyError` when the text has none to convert from; `check` finds that before anything is built.
        """
        own = text.get(self.language.tag)
        if own is not None:
            return own
        for source in self.language.derived_from:
            other = text.get(source)
            if other is not None:
                return self._converter(source).convert(other)
        raise KeyError(Message("no {tag} in {root}", tag=self.language.tag, root=text.root))

    @property
    def own_language(self) -> Language | None:
        """The language, where it is the second one of a document; None where it is the document's."""
        return self.language if self._second else None

    def tag_language(self, text: str) -> str:
        """Return a text that is already in this language, tagged with it in the second language of a document."""
        return TaggedText(text, self.language) if self._second else text

    def _parse(self, raw: str) -> tuple[Token, ...]:
        return parse_markup(joined(raw, self.language), self.language.tag)

    def write(self, text: Text, mentions: Mentions, record: bool, question: Question = ()) -> RichText:
        """A text with its names filled in; with `record`, the document prints it here, so its mentions count.

        `question` is the one about its wording, which each span has as its origin.
        """
        tokens = self._tokens(self.wording_of(text))
        return RichText(*self._spans(tokens, mentions, record, question, bold=False, link=""))

    def _split_by_script(self, span: Span) -> Iterator[Span]:
        """Split a span of a language in Latin script, so that the Chinese words in it are tagged as Chinese."""
        if self.language.east_asian or span.text.isascii() or not has_chinese(span.text):
            yield span
            return
        start = 0
        for found in _CHINESE_WORDS.finditer(span.text):
            if found.start() > start:
                yield replace(span, text=span.text[start : found.start()])
            yield replace(span, text=found[0], language=_written_chinese(found[0]))
            start = found.end()
        if start < len(span.text):
            yield replace(span, text=span.text[start:])

    def _spans(
        self, tokens: tuple[Token, ...], mentions: Mentions, record: bool, origin: Question, bold: bool, link: str
    ) -> Iterator[Span]:
        language = self._span_language
        for token in tokens:
            match token:
                case Plain(text=text):
                    span = Span(text, bold=bold, link=link, language=language, origin=origin)
                    yield from self._split_by_script(span)
                case TermRef(id=term_id, form=form):
                    name = joined(self.term_name(self._glossary[term_id], form, mentions, record), self.language)
                    span = Span(name, bold=bold, link=link, language=language, origin=origin)
                    yield from self._split_by_script(span)
                case Strong(tokens=inner):
                    yield from self._spans(inner, mentions, record, origin, True, link)
                case Link(tokens=inner, target=target):
                    yield from self._spans(inner, mentions, record, origin, bold, target)

    # -- names

    def full_name(self, term: Term) -> str:
        """A term's official name, with the honorific of people in languages that print it before the name."""
        return full_name(term, self.language)

    def short_name(self, term: Term) -> str:
        """A term's short form, or its name where it has none."""
        return short_name(term, self.language)

    def brief_name(self, term: Term) -> str:
        """The name for a narrow place: in full unless it is long and has a short form that texts introduce."""
        name = self.full_name(term)
        fits = len(name) <= self.language.names.brief
        return name if fits or name_with_short_form(term, self.language) == name else self.short_name(term)

    def name_with_post(self, person: Term) -> str:
        """Post and name: "Secretary for Development, Ms Bernadette Linn", 發展局局長甯漢豪."""
        return name_with_post(person, self._glossary, self.language)

    def term_name(self, term: Term, form: str, mentions: Mentions, record: bool) -> str:
        """What `[[id]]` or `[[id|form]]` prints."""
        if form == "full":
            return self.full_name(term)
        if form == "short":
            return self.short_name(term)
        if form == "post":
            return self.name_with_post(term)
        first = mentions.is_first(term, record)
        if term.kind == "person":
            return self.full_name(term) if first else self.short_name(term)
        introduction = name_with_short_form(term, self.language)
        # the short form is used only where the first mention has introduced it
        return introduction if first or introduction == term.names[self.language.tag] else self.short_name(term)


class TaggedText(str):
    """A string in the second language of a document: printed with that language's tag and typeface."""

    __slots__ = ("_language",)
    _language: Language

    def __new__(cls, text: str, language: Language) -> TaggedText:
        """Make a text in a language."""
        made = super().__new__(cls, text)
        made._language = language
        return made

    def __rich__(self) -> RichText:
        return RichText(Span(str.__str__(self), language=self._language))

    def __mod__(self, values: object) -> TaggedText:
        return TaggedText(str.__mod__(self, values), self._language)


class DocumentText:
    """A text of a document, written when a template prints it; only printing it records the terms it mentions.

    Whoever prints it or looks at it has asked the `question` about its wording, which `reads` is told.
    """

    __slots__ = ("_mentions", "_question", "_reads", "_text", "_writer")

    def __init__(
        self,
        writer: Writer,
        text: Text,
        mentions: Mentions,
        question: Question = (),
        reads: set[Question] | None = None,
    ) -> None:
        self._writer = writer
        self._text = text
        self._mentions = mentions
        self._question = question
        self._reads = set() if reads is None else reads

    def _written(self, mentions: Mentions, record: bool) -> RichText:
        self._reads.add(self._question)
        return self._writer.write(self._text, mentions, record, self._question)

    def __rich__(self) -> RichText:
        return self._written(self._mentions, record=True)

    def __rich_aside__(self) -> RichText:
        return self._written(self._mentions.in_notes, record=True)

    def __str__(self) -> str:
        return self._writer.tag_language(str(self._written(self._mentions, record=False)))

    def __len__(self) -> int:
        return len(str(self))

    def __bool__(self) -> bool:
        return True


def capital(text: str) -> str:
    """A text as a line begins with it; a first word with a capital inside, as iAM Smart has, stays as it is."""
    return text if _has_inner_capital(text) else text[:1].upper() + text[1:]


def small(text: str) -> str:
    """A text as it goes on within a line; a first word with a capital inside, as MoU has, stays as it is."""
    return text if _has_inner_capital(text) else text[:1].lower() + text[1:]


def _has_inner_capital(text: str) -> bool:
    first = re.match(r"\w*", text)
    return first is not None and any(character.isupper() for character in first[0][1:])


def is_abbreviated(term: Term, languages: Mapping[str, Language]) -> bool:
    """Whether texts in any language use a term's short form."""
    return any(name_with_short_form(term, languages[tag]) != name for tag, name in term.names.items())


def name_with_short_form(term: Term, language: Language) -> str:
    """A term's name with its short form in brackets, or its name alone where texts use no short form.

    They use none of one character or of two initials for a place ("HK", 港), and none for people and posts.
    """
    short, name = term.shorts.get(language.tag, ""), term.names[language.tag]
    initials = term.kind == "place" and short.isascii() and len(short) == len("HK")
    if len(short) < 2 or initials or term.kind in ("post", "person"):
        return name
    return language.names.introduced.format(name=name, short=short)


_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


class TypedWords:
    """Finds the fixed words typed in templates among the labels, which have them in the other languages.

    A template may be written in any language that labels are written in. `own` are the labels that replace some of
    the others: what is typed may be the words of either.
    """

    def __init__(self, labels: Mapping[str, Text], own: Mapping[str, Text] = MappingProxyType({})) -> None:
        self._labels: dict[str, list[Text]] = {}
        for key, label in labels.items():
            printed = own.get(key, label)
            for typed in {_compared(wording) for one in (label, printed) for wording in one.root.values()}:
                self._labels.setdefault(typed, []).append(printed)

    def written(self, typed: str, writer: Writer) -> str | None:
        """What a whole text typed in a template is in the language of a writer.

        None where no label says the same, or where several do that differ in that language. A label that names a
        term or has places to fill is none of them.
        """
        found: set[str] = set()
        with contextlib.suppress(KeyError):  # `check` reports a label without a wording
            found = {writer.wording_of(label) for label in self._labels.get(_compared(typed), ())}
        wording = found.pop() if len(found) == 1 else ""
        tokens = parse_markup(wording, writer.language.tag)
        return wording if wording and "%(" not in wording and all(isinstance(one, Plain) for one in tokens) else None


def _compared(text: str) -> str:
    return " ".join(text.translate(_QUOTES).split())
