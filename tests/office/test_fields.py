"""Word's fields are walked in one way: what a field is called, and what stands in its code or its result."""

from __future__ import annotations

import pytest
from lxml import etree

from reportgen.office.markup.fields import fields, walk_fields
from tests.support.cxml import qn, xml


def _mark(kind: str) -> str:
    return f"w:r/w:fldChar{{w:fldCharType={kind}}}"


def _code(*pieces: str) -> str:
    return ",".join(f'w:r/w:instrText"{piece}"' for piece in pieces)


BEGIN, SEPARATE, END = map(_mark, ("begin", "separate", "end"))


def _body(*paragraphs: str) -> etree._Element:
    return xml(f"w:body/({','.join(f'w:p/({paragraph})' for paragraph in paragraphs)})")


def _texts(root: etree._Element, in_result: bool) -> list[str]:
    """The texts for which all fields around them are at their result, or one is not."""
    found = walk_fields(root, qn("w:t"))
    return [text.text or "" for text, around in found if all(field.in_result for field in around) is in_result]


@pytest.mark.parametrize(
    ("content", "names"),
    [
        pytest.param(f"{BEGIN},{_code(' TOC ')},{SEPARATE},{END}", ["TOC"], id="plain"),
        pytest.param(f"{BEGIN},{_code(' T', 'OC ')},{SEPARATE},{END}", ["TOC"], id="a code cut in two"),
        pytest.param(f"{BEGIN},{_code('toc x')},{END}", ["TOC"], id="small letters, without result"),
        pytest.param(f"{BEGIN},{_code('PAGE' + chr(92) + '* roman')},{END}", ["PAGE"], id="a switch without space"),
        pytest.param(f"{BEGIN},{_code('IF ')},{BEGIN},{_code('DATE')},{END},{_code(' = 1')},{END}", ["IF", "DATE"],
                     id="one in the code of another"),
        pytest.param(f"{BEGIN},{BEGIN},{_code('QUOTE')},{END},{_code('TEXT')},{END}", ["", "QUOTE"],
                     id="a name that another field computes"),
        pytest.param(f"{BEGIN},{_code('TOC')},{SEPARATE},{BEGIN},{_code('PAGEREF')},{END},{END}", ["TOC", "PAGEREF"],
                     id="one in the result of another"),
        pytest.param("w:fldSimple{w:instr=DATE}/w:r/w:t", ["DATE"], id="a simple field"),
        pytest.param(f"{BEGIN},w:fldSimple{{w:instr=QUOTE}},{_code('RD')},{END}", ["", "QUOTE"],
                     id="a name that a simple field computes"),
        pytest.param(f"{BEGIN},{_code('LINK')}", ["LINK"], id="one that nothing ends"),
        pytest.param(f"{SEPARATE},{END},{_code('TOC')}", [], id="marks without beginning"),
    ],
)  # fmt: skip
def test_a_field_is_named_by_its_own_code(content: str, names: list[str]) -> None:
    """The first word of a field's own code is its name, however the code is cut and nested."""
    assert [field.name for field in fields(_body(content))] == names


def test_code_and_result_are_told_apart() -> None:
    """What stands in a code is code, also the result of a field in it; a field goes on over paragraphs."""
    root = _body(
        f'{BEGIN},{_code("IF")},w:r/w:t"a",{BEGIN},{SEPARATE},w:r/w:t"b",{END},{SEPARATE},w:r/w:t"c"',
        f'w:r/w:t"d",{END},w:r/w:t"e"',
        'w:fldSimple{w:instr=DATE}/w:r/w:t"f",w:r/w:t"g"',
    )
    assert _texts(root, in_result=False) == ["a", "b"]
    assert _texts(root, in_result=True) == ["c", "d", "f"]


def test_a_simple_field_ends_with_its_element() -> None:
    """What follows a simple field stands in the fields around it, and no longer in the simple one."""
    root = _body(f'{BEGIN},{_code("TOC")},{SEPARATE},w:fldSimple{{w:instr=PAGE}}/w:r/w:t"a",w:r/w:t"b",{END}')
    around = {text.text: [field.name for field in opened] for text, opened in walk_fields(root, qn("w:t"))}
    assert around == {"a": ["TOC", "PAGE"], "b": ["TOC"]}
