"""What the page shows: one project, kept in memory, with its packs, their words and what was last found out of them."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from reportgen.build.targets import select_targets
from reportgen.diagnostics import Collector, Diagnostic, ProblemsFound
from reportgen.model.target import OVERVIEW, Target
from reportgen.pack.colours import pack_colour
from reportgen.preview.documents import Documents
from reportgen.preview.messages import File, Finding, Language, Pack, Pages, Place, Printer, State, Template
from reportgen.preview.words import Words
from reportgen.project.approvals import load_approvals
from reportgen.project.load import Project, load_project


class NotThere(LookupError):
    """What was asked for is not in the project."""


class Desk:
    """A project that somebody works on."""

    def __init__(self, root: Path, out: Path, sectors: Sequence[str] = (), languages: Sequence[str] = ()) -> None:
        self.root = root
        self.out = out
        self._project = load_project(root)
        self.targets = select_targets(
            self._project.catalogue, sectors, languages, known_languages=self._project.languages
        )
        self._documents = Documents(self._project)
        self._words = Words(self._documents, load_approvals(root, Collector(), self._project.languages))
        self.epoch = 1

    def state(self) -> State:
        """The project as it is."""
        project = self._project
        tags = list(dict.fromkeys(target.edition for target in self.targets))
        packs = list(dict.fromkeys(target.sector for target in self.targets))
        return State(
            epoch=self.epoch,
            state="ready",
            time=time.strftime("%H:%M:%S"),
            title={tag: self._words.wording(project.meeting.title, tag) for tag in tags},
            languages=tuple(_language(project, tag) for tag in tags),
            packs=tuple(self._pack(pack, tags) for pack in sorted(packs, key=lambda pack: pack != OVERVIEW)),
            templates=tuple(
                Template(name, name.partition(".")[0], "built")
                for name in dict.fromkeys(target.template for target in self.targets)
            ),
            kinds={target.kind.name: target.kind.suffix for target in self.targets},
            done=len(self.targets),
            total=len(self.targets),
            last_change=None,
            printer=Printer(False),
            problems=(),
        )

    def _pack(self, pack: str, tags: Sequence[str]) -> Pack:
        own = [target for target in self.targets if target.sector == pack]
        kinds: dict[str, dict[str, File]] = {}
        for target in own:
            kinds.setdefault(target.kind.name, {})[target.edition] = File(str(target.path), "built", self.epoch)
        content = self._project.meeting.overview if pack == OVERVIEW else self._project.sectors[pack]
        names = {tag: self._words.wording(content.title, tag) for tag in tags}
        return Pack(pack, names, pack_colour(self._project, pack) or "", "built", 0, kinds)

    def pages(self, pack: str, kind: str) -> Pages:
        """The pages of a kind of a pack, in all languages. Raises `NotThere`, and `ProblemsFound`."""
        own = [target for target in self.targets if target.sector == pack and target.kind.name == kind]
        if not own:
            raise NotThere(f"{pack}/{kind}")
        return self._words.pages(own, self.epoch)


def _language(project: Project, tag: str) -> Language:
    known = project.languages.get(tag)
    return Language(tag, known.name if known else tag, known.short if known else tag, tag)


def finding_of(found: Diagnostic) -> Finding:
    """A diagnostic as the page is told of it."""
    place = Place(found.location.path, found.location.line, steps=found.location.steps)
    return Finding(found.code, found.message, found.hint, found.severity.value, place)
