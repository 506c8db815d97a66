"""The ids in a part's markup that no other element of it may have: what copies of markup must not say again.

Those of annotations (ECMA-376 part 1 §17.13), drawings (§20.1.2.2.8, §20.4.2.5), old shapes and embedded objects
(part 4 §19.1.2.19, §19.3.3.18), and linked text boxes ([MS-ODRAWXML] §2.4.2). What refers to a shape of a slide is
found by `office.presentation.shape_references`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from reportgen.office.markup.namespaces import PARAGRAPH_IDS, qn

_ID = qn("w:id")
CHANGES = tuple(map(qn, (
    "w:ins", "w:del", "w:moveFrom", "w:moveTo", "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange",
    "w:tblPrExChange", "w:trPrChange", "w:tcPrChange", "w:tblGridChange", "w:numberingChange", "w:cellIns", "w:cellDel",
    "w:cellMerge", "w14:conflictIns", "w14:conflictDel",
)))  # fmt: skip
"""The elements of tracked changes."""
OWN_IDS: Mapping[str, str] = {
    **dict.fromkeys(map(qn, ("wp:docPr", "p:cNvPr", "pic:cNvPr")), "id"), **dict.fromkeys(CHANGES, _ID)
}  # fmt: skip
"""Element → the attribute with its id, where nothing in a Word text refers to it: drawings and tracked changes."""

RANGES: Mapping[str, tuple[str, str]] = {
    kind: (qn(f"w:{name}Start"), qn(f"w:{name}End"))
    for kind, name in {
        "bookmark": "bookmark", "permission": "perm", "moved from": "moveFromRange", "moved to": "moveToRange",
        "inserted": "customXmlInsRange", "deleted": "customXmlDelRange",
        "marked from": "customXmlMoveFromRange", "marked to": "customXmlMoveToRange",
    }.items()
}  # fmt: skip
"""Kind of range → the elements at its two ends, which share an id; a bookmark has a name too, and a move one for both
its places."""
NAMED_RANGES = tuple(RANGES[kind][0] for kind in ("bookmark", "moved from", "moved to"))
"""The elements with which ranges begin that have a name."""

SPARE_IDS = (*PARAGRAPH_IDS, qn("wp14:anchorId"), qn("wp14:editId"))
"""Attributes with ids that Word writes anew where they are missing."""

_SHAPE_IDS = ("id", qn("o:spid"))
_BOX_ID = ("id",)
SHARED_IDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    **{
        qn(f"v:{name}"): ("shape", _SHAPE_IDS)
        for name in ("shape", "group", "rect", "roundrect", "oval", "line", "polyline", "curve", "arc", "image")
    },
    qn("o:OLEObject"): ("shape", ("ShapeID", "ObjectID")),
    qn("wps:txbx"): ("text box", _BOX_ID),
    qn("wps:linkedTxbx"): ("text box", _BOX_ID),
}
"""Element → what it is, and the attributes with ids that others beside it may share: an embedded object has that of its
shape, the boxes that a text flows through have one. (Definitions of shapes, `v:shapetype`, are the same in copies.)"""

_WRITTEN_BY_WORD = re.compile(r"(_|_x0000_[a-z])(\d+)")
_LARGEST_COUNTED_ID = 1_000_000_000
"""Larger ids are random: counting on from them would leave the range of a 32-bit number."""
_COUNTED = {**OWN_IDS, qn("w:comment"): _ID, **{start: _ID for start, _ in RANGES.values()}}


def shape_id(original: str, number: str) -> str:
    """The id of a copy of an old shape or of an embedded object, in the form of the original's, with a free number."""
    written = _WRITTEN_BY_WORD.fullmatch(original)
    return f"{written[1] if written else f'{original}_'}{number}"


def largest_own_id(root: etree._Element) -> int:
    """The largest number that is an id in a part, but for the huge random ones no count reaches."""
    ids = [element.get(_COUNTED[str(element.tag)], "") for element in root.iter(*_COUNTED)]
    for element in root.iter(*SHARED_IDS):
        written = (_WRITTEN_BY_WORD.fullmatch(element.get(name, "")) for name in SHARED_IDS[str(element.tag)][1])
        ids += [found[2] for found in written if found]
    return max((int(id_) for id_ in ids if id_.isdecimal() and int(id_) < _LARGEST_COUNTED_ID), default=0)
