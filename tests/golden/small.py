"""The small project as a copy that a test may change: texts, tables and the tags in its templates."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

SMALL = Path(__file__).parent / "project"


def copy_project(root: Path) -> Path:
    """The small project below `root`."""
    shutil.copytree(SMALL, root, dirs_exist_ok=True)
    return root


def change(root: Path, name: str, old: str, new: str) -> Path:
    """Replace a text that must be there, once: in a text file, or in the parts of a template."""
    path = root / name
    if path.suffix not in (".docx", ".pptx"):
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path
    with zipfile.ZipFile(path) as package:
        parts = {info.filename: package.read(info) for info in package.infolist()}
    found = next((part for part, data in sorted(parts.items()) if old.encode() in data), None)
    assert found, f"{old!r} is in no part of {name}"
    parts[found] = parts[found].replace(old.encode(), new.encode(), 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in parts.items():
            package.writestr(part, data)
    return path


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden and half-written ones too, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }
