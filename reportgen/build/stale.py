"""Files of earlier builds that no build makes any more: of sectors, kinds and languages that are gone."""

from __future__ import annotations

import contextlib
from pathlib import Path, PurePosixPath

from reportgen.build.manifest import Manifest
from reportgen.build.targets import find_target
from reportgen.model.target import Catalogue


def stale_files(manifest: Manifest, catalogue: Catalogue) -> list[PurePosixPath]:
    """The recorded files that no target of a project has, in order."""
    return [path for path in manifest if not _has_target(path, catalogue)]


def _has_target(path: PurePosixPath, catalogue: Catalogue) -> bool:
    target = find_target(path.name, catalogue)
    return target is not None and path in (target.path, target.pdf)


def remove_file(out: Path, manifest: Manifest, path: PurePosixPath, dry_run: bool = False) -> bool:
    """Remove a recorded file and its record; whether it is gone. A file that somebody has changed stays.

    With `dry_run` nothing is removed, and the answer is what it would be. Raises `OSError`.
    """
    place = out / path
    if place.exists() and not manifest.is_untouched(path):
        return False
    if dry_run:
        return True
    place.unlink(missing_ok=True)
    manifest.forget(path)
    with contextlib.suppress(OSError):  # it holds other files
        place.parent.rmdir()
    return True
