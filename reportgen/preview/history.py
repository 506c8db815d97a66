"""What the last change altered: each file beside the one before, page by page.

The file before is the last one whose pages differ, so that a save without effect does not wipe the comparison.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from reportgen.model.target import Target
from reportgen.preview.messages import Passage
from reportgen.preview.pictures import Job
from reportgen.records.cache import Cache
from reportgen.records.questions import digest
from reportgen.review.traced_texts import TracedPage, traced_pages

_WORDS = re.compile(r"[A-Za-z0-9’'-]+|\s+|.", re.DOTALL)
_MOST_PASSAGES = 4
_MOST_PAIRS = 40
"""Texts of a page that are compared word by word; what differs in more is another page."""


@dataclass(frozen=True, slots=True)
class AlteredPage:
    """A page that is not as it was: its numbers now and before (0: it is new, or gone), its texts now and then."""

    number: int
    before: int
    now: tuple[str, ...] = ()
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A state of a file: its digest, and when it was written (ISO 8601)."""

    digest: str
    written: str


@dataclass(frozen=True, slots=True)
class Altered:
    """What became of a file: the state before, and the pages that differ, by their numbers now."""

    before: Version
    pages: tuple[AlteredPage, ...]

    def page(self, number: int) -> AlteredPage | None:
        """What was altered on a page."""
        return next((page for page in self.pages if page.number == number), None)


class History:
    """The states of files, now and before."""

    def __init__(self) -> None:
        self._kept = Cache("versions")
        self._now: dict[Target, Version] = {}
        self._altered: dict[Target, Altered] = {}

    def note(self, target: Target, data: bytes, written: str) -> Altered | None:
        """Note a file as it is now; what has been altered since it was noted before, None for nothing."""
        version = Version(digest(data), written)
        before = self._now.get(target)
        if before is not None and before.digest == version.digest:
            return None
        if version.digest not in self._kept:
            self._kept.write(version.digest, data)
        self._now[target] = version
        old = self._kept.read(before.digest) if before is not None else None
        if before is None or old is None:
            return None
        pages = tuple(_altered(traced_pages(old, str(target.path)), traced_pages(data, str(target.path))))
        if not pages:
            return None
        self._altered[target] = Altered(before, pages)
        return self._altered[target]

    def now(self, target: Target) -> Version | None:
        """The state of a file now."""
        return self._now.get(target)

    def altered(self, target: Target) -> Altered | None:
        """What was last altered in a file."""
        return self._altered.get(target)

    def job_before(self, target: Target, altered: Altered) -> Job:
        """What prints a file as it was, for the slider; of a file that is kept no longer nothing comes."""
        digest_before = altered.before.digest
        return Job(name_before(target), target.path.name, digest_before, lambda: self._kept.read(digest_before) or b"")


def name_before(target: Target) -> str:
    """What the printed file of the build before is called."""
    return f"{target.path} before"


def _altered(before: Sequence[TracedPage], now: Sequence[TracedPage]) -> Iterator[AlteredPage]:
    """The pages that differ. A slide is compared with the one of its name, other pages with those that they replace."""
    keys_then, keys_now = ([page.name or page.digest for page in pages] for pages in (before, now))
    for _, a, b, c, d in difflib.SequenceMatcher(None, keys_then, keys_now, autojunk=False).get_opcodes():
        pairs: Iterator[tuple[tuple[int, TracedPage | None], tuple[int, TracedPage | None]]]
        pairs = zip_longest(enumerate(before[a:b], a + 1), enumerate(now[c:d], c + 1), fillvalue=(0, None))
        for (number_then, page_then), (number, page) in pairs:
            if page is None or page_then is None or page.digest != page_then.digest:
                yield AlteredPage(number, number_then, _texts(page), _texts(page_then))


def _texts(page: TracedPage | None) -> tuple[str, ...]:
    return tuple(one.text for one in page.paragraphs) if page is not None else ()


def passages(before: str, now: str) -> tuple[Passage, ...]:
    """What was removed from a text and inserted into it, word by word; characters of Chinese are words."""
    if before == now:
        return ()
    old, new = _WORDS.findall(before), _WORDS.findall(now)
    found: list[Passage] = []
    for change, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if change == "equal":
            found.append(Passage("".join(new[c:d])))
            continue
        if b > a:
            found.append(Passage("".join(old[a:b]), "removed"))
        if d > c:
            found.append(Passage("".join(new[c:d]), "inserted"))
    return tuple(found)


def first_passages(altered: Iterable[Altered]) -> tuple[tuple[Passage, ...], ...]:
    """What was changed in the first texts that differ, each once: the foot of the page has room for a few."""
    pairs = dict.fromkeys(
        (before, text)
        for one in altered
        for page in one.pages
        for text in page.now
        if (before := text_before(text, page.then)) is not None
    )
    return tuple(passages(before, text) for before, text in list(pairs)[:_MOST_PASSAGES])


def text_before(text: str, texts: Sequence[str]) -> str | None:
    """What a text was before: the likest text of the page then; None where it was just so, or nothing is like it."""
    if text in texts:
        return None
    return next(iter(difflib.get_close_matches(text, texts[:_MOST_PAIRS], n=1, cutoff=0.5)), None)
