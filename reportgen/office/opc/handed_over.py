"""Office files as people's own programs hand them over and take them: paths, bytes, files, and documents of other
libraries (python-docx and python-pptx, which are imported where one is asked for).
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from reportgen.diagnostics import Message
from reportgen.files import read_file
from reportgen.office.opc.archive import read_archive, write_archive

if TYPE_CHECKING:
    from docx.document import Document as Document
    from pptx.presentation import Presentation as Presentation


@runtime_checkable
class BinaryReader(Protocol):
    """A file that was opened in binary mode, or what behaves like one."""

    def read(self) -> bytes:
        """All that is left to read."""


@runtime_checkable
class OpenDocument(Protocol):
    """A document of python-docx or a presentation of python-pptx; any object that saves itself as an Office file."""

    def save(self, file: io.BytesIO, /) -> None:
        """Write the file to a binary stream."""


Source = str | os.PathLike[str] | bytes | bytearray | memoryview | BinaryReader | OpenDocument
"""What an Office file may be handed over as."""


def read_source(source: Source) -> tuple[bytes, str]:
    """The bytes of an Office file, and the path that it is known by; empty where it has none.

    A file that can be rewound is read from its beginning. Raises `OSError` where a path cannot be read, and
    `TypeError` for what is no file.
    """
    match source:
        case bytes() | bytearray() | memoryview():
            return bytes(source), ""
        case str() | os.PathLike():
            return read_file(Path(source)), str(source)
        case io.TextIOBase():
            raise TypeError(Message("the file was opened as text; open it in binary mode: open(path, 'rb')"))
        case OpenDocument():
            return saved(source), ""
        case BinaryReader():
            return _read_file(source)
    raise TypeError(
        Message(
            "a file is handed over as a path, bytes, a binary file, or a document of python-docx or "
            "python-pptx; this is of the type '{name}'",
            name=type(source).__name__,
        )
    )


def _read_file(file: BinaryReader) -> tuple[bytes, str]:
    if isinstance(file, io.IOBase) and file.seekable():
        file.seek(0)  # whoever has just written it stands at its end
    name = getattr(file, "name", "")
    return file.read(), name if isinstance(name, str) else ""  # the name of a temporary file is a number


def check_target(file: object) -> None:
    """Raise `TypeError` for what a file can neither be written at nor into."""
    if not isinstance(file, str | os.PathLike) and not hasattr(file, "write"):
        name = type(file).__name__
        raise TypeError(
            Message("a file is written to a path or a binary file; this is of the type '{name}'", name=name)
        )
    if isinstance(file, io.TextIOBase):
        raise TypeError(Message("the file was opened as text; open it in binary mode: open(path, 'wb')"))


def saved(document: OpenDocument) -> bytes:
    """The file that a document of another library makes, without the time that it was saved at."""
    stream = io.BytesIO()
    document.save(stream)
    return write_archive(read_archive(stream.getvalue()).items())


def open_document(data: bytes, name: str) -> Document:
    """A Word file, called `name`, as a document of python-docx; raises `ValueError` for another file."""
    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except ValueError:
        raise ValueError(
            Message("'{name}' is no Word file, so there is no python-docx document of it", name=name)
        ) from None


def open_presentation(data: bytes, name: str) -> Presentation:
    """A PowerPoint file, called `name`, as a presentation of python-pptx; raises `ValueError` for another file."""
    import pptx

    try:
        return pptx.Presentation(io.BytesIO(data))
    except ValueError:
        raise ValueError(
            Message("'{name}' is no PowerPoint file, so there is no python-pptx presentation of it", name=name)
        ) from None
