"""A new kind of document, made of the templates of one that is there."""

from __future__ import annotations

import json
from pathlib import Path

from reportgen.files import read_file
from reportgen.model.target import Kind
from reportgen.project.edit.structure import add_entry
from reportgen.project.kinds import DEFAULT_KINDS, KindSettings
from reportgen.project.places import LABELS_FILE, SETTINGS_FILE, TEMPLATES_FOLDER
from reportgen.project.yaml_reader import read_yaml


def add_kind(root: Path, name: str, like: list[Kind]) -> dict[str, bytes]:
    """The files that change, by path: copies of the templates of `like`, what its editions are called, the settings.

    `like` is a kind in each of its formats. Raises `ProblemsFound` where the settings or labels cannot be read.
    """
    copies = {
        f"{TEMPLATES_FOLDER}/{_renamed(file, name)}": read_file(root / TEMPLATES_FOLDER / file)
        for kind in like
        for file in sorted(kind.present)
    }
    templates = tuple(_renamed(kind.template, name) for kind in like)
    settings = KindSettings(templates=templates, packs=like[0].packs, build=like[0].built)
    path = root / SETTINGS_FILE
    named = _with_kind(read_file(path) if path.exists() else b"", name, _flow(settings))
    return {**copies, LABELS_FILE: _with_labels(root, name, like[0].name), SETTINGS_FILE: named}


def _renamed(template: str, name: str) -> str:
    """The name of a template's copy: `agenda.overview.docx` for `brief.overview.docx`."""
    return ".".join((name, *template.split(".")[1:]))


def _with_labels(root: Path, name: str, like: str) -> bytes:
    """The labels with names for the editions of a kind: those of the other, until somebody words them."""
    data = read_file(root / LABELS_FILE)
    labels = read_yaml(data, LABELS_FILE).value
    for pack in ("", "overview_"):
        key = f"{pack}{name}_edition"
        if key not in labels and (texts := labels.get(f"{pack}{like}_edition")):
            lines = "".join(f"\n  {tag}: {json.dumps(text, ensure_ascii=False)}" for tag, text in texts.items())
            data = add_entry(data, LABELS_FILE, (), key, lines)
    return data


def _with_kind(data: bytes, name: str, settings: str) -> bytes:
    """The settings with a kind; where they name none, those that there are without being named are named too."""
    if data.strip() and "kinds" in read_yaml(data, SETTINGS_FILE).value:
        return add_entry(data, SETTINGS_FILE, ("kinds",), name, settings)
    kinds = {**{default: _flow(kind) for default, kind in DEFAULT_KINDS.items()}, name: settings}
    lines = "".join(f"\n  {kind}: {flow}" for kind, flow in kinds.items())
    return add_entry(data, SETTINGS_FILE, (), "kinds", lines) if data.strip() else f"kinds:{lines}\n".encode()


def _flow(kind: KindSettings) -> str:
    """What is said of a kind, on one line of YAML; what goes without saying is left out."""
    said = [f"templates: [{', '.join(kind.templates)}]"]
    said += [f"packs: {kind.packs}"] if kind.packs != "all" else []
    said += ["build: false"] if not kind.build else []
    return f"{{{', '.join(said)}}}"
