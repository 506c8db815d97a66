"""The JSON Schemas beside the content say what the models say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportgen.project.schema import SCHEMA_FOLDER, json_schemas

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", list(json_schemas()))
def test_the_schemas_in_the_repository_are_those_of_the_models(name: str) -> None:
    """Whoever changes a model writes the schemas again."""
    assert (ROOT / SCHEMA_FOLDER / name).read_text(encoding="utf-8") == json_schemas()[name]


def test_a_text_offers_the_languages() -> None:
    """Completion inside a text knows its three keys and refuses others."""
    text = json.loads(json_schemas()["sector.schema.json"])["$defs"]["Text"]
    assert list(text["properties"]) == ["en", "zh-Hant", "zh-Hans"]
    assert text["additionalProperties"] is False


def test_nothing_may_be_null() -> None:
    """The YAML reader has no null, so the schemas offer none."""
    assert not any('"null"' in schema for schema in json_schemas().values())


def test_a_date_is_what_an_editor_takes_it_for() -> None:
    """A year alone is a number to a YAML editor, and must not be underlined."""
    schema = json.loads(json_schemas()["sector.schema.json"])
    assert schema["$defs"]["Milestone"]["properties"]["date"]["type"] == ["string", "integer"]
