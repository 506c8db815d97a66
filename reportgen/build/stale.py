"""Files of earlier builds that no build makes any more: of sectors, kinds and languages that are gone."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from reportgen.build.manifest import Manifest
from reportgen.model.target import EDITION_SEPARATOR, OVERVIEW, Kind, Target


def stale_files(manifest: Manifest, sectors: Collection[str], languages: Collection[str]) -> list[PurePosixPath]:
    """The recorded files that no target of a project with these sectors and languages has, in order."""
    return [path for path in manifest if not _is_possible(path, sectors, languages)]


def _is_possible(path: PurePosixPath, sectors: Collection[str], languages: Collection[str]) -> bool:
    sector, (_, *middle, _) = path.parts[0], path.name.split(".") if path.name.count(".") > 1 else ("", "", "")
    edition = ".".join(middle)
    if sector not in (*sectors, OVERVIEW) or not all(tag in languages for tag in edition.split(EDITION_SEPARATOR)):
        return False
    targets = [Target(sector, kind, edition) for kind in Kind]
    return any(path in (target.path, target.pdf) for target in targets if target.has_template)


def remove_stale(out: Path, manifest: Manifest, paths: Collection[PurePosixPath]) -> list[PurePosixPath]:
    """Remove files and their records; return those that stay, since somebody has changed them. Raises `OSError`."""
    kept = []
    for path in paths:
        place = out / path
        if place.exists() and not manifest.is_untouched(path):
            kept.append(path)
            continue
        place.unlink(missing_ok=True)
        manifest.forget(path)
        with contextlib.suppress(OSError):  # it holds other files
            place.parent.rmdir()
    return kept
