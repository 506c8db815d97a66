"""What a renderer has made of one state of a project is used again for the next, where that cannot be told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportgen.build import templates
from reportgen.build.render import Renderer
from reportgen.project.load import load_project
from reportgen.records.questions import Record
from tests.golden.small import change
from tests.support.projects import all_targets

CHANGES = [
    ("content/sectors/finance.yaml", "smoothly", "well"),
    ("content/meeting.yaml", "Public", "Restricted"),
    ("glossary/bodies.csv", "HKTC", "HKTX"),
    ("templates/labels.yaml", "Names", "All names"),
    ("templates/deck.pptx", "{{ labels.terms }}", "{{ labels.source }}"),
    ("templates/summary.docx", "{{ item.lead }}", "{{ item.source }}"),
]


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The templates that are compiled or read from the cache, by name."""
    found: list[str] = []
    real = templates.Templates._from_cache

    def noted(self: templates.Templates, name: str, tag: str) -> object:
        found.append(name)
        return real(self, name, tag)

    monkeypatch.setattr(templates.Templates, "_from_cache", noted)
    return found


def _rendered(renderer: Renderer) -> dict[str, tuple[bytes, Record]]:
    targets = all_targets(renderer.project)
    return {str(target.path): tuple(renderer.render(target)) for target in targets}


@pytest.mark.parametrize(("name", "old", "new"), CHANGES)
def test_files_and_records_are_those_of_a_new_renderer(root: Path, name: str, old: str, new: str) -> None:
    """Whatever has changed, and also after it has changed back."""
    first = Renderer(load_project(root))
    made, original = _rendered(first), (root / name).read_bytes()
    change(root, name, old, new)
    changed = load_project(root)
    second = Renderer(changed, first)
    assert _rendered(second) == _rendered(Renderer(changed))
    (root / name).write_bytes(original)
    assert _rendered(Renderer(load_project(root), second)) == made


def test_a_changed_sentence_compiles_no_template(root: Path, compilations: list[str]) -> None:
    """Nor is one read from the cache; a changed template is, and no other."""
    renderer = Renderer(load_project(root))
    _rendered(renderer)
    compilations.clear()
    change(root, *CHANGES[0])
    renderer = Renderer(load_project(root), renderer)
    _rendered(renderer)
    assert compilations == []
    change(root, *CHANGES[4])
    _rendered(Renderer(load_project(root), renderer))
    assert set(compilations) == {"deck.pptx"}
