"""The words typed in the project's own templates: each is one of its labels, so that Chinese editions have it too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.build.templates import template_files
from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.office.markup.text_places import Use
from reportgen.office.markup.texts import texts
from reportgen.office.opc.package import Package
from reportgen.office.reading_order import plan_package
from reportgen.project.load import load_project
from reportgen.template.structure.editor_shapes import take_editor_shapes
from tests.outputs.conftest import ROOT

SHOWN = re.compile(r"slide \d|notes|body|header|footer")
"""How the places begin that a reader of the finished file sees; layouts and masters have prompts for editors."""


def _typed(path: Path) -> Iterator[str]:
    package = Package.read(path.read_bytes(), path.name)
    take_editor_shapes(package)
    for part in plan_package(package).parts:
        for text in texts(package.parse(part.name), Use.LISTED) if SHOWN.match(part.steps[0]) else ():
            words = paragraph_text(text.element, text.dialect) if text.dialect else ""
            if "{" not in words and any(map(str.isalpha, words)):
                yield " ".join(words.split())


@pytest.mark.parametrize(
    "path", [one for one in template_files(ROOT) if "bilingual" not in one.name], ids=lambda p: p.name
)
def test_typed_words_are_labels(path: Path) -> None:
    """A word that no label has would stand in English in a Chinese deck."""
    labels = load_project(ROOT).labels
    known = {" ".join(str(label.root.get("en", "")).split()) for label in labels.values()}
    assert [words for words in _typed(path) if words not in known] == []
