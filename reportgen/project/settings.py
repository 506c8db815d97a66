"""Reads `reportgen.yaml` at the project's root: what `check` reports, what was accepted, kinds of documents, hooks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from reportgen.diagnostics import Location, Message, marked
from reportgen.model.content import FrozenModel, KeyPath
from reportgen.model.limits import MOST_MILLIONS, Limits
from reportgen.model.target import Kind
from reportgen.project.files import FileReader
from reportgen.project.kinds import DEFAULT_KINDS, KindSettings, kind_faults, make_kinds
from reportgen.project.model_files import ModelFiles
from reportgen.project.places import HOOKS_FILE, SETTINGS_FILE, is_there
from reportgen.project.yaml_reader import YamlDocument


class Acceptance(FrozenModel):
    """Words about which a rule says no more, because a person has decided: which, where, and why."""

    rule: str = Field(description=marked("The code of the rule"))
    words: tuple[str, ...] = Field(min_length=1, description=marked("The words the rule asks about"))
    file: str | None = Field(None, description="The only file they are accepted in")
    reason: str = Field(description=marked("Why they may stay, for the next person who asks"))


class CheckSettings(FrozenModel):
    """What `check` reports, and how."""

    severity: dict[str, Literal["off", "warning", "error"]] = Field(
        default_factory=dict, description="How much a rule's findings matter here, by the rule's code"
    )
    accepted: tuple[Acceptance, ...] = Field((), description="What a person has looked at and decided")


class TemplateSettings(FrozenModel):
    """How far templates are trusted."""

    million_characters: int = Field(
        MOST_MILLIONS, ge=1, description="The most characters, in millions, that a template prints and makes on the way"
    )
    untrusted: bool = Field(False, description="Whether each file is made in a process of its own, within limits")
    seconds: int = Field(60, ge=1, description="The most seconds of processor time that an untrusted file may take")
    megabytes: int = Field(1024, ge=64, description="The most memory that an untrusted file may take")


class SettingsFile(FrozenModel):
    """`reportgen.yaml`."""

    check: CheckSettings = Field(default_factory=CheckSettings, description="What 'reportgen check' reports")
    kinds: dict[str, KindSettings] = Field(
        default_factory=lambda: dict(DEFAULT_KINDS), min_length=1, description="The kinds of documents, by name"
    )
    templates: TemplateSettings = Field(default_factory=TemplateSettings, description="How far templates are trusted")
    hooks: bool = Field(False, description="Whether reportgen_hooks.py is run: the project's own filters, rules, steps")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a project, each with its place; a project without a file has the defaults.

    `hooks` is the source of the project's own hooks; empty where they are off.
    """

    file: SettingsFile = field(default_factory=SettingsFile)
    document: YamlDocument | None = None
    hooks: bytes = b""

    @property
    def limits(self) -> Limits | None:
        """What the making of a file may take; None where the templates are trusted."""
        own = self.file.templates
        return Limits(own.seconds, own.megabytes) if own.untrusted else None

    @property
    def million_characters(self) -> int:
        """The most characters, in millions, that a template may print and make on the way."""
        return self.file.templates.million_characters

    @property
    def check(self) -> CheckSettings:
        """What `check` reports, and how."""
        return self.file.check

    def kinds(self, templates: Collection[str]) -> tuple[Kind, ...]:
        """The kinds of documents; `templates` are the files that are there."""
        return make_kinds(self.file.kinds, templates)

    def location(self, path: KeyPath) -> Location:
        """Where a setting stands: `path` begins with `check` or `kinds`."""
        return self.document.location(path) if self.document else Location(SETTINGS_FILE)


def read_settings(files: FileReader, models: ModelFiles) -> Settings:
    """The settings of a project; mistakes in them go to `files.problems`, with their lines."""
    if not is_there(files.root / SETTINGS_FILE):
        return Settings()
    data = files.read(SETTINGS_FILE, Message("it holds the project's settings"))
    read = None if data is None else models.read(SETTINGS_FILE, SettingsFile, data, files.problems)
    if read is None or read.model is None:
        return Settings()
    hooks = (
        files.read(
            HOOKS_FILE, Message("write it, or take 'hooks: true' out of {settings_file}", settings_file=SETTINGS_FILE)
        )
        if read.model.hooks
        else b""
    )
    settings = Settings(read.model, read.document, hooks or b"")
    for fault in kind_faults(settings.file.kinds):
        files.problems.error(fault.code, fault.message, settings.location(fault.path), fault.hint)
    return settings
