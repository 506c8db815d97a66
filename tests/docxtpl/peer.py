"""docxtpl, imported so that python-docx stays as it is for the other tests of the process."""

from __future__ import annotations

from docx.oxml.ns import nsmap

_AS_THEY_WERE = dict(nsmap)

import docxcompose.utils  # noqa: E402, F401 - gives `cp` of python-docx another meaning when it is imported
import docxtpl  # noqa: E402

nsmap.update(_AS_THEY_WERE)

__all__ = ["docxtpl"]
