"""The typefaces that a project's templates name, and what LibreOffice prints in their place."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reportgen.diagnostics import Message, ProblemsFound, marked
from reportgen.doctor.parts import Part, State
from reportgen.files import read_file
from reportgen.fonts import find_face
from reportgen.model.language import Language
from reportgen.office.drawing.theme import read_fonts
from reportgen.office.opc.package import OFFICE_SUFFIXES, Package
from reportgen.project.places import TEMPLATES_FOLDER, names_in

STAND_INS: Mapping[str, tuple[str, str]] = {
    "Calibri": ("Carlito", "fonts-crosextra-carlito"),
    "Cambria": ("Caladea", "fonts-crosextra-caladea"),
    "Georgia": ("Gelasio", ""),
    "Arial": ("Liberation Sans", "fonts-liberation"),
    "Times New Roman": ("Liberation Serif", "fonts-liberation"),
    "Microsoft JhengHei": ("Noto Sans CJK TC", "fonts-noto-cjk"),
    "Microsoft YaHei": ("Noto Sans CJK SC", "fonts-noto-cjk"),
    "SimSun": ("Noto Serif CJK SC", "fonts-noto-cjk"),
    "PMingLiU": ("Noto Serif CJK TC", "fonts-noto-cjk"),
}
"""A typeface of Office → an open one whose characters are as wide, and the package that has it in Debian and Ubuntu."""

_COSTS = Message(
    "pages that LibreOffice prints may break lines otherwise than in Office; Office files come out the same"
)


def typeface_parts(root: Path, languages: Iterable[Language]) -> Iterator[Part]:
    """The typefaces that the templates of a project name for its languages."""
    for family in named_typefaces(root, list(languages)):
        name = Message("typeface {family}", family=family)
        stand_in, package = STAND_INS.get(family, ("", ""))
        if find_face(family) is not None:
            yield Part(name, State.GOOD, Message("installed"))
        elif stand_in and find_face(stand_in) is not None:
            yield Part(name, State.GOOD, Message("{family} stands in; its characters are as wide", family=stand_in))
        else:
            alike = marked("install {family}, or {other}, whose characters are as wide")
            remedy = Message(alike if stand_in else marked("install {family}"), family=family, other=stand_in)
            if package:
                packaged = marked("{remedy} (the package {package} of Debian and Ubuntu)")
                remedy = Message(packaged, remedy=remedy, package=package)
            yield Part(name, State.LACKING, Message("not installed"), _COSTS, remedy)


def named_typefaces(root: Path, languages: list[Language]) -> list[str]:
    """The typefaces that the themes of a project's templates name for texts in some languages."""
    found: dict[str, None] = {}
    for file in names_in(root / TEMPLATES_FOLDER, OFFICE_SUFFIXES):
        with contextlib.suppress(ProblemsFound, OSError):  # what cannot be read is a matter of `check`
            package = Package.read(read_file(root / TEMPLATES_FOLDER / file), file)
            themes = [part for part, kind in package.overrides.items() if kind.endswith(".theme+xml")]
            for theme in themes:
                fonts = read_fonts(package.parse(theme))
                own = [fonts.major.typeface("lt"), fonts.minor.typeface("lt"), *map(fonts.for_language, languages)]
                found.update(dict.fromkeys(filter(None, own)))
    return list(found)
