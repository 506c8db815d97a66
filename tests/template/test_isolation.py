"""A tag is one tag however Word or PowerPoint have cut it across runs, and the runs around it keep their looks."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.cxml import NAMESPACES, xml
from tests.support.office import POWERPOINT, WORD, Office, paragraph, select

LINE = "Dear {{ name }}, {% if late %}you owe {{ sum|round(1) }}{% else %}thanks{% endif %}{# why #} {{ '}}' ~ name }}."
CONTEXT = {"name": "Ada", "late": True, "sum": 9.96}
SHOWN = "Dear Ada, you owe 10.0 }}Ada."


def _cut(text: str, places: list[int]) -> list[str]:
    edges = [0, *sorted(places), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(edges)]


@given(places=st.lists(st.integers(0, len(LINE)), max_size=25))
@settings(deadline=None, max_examples=30)
@pytest.mark.tags_as_data
def test_any_cut_into_runs_renders_the_same(office: Office, places: list[int]) -> None:
    """Every way of cutting a paragraph into runs, empty ones among them, gives the same text."""
    assert office.fill(_cut(LINE, places), **CONTEXT) == [SHOWN]


@pytest.mark.tags_as_data
def test_one_run_for_each_letter_renders_the_same(office: Office) -> None:
    """The finest cut there is."""
    assert office.fill(list(LINE), **CONTEXT) == [SHOWN]


DECORATION = {
    "w": [
        "w:proofErr{w:type=spellStart}",
        "w:proofErr{w:type=spellEnd}",
        "w:r/w:lastRenderedPageBreak",
        "w:r/w:rPr/w:noProof",
        "w:r",
    ],
    "a": ["a:r/(a:rPr{lang=en-HK,dirty=0,err=1},a:t)", "a:r/a:t"],
}
"""What the two programs leave in a paragraph that a reader does not see."""


@given(seed=st.integers(0, 10_000))
@settings(deadline=None, max_examples=20)
@pytest.mark.tags_as_data
def test_marks_of_spelling_and_layout_do_not_matter(office: Office, seed: int) -> None:
    """Proofing marks, empty runs and old page breaks may stand anywhere inside a tag."""
    chance = random.Random(seed)
    element = paragraph(_cut(LINE, [chance.randrange(len(LINE)) for _ in range(12)]), office.prefix)
    for _ in range(6):
        element.insert(chance.randrange(len(element) + 1), xml(chance.choice(DECORATION[office.prefix])))
    assert office.fill(element, **CONTEXT) == [SHOWN]


START, END = "w:bookmarkStart{w:id=1,w:name=a}", "w:bookmarkEnd{w:id=1}"
BOOKMARKS = {
    "around": [START, "{{ na", "me }}", END],
    "begins inside": ["{{ na", START, "me }}", END],
    "ends inside": [START, "{{ na", END, "me }}"],
    "within": ["{{ n", START, "am", END, "e }}"],
}


@pytest.mark.parametrize("pieces", BOOKMARKS.values(), ids=list(BOOKMARKS))
def test_bookmarks_in_and_around_a_tag_are_kept(pieces: list[str]) -> None:
    """A bookmark that begins or ends inside a tag is still there, once."""
    element = xml("w:p")
    element.extend(xml(piece) if piece.startswith("w:") else paragraph(piece)[0] for piece in pieces)
    data = WORD.render(WORD.file(element), name="Ada")
    assert WORD.lines(data) == ["Ada"]
    assert [len(select(data, WORD.main, f"//w:bookmark{end}")) for end in ("Start", "End")] == [1, 1]


@pytest.mark.parametrize(
    ("blocks", "shown"),
    [
        (["{% if late %}", "yes", "{% endif %}"], "yes"),
        (["{%", " if late ", "%}yes{% en", "dif %}!"], "yes!"),
        ([" {{ name }} "], " Ada "),
        (["a{{ name }}b", "{{ name }}c"], "aAdabAdac"),
        (["{{ name }}{{ name }}"], "AdaAda"),
        (["{{", "{{ name }}", "}}"], None),
    ],
)
def test_text_around_tags_stays(office: Office, blocks: list[str], shown: str | None) -> None:
    """Spaces and letters before, between and behind tags are the document's own."""
    if shown is None:
        assert "unclosed-tag" in [code for code, _ in office.faults(blocks)]
    else:
        assert office.fill(blocks, **CONTEXT) == [shown]


def _runs(office: Office, data: bytes) -> list[tuple[str, bool]]:
    bold = {"w": "boolean(w:rPr/w:b)", "a": "a:rPr/@b = '1'"}[office.prefix]
    runs = select(data, office.main, f"//{office.prefix}:r")
    return [("".join(run.itertext()), run.xpath(bold, namespaces=NAMESPACES)) for run in runs]


BOLD = {"w": "w:r/(w:rPr/w:b,w:t)", "a": "a:r/(a:rPr{b=1},a:t)"}


def test_a_value_looks_like_the_run_its_tag_began_in(office: Office) -> None:
    """A tag that begins in bold prints bold, whatever the rest of it looks like."""
    element = paragraph(["x", "{{ na", "me }}y"], office.prefix)
    bold = xml(BOLD[office.prefix])
    bold[1].text = element[1][0].text
    element.replace(element[1], bold)
    data = office.render(office.file(element), name="Ada")
    assert _runs(office, data) == [("x", False), ("Ada", True), ("y", False)]


def test_text_beside_a_tag_keeps_its_run(office: Office) -> None:
    """A run that a tag cuts in two keeps its looks in both halves, and is one run again."""
    element = xml(f"{office.prefix}:p")
    element.append(xml(BOLD[office.prefix]))
    element[0][1].text = "before {{ name }} after"
    data = office.render(office.file(element), name="Ada")
    assert _runs(office, data) == [("before Ada after", True)]


def test_breaks_and_tabs_beside_tags_stay(office: Office) -> None:
    """A line break or a tab next to a tag is neither lost nor moved."""
    assert office.fill("one\n{{ name }}\ntwo", name="Ada") == ["one\nAda\ntwo"]
    assert office.fill("{{ name }}\t{{ name }}", name="Ada") == ["Ada\tAda"]


def test_a_tag_may_reach_over_a_line_break(office: Office) -> None:
    """A long tag that someone has broken into lines is one tag, and the break goes with it."""
    assert office.fill("{{ name\n|upper }}!", name="Ada") == ["ADA!"]
    assert office.fill("{%\nif late\n%}yes{% endif %}", late=True) == ["yes"]


def test_pictures_in_the_same_run_stay() -> None:
    """A run that holds a tag and a drawing loses the tag alone."""
    element = xml('w:p/w:r/(w:t"{{ name }}",w:drawing/wp:inline/wp:docPr{id=1,name=P},w:t"!")')
    data = WORD.render(WORD.file(element), name="Ada")
    assert WORD.lines(data) == ["Ada!"]
    assert len(select(data, "word/document.xml", "//w:drawing/wp:inline/wp:docPr")) == 1


def test_a_field_in_powerpoint_is_no_place_for_a_cut() -> None:
    """A slide-number field beside tags keeps its id and its type, and shows the number of its slide."""
    element = xml(
        'a:p/(a:r/a:t"{{ name }} ",a:fld{id="{1}",type=slidenum}/(a:rPr{lang=en-HK},a:t"7"),a:r/a:t" of {{ n }}")'
    )
    data = POWERPOINT.render(POWERPOINT.file(element), name="Page", n=9)
    assert POWERPOINT.lines(data) == ["Page 1 of 9"]
    (field,) = select(data, POWERPOINT.main, "//a:fld")
    assert dict(field.attrib) == {"id": "{1}", "type": "slidenum"}
