"""The words of a project, asked on a thread of their own, one after the other: a renderer serves one thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from reportgen.build.manifest import Manifest
from reportgen.diagnostics import Collector, Message
from reportgen.model.target import Target
from reportgen.preview.messages import Finding, Hit, Pages, Preview, RowDetail
from reportgen.preview.reading.detail import Details
from reportgen.preview.reading.documents import Documents
from reportgen.preview.reading.search import Search
from reportgen.preview.reading.words import Words
from reportgen.project.approvals import load_approvals
from reportgen.project.load import Project

T = TypeVar("T")


class NotThere(LookupError):
    """What was asked for is not in the project."""


class Reader:
    """What is asked of the words of a project, whose files are in the folder `out`.

    Every question raises `NotThere` for what is not there, and `ProblemsFound` where no document can be made.
    """

    def __init__(self, out: Path) -> None:
        self._out = out
        self._documents: Documents | None = None
        self._words: Words | None = None
        self._search: Search | None = None
        self._targets: Sequence[Target] = ()
        self._thread = ThreadPoolExecutor(1, "words")

    @property
    def project(self) -> Project | None:
        """The state of the project that the words are of."""
        return self._words.project if self._words is not None else None

    @property
    def opened(self) -> Project:
        """The same; raises `NotThere` where there is none."""
        return self._there().project

    def take_over(self, project: Project, targets: Sequence[Target]) -> None:
        """Go on with another state of the project, whose files are the `targets`; waits until it is so."""
        self._thread.submit(self._take_over, project, targets).result()

    def close(self) -> None:
        """End after what is being asked."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    async def pages(
        self, targets: Sequence[Target], epoch: int, findings: Sequence[Finding], dress: Callable[[Pages], Pages]
    ) -> Pages:
        """The pages of one kind of a pack, with what was found in it, dressed on the words' own thread."""
        return await self._ask(lambda words: dress(words.pages(targets, epoch, findings)))

    async def row(self, targets: Sequence[Target], page: str, row: str, epoch: int) -> RowDetail:
        """A row of a page in full."""
        return await self._ask(lambda words: self._details(words).row(targets, page, row, epoch))

    async def tried(self, targets: Sequence[Target], page: str, row: str, wordings: Mapping[str, str]) -> Preview:
        """What a row would print as with other wordings."""
        return await self._ask(lambda words: self._details(words).tried(targets, page, row, wordings))

    async def hits(self, words: str) -> tuple[Hit, ...]:
        """Where the content says some words."""
        return await self._ask(lambda _: self._search.hits(words) if self._search is not None else ())

    # -- on the words' own thread

    def _take_over(self, project: Project, targets: Sequence[Target]) -> None:
        if self._documents is None:
            self._documents = Documents(project)
        elif self._documents.project is not project:
            self._documents.take_over(project)
        self._search = Search(project)
        self._targets = targets
        self._words = Words(self._documents, load_approvals(project.root, Collector(), project.languages))

    def _details(self, words: Words) -> Details:
        return Details(words, self._targets, lambda: Manifest(self._out))

    def _there(self) -> Words:
        if self._words is None:
            raise NotThere(Message("the project"))
        return self._words

    async def _ask(self, question: Callable[[Words], T]) -> T:
        def asked() -> T:
            words = self._there()
            try:
                return question(words)
            except KeyError as missing:
                raise NotThere(str(missing)) from missing

        return await asyncio.wrap_future(self._thread.submit(asked))
