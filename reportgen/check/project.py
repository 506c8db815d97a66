"""A project as the rules see it: with its house rules, its approvals and its Simplified Chinese."""

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
from reportgen.user_cache import cache_folder


@dataclass(frozen=True)
class CheckedProject(Project):
    """A project, and what only a check needs to know of it."""

    wording: tuple[WordingRule, ...] = ()
    approvals: Approvals = dataclasses.field(default_factory=Approvals)

    @classmethod
    def of(cls, project: Project, problems: Collector) -> CheckedProject:
        """The project with the files that only a check reads; what is wrong with them goes to `problems`."""
        known = {field.name: getattr(project, field.name) for field in dataclasses.fields(project)}
        wording = load_wording(project.root, problems, project.languages)
        return cls(**known, wording=wording, approvals=load_approvals(project.root, problems, project.languages))

    def derived(self, text: Text, file_key: str) -> str | None:
        """The Simplified Chinese that is made from the Traditional, or None where it is not made."""
        hant = self._source(text)
        return None if hant is None else self._to_hans(file_key).convert(hant)

    def undecided(self, text: Text, file_key: str) -> list[Flag]:
        """The words of a text that is converted which a person has to decide about."""
        hant = self._source(text)
        return [] if hant is None else self._to_hans(file_key).flags(hant)

    def _source(self, text: Text) -> str | None:
        """The Traditional Chinese that Simplified is made from."""
        has_template = text.get("zh-Hans") is None and "zh-Hans" in self.meeting.languages
        return text.get("zh-Hant") if has_template else None

    def _to_hans(self, file_key: str) -> ChineseConverter:
        scope = file_key if file_key in self.sectors else ""
        return converter(self.glossary, "zh-Hant", "zh-Hans", scope, cache_folder())
