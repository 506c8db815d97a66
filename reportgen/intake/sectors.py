"""Says which paragraphs of a document belong together: by its headings, and where it has none by its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.intake.analysed import Passage
from reportgen.intake.recognise.words import Words, comparable, topic_titles, words_of
from reportgen.model.language import Language

_FEWEST_WORDS = 2
"""Words of an area of work in a paragraph from which it may be about it."""
_FEWEST_PEOPLE = 3
_LEAD = re.compile(r"(?:part|section|chapter|item)\s+\d+\W*|第?[一二三四五六七八九十\d]+[、.部章节]\s*", re.IGNORECASE)


@dataclass(slots=True)
class Group:
    """The paragraphs of one sector; `topic` is the area of work where the document has no heading for it."""

    titles: Mapping[str, str]
    passages: list[Passage] = field(default_factory=list)
    topic: str = ""
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class Grouping:
    """The sectors of a document, and the paragraphs that are part of none: its opening, and who attended."""

    sectors: list[Group] = field(default_factory=list)
    others: list[Group] = field(default_factory=list)


class _Topics:
    """Counts the words of the areas of work in texts of one language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._words: Words | None = words_of(language)

    def counted(self, text: str) -> Counter[str]:
        """How many words of each area a text has."""
        if self._words is None:
            return Counter()
        plain, words = comparable(text, self._language), self._words
        counts = {topic: len(words.found("topics", topic, plain)) for topic in words["topics"]}
        return Counter({topic: count for topic, count in counts.items() if count})

    def found(self, topic: str, text: str) -> tuple[str, ...]:
        """The words of an area that a text has, each once."""
        if self._words is None:
            return ()
        plain = comparable(text, self._language)
        return tuple(dict.fromkeys(word.lower() for word in self._words.found("topics", topic, plain)))

    def is_no_sector(self, heading: str) -> bool:
        """Whether a heading is one of those under which no work is reported."""
        if self._words is None:
            return False
        plain = comparable(_LEAD.sub("", heading, count=1), self._language).strip(" :：")
        return bool(re.fullmatch("|".join(self._words["not_sectors"]), plain, re.IGNORECASE))


def group(passages: Sequence[Passage], languages: Sequence[Language]) -> Grouping:
    """Group the passages of a document; `languages` are those it is written in, the first the one that counts."""
    topics, result = _Topics(languages[0]), Grouping()
    sections = _joined(_sections(passages, [language.tag for language in languages]))
    tag = languages[0].tag
    headings = Counter(topic for section in sections for topic in topics.counted(section.titles.get(tag, "")))
    has_headings = any(section.titles for section in sections)
    for section in sections:
        title = section.titles.get(tag, "")
        is_opening = not title and has_headings
        if is_opening or topics.is_no_sector(title) or _is_list_of_people(section.passages):
            result.others.append(section)
        else:
            result.sectors += _by_topic(section, topics, headings, languages)
    return result


def _sections(passages: Sequence[Passage], tags: Sequence[str]) -> Iterable[Group]:
    """The passages below each heading of the highest level of which there are several; those above the first, too."""
    levels = Counter(passage.level for passage in passages if passage.level)
    level = next((level for level in sorted(levels) if levels[level] > 1), min(levels, default=0))
    section = Group({})
    for passage in passages:
        if passage.level and passage.level <= level:
            if section.passages:
                yield section
            section = Group({tag: text for tag in tags if (text := passage.text(tag))})
        elif not passage.level:
            section.passages.append(passage)
    if section.passages:
        yield section


def _joined(sections: Iterable[Group]) -> list[Group]:
    """The sections, those with the same heading as one."""
    found: dict[tuple[str, ...], Group] = {}
    for section in sections:
        found.setdefault(tuple(section.titles.values()), Group(section.titles)).passages.extend(section.passages)
    return list(found.values())


def _is_list_of_people(passages: Sequence[Passage]) -> bool:
    people = sum(
        name.kind == "person" for passage in passages for one in passage.wordings for name in one.first.facts.names
    )
    sentences = sum(len(passage.wordings) for passage in passages)
    return people >= _FEWEST_PEOPLE and people >= 2 * sentences


def _by_topic(
    section: Group, topics: _Topics, headings: Mapping[str, int], languages: Sequence[Language]
) -> list[Group]:
    """The section, and what of it is about an area of work that neither its heading nor any other names."""
    tag = languages[0].tag
    own = topics.counted(section.titles.get(tag, ""))
    groups: dict[str, Group] = {"": Group(section.titles)}
    current = ""
    for passage in section.passages:
        text = passage.text(tag)
        counts = topics.counted(text)
        topic, count = next(iter(counts.most_common(1)), ("", 0))
        if any(counts[each] for each in own) or (section.titles and not own):
            current = current if current and not any(counts[each] >= count for each in own) and own else ""
        elif count >= _FEWEST_WORDS and (topic not in headings or not section.titles):
            current = topic
        if current not in groups:
            groups[current] = Group(_titles(current, languages), topic=current, words=topics.found(current, text))
        groups[current].passages.append(passage)
    return sorted((each for each in groups.values() if each.passages), key=lambda each: each.passages[0].number)


def _titles(topic: str, languages: Sequence[Language]) -> dict[str, str]:
    titles = topic_titles()[topic]
    return {language.tag: titles[language.tag] for language in languages if language.tag in titles}
