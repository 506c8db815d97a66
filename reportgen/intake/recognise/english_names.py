"""Finds the names of bodies and people in English text: capitalised words, and the general words that end such names.

No body or place is known here. "Agriculture, Fisheries and Conservation Department" is a name since a run of
capitals ends in *Department*; where it begins and ends is told by articles, conjunctions and prepositions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.intake.recognise.names import FoundName, without_overlaps
from reportgen.intake.recognise.words import Words, alternatives

_TOKEN = re.compile(r"[A-Za-z0-9][\w&’'./-]*[\w]|[A-Za-z0-9]|[^\sA-Za-z0-9]")
_PREPOSITIONS = ("of", "for", "on")
_ABBREVIATION = re.compile(r"\s?\((?:the\s)?[\"“]?(?P<short>[A-Z][\w&.-]*(?:\([A-Z]+\))?(?:\s[A-Z]\w+)?)[\"”]?\)")
_CAPITALS = r"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*"
_IN_POSTS = frozenset(["of", "for", "and", "the", "on", "to", "in"])
_POSSESSIVE = re.compile(r"[’']s?$")


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() or (self.text[0].isdigit() and any(map(str.isupper, self.text)))


def english_names(text: str, words: Words, taken: Sequence[tuple[int, int]]) -> list[FoundName]:
    """The bodies and people that a sentence names, in order; `taken` are stretches that are no part of names."""
    for start, end in taken:
        text = text[:start] + text[start:end].lower() + text[end:]
    people = list(_people(text, words))
    bodies = [*_Sentence(text, words).bodies(), *_groups(text, words), *_defined(text, words)]
    whole = without_overlaps([*people, *(body for body in bodies if len(body.name.split()) > 1)])
    return sorted([*whole, *_parts(text, whole, words)], key=lambda name: (name.start, name.end))


class _Sentence:
    """A sentence as tokens, in which names of bodies are looked for."""

    def __init__(self, text: str, words: Words) -> None:
        self._text = text
        self._tokens = [_Token(found.start(), found.end(), found[0]) for found in _TOKEN.finditer(text)]
        self._heads = frozenset(words["bodies"])
        self._starters = frozenset(words["starters"])
        self._posts = frozenset(words["posts"])
        self._openers = frozenset(words["openers"])

    def bodies(self) -> Iterator[FoundName]:
        """The names of bodies, which may overlap."""
        for at, token in enumerate(self._tokens):
            if token.text.lower() in self._starters and self._capital(at) and self._capital(at + 1):
                yield self._name(at, self._run_end(at))
            if self._is_head(at) and not self._capital(at + 1):
                first, last = self._first(at), self._last(at)
                if not self._is_post(first, at):
                    yield self._name(first, last)

    def _word(self, at: int) -> str:
        return self._tokens[at].text if 0 <= at < len(self._tokens) else ""

    def _capital(self, at: int) -> bool:
        return 0 <= at < len(self._tokens) and self._tokens[at].is_capital and not self._is_opener(at)

    def _is_opener(self, at: int) -> bool:
        return self._word(at).lower() in self._openers

    def _is_head(self, at: int) -> bool:
        word = _POSSESSIVE.sub("", self._word(at))
        return self._capital(at) and word.lower() in self._heads

    def _run_end(self, at: int) -> int:
        """The last token of the run of capitals that holds `at`."""
        while self._capital(at + 1) and not _POSSESSIVE.search(self._word(at)):
            at += 1
        return at

    def _first(self, at: int) -> int:
        """Where the name begins whose head is `at`: over capitals, lists of them, and "University of" before them."""
        while True:
            if self._capital(at - 1) and not self._word(at - 1).endswith(("’s", "'s")):
                at -= 1
            elif self._word(at - 1) in ("and", "&") and self._capital(at - 2) and not self._is_head(at - 2):
                at = self._list_start(at - 2)
            elif self._word(at - 1) == "of" and self._is_head(at - 2):
                at -= 2
            else:
                return at

    def _list_start(self, at: int) -> int:
        """Where a list begins that ends with token `at`: Agriculture, Fisheries (and …)."""
        while True:
            if self._capital(at - 1):
                at -= 1
            elif self._word(at - 1) == "," and self._capital(at - 2) and not self._is_head(at - 2):
                at -= 2
            else:
                return at

    def _last(self, at: int) -> int:
        """Where the name ends whose head is `at`: behind "of Culture, Sports and Television", before another body."""
        while not _POSSESSIVE.search(self._word(at)):
            following = at + 1
            if self._word(following) not in (_PREPOSITIONS[:1] if self._rules(at) else _PREPOSITIONS):
                break
            following += 2 if self._word(following + 1) == "the" else 1
            if not self._capital(following):
                break
            end = self._object_end(following)
            if any(self._is_head(inside) for inside in range(following, end + 1)):
                break  # what follows is the body that this one belongs to
            at = end
        return self._with_place(at)

    def _rules(self, at: int) -> bool:
        """Whether a head is a government, which is one *of* a place; what stands behind *on* is what it talks about."""
        return self._word(at).lower().startswith("government")

    def _object_end(self, at: int) -> int:
        """The last token of what follows a preposition: capitals, or a list of them."""
        end = self._run_end(at)
        pieces = [end]
        while self._word(pieces[-1] + 1) == "," and self._capital(pieces[-1] + 2):
            pieces.append(self._run_end(pieces[-1] + 2))
        last = pieces[-1]
        is_list = len(pieces) > 1 or end == at
        if is_list and self._word(last + 1) == "and" and self._capital(last + 2):
            joined = self._run_end(last + 2)
            if not self._is_head(joined) and self._word(joined + 1) not in _PREPOSITIONS:
                return joined
        return end

    def _with_place(self, at: int) -> int:
        """The name with the place behind its comma, where an abbreviation of all of it follows: …, Leeds (ABC(L))."""
        if self._word(at + 1) == "," and self._capital(at + 2):
            end = self._run_end(at + 2)
            if _ABBREVIATION.match(self._text, self._tokens[end].end):
                return end
        return at

    def _is_post(self, first: int, head: int) -> bool:
        """Whether the phrase is a post: Secretary for Administration, Director of the Port Authority."""
        before = {self._word(at).lower() for at in range(max(first - 3, 0), head)}
        joined = self._word(first - 1) in ("for", "of") and self._word(first - 2).lower() in self._posts
        return bool(before & {"secretary"}) or (joined and first == head)

    def _name(self, first: int, last: int) -> FoundName:
        start, end = self._tokens[first].start, self._tokens[last].end
        name = _POSSESSIVE.sub("", self._text[start:end])
        found = FoundName(start, start + len(name), " ".join(name.split()))
        return _with_short(found, self._text)


def _with_short(name: FoundName, text: str) -> FoundName:
    """The name with the abbreviation that stands in brackets behind it."""
    found = _ABBREVIATION.match(text, name.end)
    if not found or sum(map(str.isupper, found["short"])) < 2 or found["short"][0] != name.name[0].upper():
        return name  # "Government of the North (TN)": the short form is that of a part of the name
    return replace(name, end=found.end(), short=found["short"])


def _groups(text: str, words: Words) -> Iterator[FoundName]:
    """Bodies without a name of their own: "the port authorities of Leeds", "governments of Leeds and York"."""
    groups, openers = alternatives(words["groups"]), frozenset(words["openers"])
    patterns = (
        rf"\b(?P<name>{_CAPITALS}\s+(?:[a-z-]+\s+){{0,2}}(?:{groups}))\b",
        rf"\b(?P<name>(?:{groups})\s+of\s+{_CAPITALS}(?:\s+and\s+{_CAPITALS})?)",
    )
    for pattern in patterns:
        for found in re.finditer(pattern, text):
            first, *rest = found["name"].split()
            name = " ".join(rest) if first.lower() in openers else found["name"]
            middle = name.split()[1:-1]
            if not openers & set(middle) - {"of", "and"} and name.split()[0].lower() not in openers:
                yield FoundName(found.end() - len(name), found.end(), " ".join(name.split()))


def _defined(text: str, words: Words) -> Iterator[FoundName]:
    """Groups that an abbreviation stands behind: "non-governmental organisations (NGOs)"."""
    groups = alternatives(words["groups"])
    for found in re.finditer(rf"\b(?P<name>[a-z-]+\s+(?:{groups}))(?=\s\([A-Z])", text):
        yield _with_short(FoundName(found.start(), found.end(), found["name"]), text)


def _parts(text: str, bodies: list[FoundName], words: Words) -> Iterator[FoundName]:
    """Parts of bodies: "the Leeds branch of the Northern Library", "the Library's Leeds campus"."""
    organs = alternatives(words["organs"])
    for body in bodies:
        before = re.search(
            rf"(?:(?:first|second|new)\s+)?(?:{_CAPITALS}\s+)(?:{organs})\s+of\s+(?:the\s+)?$", text[: body.start]
        )
        if before:
            name = text[before.start() : body.start] + body.name
            yield FoundName(before.start(), body.end, " ".join(name.split()))
        after = re.match(rf"[’']s?\s+(?:{_CAPITALS}\s+)(?:{organs})\b", text[body.end :])
        if after:
            yield FoundName(body.start, body.end + after.end(), text[body.start : body.end + after.end()])


def _people(text: str, words: Words) -> Iterator[FoundName]:
    """People with an honorific and more than a surname, and the post that stands before them."""
    honorifics = alternatives(words["honorifics"])
    behind = 0
    for found in re.finditer(rf"\b(?P<honorific>{honorifics})\.?\s+(?P<name>{_CAPITALS})", text):
        name = _POSSESSIVE.sub("", found["name"])
        post = _post(text[behind : found.start()], words)
        behind = found.end()
        if " " in name or "-" in name or post:
            yield FoundName(
                found.start(), found.start("name") + len(name), name, "person", "", found["honorific"], post
            )


def _post(before: str, words: Words) -> str:
    """The post at the end of a text, which a comma closes; empty where there is none."""
    segment = before.rpartition(";")[2].rstrip()
    if not segment.endswith(","):
        return ""
    posts = alternatives(words["posts"])
    for article in re.finditer(r"(?:\b[Tt]he\s+|^\s*|,\s+)(?=[A-Z])", segment):
        phrase = segment[article.end() :].rstrip(", ")
        phrase = re.sub(r"\s*\([^)]*\)", "", phrase)
        is_post = re.match(rf"(?:[A-Z][\w-]*\s+){{0,4}}?(?i:{posts})\b", phrase)
        if is_post and all(word[0].isupper() or word in _IN_POSTS for word in re.findall(r"[\w-]+", phrase)):
            return phrase
    return ""
