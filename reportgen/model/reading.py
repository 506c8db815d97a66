"""What a file of content is read with: the project's languages, its own fields, and the other files that it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from pydantic import ValidationInfo

from reportgen.diagnostics import Message
from reportgen.model.cells import Cell, Sheet
from reportgen.model.language import LANGUAGES, Language


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file that the content names: its path in the project, and the SHA-256 of its bytes."""

    path: str
    digest: str

    def __str__(self) -> str:
        return self.path


class NamedFiles(Protocol):
    """The files that content may name; each method raises `ValueError`, whose hint stands after a semicolon."""

    def picture(self, path: str) -> NamedFile:
        """A picture of the project."""

    def cell(self, reference: str) -> Cell:
        """A cell of a workbook: `data/figures.xlsx#Sheet1!B4`."""

    def table(self, reference: str) -> Sheet:
        """A table: `data/projects.csv`, `data/projects.xlsx#Sheet1`, `data/projects.xlsx#Sheet1!A1:D20`.

        Raises `ProblemsFound` too, where there are several faults.
        """


class OwnFields(Protocol):
    """The fields that a project declares itself."""

    def read(self, owner: str, value: Any, info: ValidationInfo) -> dict[str, Any]:
        """The values of the fields of an `owner` (`sector`, `item` …).

        Raises `ValueError`, or pydantic's `ValidationError`.
        """

    def fields(self, owner: str) -> Mapping[str, Any]:
        """The fields of an owner, each as `own_fields.FieldType`."""

    def model(self, owner: str) -> Any:
        """The model of what content may say in the fields of an owner; None without any."""


class NoFiles:
    """The files of content that is in no project."""

    def picture(self, path: str) -> NamedFile:
        """There are none."""
        raise ValueError(Message("'{path}' is not there", path=path))

    def cell(self, reference: str) -> Cell:
        """There are none."""
        raise ValueError(Message("'{reference}' is not there", reference=reference))

    def table(self, reference: str) -> Sheet:
        """There are none."""
        raise ValueError(Message("'{reference}' is not there", reference=reference))


@dataclass(frozen=True, slots=True)
class NoFields:
    """The own fields of a project that declares none."""

    def read(self, owner: str, value: Any, info: ValidationInfo) -> dict[str, Any]:
        """There are none."""
        hint = Message("declare them in content/schema/extra.yaml, as content/README.md shows")
        raise ValueError(Message("this project has no fields of its own; {hint}", hint=hint))

    def fields(self, owner: str) -> Mapping[str, Any]:
        """There are none."""
        return {}

    def model(self, owner: str) -> Any:
        """There is none."""
        return None


@dataclass(frozen=True, slots=True)
class Reading:
    """The context in which pydantic validates a file of content."""

    languages: Mapping[str, Language] = field(default_factory=lambda: LANGUAGES)
    own: OwnFields = field(default_factory=NoFields)
    files: NamedFiles = field(default_factory=NoFiles)


def reading_of(info: ValidationInfo) -> Reading:
    """The context of a validation."""
    return info.context if isinstance(info.context, Reading) else Reading()


def is_cell(value: Any) -> bool:
    """Whether a value is the name of a cell, well written or not."""
    return isinstance(value, str) and ("#" in value or value.startswith("data/"))


def number_of(value: Any, kind: str, info: ValidationInfo) -> str:
    """The digits of a number: as they are written, or those in the cell that is named instead.

    `kind` is `number`, `money` or `percent`. Raises `ValueError`.
    """
    return reading_of(info).files.cell(value).typed(kind) if is_cell(value) else str(value)
