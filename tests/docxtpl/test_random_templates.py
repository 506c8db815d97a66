"""Templates put together by chance, rendered by docxtpl and by ours in one process: the same texts.

Tags are cut into runs at any place, tables stand in cells, statements take paragraphs, rows and cells, and headers
and footers have tags too. What is different on purpose (`docs/limits.md`) is not put in.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from docx.document import Document
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from tests.docxtpl.test_same_as_docxtpl import both, file_of, plain

CONTEXT: dict[str, Any] = {
    "x": "R&D", "name": "Ada", "yes": True, "no": False, "xs": ["a", "b"], "ys": [], "n": 3, "d": {"k": "K"},
    "people": [{"name": "Ada", "tags": ["p", "q"]}, {"name": "Bo", "tags": []}],
}  # fmt: skip
_TAGS = (
    "{{ x }}", "{{ name|upper }}", "{{ d.k }}", "{{ n + 1 }}", "{{ xs|join(', ') }}", "{{ missing }}", "{# remark #}",
    "{% if yes %}yes{% endif %}", "{% if no %}no{% else %}else{% endif %}", "{% for i in xs %}{{ i }};{% endfor %}",
    "{% for p in people %}[{{ p.name }}{% for t in p.tags %}-{{ t }}{% endfor %}]{% endfor %}", "{{ n ~ x }}",
    "{% set v = 5 %}{{ v }}", "{{ people[0].name }}", "{% for i in ys %}none{% endfor %}", "{{ '%.2f'|format(n) }}",
    "{{ xs[0] if yes else x }}", "{% for i in xs %}{{ loop.index }}{% if not loop.last %}, {% endif %}{% endfor %}",
)  # fmt: skip
_WORDS = ("words ", "and ", "A long text. ", "é 中文 ", "", "(", "), ")
_AROUND = ("if yes", "if no", "for i in xs", "for p in people", "for i in ys")


class _Maker:
    """Writes a template, every choice of which comes from one number."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def write(self, document: Document) -> None:
        """Blocks in the body, and tags in a header and a footer."""
        for _ in range(self._random.randint(1, 5)):
            self._block(document, 0)
        section = document.sections[0]
        for place in (section.header, section.footer):
            if self._random.random() < 0.5:
                self._put(place.paragraphs[0], self._text())
        document.add_paragraph("end")

    def _block(self, place: Document | _Cell, depth: int) -> None:
        chance = self._random.random()
        if chance < 0.5 or depth > 2:
            self._put(
                place.add_paragraph(), self._random.choice((self._text(), "plain", "  {{ x }}  ", "{{ missing }}"))
            )
        elif chance < 0.75:
            begins, ends = self._statement("p" if chance < 0.6 else "")
            self._put(place.add_paragraph(), begins)
            for _ in range(self._random.randint(0 if chance < 0.6 else 1, 2)):
                self._block(place, depth + 1)
            self._put(place.add_paragraph(), ends)
        else:
            self._table(place, depth)

    def _table(self, place: Document | _Cell, depth: int) -> None:
        table = place.add_table(0, self._random.randint(1, 3))
        for _ in range(self._random.randint(1, 2)):
            chance, ends = self._random.random(), ""
            if chance < 0.2 and len(table.columns) == 3:
                for cell, text in zip(
                    table.add_row().cells, ("{%tc for i in xs %}", "{{ i }}", "{%tc endfor %}"), strict=True
                ):
                    self._put(cell.paragraphs[0], text)
                continue
            if chance < 0.6:
                begins, ends = self._statement("tr")
                self._put(table.add_row().cells[0].paragraphs[0], begins)
            for cell in table.add_row().cells:
                self._cell(cell, depth)
            if ends:
                self._put(table.add_row().cells[0].paragraphs[0], ends)

    def _cell(self, cell: _Cell, depth: int) -> None:
        inside = ("{{ x }}", "plain", self._text(), "{{ p.name if p else '' }}", "{{ loop.index if loop else '' }}")
        self._put(cell.paragraphs[0], self._random.choice(inside))
        if depth < 2 and self._random.random() < 0.2:
            self._table(cell, depth + 1)
        if self._random.random() < 0.15:
            self._block(cell, depth + 1)

    def _statement(self, level: str) -> tuple[str, str]:
        said = self._random.choice(_AROUND)
        return f"{{%{level} {said} %}}", f"{{%{level} end{said.split()[0]} %}}"

    def _text(self) -> str:
        choose = self._random.choice
        return "".join(choose(_WORDS) + choose(_TAGS) + choose(_WORDS) for _ in range(self._random.randint(1, 3)))

    def _put(self, paragraph: Paragraph, text: str) -> None:
        count = min(len(text) - 1, self._random.choice((0, 0, 1, 2, 4)))
        cuts = [0, *sorted(self._random.sample(range(1, len(text)), count)), len(text)]
        for begins, ends in pairwise(cuts):
            run = paragraph.add_run(text[begins:ends])
            run.bold = self._random.random() < 0.3 or None


def _texts(blocks: list[Any]) -> Iterator[str]:
    for kind, *rest in blocks:
        if kind == "paragraph":
            yield "".join(text for text, *_ in rest[-1])
        else:
            for row in rest[-1]:
                for _, inside in row:
                    yield from _texts(inside)


@pytest.mark.parametrize("seed", range(60))
def test_a_template_of_chance_prints_the_same_texts(seed: int) -> None:
    """In the body, in headers and footers."""
    found = both(file_of(_Maker(seed).write), plain(**CONTEXT), autoescape=True)
    theirs, own = (
        {place: list(_texts(inside)) for place, inside in one.items() if place != "properties"} for one in found
    )
    assert own == theirs
