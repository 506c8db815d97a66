"""A project as the rules see it: with its house rules, its approvals and its Simplified Chinese."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property

from reportgen.diagnostics import Collector
from reportgen.lang.chinese import ChineseConverter
from reportgen.model.content import Text
from reportgen.project.approvals import Approvals, load_approvals
from reportgen.project.load import Project
from reportgen.project.wording import WordingRule, load_wording


@dataclass(frozen=True)
class CheckedProject(Project):
    """A project, and what only a check needs to know of it."""

    wording: tuple[WordingRule, ...] = ()
    approvals: Approvals = dataclasses.field(default_factory=Approvals)

    @classmethod
    def of(cls, project: Project, problems: Collector) -> CheckedProject:
        """The project with the files that only a check reads; what is wrong with them goes to `problems`."""
        known = {field.name: getattr(project, field.name) for field in dataclasses.fields(project)}
        wording = load_wording(project.root, problems)
        return cls(**known, wording=wording, approvals=load_approvals(project.root, problems))

    def derived(self, text: Text) -> str | None:
        """The Simplified Chinese that is made from the Traditional, or None where it is not made."""
        hant = text.get("zh-Hant")
        if hant is None or text.get("zh-Hans") is not None or "zh-Hans" not in self.meeting.languages:
            return None
        return self._to_hans.convert(hant)

    @cached_property
    def _to_hans(self) -> ChineseConverter:
        return ChineseConverter(self.glossary, "zh-Hant", "zh-Hans")
