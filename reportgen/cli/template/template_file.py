"""The template that a command is about: the argument, its bytes, and its name in messages."""

from pathlib import Path
from typing import Annotated

import typer

from reportgen.diagnostics import Message
from reportgen.files import read_file, reason_of

FileArgument = Annotated[Path, typer.Argument(help="A .docx or .pptx file.")]


def read_template_file(file: Path) -> bytes:
    """The bytes of a template; raises `ProblemsFound` where it cannot be read."""
    from reportgen.diagnostics import Diagnostic, Location, ProblemsFound

    try:
        if not file.is_file():
            raise OSError(0, Message("it is a folder") if file.is_dir() else Message("there is no such file"))
        return read_file(file)
    except OSError as fault:
        message = Message("cannot be read ({strerror})", strerror=reason_of(fault))
        raise ProblemsFound([Diagnostic("missing-file", message, Location(shown_name(file)))]) from fault


def shown_name(file: Path) -> str:
    """What messages call a template."""
    return file.as_posix()
