"""The filters that print a value as the edition's language writes it: what the templates' README says of them."""

from __future__ import annotations

import re

import pytest

from reportgen.diagnostics import ProblemsFound
from reportgen.model.language import LANGUAGES
from reportgen.pack.filters import FILTERS
from reportgen.template import OfficeTemplate, RichText, Span
from tests.docs.reading import ROOT
from tests.support.office import docx_of, select, texts

README = (ROOT / "templates/README.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in README.partition("### Values\n")[2].partition("\n### ")[0].splitlines()
    if line.startswith("| `")
]


def render(tag: str, lang: str, macros: str = "") -> list[str]:
    """What a document with this tag prints in an edition."""
    template = OfficeTemplate(docx_of(*tag.split("\n")), "a.docx", {"macros.j2": macros}, FILTERS)
    return texts(template.render({"lang": lang}))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_values_print_as_the_readme_says(row: list[str]) -> None:
    """Each row of its table, in every language."""
    tag, *printed = row
    for lang, expected in zip(LANGUAGES, printed, strict=True):
        (shown,) = render(tag.strip("`"), lang)
        assert shown.replace("\u00a0", " ") == expected


def test_the_readme_shows_every_filter() -> None:
    """None is hidden."""
    shown = {name for row in ROWS for name in re.findall(r"\|(\w+)", row[0])}
    assert shown == set(FILTERS)


def test_a_macro_prints_values_when_it_knows_the_language() -> None:
    """Imported with context it does; without, the fault says so."""
    macro = "{% macro sum(value) %}{{ value|money('HKD') }}{% endmacro %}"
    document = '{{% from "macros.j2" import sum{} %}}\n{{{{ sum(500000000) }}}}'
    assert render(document.format(" with context"), "zh-Hans", macro) == ["5亿港元"]
    with pytest.raises(ProblemsFound, match="with context"):
        render(document.format(""), "zh-Hans", macro)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("{{ 'many'|number }}", "'many' is not a number"),
        ("{{ 'NaN'|percent }}", "'NaN' is not a number"),
        ("{{ 5|money('EURO') }}", "'EURO' is no currency"),
        ("{{ 'soon'|date }}", "soon"),
        ("{{ 5|number(qualifier='over') }}", "over"),
        ("{{ 5|money }}", "currency"),
    ],
)
def test_what_cannot_be_printed_is_a_fault_of_the_template(tag: str, words: str) -> None:
    """One line with the place, no traceback."""
    with pytest.raises(ProblemsFound, match=re.escape(words)) as found:
        render(tag, "en")
    assert "body, paragraph 1" in str(found.value) or "paragraph 1" in str(found.value)


def test_a_capital_keeps_what_a_text_brings_and_asks_for_it_once() -> None:
    """Bold and first mentions are those of the text; nothing stays nothing."""

    class Text:
        written = 0

        def __rich__(self) -> RichText:
            self.written += 1
            return RichText(Span("the ", bold=True), f"body {self.written}")

        def __str__(self) -> str:
            return "the body"

    template = OfficeTemplate(docx_of("start", "{{ x|capital }}", "{{ none|capital }}"), "a.docx", filters=FILTERS)
    data = template.render({"lang": "en", "x": Text(), "none": None})
    assert texts(data) == ["start", "The body 1"]
    assert select(data, "word/document.xml", "//w:r[w:rPr/w:b]/w:t/text()") == ["The "]
