"""Tables of what differs between the markup of Word and PowerPoint.

WordprocessingML (`w:`, ECMA-376 part 1 §17) and DrawingML text (`a:`, §21.1.2) have the same things
under other names; the stages ask these tables and never which program a file is for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from reportgen.office.markup.namespaces import W14, A, W, qn


@dataclass(frozen=True, slots=True)
class Dialect:
    """The element names of one text markup.

    `prefix` is the usual one of its namespace, and tells the two apart in tables of what is done for either;
    `containers` maps a tag's level (`p`, `tr`, `tc`, `r`) to the elements it can take with it;
    `breaks` are elements that stand for white space inside a run; `invisible` are the elements
    of a paragraph that a reader does not see, `hidden` those whose text is no text of the document;
    `needs_paragraph` are the elements that must keep a paragraph of their own (§17.4.65, §20.1.2.1.32);
    `head` are the elements that come before a container's content.
    """

    prefix: str
    paragraph: str
    run: str
    text: str
    run_properties: str
    paragraph_properties: str
    end_properties: str
    table: str
    table_row: str
    table_cell: str
    containers: Mapping[str, frozenset[str]]
    breaks: frozenset[str]
    invisible: frozenset[str]
    hidden: frozenset[str]
    needs_paragraph: frozenset[str]
    head: frozenset[str]


def _names(*names: str) -> frozenset[str]:
    return frozenset(qn(name) for name in names)


RANGE_MARKS = frozenset(
    qn(f"w:{range_}{end}")
    for range_ in ("bookmark", "commentRange", "perm", "moveFromRange", "moveToRange")
    for end in ("Start", "End")
)
"""The ends of ranges: they stand between paragraphs, rows and cells as well as in them (ECMA-376 part 1 §17.13)."""

WORD = Dialect(
    prefix="w",
    paragraph=qn("w:p"),
    run=qn("w:r"),
    text=qn("w:t"),
    run_properties=qn("w:rPr"),
    paragraph_properties=qn("w:pPr"),
    end_properties="",
    table=qn("w:tbl"),
    table_row=qn("w:tr"),
    table_cell=qn("w:tc"),
    containers={"p": _names("w:p"), "tr": _names("w:tr"), "tc": _names("w:tc"), "r": _names("w:r")},
    breaks=_names("w:br", "w:tab", "w:cr"),
    invisible=_names(
        "w:pPr", "w:rPr", "w:r", "w:t", "w:proofErr", "w:lastRenderedPageBreak", "w:smartTag", "w:smartTagPr", "w:ins",
        "w:hyperlink", "w:commentReference", "w:sdt", "w:sdtPr", "w:sdtEndPr", "w:sdtContent", "w:moveTo", "w:del",
        "w:moveFrom", "w:delText", "w:delInstrText", "w:customXml", "w:customXmlPr", "w:bdo", "w:dir",
    ) | RANGE_MARKS,
    hidden=_names("w:del", "w:moveFrom"),
    needs_paragraph=_names("w:tc", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:comment", "w:txbxContent"),
    head=_names("w:tcPr"),
)  # fmt: skip

DRAWING = Dialect(
    prefix="a",
    paragraph=qn("a:p"),
    run=qn("a:r"),
    text=qn("a:t"),
    run_properties=qn("a:rPr"),
    paragraph_properties=qn("a:pPr"),
    end_properties=qn("a:endParaRPr"),
    table=qn("a:tbl"),
    table_row=qn("a:tr"),
    table_cell=qn("a:tc"),
    containers={"p": _names("a:p"), "tr": _names("a:tr"), "tc": _names("a:tc"), "r": _names("a:r")},
    breaks=_names("a:br"),
    invisible=_names("a:pPr", "a:rPr", "a:endParaRPr", "a:r", "a:t"),
    hidden=frozenset(),
    needs_paragraph=_names("p:txBody", "a:txBody", "dgm:t", "dsp:txBody"),
    head=_names("a:bodyPr", "a:lstStyle"),
)

BY_PREFIX: Mapping[str, Dialect] = {dialect.prefix: dialect for dialect in (WORD, DRAWING)}

BY_PARAGRAPH: Mapping[str, Dialect] = {WORD.paragraph: WORD, DRAWING.paragraph: DRAWING}
"""Qualified name of a paragraph → its dialect."""

SHAPES = _names("p:sp", "p:grpSp", "p:pic", "p:graphicFrame", "p:cxnSp")
"""What `{%shape %}` takes with it on a slide; in Word it takes the run that holds the drawing."""

_WORD_NAMESPACE = f"{{{W}}}"


def dialect_of(element: etree._Element) -> Dialect:
    """Return the dialect of an element in the namespace of Word, DrawingML or PowerPoint."""
    return WORD if str(element.tag).startswith(_WORD_NAMESPACE) else DRAWING


def insert_in_order(parent: etree._Element, child: etree._Element, successors: frozenset[str]) -> None:
    """Put `child` before the first of its `successors` in `parent`, replacing one of its own name.

    Office repairs a file whose children stand in another order than the schema's sequence.
    """
    for old in parent.findall(str(child.tag)):
        parent.remove(old)
    for index, sibling in enumerate(parent):
        if sibling.tag in successors:
            parent.insert(index, child)
            return
    parent.append(child)


RPR_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position",
    "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
    "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
"""The children of `w:rPr` in the schema's sequence (EG_RPrBase)."""

_RPR_LAST = frozenset(f"{{{W14}}}{name}" for name in (
    "glow", "shadow", "reflection", "textOutline", "textFill", "scene3d", "props3d", "ligatures", "numForm",
    "numSpacing", "stylisticSets", "cntxtAlts",
)) | {qn("w:rPrChange")}  # fmt: skip
"""What follows all of these: Word's text effects ([MS-DOCX] §2.2.1), and what a tracked change remembers."""


def rpr_after(name: str) -> frozenset[str]:
    """What follows a child of `w:rPr`, which is named without its prefix."""
    return _RPR_LAST | {f"{{{W}}}{other}" for other in RPR_ORDER[RPR_ORDER.index(name) + 1 :]}


PPR_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
    "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
    "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
    "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip
"""The children of `w:pPr` in the schema's sequence (CT_PPr)."""


def ppr_after(name: str) -> frozenset[str]:
    """What follows a child of `w:pPr`, which is named without its prefix."""
    return frozenset(f"{{{W}}}{other}" for other in PPR_ORDER[PPR_ORDER.index(name) + 1 :])


RPR_AFTER_RFONTS = rpr_after("rFonts")
RPR_AFTER_LANG = rpr_after("lang")

ARPR_FILLS = _names("a:noFill", "a:solidFill", "a:gradFill", "a:blipFill", "a:pattFill", "a:grpFill")
"""The fills of `a:rPr` and `a:tcPr`, one of which may stand in it."""

ARPR_AFTER_EA = frozenset(f"{{{A}}}{name}" for name in ("cs", "sym", "hlinkClick", "hlinkMouseOver", "rtl", "extLst"))
"""What follows `a:ea` in `a:rPr` (CT_TextCharacterProperties)."""

ARPR_AFTER_LATIN = ARPR_AFTER_EA | _names("a:ea")
ARPR_AFTER_HIGHLIGHT = ARPR_AFTER_LATIN | _names("a:uLnTx", "a:uLn", "a:uFillTx", "a:uFill", "a:latin")
ARPR_AFTER_LINK = frozenset(f"{{{A}}}{name}" for name in ("hlinkMouseOver", "rtl", "extLst"))
