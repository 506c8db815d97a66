"""Looks for words in all texts of the content, whether a document with them was made or not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from reportgen.check.project import CheckedProject
from reportgen.diagnostics import Collector
from reportgen.model.target import OVERVIEW
from reportgen.preview.messages import Hit, Place
from reportgen.project.load import Project

_MOST = 40
"""Nobody reads more; one types another word."""


class Search:
    """The texts of one state of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def hits(self, words: str) -> tuple[Hit, ...]:
        """The first texts that say `words`, in any language they are written in; capitals do not matter."""
        wanted = words.strip().casefold()
        return tuple(islice(self._with(wanted), _MOST)) if wanted else ()

    def _with(self, wanted: str) -> Iterator[Hit]:
        for pack, key in self._packs:
            for wording in self._checked.files[key].wordings:
                if wanted in wording.plain.casefold():
                    location = wording.location
                    yield Hit(pack, wording.tag, wording.plain, Place(location.path, location.line))

    @cached_property
    def _checked(self) -> CheckedProject:
        return CheckedProject.from_project(self._project, Collector())

    @property
    def _packs(self) -> Iterator[tuple[str, str]]:
        yield OVERVIEW, "meeting"
        yield from ((sector, sector) for sector in self._project.sectors)
