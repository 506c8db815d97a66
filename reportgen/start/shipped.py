"""What the program brings along for new projects: the templates, and a whole meeting as an example.

Both are the repository's own project. A wheel carries it inside the package (`pyproject.toml`, `force-include`); in a
checkout it lies beside the package.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reportgen.project.places import CONTENT_FOLDER, GLOSSARY_FOLDER, LANGUAGES_FILE, SETTINGS_FILE, TEMPLATES_FOLDER

EXAMPLES = ("hk-sz-2023",)
"""The meetings that `new project --example` knows."""

_PACKAGE = Path(__file__).parents[1]
_CHECKOUT = _PACKAGE.parent
_SCHEMA_FOLDER = f"{CONTENT_FOLDER}/schema"
VOCABULARY_FILE = f"{GLOSSARY_FOLDER}/vocabulary.csv"


def template_files() -> dict[str, bytes]:
    """The files of `templates/`, by path in a project."""
    shipped = _PACKAGE / "starter" / TEMPLATES_FOLDER
    return _files(shipped if shipped.is_dir() else _CHECKOUT / TEMPLATES_FOLDER, TEMPLATES_FOLDER)


def schema_files() -> dict[str, bytes]:
    """The JSON Schemas of the content, with which editors complete what is typed."""
    return {path: data for path, data in example_files(EXAMPLES[0]).items() if path.startswith(f"{_SCHEMA_FOLDER}/")}


def vocabulary() -> bytes:
    """What the Mainland calls a thing that Hong Kong calls otherwise: `glossary/vocabulary.csv`."""
    return example_files(EXAMPLES[0])[VOCABULARY_FILE]


def example_files(name: str) -> dict[str, bytes]:
    """The files of an example but its templates, by path in a project."""
    shipped = _PACKAGE / "examples" / name
    root = shipped if shipped.is_dir() else _CHECKOUT
    single = (root / path for path in (SETTINGS_FILE, LANGUAGES_FILE))
    return {
        **_files(root / CONTENT_FOLDER, CONTENT_FOLDER),
        **_files(root / GLOSSARY_FOLDER, GLOSSARY_FOLDER),
        **{path.name: path.read_bytes() for path in single if path.is_file()},
    }


def _files(folder: Path, prefix: str) -> dict[str, bytes]:
    """The files below a folder, but hidden ones and those that Office has there while it is open."""
    paths: Mapping[str, Path] = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    return {
        f"{prefix}/{relative}": path.read_bytes()
        for relative, path in sorted(paths.items())
        if path.is_file() and not path.name.startswith((".", "~$"))
    }
