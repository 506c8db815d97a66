"""The files of a new project: sample content in its languages, the templates, settings, and a README of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from reportgen.model.content import KeyPath
from reportgen.model.language import Language
from reportgen.project.edit.structure import insert_item, remove_entry
from reportgen.project.edit.texts import edit_texts
from reportgen.project.places import (
    LABELS_FILE,
    MEETING_FILE,
    PALETTE_FILE,
    SETTINGS_FILE,
    VOCABULARY_FILE,
    sector_file,
)
from reportgen.project.yaml_reader import read_yaml
from reportgen.start.names import NewSector, id_of
from reportgen.start.palette import with_colours
from reportgen.start.sample import (
    has_labels,
    in_languages,
    sample_file,
    sample_readme,
    sample_sector,
    sample_tables,
    with_borrowed_texts,
)
from reportgen.start.shipped import example_files, schema_files, template_files, vocabulary

README_FILE = "README.md"
_SOURCE = "minutes"
_HIDDEN = {"gitignore": ".gitignore", "gitattributes": ".gitattributes"}
_PICTURE = re.compile(r"^!\[[^\]]*\]\(([^)\s]+)\)\n\n?", re.M)
_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:|#|mailto:)([^)#\s]+)[^)\s]*\)")


@dataclass(frozen=True, slots=True)
class NewProject:
    """What a new project is to be: `title` and `place` by language, the day, and the sectors in their order.

    A text that is left out is that of the sample.
    """

    languages: Sequence[Language]
    sectors: Sequence[NewSector]
    date: str
    title: Mapping[str, str] = field(default_factory=dict)
    place: Mapping[str, str] = field(default_factory=dict)


def project_files(new: NewProject) -> dict[str, bytes]:
    """The files of a new project, by path."""
    tags = [language.tag for language in new.languages]
    files = {
        **template_files(),
        **schema_files(),
        **sample_tables(new.languages),
        **_hidden_files(),
        README_FILE: sample_readme(new.languages[0]),
        SETTINGS_FILE: sample_file(SETTINGS_FILE),
        PALETTE_FILE: with_colours(sample_file(PALETTE_FILE), [sector.id for sector in new.sectors]),
        MEETING_FILE: _meeting(new, tags),
        **{sector_file(sector.id): sample_sector(sector, new.languages, new.date, _SOURCE) for sector in new.sectors},
    }
    if wordless := [language for language in new.languages if not has_labels(language)]:
        files[LABELS_FILE] = with_borrowed_texts(files[LABELS_FILE], wordless)
    if sum(language.chinese is not None for language in new.languages) > 1:
        files[VOCABULARY_FILE] = vocabulary()
    return _without_dead_links(files)


def example_project_files(name: str) -> dict[str, bytes]:
    """The files of an example as a project of its own, by path."""
    files = {**template_files(), **schema_files(), **example_files(name), **_hidden_files()}
    sectors = read_yaml(files[MEETING_FILE], MEETING_FILE).value["sectors"]
    if not read_yaml(files[PALETTE_FILE], PALETTE_FILE).value.keys() >= set(sectors):  # it is that of another meeting
        files[PALETTE_FILE] = with_colours(sample_file(PALETTE_FILE), sectors)
    return _without_dead_links(files)


def _meeting(new: NewProject, tags: Sequence[str]) -> bytes:
    data = in_languages(sample_file(MEETING_FILE), new.languages)
    chosen: dict[KeyPath, str] = {("date",): new.date, ("sources", _SOURCE, "issued"): new.date}
    chosen |= {("id",): next(filter(None, map(id_of, new.title.values())), "sample")}
    chosen |= {("title", tag): title for tag, title in new.title.items()}
    chosen |= {("place", tag): place for tag, place in new.place.items()}
    chosen |= {("languages", index): tag for index, tag in enumerate(tags)}
    chosen |= {("sectors", 0): new.sectors[0].id}
    data = edit_texts(data, MEETING_FILE, chosen)
    for index, sector in enumerate(new.sectors[1:], 1):
        data = insert_item(data, MEETING_FILE, ("sectors",), index, sector.id)
    while len(read_yaml(data, MEETING_FILE).value["languages"]) > len(tags):
        data = remove_entry(data, MEETING_FILE, ("languages", len(tags)))
    return data


def _hidden_files() -> dict[str, bytes]:
    """What git has to know of every project."""
    return {name: sample_file(ours) for ours, name in _HIDDEN.items()}


def _without_dead_links(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files, their READMEs without pictures and links that lead to what is in the program's repository alone."""
    return {
        path: _living(path, data.decode(), files).encode() if path.endswith(".md") else data
        for path, data in files.items()
    }


def _living(path: str, text: str, files: Mapping[str, bytes]) -> str:
    def is_there(target: str) -> bool:
        parts: list[str] = []
        for part in PurePosixPath(path).parent.joinpath(target).parts:
            parts = parts[:-1] if part == ".." else [*parts, part]
        return any(name == "/".join(parts) or name.startswith("/".join([*parts, ""])) for name in files)

    text = _PICTURE.sub(lambda found: found[0] if is_there(found[1]) else "", text)
    return _LINK.sub(lambda found: found[0] if is_there(found[2]) else found[1], text)
