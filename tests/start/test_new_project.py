"""A new project has what a project needs, in its languages alone; and it builds and checks clean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from reportgen.characters import has_chinese
from reportgen.cli.main import app
from reportgen.model.language import LANGUAGES
from reportgen.project.yaml_reader import read_yaml
from reportgen.start.names import NewSector
from reportgen.start.new_project import NewProject, example_project_files, project_files
from reportgen.start.sample import sample_sectors
from reportgen.start.shipped import example_names
from tests.docs.reading import links
from tests.golden.small import files_below

ROOT = Path(__file__).parents[2]
FOURTEEN = [NewSector(f"area-{number}", {"en": f"Area {number}"}) for number in range(1, 15)]
CHOICES = {
    "en": NewProject([LANGUAGES["en"]], sample_sectors([LANGUAGES["en"]]), "2026-05-14"),
    "zh-Hans": NewProject([LANGUAGES["zh-Hans"]], sample_sectors([LANGUAGES["zh-Hans"]]), "2026-05-14"),
    "zh-Hant,en": NewProject(
        [LANGUAGES["zh-Hant"], LANGUAGES["en"]], sample_sectors([LANGUAGES["zh-Hant"], LANGUAGES["en"]]), "2026-05"
    ),
    "two days, zh-Hans first": NewProject(
        [LANGUAGES["zh-Hans"], LANGUAGES["en"]],
        sample_sectors([LANGUAGES["zh-Hans"], LANGUAGES["en"]]),
        "2026-05-14/15",
    ),
    "no date yet": NewProject([LANGUAGES["en"]], sample_sectors([LANGUAGES["en"]]), "unknown"),
    "three": NewProject(
        [LANGUAGES[tag] for tag in ("en", "zh-Hant", "zh-Hans")], [NewSector("rail", {"en": "Rail"})], "2026-05-14"
    ),
    "fourteen": NewProject([LANGUAGES["en"]], FOURTEEN, "2026-05-14"),
}


def _texts(value: Any) -> Iterator[Mapping[str, str]]:
    """The texts of a YAML file: maps by language."""
    if isinstance(value, dict) and value and value.keys() <= LANGUAGES.keys():
        yield value
    else:
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from _texts(inner)


@pytest.mark.parametrize(
    ("choice", "tags"),
    [("en", ["en"]), ("zh-Hans", ["zh-Hans"]), ("zh-Hant,en", ["zh-Hant", "en"]), ("three", ["en", "zh-Hant"])],
)
def test_texts_are_in_the_languages_that_are_written(choice: str, tags: list[str]) -> None:
    """The first one first; a Chinese that is converted from the other is not written."""
    files = project_files(CHOICES[choice])
    found = [
        list(text)
        for path, data in files.items()
        if path.startswith("content/") and path.endswith(".yaml")
        for text in _texts(read_yaml(data, path).value)
    ]
    assert len(found) > 30
    assert found == [tags] * len(found)


def test_a_project_in_english_asks_for_no_chinese() -> None:
    """No Chinese stands in its content, glossary, settings and README."""
    files = project_files(CHOICES["en"])
    own = {
        path: data.decode() for path, data in files.items() if not path.startswith(("templates/", "content/schema/"))
    }
    assert [path for path, text in own.items() if has_chinese(text)] == []
    assert "zh-" not in "".join(own.values())


@pytest.mark.parametrize("choice", CHOICES)
def test_the_templates_are_those_of_the_repository(choice: str) -> None:
    """Byte for byte, but for the colours, which are those of its sectors, and links that would lead nowhere."""
    files = project_files(CHOICES[choice])
    theirs = files_below(ROOT / "templates")
    different = {name for name, data in theirs.items() if files[f"templates/{name}"] != data}
    assert {name for name in different if not name.startswith("README.")} == {"palette.yaml"}
    palette = read_yaml(files["templates/palette.yaml"], "palette").value
    assert list(palette) == ["overview", *(sector.id for sector in CHOICES[choice].sectors)]
    assert len(set(palette.values())) == len(palette)


@pytest.mark.parametrize("example", example_names())
def test_an_example_has_what_a_project_has(example: str) -> None:
    """A colour for each of its sectors, and schemas with which editors complete what is typed."""
    files = example_project_files(example)
    sectors = read_yaml(files["content/meeting.yaml"], "meeting").value["sectors"]
    assert list(read_yaml(files["templates/palette.yaml"], "palette").value) == ["overview", *sectors]
    assert "content/schema/sector.schema.json" in files


@pytest.mark.parametrize("example", ["", *example_names()])
def test_no_link_leads_nowhere(tmp_path: Path, example: str) -> None:
    """Pictures of the repository are left out, and links to its pages are plain words."""
    files = example_project_files(example) if example else project_files(CHOICES["three"])
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    pages = sorted(tmp_path.rglob("*.md"))
    assert pages
    missing = [(page.name, link) for page in pages for link in links(page) if not (page.parent / link).exists()]
    assert missing == []


def test_nothing_of_the_meeting_of_the_repository_is_in_it() -> None:
    """Neither its places nor its documents stand in any file that the program reads for a new project."""
    files = project_files(CHOICES["three"])
    read = {path for path in files if path.endswith((".yaml", ".csv")) and path != "glossary/vocabulary.csv"}
    found = {
        path: re.findall("Hong Kong|Shenzhen|press release of|HKSAR|香港特", files[path].decode()) for path in read
    }
    assert {path for path, words in found.items() if words} <= {"templates/labels.yaml"}
    assert set(found["templates/labels.yaml"]) <= {"Hong Kong"}


@pytest.mark.parametrize("choice", CHOICES)
def test_it_builds_at_once_and_checks_clean(choice: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`check --strict` has nothing to say, whatever its languages and however many sectors it has."""
    for path, data in project_files(CHOICES[choice]).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    monkeypatch.chdir(tmp_path)
    for line in ("build --quiet", "check --strict --quiet"):
        done = CliRunner().invoke(app, line.split())
        assert (done.exit_code, done.stderr, done.stdout) == (0, "", "")
