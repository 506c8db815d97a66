"""The JSON Schemas beside the content say what the models say."""

from __future__ import annotations

import json

import pytest

from tools.make_schemas import FOLDER, json_schemas


@pytest.mark.parametrize("name", list(json_schemas()))
def test_the_schemas_in_the_repository_are_those_of_the_models(name: str) -> None:
    """Whoever changes a model writes the schemas again: `python -m tools.make_schemas`."""
    assert (FOLDER / name).read_text(encoding="utf-8") == json_schemas()[name]


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
