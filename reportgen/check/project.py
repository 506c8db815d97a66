"""A project with what only rules need: its house rules, its approvals and its derived Simplified Chinese."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from reportgen.diagnostics import Collector
from reportgen.lang.chinese.changes import Flag
from reportgen.lang.chinese.converter import ChineseConverter, converter
from reportgen.model.content import Text
from reportgen.project.approvals import Approvals, load_approvals
from reportgen.project.load import Project
from reportgen.project.wording import WordingRule, load_wording
from reportgen.records.cache import cache_folder


@dataclass(frozen=True)
class CheckedProject(Project):
    """A project with its house rules (`wording`) and approvals."""

    wording: tuple[WordingRule, ...] = ()
    approvals: Approvals = dataclasses.field(default_factory=Approvals)

    @classmethod
    def from_project(cls, project: Project, problems: Collector) -> CheckedProject:
        """Read the files that only a check needs; what is wrong with them goes to `problems`."""
        known = {field.name: getattr(project, field.name) for field in dataclasses.fields(project)}
        wording = load_wording(project.root, problems, project.languages)
        return cls(**known, wording=wording, approvals=load_approvals(project.root, problems, project.languages))

    def derived_simplified(self, text: Text, file_key: str) -> str | None:
        """The Simplified Chinese that is derived from a text's Traditional, or None where none is derived."""
        hant = self._traditional(text)
        return None if hant is None else self._converter(file_key).convert(hant)

    def flagged_words(self, text: Text, file_key: str) -> list[Flag]:
        """The words that a person has to decide about, where the text's Simplified Chinese is derived."""
        hant = self._traditional(text)
        return [] if hant is None else self._converter(file_key).flags(hant)

    def _traditional(self, text: Text) -> str | None:
        """The Traditional Chinese of a text, if Simplified is derived from it."""
        has_template = text.get("zh-Hans") is None and "zh-Hans" in self.meeting.languages
        return text.get("zh-Hant") if has_template else None

    def _converter(self, file_key: str) -> ChineseConverter:
        scope = file_key if file_key in self.sectors else ""
        return converter(self.glossary, "zh-Hant", "zh-Hans", scope, cache_folder())
