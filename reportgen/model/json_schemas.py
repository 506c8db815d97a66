"""JSON Schemas of the files that people write, for the completion and the warnings of their editors.

They describe what a person types. A YAML editor takes `2023` for a number, so what a model reads from a word may there
be a number too.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from reportgen.model.content import Owner
from reportgen.model.language import LANGUAGES
from reportgen.model.reading import OwnFields

_TEXT: dict[str, Any] = {
    "title": "Text",
    "description": "One text per language. Simplified Chinese is derived; write it only where it differs.",
    "type": "object",
    "properties": {language.tag: {"type": "string", "description": language.name} for language in LANGUAGES.values()},
    "additionalProperties": False,
    "minProperties": 1,
}


class _AsTyped(GenerateJsonSchema):
    """An optional key is written or absent: it is never `null`, as the YAML reader has no null."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def json_schema(model: type[BaseModel], own: OwnFields) -> str:
    """The JSON Schema (draft 2020-12) of a model, as text; `own` are the fields that the project declares itself."""
    schema = model.model_json_schema(schema_generator=_AsTyped)
    definitions = schema.setdefault("$defs", {})
    for name, definition in [(model.__name__, schema), *definitions.items()]:
        if "extra" in definition.get("properties", {}):
            definition["properties"]["extra"] = _extra(_owner(name, Owner), own, definitions)
    if "Text" in definitions:
        definitions["Text"] = _TEXT
    if not definitions:
        del schema["$defs"]
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _owner(name: str, among: type[Owner]) -> str:
    """What the own fields of a model are declared for, by the model's name."""
    if among.__name__ == name:
        return among.owner
    return next((found for one in among.__subclasses__() if (found := _owner(name, one))), "")


def _extra(owner: str, own: OwnFields, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of the own fields of an owner; the definitions that it needs are added to the others."""
    if not own.fields(owner):
        return {"type": "object", "maxProperties": 0, "description": "Declare fields in content/schema/extra.yaml"}
    found: dict[str, Any] = own.model(owner).model_json_schema(schema_generator=_AsTyped)
    definitions.update(found.pop("$defs", {}))
    return found
