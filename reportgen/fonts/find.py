"""Finds the font files of this machine by the names that Office shows: family name → file and face.

A family has a name in each language its maker gave it one (`Microsoft JhengHei`, `微軟正黑體`), and Office
writes either into a document, so each finds the family. Reading the names of every font takes seconds on a machine
with many; they are kept in the user's cache, and only files that changed are read again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from reportgen.records.cache import Cache, cache_folder, home_folder

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_FAMILY_NAMES = (1, 16, 21)
"""The name ids of OpenType's `name` table that hold a family: Office's own, the typographic and the WWS one."""
_BOLD_FROM = 600
"""The `usWeightClass` from which Office takes a face for a bold one."""
_NORMAL_WIDTH = 5
_INDEX = "1"
"""The key of the index in the cache: the version of its layout."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face: a file, and the face's position in it (0 but in collections, `.ttc`).

    `families` are its family names in all languages, `weight` and `width` OpenType's classes (400 is
    regular, 5 is normal width).
    """

    path: str
    index: int
    families: tuple[str, ...]
    weight: int = 400
    width: int = _NORMAL_WIDTH
    italic: bool = False

    @property
    def bold(self) -> bool:
        """Whether the face serves as the bold one of its family."""
        return self.weight >= _BOLD_FROM

    def __str__(self) -> str:
        return f"{self.path}#{self.index}"


def find_face(family: str, bold: bool = False, italic: bool = False) -> FontFile | None:
    """Return the face of a family on this machine, or None where the family is not installed.

    `family` is a name in any language, in any case. Where the family has no face in the wanted style the
    nearest is returned (see its `bold` and `italic`): Office slants and thickens that one.
    """
    return _installed_fonts().face(family, bold, italic)


def installed_fonts_digest() -> str:
    """Return a digest of the font files of this machine: while it stays the same, every family has the same faces.

    It is that of the fonts which this process finds: like them, it is read once and then stays. It costs a look at
    each font folder, and opens no font.
    """
    return _installed_fonts().digest


@cache
def _installed_fonts() -> FontFolders:
    return FontFolders(tuple(font_folders()), cache_folder())


class FontFolders:
    """Finds the fonts below some folders; `cache` is the folder that keeps the index of their names."""

    def __init__(self, folders: Iterable[Path], cache: Path | None = None) -> None:
        self._folders = tuple(folders)
        self._cache = Cache("fonts", cache) if cache else None

    def face(self, family: str, bold: bool = False, italic: bool = False) -> FontFile | None:
        """Return the face of a family below these folders, as `find_face` does."""
        faces = self._families.get(name_key(family), ())
        weight = 700 if bold else 400
        return min(
            faces,
            key=lambda f: (f.bold != bold, f.italic != italic, f.width != _NORMAL_WIDTH, abs(f.weight - weight)),
            default=None,
        )

    @cached_property
    def digest(self) -> str:
        """The digest of the files below these folders: their paths, in order, with their time stamps and sizes."""
        return hashlib.sha256(json.dumps(self._files).encode()).hexdigest()

    @cached_property
    def _families(self) -> Mapping[str, list[FontFile]]:
        found: dict[str, list[FontFile]] = {}
        for face in self._faces():
            for name in dict.fromkeys(map(name_key, face.families)):
                found.setdefault(name, []).append(face)
        return found

    def _faces(self) -> Iterator[FontFile]:
        """Yield every face, in the order of the folders and of the names of files; update the index."""
        cache = self._read_index()
        index: dict[str, list[object]] = {}
        for path, stamp in self._files:
            cached = cache.get(path)
            faces = cached[1] if cached and cached[0] == stamp else read_faces(path)
            index[path] = [stamp, [asdict(face) for face in faces]]
            yield from faces
        changed = {path: entry[0] for path, entry in cache.items()} != {path: entry[0] for path, entry in index.items()}
        if self._cache and changed:
            self._cache.write(_INDEX, json.dumps(index, ensure_ascii=False).encode())

    @cached_property
    def _files(self) -> list[tuple[str, list[int]]]:
        """Every font file with its time stamp and size, which tell whether it has changed."""
        return [(path, [status.st_mtime_ns, status.st_size]) for path, status in self._statuses()]

    def _statuses(self) -> Iterator[tuple[str, os.stat_result]]:
        for folder in self._folders:
            for parent, below, names in os.walk(folder):
                below.sort()
                for name in sorted(names):
                    if name.lower().endswith(_SUFFIXES):
                        path = Path(parent, name)
                        with contextlib.suppress(OSError):  # a link to nothing
                            yield str(path), path.stat()

    def _read_index(self) -> dict[str, tuple[list[int], list[FontFile]]]:
        data = self._cache.read(_INDEX) if self._cache else None
        stored = json.loads(data) if data else {}
        return {path: (stamp, [_face(face) for face in faces]) for path, (stamp, faces) in stored.items()}


def _face(stored: dict[str, object]) -> FontFile:
    return FontFile(**{**stored, "families": tuple(stored["families"])})  # type: ignore[arg-type]


def name_key(family: str) -> str:
    """Return a family name as it is compared; the `@` of Windows means the same face for vertical text."""
    return " ".join(family.lstrip("@").split()).casefold()


def read_faces(path: str) -> list[FontFile]:
    """Return the faces of a font file; none where it cannot be read, which is no fault of the user's files."""
    from fontTools.ttLib import TTFont

    faces: list[FontFile] = []
    try:
        with Path(path).open("rb") as file:
            count = 1
            while len(faces) < count:
                font = TTFont(file, fontNumber=len(faces), lazy=True)
                count = getattr(font.reader, "numFonts", 1)
                faces.append(_describe(font, path, len(faces)))
    except Exception:  # a damaged font makes fontTools raise whatever its bytes lead to
        return faces
    return faces


def _describe(font: Any, path: str, index: int) -> FontFile:
    records = [record for record in font["name"].names if record.nameID in _FAMILY_NAMES]
    names = tuple(dict.fromkeys(record.toUnicode(errors="replace") for record in records))
    style = font.get("OS/2")
    if style is None:  # an old Macintosh font
        mac_style = font["head"].macStyle
        return FontFile(path, index, names, 700 if mac_style & 1 else 400, italic=bool(mac_style & 2))
    return FontFile(path, index, names, style.usWeightClass, style.usWidthClass, bool(style.fsSelection & 1))


def font_folders() -> Iterator[Path]:
    """Yield the folders in which this system, its user and Office keep fonts."""
    home, environment = home_folder(), os.environ
    if sys.platform == "win32":
        yield Path(environment.get("WINDIR", r"C:\Windows"), "Fonts")
        if local := environment.get("LOCALAPPDATA"):
            yield Path(local, "Microsoft", "Windows", "Fonts")
            yield Path(local, "Microsoft", "FontCache", "4", "CloudFonts")
    elif sys.platform == "darwin":
        yield Path("/System/Library/Fonts")
        yield Path("/System/Library/AssetsV2")
        yield Path("/Library/Fonts")
        yield home / "Library" / "Fonts"
        for program in ("Word", "PowerPoint"):
            yield Path(f"/Applications/Microsoft {program}.app/Contents/Resources/DFonts")
        yield home / "Library" / "Group Containers" / "UBF8T346G9.Office" / "FontCache"
    else:
        shared = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
        yield from (Path(folder, "fonts") for folder in shared.split(":") if Path(folder).is_absolute())
        own = Path(environment.get("XDG_DATA_HOME", ""))
        yield (own if own.is_absolute() else home / ".local" / "share") / "fonts"
        yield home / ".fonts"
