"""Reads `reportgen.yaml` at the project's root: the severities of rules, and the findings that people accepted."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from reportgen.diagnostics import Collector, Location
from reportgen.model import content
from reportgen.project.files import FileReader
from reportgen.project.places import SETTINGS_FILE
from reportgen.project.validation import read_document, validate
from reportgen.project.yaml_reader import YamlDocument


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Acceptance(_Frozen):
    """Words about which a rule says no more, because a person has decided: which, where, and why."""

    rule: str = Field(description="The code of the rule")
    words: tuple[str, ...] = Field(min_length=1, description="The words the rule asks about")
    file: str | None = Field(None, description="The only file they are accepted in")
    reason: str = Field(description="Why they may stay, for the next person who asks")


class CheckSettings(_Frozen):
    """What `check` reports, and how."""

    severity: dict[str, Literal["off", "warning", "error"]] = Field(
        default_factory=dict, description="How much a rule's findings matter here, by the rule's code"
    )
    accepted: tuple[Acceptance, ...] = Field((), description="What a person has looked at and decided")


class _File(_Frozen):
    check: CheckSettings = Field(default_factory=CheckSettings, description="What 'reportgen check' reports")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a project, each with its place; a project without a file has the defaults."""

    check: CheckSettings = field(default_factory=CheckSettings)
    document: YamlDocument | None = None

    def location(self, path: content.KeyPath) -> Location:
        """Where a setting stands: `path` begins with `check`."""
        return self.document.location(path) if self.document else Location(SETTINGS_FILE)


def load_settings(root: Path, problems: Collector) -> Settings:
    """The settings of the project in the folder `root`; mistakes in them go to `problems`, with their lines."""
    if not (root / SETTINGS_FILE).exists():
        return Settings()
    document = read_document(FileReader(root, problems), SETTINGS_FILE, "it holds the project's settings")
    model = validate(_File, document, problems) if document else None
    return Settings(model.check, document) if model else Settings()
