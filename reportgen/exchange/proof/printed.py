"""A text as its readers see it, and the way back: what a reader has corrected gets its markup again.

A reader of a proof sheet sees names, not `[[hktdc]]`. Of every text that is shown, the places of its names, inline
wordings, strong texts and links are known. In a corrected text they are found again by comparing it with the old one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from reportgen.lang.markup import Link, MarkupError, Plain, Strong, TermRef, markup_pieces
from reportgen.lang.names import full_name, name_with_post, short_name
from reportgen.model.glossary import Glossary
from reportgen.model.language import Language

_LIKE = 0.5
"""From this likeness (`SequenceMatcher.ratio`) on, what stands in a name's place is that name, written differently."""


class Name(NamedTuple):
    """A stretch of a printed text that stands for itself: a name of the glossary, or an inline wording (no `term`)."""

    start: int
    end: int
    markup: str
    term: str


class Span(NamedTuple):
    """A stretch of a printed text with markup before and after it: strong text, a link."""

    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A text without markup, the `markup` that prints it, and where in it names and spans are."""

    text: str
    markup: str
    names: tuple[Name, ...] = ()
    spans: tuple[Span, ...] = ()


class Restored(NamedTuple):
    """A corrected text with its markup.

    `lost` are the names that it no longer holds; `altered` those that it holds, written differently, with what stands
    there now.
    """

    markup: str
    lost: tuple[str, ...]
    altered: tuple[tuple[str, str], ...]


def print_text(markup: str, language: Language, glossary: Glossary) -> Printed:
    """The text as readers of the language see it, names in full unless the short form is asked for.

    Text with faulty markup is shown as it is.
    """
    names: list[Name] = []
    spans: list[Span] = []

    def print_pieces(markup: str, position: int) -> str:
        text = ""
        for raw, token in markup_pieces(markup, language.tag):
            start = position + len(text)
            match token:
                case Plain(text=plain):
                    text += plain
                    if plain != raw:
                        names.append(Name(start, position + len(text), raw, ""))
                case TermRef(id=term_id, form=form):
                    text += _name(term_id, form, language, glossary)
                    names.append(Name(start, position + len(text), raw, term_id))
                case Strong():
                    text += print_pieces(raw[2:-2], start)
                    spans.append(Span(start, position + len(text), "**", "**"))
                case Link(target=target):
                    after = f"]({target})"
                    text += print_pieces(raw[1 : -len(after)], start)
                    spans.append(Span(start, position + len(text), "[", after))
        return text

    try:
        return Printed(print_pieces(markup, 0), markup, tuple(names), tuple(spans))
    except MarkupError:
        return Printed(markup, markup)


def _name(term_id: str, form: str, language: Language, glossary: Glossary) -> str:
    if term_id not in glossary or language.tag not in glossary[term_id].names:  # of a language that is new
        return term_id
    term = glossary[term_id]
    if form == "short":
        return short_name(term, language)
    return name_with_post(term, glossary, language) if form == "post" else full_name(term, language)


def restore_markup(old: Printed, new: str) -> Restored:
    """The markup of a corrected text: names that it still holds are references again, wherever they have moved to."""
    if new == old.text:
        return Restored(old.markup, (), ())
    places = _Places(SequenceMatcher(None, old.text, new, autojunk=False).get_opcodes())
    found: list[tuple[int, int, str]] = []
    missing: list[Name] = []
    for name in old.names:
        if (start := places.unchanged(name.start, name.end)) is not None:
            found.append((start, start + name.end - name.start, name.markup))
        else:
            missing.append(name)
    lost: list[str] = []
    altered: list[tuple[str, str]] = []
    for name in sorted(missing, key=lambda name: name.start - name.end):
        printed = old.text[name.start : name.end]
        start = _free_place(printed, new, found)
        now = new[places.opening(name.start) : places.closing(name.end)]
        if start is not None:
            found.append((start, start + len(printed), name.markup))
        elif SequenceMatcher(None, printed, now, autojunk=False).ratio() >= _LIKE:
            altered.append((printed, now))
        else:
            lost.append(name.markup)
    inserted = [(places.opening(one.start), places.closing(one.end), one.before, one.after) for one in old.spans]
    return Restored(_written(new, found, inserted), tuple(lost), tuple(altered))


def _free_place(name: str, text: str, taken: Sequence[tuple[int, int, str]]) -> int | None:
    """Where a name stands in a text outside the places `taken`; None where it does not."""
    start = text.find(name) if name else -1
    while start >= 0:
        if all(start + len(name) <= first or start >= last for first, last, _ in taken):
            return start
        start = text.find(name, start + 1)
    return None


class _Places:
    """Where positions of the old text are in the new one (`opcodes` of `SequenceMatcher`)."""

    def __init__(self, opcodes: Sequence[tuple[str, int, int, int, int]]) -> None:
        self._blocks = opcodes

    def unchanged(self, start: int, end: int) -> int | None:
        """The new position of a stretch that has not changed; None where it has."""
        for tag, first, last, new, _ in self._blocks:
            if tag == "equal" and first <= start and end <= last:
                return new + start - first
        return 0 if start == end and not self._blocks else None

    def opening(self, position: int) -> int:
        """Where a stretch that began here begins now: with all that was put in the place of its first character."""
        for tag, first, last, new, _ in self._blocks:
            if first <= position < last:
                return new + position - first if tag == "equal" else new
        return self._blocks[-1][4] if self._blocks else 0

    def closing(self, position: int) -> int:
        """Where a stretch that ended here ends now."""
        for tag, first, last, new, new_end in self._blocks:
            if first < position <= last:
                return new + position - first if tag == "equal" else new_end
        return self._blocks[0][3] if self._blocks else 0


def _written(text: str, names: Sequence[tuple[int, int, str]], spans: Sequence[tuple[int, int, str, str]]) -> str:
    """The text with names replaced by their markup, and the markup of spans around theirs."""
    pieces = list(_pieces(text, sorted(names)))
    starts = [start for start, _, _ in pieces]
    ends = [end for _, end, _ in pieces]
    before, after = [""] * len(pieces), [""] * len(pieces)
    for start, end, opening, closing in spans:
        inside = [number for number in range(len(pieces)) if starts[number] >= start and ends[number] <= end]
        if inside and text[start:end].strip():
            before[inside[0]] += opening
            after[inside[-1]] = closing + after[inside[-1]]
    return "".join(b + piece + a for b, (_, _, piece), a in zip(before, pieces, after, strict=True))


def _pieces(text: str, names: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The characters of a text that belong to no name, and the names, in order."""
    position = 0
    for start, end, markup in [*names, (len(text), len(text), "")]:
        yield from ((at, at + 1, text[at]) for at in range(position, start))
        if markup:
            yield start, end, markup
        position = max(position, end)
