"""Opens the files of a project: what has to be known before the first file of content is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportgen.diagnostics import Message
from reportgen.model.language import Language, with_own_texts
from reportgen.model.own_fields import OwnFieldsFile
from reportgen.model.reading import NoFields, OwnFields
from reportgen.project.files import FileReader
from reportgen.project.languages import load_languages
from reportgen.project.model_files import ModelFiles, Readings
from reportgen.project.named.files import ProjectFiles
from reportgen.project.places import OWN_FIELDS_FILE, is_there


def open_files(files: FileReader, readings: Readings) -> tuple[ModelFiles, Mapping[str, Language]]:
    """What reads the YAML files of a project as models, and the project's languages and registers.

    Mistakes in the declarations of languages and own fields go to `files.problems`, with their lines.
    """
    profiles = load_languages(files)
    others = ProjectFiles(files.root, files.digests)
    models = ModelFiles(files.root, with_own_texts(profiles), readings, others=others)
    return replace(models, own=_own_fields(files, models)), profiles


def _own_fields(files: FileReader, models: ModelFiles) -> OwnFields:
    """The fields that the project declares itself."""
    if not is_there(files.root / OWN_FIELDS_FILE):
        return NoFields()
    from reportgen.model.own_values import DeclaredFields  # which projects without such fields do without

    data = files.read(OWN_FIELDS_FILE, Message("it declares the fields of the project's own"))
    read = None if data is None else models.read(OWN_FIELDS_FILE, OwnFieldsFile, data, files.problems)
    return DeclaredFields(read.model if read else None)
