"""Tags: finding them in a text and reading what they say.

A tag is `{{ expression }}`, `{% statement %}` or `{# comment #}`. A statement may name the level it
takes with it: `{%p`, `{%tr`, `{%tc`, `{%r` (docxtpl's spelling), `{%slide`, `{%section` and `{%shape`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import cycle

from reportgen.diagnostics import Collector, Location, Message, shortened
from reportgen.records.pickling import quickly_pickled
from reportgen.template.syntax.keywords import BLOCKS, CAPTURING, LEVELS


class TagKind(StrEnum):
    """What a tag is; the value is its opening delimiter."""

    OUTPUT = "{{"
    STATEMENT = "{%"
    COMMENT = "{#"


_OUTPUT_LEVELS = ("r ", "p ")
"""docxtpl's `{{r text }}` and `{{p document }}`, read as `{{ text }}`: here the value decides what it replaces."""
_CLOSING = {TagKind.OUTPUT: "}}", TagKind.STATEMENT: "%}", TagKind.COMMENT: "#}"}
STRING = r'"(?:[^"\\]|\\.)*"' + "|" + r"'(?:[^'\\]|\\.)*'"
"""The pattern of a string inside a tag."""
_INSIDE = {
    # where another tag begins, this one was left open
    **{kind: re.compile(rf"(?s:{STRING}|(?!{_CLOSING[kind]}|{{{{|{{%)[^\"'])*{_CLOSING[kind]}")
       for kind in (TagKind.OUTPUT, TagKind.STATEMENT)},
    TagKind.COMMENT: re.compile("(?s:.*?)#}"),  # a remark may hold an apostrophe
}  # fmt: skip
"""What follows a tag's opening delimiter, with the closing one."""
_HALF_CLOSED = re.compile(r"[^{}%\n]*(?:%\s?\}?|\}\s?\}?)")
_MOST_UNCLOSED = 20
"""The tags without an end that are told of a text: whoever has so many mends them all in the same way."""
_MOST_SHOWN = 120
"""The characters of a tag that messages show."""
_LONGEST_UNCLOSED = 1_000
"""The characters behind the beginning of a tag without an end in which what was meant is looked for."""
"""The rest of a tag that ends with a wrong delimiter or half of one."""
_SPACES = str.maketrans({"\u00a0": " ", "\u3000": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " "})
"""Spaces that Word types or that come along with copied text: levels and keywords end at a plain one."""
_STRINGS = re.compile(f"({STRING})")  # a group, so that `split` returns the strings too
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""What comes along with copied text and nobody sees: soft hyphens, zero-width spaces, marks of direction."""
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", **dict.fromkeys(_UNSEEN, "")})
"""Word's autocorrection of quotation marks, undone."""

_RAW_END = re.compile(r"\{%-?\s*(?:p\s+|r\s+)?endraw\s*-?%\}")


@dataclass(frozen=True, slots=True)
class Match:
    """A tag found in a text: from `start` to `end`, with its inside, or a fault."""

    start: int
    end: int
    kind: TagKind
    inside: str
    fault: str = ""


@quickly_pickled
@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a template as it was typed, and where.

    `inside` is the expression or statement without level and delimiters, `text` the whole tag, for messages.
    """

    kind: TagKind
    level: str
    inside: str
    text: str
    location: Location

    @property
    def keyword(self) -> str:
        """The first word of a statement: `for`, `endif`, `set` …; empty for other tags."""
        if self.kind is not TagKind.STATEMENT or not self.inside:
            return ""
        return self.inside.split(None, 1)[0].partition("(")[0]  # as in `call(user) dialog()`

    @property
    def opens(self) -> bool:
        """Whether the statement has an end tag."""
        return self.keyword in BLOCKS or self.captures

    @property
    def captures(self) -> bool:
        """Whether the statement captures what stands between it and its end."""
        return self.keyword in CAPTURING and not (self.keyword == "set" and "=" in self.inside.partition("|")[0])

    @property
    def closes(self) -> str:
        """The keyword of the block that this end tag ends, or the empty string."""
        return self.keyword.removeprefix("end") if self.keyword.startswith("end") else ""

    @property
    def end(self) -> str:
        """The end tag that an opening tag asks for, as one would type it."""
        return f"{{%{self.level} end{self.keyword} %}}"

    def closing(self) -> Tag:
        """The end tag of a statement that ends with what it stands in."""
        return Tag(TagKind.STATEMENT, self.level, f"end{self.keyword}", self.end, self.location)

    def silenced(self) -> Tag:
        """The tag as a remark, which prints nothing."""
        return replace(self, kind=TagKind.COMMENT, inside="")


def find_tags(text: str, position: int = 0) -> Iterator[Match]:
    """Every tag in a text from a position on, in order; a tag that does not end is a match with a `fault`.

    Delimiters inside quoted strings of a tag do not end it.
    """
    unclosed, last_remark = 0, text.rfind("#}")
    while (start := _next_opening(text, position)) >= 0:
        kind = TagKind(text[start : start + 2])
        end = _end(text, start + 2, kind) if kind is not TagKind.COMMENT or start < last_remark else -1
        if end < 0:
            fault = Message("the tag does not end: '{closing}' is missing", closing=_CLOSING[kind])
            half = _HALF_CLOSED.match(text, start + 2, start + 2 + _LONGEST_UNCLOSED)
            position = half.end() if half else start + 2  # the tags behind it are still found
            unclosed += 1
            if unclosed <= _MOST_UNCLOSED:
                yield Match(start, position, kind, text[start + 2 : start + 2 + _LONGEST_UNCLOSED], fault)
            continue
        yield Match(start, end, kind, text[start + 2 : end - 2])
        position = end


def _next_opening(text: str, position: int) -> int:
    while (start := text.find("{", position)) >= 0:
        if text[start + 1 : start + 2] in ("{", "%", "#"):
            return start
        position = start + 1
    return -1


def _end(text: str, position: int, kind: TagKind) -> int:
    """Where a tag of a kind ends, behind its closing delimiter; -1 for a tag that does not end."""
    found = _INSIDE[kind].match(text, position)
    return found.end() if found else -1


def read_tag(match: Match, location: Location) -> Tag:
    """The tag a match stands for: level split off, Word's typographic spaces made plain, but for those in strings."""
    inside = "".join(
        piece.replace("\n", " ") if is_string else piece.translate(_SPACES)
        for is_string, piece in zip(cycle((False, True)), _STRINGS.split(match.inside))
    )
    level = ""
    if match.kind is TagKind.STATEMENT:  # `{%-` has joined paragraphs already and means nothing more
        inside = inside.removeprefix("-").removesuffix("-")
        for candidate in LEVELS:
            if inside.startswith(candidate + " "):
                level, inside = candidate, inside[len(candidate) :]
                break
    elif match.kind is TagKind.OUTPUT:
        inside = inside.removeprefix("-").removesuffix("-")
        # `{{r }}` prints the name r
        inside = inside[1:] if inside.startswith(_OUTPUT_LEVELS) and inside[1:].strip() else inside
    closing = _CLOSING[match.kind]
    typed = shortened(f"{match.kind}{match.inside}{closing}", _MOST_SHOWN)
    return Tag(match.kind, level, inside.strip(), typed, location)


def straight_quotes(text: str) -> str:
    """The text with the curly quotation marks that Word's autocorrection puts in made straight, and nothing unseen."""
    return text.translate(_QUOTES)


class RawText:
    """Finds the tags of a part's paragraphs, which come in reading order.

    What stands between `{% raw %}` and `{% endraw %}` is text, through paragraphs and runs.
    """

    def __init__(self) -> None:
        self._opened: Callable[[], Location] | None = None

    def find(self, text: str, place: Callable[[], Location]) -> tuple[list[Match], list[Match]]:
        """The tags of a paragraph, those around raw text as remarks; and the same with the raw text itself."""
        tags: list[Match] = []
        all_: list[Match] = []
        position = 0
        while True:
            if self._opened:
                end = _RAW_END.search(text, position)
                all_.append(Match(position, end.start() if end else len(text), TagKind.COMMENT, ""))
                if end is None:
                    return tags, all_
                position = self._add(Match(end.start(), end.end(), TagKind.COMMENT, " endraw "), tags, all_)
                self._opened = None
            for match in find_tags(text, position) if "{" in text else ():
                if _is_raw(match):
                    position = self._add(replace(match, kind=TagKind.COMMENT), tags, all_)
                    self._opened = place
                    break
                self._add(match, tags, all_)
            else:
                return tags, all_

    def finish(self, found: Collector) -> None:
        """Record raw text that does not end in its part."""
        if self._opened:
            found.error(
                "unclosed-statement",
                Message("'{% raw %}' is never closed"),
                self._opened(),
                Message("add '{% endraw %}'"),
            )

    @staticmethod
    def _add(match: Match, *lists: list[Match]) -> int:
        for one in lists:
            one.append(match)
        return match.end


def _is_raw(match: Match) -> bool:
    return match.kind is TagKind.STATEMENT and not match.fault and read_tag(match, Location("")).inside == "raw"
