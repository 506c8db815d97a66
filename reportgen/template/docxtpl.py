"""docxtpl's names for this engine: its users change one import.

    from reportgen.template.docxtpl import DocxTemplate, Listing, RichText

An empty paragraph stays, as it does there. What differs is listed in `docs/limits.md`: text is always
escaped, an unknown name is an error, and one template renders many times without being opened again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from reportgen.office.opc.handed_over import Source, read_source
from reportgen.template.template import OfficeTemplate
from reportgen.template.values.rich_text import RichText as Rich
from reportgen.template.values.rich_text import Span
from reportgen.template.values.subdocument import Subdocument

_SPECIAL = str.maketrans({"\a": "\u2029", "\f": "\u2029"})
"""docxtpl's `\\a` (new paragraph) and `\\f` (page break, which only starts a paragraph here)."""


class Listing:
    r"""Text whose line feeds, tabs and `\a` (new paragraph) are kept."""

    def __init__(self, text: str) -> None:
        self._text = text.translate(_SPECIAL)

    def __rich__(self) -> Rich:
        return Rich(self._text)

    def __str__(self) -> str:
        return self._text


class RichText:
    """Text with formatting of its own, built piece by piece with `add`."""

    def __init__(self, text: object = None, **formatting: Any) -> None:
        self._spans: list[Span] = []
        if text is not None and text != "":
            self.add(text, **formatting)

    def add(
        self,
        text: object,
        style: str | None = None,
        color: str | None = None,
        highlight: str | None = None,
        size: float | None = None,
        subscript: bool = False,
        superscript: bool = False,
        bold: bool = False,
        italic: bool = False,
        underline: bool | str = False,
        strike: bool = False,
        font: str | None = None,
        url_id: str | None = None,
    ) -> None:
        """Add a piece of text; `size` is in half points and `color` in hexadecimal, as in docxtpl."""
        if isinstance(text, RichText):
            self._spans += text._spans
            return
        self._spans.append(
            Span(
                str(text).translate(_SPECIAL),
                bold=bold,
                italic=italic,
                underline=bool(underline),
                strike=strike,
                link=url_id or "",
                colour=color or "",
                style=style or "",
                size=(size or 0) / 2,
                highlight=highlight or "",
                raised="superscript" if superscript else "subscript" if subscript else "",
                typeface=font or "",
            )
        )

    def __rich__(self) -> Rich:
        return Rich(*self._spans)

    def __str__(self) -> str:
        return str(self.__rich__())

    def __bool__(self) -> bool:
        return bool(self._spans)


R = RichText
"""docxtpl's short name."""


class DocxTemplate:
    """A Word template: `render` a context, then `save`.

    `filters` take the place of the Jinja environment that docxtpl's `render` accepts.
    """

    def __init__(
        self,
        template_file: Source,
        filters: Mapping[str, Callable[..., Any]] | None = None,
    ) -> None:
        self._template = OfficeTemplate(template_file, filters=filters, frees_paragraphs=False)
        self._output = b""

    def render(self, context: Mapping[str, Any]) -> None:
        """Render; raises `ProblemsFound` with every fault, located."""
        self._output = self._template.render(context)

    def save(self, target: str | os.PathLike[str] | BinaryIO) -> None:
        """Write the rendered document to a path or a binary stream."""
        if isinstance(target, str | os.PathLike):
            Path(target).write_bytes(self._output)
        else:
            target.write(self._output)

    def new_subdoc(self, source: Source) -> Subdocument:
        """A document to be inserted by `{{p name }}`: a file, its bytes, or a finished `docx.Document`."""
        return Subdocument(*read_source(source))

    def build_url_id(self, url: str) -> str:
        """What `RichText.add(url_id=…)` takes for a link."""
        return url  # the relationship is made where the link is printed, so the address is its own id

    def get_undeclared_template_variables(self) -> set[str]:
        """The names that the template reads from its context."""
        return {read.path.split(".")[0].split("[")[0] for read in self._template.compile().contract()}
