"""`append`: one file of several, each as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from reportgen.office.opc.handed_over import Source, read_source
from reportgen.office.opc.package import Package
from reportgen.template.appended.decks import append_decks
from reportgen.template.appended.documents import append_documents
from reportgen.template.values.subdocument import Subdocument


class _Append(Protocol):
    def __call__(self, base: Package, others: Sequence[Subdocument]) -> bytes:
        """The file of `base` with the others behind it."""


_BY_FORMAT: Mapping[str, _Append] = {"docx": append_documents, "pptx": append_decks}


def append(base: Source, *others: Source) -> bytes:
    """Return the file that has the pages or slides of `base`, and behind them those of the others in their order.

    All are Word documents, or all PowerPoint decks of one size of slides: paths, bytes, binary files, documents of
    python-docx, presentations of python-pptx. Nothing is rendered; tags stay as they are. A document begins a new page
    with the page set-up, headers, notes, comments, styles and lists that it has; a style that `base` has under the same
    name is the one of `base`, as are the typefaces of the theme. A deck keeps its masters and layouts; one that `base`
    has too is not doubled. Raises `ProblemsFound` for what cannot be put into one file with `base`, `OSError` and
    `TypeError` as `OfficeTemplate` does.

    >>> append("report.docx", "annex.docx")  # doctest: +SKIP
    """
    data, path = read_source(base)
    read = [read_source(other) for other in others]
    package = Package.read(data, path or "file 1")
    named = [Subdocument(data, path or f"file {number}") for number, (data, path) in enumerate(read, 2)]
    return _BY_FORMAT[package.format](package, named)
