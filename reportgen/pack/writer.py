"""Texts for one language: the authored wording or its conversion, with glossary names filled in.

A text is turned into tokens once per process and language; what a name prints as depends on the
document (full name with its short form at first mention, short form after), so the last step is
taken when a template prints the text, in the order in which the document prints its texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from reportgen.characters import CHINESE, has_chinese
from reportgen.lang.chinese.converter import ChineseConverter, converter
from reportgen.lang.markup import Link, Plain, Strong, TermRef, Token, parse_markup
from reportgen.lang.scripts import distinctive_characters
from reportgen.model.content import Text
from reportgen.model.glossary import Glossary, Term
from reportgen.model.language import LANGUAGES, Language
from reportgen.template import RichText, Span
from reportgen.user_cache import cache_folder

_CHINESE_WORDS = re.compile(f"[{CHINESE}]+")


class Mentions:
    """The terms a document has named so far; `aside` are those that its speaker notes have named.

    The audience does not hear of a short form from the notes, so each side introduces it.
    """

    def __init__(self, aside: Mentions | None = None) -> None:
        self._named: set[str] = set()
        self.aside = aside or self

    def first(self, term: Term, mark: bool) -> bool:
        """Whether this is the term's first mention; `mark` records it."""
        first = term.id not in self._named
        if mark:
            self._named.add(term.id)
        return first


def _chinese_of(text: str) -> Language:
    """The written Chinese that a text is in: the Mainland's where only it has one of the characters."""
    return LANGUAGES["zh-Hans" if any(char in distinctive_characters("Hans") for char in text) else "zh-Hant"]


class Writer:
    """Writes texts in one language. One per process and language; it holds no document's state.

    `languages` are those that texts and names may be written in. `scope` is the sector whose own vocabulary
    goes before the rules for all. `second` says that this is the second language of a document, so that all
    it writes carries its own language.
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
        self._tokens = lru_cache(maxsize=None)(self._parse)
        self._scoped: dict[str, Writer] = {}

    def scoped(self, sector: str) -> Writer:
        """The writer of a sector's own texts."""
        if sector not in self._scoped:
            self._scoped[sector] = Writer(self.language, self._glossary, self.languages, sector, self._second)
        return self._scoped[sector]

    def _converter(self, source: str) -> ChineseConverter:
        return converter(self._glossary, self.languages[source], self.language, self._scope, cache_folder())

    def convert_literal(self, text: str) -> str:
        """Text typed in a template itself, in this language's script."""
        for source in self.language.derived_from[:1]:
            return self._converter(source).convert(text)
        return text

    def authored(self, text: Text) -> str:
        """A text as authored in this language, or converted from the first one it can be derived from.

        Raises `KeyError` when the text has none of them; `check` finds that before anything is built.
        """
        own = text.get(self.language.tag)
        if own is not None:
            return own
        for source in self.language.derived_from:
            other = text.get(source)
            if other is not None:
                return self._converter(source).convert(other)
        raise KeyError(f"no {self.language.tag} in {text.root}")

    def printed(self, text: str) -> str:
        """A ready text, as documents print it."""
        return TaggedText(text, self.language) if self._second else text

    def _parse(self, raw: str) -> tuple[Token, ...]:
        return parse_markup(raw, self.language.tag)

    def write(self, text: Text, mentions: Mentions, mark: bool) -> RichText:
        """A text as it stands in a document; `mark` says that the document really prints it here."""
        tokens = self._tokens(self.authored(text))
        return RichText(*self._spans(tokens, mentions, mark, bold=False, link=""))

    def _by_script(self, span: Span) -> Iterator[Span]:
        """A span of a language in Latin type, with the Chinese words in it tagged and set as Chinese."""
        if self.language.east_asian or span.text.isascii() or not has_chinese(span.text):
            yield span
            return
        start = 0
        for found in _CHINESE_WORDS.finditer(span.text):
            if found.start() > start:
                yield replace(span, text=span.text[start : found.start()])
            yield replace(span, text=found[0], language=_chinese_of(found[0]))
            start = found.end()
        if start < len(span.text):
            yield replace(span, text=span.text[start:])

    def _spans(
        self, tokens: tuple[Token, ...], mentions: Mentions, mark: bool, bold: bool, link: str
    ) -> Iterator[Span]:
        language = self._span_language
        for token in tokens:
            match token:
                case Plain(text=text):
                    yield from self._by_script(Span(text, bold=bold, link=link, language=language))
                case TermRef(id=term_id, form=form):
                    name = self.term_name(self._glossary[term_id], form, mentions, mark)
                    yield from self._by_script(Span(name, bold=bold, link=link, language=language))
                case Strong(tokens=inner):
                    yield from self._spans(inner, mentions, mark, True, link)
                case Link(tokens=inner, target=target):
                    yield from self._spans(inner, mentions, mark, bold, target)

    # -- names

    def full_name(self, term: Term) -> str:
        """A term's official name; people with their honorific where the language has it."""
        name = term.names[self.language.tag]
        form = self.language.names.with_honorific
        return form.format(honorific=term.honorific, name=name) if term.honorific else name

    def short_name(self, term: Term) -> str:
        """A term's short form, or its name where it has none."""
        return term.shorts.get(self.language.tag) or self.full_name(term)

    def brief_name(self, term: Term) -> str:
        """The name for a narrow place: in full where it is short enough to be understood without a list."""
        name = self.full_name(term)
        fits = len(name) <= self.language.names.brief
        return name if fits or introduced(term, self.language) == name else self.short_name(term)

    def name_with_post(self, person: Term) -> str:
        """Post and name: "Secretary for Development, Ms Bernadette Linn", 發展局局長甯漢豪."""
        if not person.post:
            return self.full_name(person)
        post = self._glossary[person.post].names[self.language.tag]
        return self.language.names.with_post.format(post=post, name=self.full_name(person))

    def term_name(self, term: Term, form: str, mentions: Mentions, mark: bool) -> str:
        """What `[[id]]` or `[[id|form]]` prints."""
        if form == "full":
            return self.full_name(term)
        if form == "short":
            return self.short_name(term)
        if form == "post":
            return self.name_with_post(term)
        first = mentions.first(term, mark)
        if term.kind == "person":
            return self.full_name(term) if first else self.short_name(term)
        whole = introduced(term, self.language)
        return whole if first or whole == term.names[self.language.tag] else self.short_name(term)


class TaggedText(str):
    """A ready text in the second language of its document: printed with that language's tag and typeface."""

    __slots__ = ("_language",)
    _language: Language

    def __new__(cls, text: str, language: Language) -> TaggedText:
        """A text and its language."""
        made = super().__new__(cls, text)
        made._language = language
        return made

    def __rich__(self) -> RichText:
        return RichText(Span(str.__str__(self), language=self._language))

    def __mod__(self, values: object) -> TaggedText:
        return TaggedText(str.__mod__(self, values), self._language)


class DocumentText:
    """A text in a document: printed as rich text where a template prints it, and marked as mentioned there."""

    __slots__ = ("_mentions", "_text", "_writer")

    def __init__(self, writer: Writer, text: Text, mentions: Mentions) -> None:
        self._writer = writer
        self._text = text
        self._mentions = mentions

    def __rich__(self) -> RichText:
        return self._writer.write(self._text, self._mentions, mark=True)

    def __rich_aside__(self) -> RichText:
        return self._writer.write(self._text, self._mentions.aside, mark=True)

    def __str__(self) -> str:
        return self._writer.printed(str(self._writer.write(self._text, self._mentions, mark=False)))

    def __len__(self) -> int:
        return len(str(self))

    def __bool__(self) -> bool:
        return True


def names_by_language(term: Term, languages: Mapping[str, Language]) -> dict[str, RichText]:
    """A term's names by language, each printed with its own language tag and typeface."""
    return {tag: RichText(Span(term.names[tag], language=languages[tag])) for tag in languages if tag in term.names}


def introductions(term: Term, languages: Mapping[str, Language]) -> dict[str, RichText]:
    """A term's names by language, each with the short form that texts use for it in brackets."""
    known = (language for tag, language in languages.items() if tag in term.names)
    return {language.tag: RichText(Span(introduced(term, language), language=language)) for language in known}


def introduced(term: Term, language: Language) -> str:
    """A name with its short form in brackets, where running text introduces one.

    Neither "Hong Kong (HK)" nor 香港（港） is written, nor is an official called by initials.
    """
    short, name = term.shorts.get(language.tag, ""), term.names[language.tag]
    initials = term.kind == "place" and short.isascii() and len(short) == len("HK")
    if len(short) < 2 or initials or term.kind in ("post", "person"):
        return name
    return language.names.introduced.format(name=name, short=short)
