"""Whatever tags, values and packages are made at random: a file, or faults with their places, and nothing else.

By hand, `REPORTGEN_FUZZ=10000 pytest tests/faults/test_fuzz.py` tries as many of each.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.diagnostics import ProblemsFound
from reportgen.model.limits import Limits
from reportgen.template import OfficeTemplate, RichText
from reportgen.template.confined import CAN_CONFINE, confined
from tests.support.invariants import check_package
from tests.support.office import Slide, docx_of, pptx_of, table

MANY = int(os.environ.get("REPORTGEN_FUZZ", "40"))
often = settings(
    max_examples=MANY, deadline=None, derandomize=MANY <= 40, database=None, suppress_health_check=list(HealthCheck)
)
LIMITS = Limits(seconds=20, megabytes=1500)
VALUES: Mapping[str, Any] = {
    "s": "text",
    "n": 3,
    "l": [1, "two", None],
    "d": {"k": "v", "l": []},
    "r": RichText("rich"),
    "z": None,
    "f": 1.5,
}

_ATOMS = st.sampled_from(
    [
        "s",
        "n",
        "l",
        "d",
        "r",
        "z",
        "f",
        "nix",
        "loop",
        "loop.index",
        "'a'",
        '"b"',
        "1",
        "0",
        "-1",
        "1.5",
        "none",
        "true",
        "[]",
        "[s, n]",
        "{}",
        "{'k': n}",
        "d.k",
        "d['k']",
        "l[0]",
        "s.upper()",
        "range(3)",
        "namespace(x=1)",
        "'\\x0f'",
        "“q”",
        "中文",
        "l.append(1)",
        "s.__class__",
        "9999",
        "'x' * 999",
    ]
)
_FILTERS = st.sampled_from(
    [
        "upper",
        "length",
        "join",
        "join(', ')",
        "list",
        "string",
        "int",
        "first",
        "sort",
        "default('x')",
        "round(1)",
        "map('string')",
        "select",
        "batch(2)",
        "replace('a', 'b')",
        "markdown",
        "format(1)",
        "tojson",
        "inline",
        "nix",
        "pages",
        "styled(bold=true)",
        "safe",
        "e",
        "wordwrap(3)",
        "indent",
        "truncate(2)",
        "sum",
        "unique",
        "dictsort",
        "__run(0)",
    ]
)
_OPERATORS = st.sampled_from(
    ["+", "-", "*", "/", "//", "%", "**", "~", "==", "<", "in", "not in", "and", "or", "|", ".", ",", "is"]
)
_EXPRESSIONS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, _FILTERS).map("|".join),
        st.tuples(inner, _OPERATORS, inner).map(" ".join),
        inner.map("({})".format),
        inner.map("not {}".format),
        st.tuples(inner, inner, inner).map(lambda three: "{} if {} else {}".format(*three)),
    ),
    max_leaves=6,
)
_LEVELS = st.sampled_from(["", "", "", "p ", "tr ", "tc ", "r ", "slide ", "shape ", "section ", "- "])
_STATEMENTS = st.one_of(
    st.sampled_from(
        [
            "endfor",
            "endif",
            "else",
            "endset",
            "endmacro",
            "break",
            "continue",
            "raw",
            "endraw",
            "block a",
            "endblock",
            "macro m(a)",
            "set t",
            "filter upper",
            "endfilter",
            "call m()",
            "endcall",
            "cellbg 'red'",
            "colspan 2",
            "hm",
            "vm",
            "include 'a'",
            "import 'a' as b",
            "",
            "do l",
            "grid 2",
            "fit shrink 10",
            "guide x",
            "with x = 1",
            "endwith",
        ]
    ),
    _EXPRESSIONS.map("for x in {}".format),
    _EXPRESSIONS.map("if {}".format),
    _EXPRESSIONS.map("elif {}".format),
    _EXPRESSIONS.map("set y = {}".format),
    _EXPRESSIONS.map("do {}".format),
)
_LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"))
"""What XML and Unicode let a document hold."""
_TAGS = st.one_of(
    _EXPRESSIONS.map("{{{{ {} }}}}".format),
    st.tuples(_LEVELS, _STATEMENTS).map(lambda two: f"{{%{two[0]}{two[1]} %}}"),
    st.text(_LETTERS, max_size=6).map("{{# {} #}}".format),
    st.text(alphabet="{}%#'\" ax中\\_|", max_size=8),
    st.text(_LETTERS, max_size=8),
)
_TEXTS = st.lists(_TAGS, min_size=1, max_size=5).map(" ".join)


def _cut(text: str, places: list[int]) -> list[str]:
    """A text in runs, as Word cuts it."""
    ends = sorted({place % (len(text) + 1) for place in places})
    return [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True) if a < b]


_RUNS = st.tuples(_TEXTS, st.lists(st.integers(0, 200), max_size=3)).map(lambda two: _cut(*two))


def _document(paragraphs: list[list[str]]) -> bytes:
    return docx_of(*paragraphs[:-1], table(["".join(run) for run in paragraphs[-2:]]), paragraphs[-1])


def _deck(paragraphs: list[list[str]]) -> bytes:
    return pptx_of(Slide(paragraphs, notes="".join(paragraphs[0])), Slide(paragraphs[-1:]))


def _fill(data: bytes, name: str, values: Mapping[str, Any]) -> list[str]:
    """What Office would repair in the file, if there is one; every fault has a place and a short message."""
    try:
        made = OfficeTemplate(data, name).render(values)
    except ProblemsFound as found:
        return [str(one) for one in found.diagnostics if one.location.path != name or not 0 < len(one.message) < 2_000]
    return check_package(made, tags_as_data=True)


def _within_limits(work: Callable[[], list[str]]) -> list[str]:
    return confined(work, LIMITS if CAN_CONFINE else None, "fuzz")


@pytest.mark.parametrize("make", [_document, _deck])
def test_any_tags_give_a_file_or_located_faults(make: Callable[[list[list[str]]], bytes]) -> None:
    """In any order, cut into runs, nested or not, with any level."""
    name = "a.docx" if make is _document else "a.pptx"

    @often
    @given(st.lists(_RUNS, min_size=2, max_size=5))
    def holds(paragraphs: list[list[str]]) -> None:
        assert _within_limits(partial(_fill, make(paragraphs), name, VALUES)) == []

    holds()


_ANY = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.binary(max_size=5)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=5,
)
_PRINTED = docx_of("A {{ x }} b", "{{ x }}", "{%p for y in x %}", "{{ y }}", "{%p endfor %}", table(["{{ x }}"]))


@often
@given(_ANY)
def test_any_value_gives_a_file_or_located_faults(value: Any) -> None:
    """Printed in a sentence, alone, in a cell, and looped over."""
    assert _fill(_PRINTED, "a.docx", {"x": value}) == []


@often
@given(st.data())
def test_any_damage_gives_a_file_or_located_faults(data: st.DataObject) -> None:
    """Bytes of a package changed, cut off and put in."""
    whole = bytearray(_PRINTED)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        how = data.draw(st.sampled_from(["change", "cut", "insert"]))
        some = data.draw(st.binary(min_size=1, max_size=8))
        if how == "change":
            whole[place : place + len(some)] = some
        elif how == "cut":
            del whole[place : place + len(some) ** 3]
        else:
            whole[place:place] = some
        if not whole:
            whole = bytearray(b"PK")
    _within_limits(partial(_fill, bytes(whole), "a.docx", {"x": "y"}))
