"""docxtpl's values that are no text: pictures in a line, and documents to be inserted."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Protocol

from reportgen.diagnostics import Message
from reportgen.office.opc.handed_over import BinaryReader, Source, open_document, read_source, saved
from reportgen.template.values.kinds import check_kind
from reportgen.template.values.rich_text import Placed

if TYPE_CHECKING:
    from reportgen.office.opc.handed_over import Document


class Template(Protocol):
    """What a document that is to be inserted asks of its template."""

    @property
    def docx(self) -> Document:
        """The template as a document of python-docx."""


class InlineImage(Placed):
    """A picture in a line of text: a path, or a binary file, which is read when the picture is printed.

    `width` and `height` are lengths of python-docx; one alone keeps the proportions. `anchor` is an address that the
    picture leads to. Raises `TypeError` for what is neither path nor file.
    """

    def __init__(
        self,
        tpl: object,
        image_descriptor: str | os.PathLike[str] | BinaryReader,
        width: int | None = None,
        height: int | None = None,
        anchor: str | None = None,
    ) -> None:
        check_kind(image_descriptor, (str, os.PathLike, BinaryReader), Message("a picture is a path or a binary file"))
        self.tpl, self.image_descriptor = tpl, image_descriptor
        self.width, self.height, self.anchor = width, height, anchor

    def placed(self, slot: Any, state: Any) -> str:
        """The markup of the picture; with two sizes it is distorted, as in python-docx."""
        from reportgen.template.render.inline_pictures import InlinePicture
        from reportgen.template.render.pictures import Picture

        data, name = read_source(self.image_descriptor)
        picture = Picture(data, mode="stretch", name=name)
        return InlinePicture(picture, self.width or 0, self.height or 0, self.anchor or "").placed(slot, state)


class Subdoc(Placed):
    """A document to be inserted by `{{p name }}`: one that is there, or an empty one with the template's styles.

    It has the methods of python-docx's documents; `subdocx` is that document.
    """

    def __init__(self, tpl: Template, docpath: Source | None = None) -> None:
        self._data, self._name = read_source(tpl.docx if docpath is None else docpath)
        self._document: Document | None = None
        if docpath is None:
            self.subdocx.element.body.clear_content()

    @property
    def subdocx(self) -> Document:
        """The document as one of python-docx."""
        if self._document is None:
            self._document = open_document(self._data, self._name or Message("the document to be inserted"))
        return self._document

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)  # Python asks for protocols, not the user
        return getattr(self.subdocx, name)

    def placed(self, slot: Any, state: Any) -> str:
        """The mark that stands for the document, as it is now, until its part is whole."""
        from reportgen.template.values.subdocument import Subdocument

        data = self._data if self._document is None else saved(self._document)
        return Subdocument(data, self._name).placed(slot, state)
