"""The words of the page in its languages."""

from __future__ import annotations

import re

import pytest

from tools import make_catalogues


@pytest.mark.parametrize("tag", make_catalogues.LOCALES)
def test_every_message_has_its_translation(tag: str) -> None:
    """What the scripts say is in the catalogue, translated, and what they no longer say is not."""
    catalogue = make_catalogues.read(tag)
    assert [message.id for message in catalogue if message.id and not any(message.string)] == []
    assert make_catalogues.as_po(make_catalogues.updated(catalogue)) == make_catalogues.as_po(catalogue)


@pytest.mark.parametrize("tag", make_catalogues.LOCALES)
def test_a_translation_fills_in_what_the_message_does(tag: str) -> None:
    """A place for a value that a translation lacks or invents would be seen as braces, or not at all."""
    for message in make_catalogues.read(tag):
        said, translated = (
            " ".join([text] if isinstance(text, str) else text) for text in (message.id, message.string)
        )
        assert set(re.findall(r"{\w+}", translated)) <= {*re.findall(r"{\w+}", said), "{n}"}, said


@pytest.mark.parametrize("tag", make_catalogues.LOCALES)
def test_the_page_loads_what_the_catalogue_says(tag: str) -> None:
    """`python -m tools.make_catalogues` was run after the last change."""
    written = (make_catalogues.ASSETS / f"words.{tag}.json").read_text(encoding="utf-8")
    assert written == make_catalogues.as_json(make_catalogues.read(tag))
