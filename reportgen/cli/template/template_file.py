"""The template that a command is about: the argument, its bytes, its name in messages, and what it can see."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from reportgen.pack.schema import PackSchema
    from reportgen.project.load import Project

FileArgument = Annotated[Path, typer.Argument(help="A .docx or .pptx file.")]


def read_template_file(file: Path) -> bytes:
    """The bytes of a template; raises `ProblemsFound` where it cannot be read."""
    from reportgen.diagnostics import Diagnostic, Location, ProblemsFound

    try:
        if not file.is_file():
            raise FileNotFoundError(2, "there is no such file")
        return file.read_bytes()
    except OSError as fault:
        message = f"cannot be read ({fault.strerror})"
        raise ProblemsFound([Diagnostic("missing-file", message, Location(shown_name(file)))]) from fault


def shown_name(file: Path) -> str:
    """What messages call a template."""
    return file.as_posix()


def project_around(place: Path) -> "Project | None":
    """The project that a file or folder lies in, or None: a template can be checked without one."""
    from reportgen.diagnostics import ProblemsFound
    from reportgen.project.load import read_project
    from reportgen.project.places import find_project

    try:
        return read_project(find_project(place)).project
    except ProblemsFound:
        return None


def schema_of(file: Path, project: "Project | None") -> "PackSchema":
    """What a template sees; one that has another beside it for the whole meeting sees of `sectors` only the names."""
    from reportgen.model.target import OVERVIEW, template_variants
    from reportgen.pack.schema import pack_schema

    kind, _, rest = file.name.partition(".")
    for_sectors_alone = file.with_name(f"{kind}.{OVERVIEW}.{rest}").exists()
    return pack_schema(project, OVERVIEW in template_variants(file.name) or not for_sectors_alone)
