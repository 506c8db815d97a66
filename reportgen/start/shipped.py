"""What the program brings along for new projects: the templates, and a whole meeting as an example.

Both are the repository's own project. A wheel carries it inside the package (`pyproject.toml`, `force-include`); in a
checkout it lies beside the package.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.files import read_file
from reportgen.project.places import (
    CONTENT_FOLDER,
    GLOSSARY_FOLDER,
    LANGUAGES_FILE,
    SETTINGS_FILE,
    TEMPLATES_FOLDER,
    VOCABULARY_FILE,
)

_FIRST = "hk-sz-2023"
"""The example that is the repository's own project."""
_EXAMPLES = "examples"

_PACKAGE = Path(__file__).parents[1]
_CHECKOUT = _PACKAGE.parent
SCHEMA_FOLDER = f"{CONTENT_FOLDER}/schema"
"""Where the JSON Schemas lie that editors complete with."""


def example_names() -> list[str]:
    """The meetings that `new project --example` knows."""
    folders = (folder / _EXAMPLES for folder in (_PACKAGE, _CHECKOUT))
    found = {path.parent.name for folder in folders for path in folder.glob(f"*/{CONTENT_FOLDER}")}
    return [_FIRST, *sorted(found - {_FIRST})]


def template_files() -> dict[str, bytes]:
    """The files of `templates/`, by path in a project."""
    shipped = _PACKAGE / "starter" / TEMPLATES_FOLDER
    return files_below(shipped if shipped.is_dir() else _CHECKOUT / TEMPLATES_FOLDER, TEMPLATES_FOLDER)


def schema_files() -> dict[str, bytes]:
    """The JSON Schemas of the content, with which editors complete what is typed."""
    return {path: data for path, data in example_files(_FIRST).items() if path.startswith(f"{SCHEMA_FOLDER}/")}


def vocabulary() -> bytes:
    """What the Mainland calls a thing that Hong Kong calls otherwise: `glossary/vocabulary.csv`."""
    return example_files(_FIRST)[VOCABULARY_FILE]


def example_files(name: str) -> dict[str, bytes]:
    """The files of an example but its templates, by path in a project."""
    homes = (_PACKAGE / _EXAMPLES / name, _CHECKOUT / _EXAMPLES / name)
    root = next((home for home in homes if home.is_dir()), _CHECKOUT)
    single = (root / path for path in (SETTINGS_FILE, LANGUAGES_FILE))
    return {
        **files_below(root / CONTENT_FOLDER, CONTENT_FOLDER),
        **files_below(root / GLOSSARY_FOLDER, GLOSSARY_FOLDER),
        **{path.name: read_file(path) for path in single if path.is_file()},
    }


def files_below(folder: Path, prefix: str) -> dict[str, bytes]:
    """The files below a folder, but hidden ones and those that Office has there while it is open."""
    paths: Mapping[str, Path] = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {
        f"{prefix}/{relative}": read_file(path)
        for relative, path in sorted(paths.items())
        if path.is_file() and not path.name.startswith((".", "~$"))
    }
