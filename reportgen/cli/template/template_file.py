"""The template that a command is about: the argument, its bytes, and its name in messages."""

from pathlib import Path
from typing import Annotated

import typer

from reportgen.files import read_named

FileArgument = Annotated[Path, typer.Argument(help="A .docx or .pptx file.")]


def read_template_file(file: Path) -> bytes:
    """The bytes of a template; raises `ProblemsFound` where it cannot be read."""
    return read_named(file, shown_name(file))


def shown_name(file: Path) -> str:
    """What messages call a template."""
    return file.as_posix()
