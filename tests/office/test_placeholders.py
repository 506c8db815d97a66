"""Which shapes of its layout and master a placeholder inherits from."""

from __future__ import annotations

from itertools import product

import pytest
from lxml import etree

from reportgen.office.drawing.placeholders import inherited_shapes, master_style, placeholder_of, placeholder_type
from tests.support.cxml import qn, xml


def _shape(name: str, kind: str = "", index: str = "") -> str:
    said = [f"{key}={value}" for key, value in (("type", kind), ("idx", index)) if value]
    return f"p:sp/p:nvSpPr/(p:cNvPr{{name={name}}},p:nvPr/p:ph{{{','.join(said)}}})".replace("{}", "")


def _part(root: str, *shapes: str) -> etree._Element:
    return xml(f"{root}/p:cSld/p:spTree/({','.join(shapes)})")


LAYOUT = _part(
    "p:sldLayout", _shape("title", "title"), _shape("content 1", "", "1"), _shape("text 2", "body", "2"),
    _shape("picture 13", "pic", "13"), _shape("dt", "dt", "10"), _shape("ftr", "ftr", "11"),
    _shape("sldNum", "sldNum", "12"),
)  # fmt: skip
MASTER = _part(
    "p:sldMaster", _shape("title", "title"), _shape("body", "body", "1"), _shape("dt", "dt", "2"),
    _shape("ftr", "ftr", "3"), _shape("sldNum", "sldNum", "4"),
)  # fmt: skip
FIGURES = "chart tbl clipArt dgm media"
TITLE, DATE, FOOTER, NUMBER = (f"{name}, {name}" for name in ("title", "dt", "ftr", "sldNum"))
CONTENT, TEXT, PICTURE = "content 1, body", "text 2, body", "picture 13, body"
AGREED = [
    ("title ctrTitle", "- 0 99", TITLE),
    ("dt", "- 0 10 99", DATE),
    ("ftr", "- 0 99", FOOTER),
    ("sldNum", "- 0 99", NUMBER),
    ("- subTitle", "- 0 1 99", CONTENT),
    ("body", "1", CONTENT),
    ("- body subTitle obj", "2", TEXT),
    (f"hdr sldImg {FIGURES}", "- 0 99", ""),
]
"""Types, indexes and what they inherit from, where the two readers that there once were said the same."""
DECIDED = [
    ("title ctrTitle", "2 10 13", TITLE),  # by type, as the master's: one of them took what has the index
    ("dt", "2 13", DATE),
    ("ftr", "2 10 13", FOOTER),
    ("sldNum", "2 10 13", NUMBER),
    ("obj", "- 0 1 99", CONTENT),  # obj is what a placeholder is that names no type
    ("body", "- 0 10 99", TEXT),  # without its index: the very type, before one that stands in for it
    ("subTitle", "10", CONTENT),  # content is no date, even with a date's index
    ("body subTitle", "13", PICTURE),  # the layout's type leads on to the master's, and pictures are content there
    (f"pic {FIGURES}", "2", TEXT),
    ("pic", "10", PICTURE),
    (FIGURES, "10", ""),
    ("hdr sldImg", "2 10", ""),
]
"""Where they differed."""
MENDED = [
    ("title ctrTitle", "1", TITLE),  # they took the content that has the index
    ("dt", "1", DATE),
    ("ftr", "1", FOOTER),
    ("sldNum", "1", NUMBER),
    ("hdr sldImg", "1 13", ""),
    ("- obj", "10", CONTENT),  # they took the date
    ("- obj", "13", PICTURE),  # they found no placeholder in the master for pictures and figures
    ("pic", "- 0 13 99", PICTURE),
    (f"pic {FIGURES}", "1", CONTENT),
    (FIGURES, "13", PICTURE),
]
"""Where they agreed on what PowerPoint does not do."""


def _pairs(cases: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [
        (kind.strip("-"), index.strip("-"), names)
        for kinds, indexes, names in cases
        for kind, index in product(kinds.split(), indexes.split())
    ]


@pytest.mark.parametrize(("kind", "index", "expected"), [*_pairs(AGREED), *_pairs(DECIDED), *_pairs(MENDED)])
def test_a_placeholder_inherits_from_its_layouts_and_its_masters(kind: str, index: str, expected: str) -> None:
    """Content by its index, what there is one of by its type; in the master everything by its type."""
    place = placeholder_of(xml(_shape("own", kind, index)))
    assert place is not None
    found = inherited_shapes(place, LAYOUT, MASTER)
    assert ", ".join(next(shape.iter(qn("p:cNvPr"))).get("name", "") for shape in found) == expected


def test_every_pair_of_type_and_index_is_decided() -> None:
    """All types of the schema, with and without an index that the layout has."""
    kinds = ["", "title", "ctrTitle", "dt", "ftr", "sldNum", "hdr", "sldImg", "body", "subTitle", "obj", "pic"]
    pairs = [(kind, index) for kind, index, _ in _pairs([*AGREED, *DECIDED, *MENDED])]
    assert sorted(pairs) == sorted(product([*kinds, *FIGURES.split()], ["", "0", "1", "2", "10", "13", "99"]))


def test_notes_inherit_from_the_notes_master_alone() -> None:
    """They have no layout; the picture of the slide and the header are the notes master's own."""
    master = _part("p:notesMaster", _shape("hdr", "hdr"), _shape("image", "sldImg", "2"), _shape("body", "body", "3"))
    for kind, name in (("hdr", "hdr"), ("sldImg", "image"), ("body", "body")):
        place = placeholder_of(xml(_shape("own", kind, "1")))
        assert place is not None
        (shape,) = inherited_shapes(place, None, master)
        assert next(shape.iter(qn("p:cNvPr"))).get("name") == name
        assert inherited_shapes(place, None, None) == []


@pytest.mark.parametrize(
    ("shape", "kind", "style"),
    [
        ("p:sp/p:nvSpPr/p:nvPr/p:ph", "obj", "p:bodyStyle"),
        ("p:pic/p:nvPicPr/p:nvPr/p:ph{type=pic}", "pic", "p:bodyStyle"),
        ("p:graphicFrame/p:nvGraphicFramePr/p:nvPr/p:ph{type=tbl}", "tbl", "p:bodyStyle"),
        ("p:sp/p:nvSpPr/p:nvPr/p:ph{type=ctrTitle}", "ctrTitle", "p:titleStyle"),
        ("p:sp/p:nvSpPr/p:nvPr/p:ph{type=sldNum}", "sldNum", "p:otherStyle"),
        ("p:sp/p:nvSpPr/p:nvPr", "", None),
        ("p:grpSp/(p:nvGrpSpPr/p:nvPr,p:sp/p:nvSpPr/p:nvPr/p:ph)", "", None),
    ],
)
def test_a_placeholders_type_chooses_the_masters_style(shape: str, kind: str, style: str | None) -> None:
    """Titles, contents, and all the rest; a group is none, whatever stands in it."""
    assert placeholder_type(placeholder_of(xml(shape))) == kind
    assert style is None or master_style(kind) == style
