"""What editors complete in the files of a project: JSON Schemas, with the fields that the project declares itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reportgen.files import read_file
from reportgen.model.content import Sector
from reportgen.model.json_schemas import json_schema
from reportgen.model.meeting import Meeting
from reportgen.model.own_fields import OwnFieldsFile
from reportgen.model.reading import NoFields, OwnFields
from reportgen.project.settings import SettingsFile
from reportgen.start.shipped import SCHEMA_FOLDER

_MODELS: Mapping[str, Any] = MappingProxyType(
    {
        "sector.schema.json": Sector,
        "meeting.schema.json": Meeting,
        "settings.schema.json": SettingsFile,
        "extra.schema.json": OwnFieldsFile,
    }
)


def json_schemas(own: OwnFields = NoFields()) -> dict[str, str]:
    """File name → JSON text, the same text for the same models and fields."""
    return {name: json_schema(model, own) for name, model in _MODELS.items()}


def changed_schemas(root: Path, own: OwnFields) -> dict[str, bytes]:
    """The schemas of the project in the folder `root` that are not as they should be: path → bytes."""
    wanted = {f"{SCHEMA_FOLDER}/{name}": text.encode() for name, text in json_schemas(own).items()}
    return {path: data for path, data in wanted.items() if not _holds(root / path, data)}


def _holds(place: Path, data: bytes) -> bool:
    return place.is_file() and read_file(place) == data
