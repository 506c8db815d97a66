"""Neighbouring runs of the same looks become one run, and no others."""

import pytest

from reportgen.office.markup.equal_runs import join_equal_runs

BOLD = "<a:rPr><a:b/></a:rPr>"


def _run(text: str, properties: str = "") -> str:
    return f"<a:r>{properties}<a:t>{text}</a:t></a:r>"


def _word(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("runs", "joined"),
    [
        (_run("a") + _run("b") + _run("c"), _run("abc")),
        (_run("a", BOLD) + _run("b", BOLD) + _run("c"), _run("ab", BOLD) + _run("c")),
        (_run("a", '<a:rPr lang="en"/>') + _run("b", '<a:rPr lang="en"/>'), _run("ab", '<a:rPr lang="en"/>')),
        ("<a:p>" + _run("a") + _run("b") + "</a:p><a:p>" + _run("c"), "<a:p>" + _run("ab") + "</a:p><a:p>" + _run("c")),
        (_word("a", "<w:rPr/>") + _word(" b", "<w:rPr/>"), _word("a b", "<w:rPr/>")),
    ],
)  # fmt: skip
def test_equal_neighbours_are_one_run(runs: str, joined: str) -> None:
    """Text and properties stay as they are."""
    assert join_equal_runs(runs) == joined


@pytest.mark.parametrize(
    "runs",
    [
        _run("a") + _run("b", BOLD) + _run("c"),
        _run("a", '<a:rPr lang="en"/>') + _run("b", '<a:rPr lang="zh-HK"/>'),
        _run("a") + "<a:br/>" + _run("b"),
        _run("a") + "</a:p><a:p>" + _run("b"),
        _word("a", "<w:br/>") + _word("b", "<w:br/>"),
        _word("a") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + _word("b"),
    ],
)
def test_other_neighbours_stay(runs: str) -> None:
    """What has other looks, or stands behind a break, a field or a paragraph's end, is a run of its own."""
    assert join_equal_runs(runs) == runs
