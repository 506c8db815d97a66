"""Reads the fields that a project declares itself, in `content/schema/extra.yaml`."""

from __future__ import annotations

from reportgen.model.own_fields import DeclaredFields, OwnFieldsFile
from reportgen.model.reading import NoFields, OwnFields
from reportgen.project.files import FileReader
from reportgen.project.model_files import ModelFiles
from reportgen.project.places import OWN_FIELDS_FILE


def read_own_fields(files: FileReader, models: ModelFiles) -> OwnFields:
    """The own fields of a project; mistakes in their declaration go to `files.problems`, with their lines."""
    if not (files.root / OWN_FIELDS_FILE).exists():
        return NoFields()
    data = files.read(OWN_FIELDS_FILE, "it declares the fields of the project's own")
    read = None if data is None else models.read(OWN_FIELDS_FILE, OwnFieldsFile, data, files.problems)
    return DeclaredFields(read.model if read else None)
