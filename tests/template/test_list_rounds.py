"""A numbered list in a loop of a Word document counts anew in each round."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from lxml import etree

from reportgen.template import OfficeTemplate, Subdocument
from tests.support.cxml import qn, xml
from tests.support.office import WORD, docx_of, paragraph, select, tree, with_xml

STAFF = [{"n": "A", "a": [1, 2]}, {"n": "B", "a": [3]}, {"n": "C", "a": [4, 5]}]
LIST, OTHER, BULLETS = "71", "72", "73"


def _item(text: str, level: int = 0, number: str = LIST) -> etree._Element:
    element = xml(f"w:p/w:pPr/w:numPr/(w:ilvl{{w:val={level}}},w:numId{{w:val={number}}})")
    element.append(xml("w:r/w:t"))
    element[-1][0].text = text
    return element


def _styled(text: str, style: str) -> etree._Element:
    element = xml(f"w:p/w:pPr/w:pStyle{{w:val={style}}}")
    element.append(xml("w:r/w:t"))
    element[-1][0].text = text
    return element


def _document(*blocks: Any, **changes: Any) -> bytes:
    """A document with two numbered lists and one of bullets, and styles that number with the first."""

    def define(root: etree._Element) -> None:
        for child in list(root):
            root.remove(child)
        for pattern, format_ in (("1", "decimal"), ("2", "lowerLetter"), ("3", "bullet")):
            abstract = xml(f"w:abstractNum{{w:abstractNumId={pattern}}}/w:multiLevelType{{w:val=multilevel}}")
            for level in range(3):
                abstract.append(
                    xml(
                        f"w:lvl{{w:ilvl={level}}}/(w:start{{w:val=1}},w:numFmt{{w:val={format_}}},w:pPr/w:ind{{w:left=720}})"
                    )
                )
            root.append(abstract)
        for number, pattern in ((LIST, "1"), (OTHER, "2"), (BULLETS, "3")):
            root.append(xml(f"w:num{{w:numId={number}}}/w:abstractNumId{{w:val={pattern}}}"))

    def style(root: etree._Element) -> None:
        for name, more in (("Steps", "w:ind{w:left=99}"), ("Titles", "w:outlineLvl{w:val=0}")):
            root.append(
                xml(
                    f"w:style{{w:type=paragraph,w:styleId={name}}}"
                    f"/(w:name{{w:val={name}}},w:pPr/(w:numPr/w:numId{{w:val={LIST}}},{more}))"
                )
            )

    data = with_xml(docx_of(*blocks, **changes), "word/numbering.xml", define)
    return with_xml(data, "word/styles.xml", style)


def _numbers(data: bytes, part: str = WORD.main) -> list[str]:
    """The numbers of a part's numbered paragraphs, counted as Word counts the first level of lists."""
    root = tree(data, "word/numbering.xml")
    lists = {one.get(qn("w:numId")): one for one in root.iter(qn("w:num"))}
    counts: Counter[str] = Counter()
    begun: set[str] = set()
    found = []
    for element in select(data, part, "//w:p[w:pPr/w:numPr]"):
        number = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val"))
        pattern = lists[number].find(qn("w:abstractNumId")).get(qn("w:val"))
        start = lists[number].find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}")
        if start is not None and number not in begun:
            counts[pattern] = int(start.get(qn("w:val"))) - 1
        begun.add(number)
        counts[pattern] += 1
        found.append(f"{counts[pattern]} {''.join(element.itertext())}")
    return found


def _shown(*blocks: Any, **context: Any) -> list[str]:
    return _numbers(WORD.render(_document(*blocks), **{"staff": STAFF, **context}))


IN_ROUNDS = ["1 1", "2 2", "1 3", "1 4", "2 5"]


@pytest.mark.parametrize(
    "blocks",
    [
        ["{% for s in staff %}", "{{ s.n }}", "{% for a in s.a %}", _item("{{ a }}"), "{% endfor %}", "{% endfor %}"],
        ["{% for s in staff %}", "{{ s.n }}", _item("{%p for a in s.a %}{{ a }}{%p endfor %}"), "{% endfor %}"],
        ["{% for s in staff %}", "{% for a in s.a %}", _item("{{ a }}"), "{% endfor %}", "{% endfor %}"],
        ["{% for s in staff %}", "{{ s.n }}", _item("{{ s.a }}"), "{% endfor %}"],
        [_item("{%section for s in staff %}x"), _item("y"), _item("{% for a in s.a %}{{ a }}{% endfor %}")],
    ],
    ids=["statements", "paragraph-statement", "without-heading", "list-in-a-tag", "section"],
)
def test_a_list_in_a_loop_counts_from_one_in_each_round(blocks: list[Any]) -> None:
    """However the loop is written, and whatever stands between the rounds."""
    shown = _shown(*blocks)
    if len(shown) == len(IN_ROUNDS):
        assert shown == IN_ROUNDS
    else:
        assert [line[0] for line in shown] == ["1", "2", "3"] * 3


def test_a_list_in_a_repeated_table_row_counts_from_one() -> None:
    """A cell of a row is a place like any other."""
    rows = xml("w:tbl/(w:tblPr/w:tblW{w:w=0,w:type=auto},w:tblGrid/w:gridCol{w:w=2000})")
    cell = xml("w:tc")
    cell.extend([paragraph("{%tr for s in staff %}{{ s.n }}"), _item("x"), _item("y{%tr endfor %}")])
    rows.append(xml("w:tr"))
    rows[-1].append(cell)
    assert _shown(rows) == ["1 x", "2 y"] * 3


def test_steps_that_are_typed_count_from_one_in_each_round() -> None:
    """Two paragraphs of a list in a round are a list, also where one of them hangs on a condition."""
    loop, end = "{% for s in staff %}", "{% endfor %}"
    assert _shown(loop, _item("x"), _item("y"), end) == ["1 x", "2 y"] * 3
    condition = ["{% if s.n == 'A' %}", _item("y"), "{% endif %}"]
    assert _shown(loop, "{{ s.n }}", _item("x"), *condition, end) == ["1 x", "2 y", "1 x", "1 x"]


@pytest.mark.parametrize(
    "blocks",
    [
        ["{% for s in staff %}", _item("{{ s.n }}"), "{% endfor %}"],
        ["{% for s in staff %}", _item("{{ s.n }}"), "About {{ s.n }}", "{% endfor %}"],
        ["{% for s in staff %}", "About {{ s.n }}", _item("{{ s.n }}"), "{% endfor %}"],
        ["{% for s in staff %}", "{% if s.a %}", _item("{{ s.n }}"), "{% else %}", _item("no"), "{% endif %}",
         "{% endfor %}"],
    ],
    ids=["alone", "before-a-text", "behind-a-text", "alternatives"],
)  # fmt: skip
def test_a_paragraph_that_a_loop_repeats_counts_on(blocks: list[Any]) -> None:
    """The rounds are the list's items, so they have its numbers."""
    data = WORD.render(_document(*blocks), staff=STAFF)
    assert _numbers(data) == ["1 A", "2 B", "3 C"]
    assert len(tree(data, "word/numbering.xml").findall(qn("w:num"))) == 3


def test_levels_below_the_repeated_paragraph_are_words_own_affair() -> None:
    """Word counts a lower level anew behind each paragraph of a higher one: nothing is added."""
    blocks = ["{% for s in staff %}", _item("{{ s.n }}"), "{% for a in s.a %}", _item("{{ a }}", 1), "{% endfor %}",
              "{% endfor %}"]  # fmt: skip
    data = WORD.render(_document(*blocks), staff=STAFF)
    assert set(select(data, WORD.main, "//w:numId/@w:val")) == {LIST}


def test_a_lower_level_in_rounds_keeps_the_count_of_the_levels_above() -> None:
    """The list that a round is given begins anew from its own level on."""
    blocks = [_item("one"), "{% for s in staff %}", "{{ s.n }}", _item("x", 1), _item("y", 1), "{% endfor %}"]
    data = WORD.render(_document(*blocks), staff=STAFF)
    assert select(data, "word/numbering.xml", "//w:num[4]/w:lvlOverride/@w:ilvl") == list("12345678")


def test_a_list_counts_on_where_the_loop_says_so() -> None:
    """`continue_numbering` is Word's own word; the loop is the same in all else."""
    blocks = ["{% for s in staff|continue_numbering %}", "{{ s.n }}", _item("x"), _item("y"), "{% endfor %}"]
    assert _shown(*blocks) == ["1 x", "2 y", "3 x", "4 y", "5 x", "6 y"]


def test_bullets_and_numbered_headings_and_lists_outside_loops_stay_as_they_are() -> None:
    """Bullets do not count, chapters count through the whole document."""
    blocks = [_item("a"), _item("b"), "{% for s in staff %}", "x", _item("c", number=BULLETS),
              _item("d", number=BULLETS), _styled("e", "Titles"), _styled("f", "Titles"), "{% endfor %}"]  # fmt: skip
    data = WORD.render(_document(*blocks), staff=STAFF)
    assert len(tree(data, "word/numbering.xml").findall(qn("w:num"))) == 3
    assert _numbers(data)[:2] == ["1 a", "2 b"]


def test_a_list_below_a_numbered_heading_is_words_own_affair() -> None:
    """Word counts it anew behind each heading of the same list, as behind any paragraph of a higher level."""
    blocks = ["{% for s in staff %}", _styled("{{ s.n }}", "Titles"), "{% for a in s.a %}", _item("{{ a }}", 1),
              "{% endfor %}", "{% endfor %}"]  # fmt: skip
    data = WORD.render(_document(*blocks), staff=STAFF)
    assert len(tree(data, "word/numbering.xml").findall(qn("w:num"))) == 3


def test_a_list_of_a_style_counts_from_one_and_keeps_its_indent() -> None:
    """The paragraph names its list itself, and the indent that its style has beside the numbering."""
    blocks = ["{% for s in staff %}", "{{ s.n }}", _styled("x", "Steps"), _styled("y", "Steps"), "{% endfor %}"]
    data = WORD.render(_document(*blocks), staff=STAFF)
    assert _numbers(data) == ["1 x", "2 y"] * 3
    assert set(select(data, WORD.main, "//w:pPr/w:ind/@w:left")) == {"99"}
    names = [child.tag.rpartition("}")[2] for child in select(data, WORD.main, "//w:pPr[w:numPr]")[0]]
    assert names == ["pStyle", "numPr", "ind"]


def test_loops_in_one_another_and_two_lists_do_not_mix() -> None:
    """The innermost loop that a list lies in is the one whose rounds it counts."""
    loop = ["{% for t in [1, 2] %}", "{{ t }}", _item("x"), _item("y"), _item("u", number=OTHER),
            _item("v", number=OTHER), "{% endfor %}"]  # fmt: skip
    shown = _shown("{% for s in staff %}", "{{ s.n }}", _item("z"), *loop, "{% endfor %}")
    assert shown == ["1 z", *["1 x", "2 y", "1 u", "2 v"] * 2] * 3


def test_a_value_that_begins_a_paragraph_stays_in_the_list_of_its_round() -> None:
    """The second paragraph is an item as the first is."""
    blocks = ["{% for s in staff %}", "x", _item("{{ s.n }}-{{ t }}"), _item("y"), "{% endfor %}"]
    assert _shown(*blocks, t="p\u2029q")[:4] == ["1 A-p", "2 q", "3 y", "1 B-p"]


def test_lists_of_inserted_documents_have_numbers_of_their_own() -> None:
    """What a document brings along and what a round is given do not share a number."""
    inserted = Subdocument(_document(_item("i"), _item("j")))
    blocks = ["{% for s in staff %}", "x", _item("a"), "{{ d }}", _item("b"), "{% endfor %}"]
    data = WORD.render(_document(*blocks), staff=STAFF, d=inserted)
    assert _numbers(data) == ["1 a", "1 i", "2 j", "2 b"] * 3
    numbers = select(data, "word/numbering.xml", "//w:num/@w:numId")
    assert len(numbers) == len(set(numbers))


def test_a_compiled_template_begins_with_the_same_numbers_each_time() -> None:
    """Rendering leaves the template as it was."""
    blocks = ["{% for s in staff %}", "x", _item("a"), _item("b"), "{% endfor %}"]
    compiled = OfficeTemplate(_document(*blocks), "a.docx").compile()
    assert compiled.render({"staff": STAFF}) == compiled.render({"staff": STAFF})
