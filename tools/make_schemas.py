"""Writes the JSON Schemas of the content files and the settings: `python -m tools.make_schemas`.

They are for the completion and the warnings of people's editors, and describe what a person types. A YAML
editor takes `2023` for a number, so what the model reads from a word may there be a number too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from reportgen.model.content import Sector
from reportgen.model.language import LANGUAGES
from reportgen.model.meeting import Meeting
from reportgen.project.settings import SettingsFile

FOLDER = Path(__file__).parents[1] / "content" / "schema"
"""The first line of a content file, or of the settings, points there."""

_MODELS: Mapping[str, type[BaseModel]] = MappingProxyType(
    {"sector.schema.json": Sector, "meeting.schema.json": Meeting, "settings.schema.json": SettingsFile}
)
_TEXT: dict[str, Any] = {
    "title": "Text",
    "description": "One text per language. Simplified Chinese is derived; write it only where it differs.",
    "type": "object",
    "properties": {language.tag: {"type": "string", "description": language.name} for language in LANGUAGES.values()},
    "additionalProperties": False,
    "minProperties": 1,
}


def json_schemas() -> dict[str, str]:
    """File name → JSON text (draft 2020-12), the same text for the same models."""
    return {name: _schema(model) for name, model in _MODELS.items()}


class _AsTyped(GenerateJsonSchema):
    """An optional key is written or absent: it is never `null`, as the YAML reader has no null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def _schema(model: type[BaseModel]) -> str:
    schema = model.model_json_schema(schema_generator=_AsTyped)
    if "Text" in schema["$defs"]:
        schema["$defs"]["Text"] = _TEXT
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write them all."""
    for name, text in json_schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
