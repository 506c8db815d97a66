"""The outline of a long document takes as long a paragraph as that of a short one."""

from __future__ import annotations

import pytest

from reportgen.office.markup import steps
from reportgen.review.outline import outline
from tests.support.office import docx_of


def test_paragraphs_beside_each_other_are_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are."""
    counted = []
    count = steps._counts
    monkeypatch.setattr(steps, "_counts", lambda parent: counted.append(parent) or count(parent))
    list(outline(docx_of(*[f"text {number}" for number in range(40)]), "long.docx"))
    assert len(counted) < 10
