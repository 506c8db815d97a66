"""A new kind of document begins with the templates of another."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from reportgen.project.load import load_catalogue
from reportgen.start.kinds import add_kind
from tests.golden.small import files_below


def _add(root: Path, like: str) -> dict[str, bytes]:
    kinds = load_catalogue(root).kinds
    return add_kind(root, "agenda", [kind for kind in kinds if kind.name == like])


@pytest.mark.parametrize("settings", ["", "check: {}\n", "kinds:\n  deck: {templates: [deck.pptx]}  # ours\n"])
def test_a_new_kind_has_its_templates_and_its_line(root: Path, settings: str) -> None:
    """The variants are copied too; kinds that went without saying are said, so that they stay."""
    if settings:
        (root / "reportgen.yaml").write_text(settings, encoding="utf-8")
    before = [kind.name for kind in load_catalogue(root).kinds]
    changes = _add(root, "deck")
    for path, data in changes.items():
        (root / path).write_bytes(data)
    templates = files_below(root / "templates")
    assert {name: templates[name.replace("agenda", "deck")] for name in templates if name.startswith("agenda")} == {
        name: templates[name] for name in ("agenda.pptx", "agenda.bilingual.pptx", "agenda.overview.pptx")
    }
    assert [kind.name for kind in load_catalogue(root).kinds] == [*before, "agenda"]
    assert changes["reportgen.yaml"].decode().startswith(settings)


def test_a_new_kind_is_for_the_packs_of_the_other(root: Path) -> None:
    """And it is built unasked only if that one is."""
    (root / "reportgen.yaml").write_text(
        "kinds:\n  deck: {templates: [deck.pptx], packs: sectors, build: false}\n", encoding="utf-8"
    )
    line = _add(root, "deck")["reportgen.yaml"].decode().splitlines()[-1]
    assert line == "  agenda: {templates: [agenda.pptx], packs: sectors, build: false}"


def test_the_editions_of_a_new_kind_have_names(root: Path) -> None:
    """Those of the other's, for somebody to word anew; one that is there stays."""
    path = root / "templates/labels.yaml"
    own = "overview_agenda_edition: {en: All agendas}\n"
    path.write_text(path.read_text(encoding="utf-8") + own, encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    after = _add(root, "deck")["templates/labels.yaml"].decode()
    assert after.startswith(before)
    labels = yaml.safe_load(after)
    assert labels["agenda_edition"] == labels["deck_edition"]
    assert labels["overview_agenda_edition"] == {"en": "All agendas"}
