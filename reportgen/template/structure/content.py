"""What stands in a container beside the tags of statements: nothing that an editor put there goes unseen with a tag."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from lxml import etree

from reportgen.diagnostics import Message, shortened
from reportgen.office.markup.dialect import BY_PARAGRAPH, RANGE_MARKS, Dialect, dialect_of
from reportgen.office.markup.marks import SLIDE_NUMBER
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.steps import visible_text
from reportgen.template.syntax.placed_tags import placeholders


def _names(*names: str) -> frozenset[str]:
    return frozenset(map(qn, names))


_PLACES = _names("w:p", "w:tc", "a:p", "a:tc", "a:txBody")
"""What a row or cell is made of."""
_CONTROL, _COMMENT, _BREAK = qn("w:sdt"), qn("w:commentReference"), qn("w:br")
_ABOUT_TAGS = (_CONTROL, _COMMENT)
_SAY_HOW = ("Pr", "}lstStyle", "}extLst")
"""The ends of the names of elements that say how something looks: `rPr`, `tcPr`, and extensions of them."""
_WORDS: Mapping[str, frozenset[str]] = {
    "a picture": _names("pic:pic", "v:imagedata"),
    "a chart": _names("c:chart"),
    "a formula": _names("m:oMath", "m:oMathPara"),
    Message("an embedded object"): _names("w:object"),
    "a drawing": _names("w:drawing", "w:pict"),
    "a table": _names("w:tbl", "a:tbl"),
    "a symbol": _names("w:sym"),
    "a note": _names("w:footnoteReference", "w:endnoteReference"),
    "a comment": frozenset((_COMMENT,)),
    Message("a form field"): _names("w:ffData"),
    "a field": _names("w:fldSimple", "w:fldChar", "w:instrText", "a:fld"),
    Message("a line break"): _names("w:br", "w:cr", "a:br"),
    "a tab": _names("w:tab", "w:ptab"),
    Message("a content control"): frozenset((_CONTROL,)),
}
"""What an editor calls content that is no text → its elements, or those in it that tell what it is."""
_BREAKS = {"page": Message("a page break"), "column": Message("a column break")}


def has_content(
    container: etree._Element, beside: Collection[etree._Element], but: Collection[str] = ()
) -> bool:  # fmt: skip
    """Whether something stands in a paragraph, row or cell beside these placeholders: a tag counts too.

    Elements called as `but` says are none.
    """
    content = _content(container, dialect_of(container), beside)
    return any(node.tag not in but for node in content)


def content_of(container: etree._Element, beside: Collection[etree._Element]) -> str:
    """What stands in a paragraph, row or cell beside these placeholders, in an editor's words; empty for nothing."""
    if any(placeholder not in beside for placeholder in placeholders(container)):
        return Message("another tag")
    content = next(_content(container, dialect_of(container), beside), None)
    if content is None:
        return ""
    paragraph = next(content.iterancestors(*BY_PARAGRAPH), None)
    if paragraph is None or content.tag != BY_PARAGRAPH[str(paragraph.tag)].text:
        return _word(content)
    text = visible_text(paragraph).replace(SLIDE_NUMBER, "").strip()
    return f"'{shortened(text, 40)}'"


def _content(
    node: etree._Element, dialect: Dialect, beside: Collection[etree._Element]
) -> Iterator[etree._Element]:  # fmt: skip
    """The outermost nodes that are content; what is deleted, or says how something looks, is none."""
    for child in node:
        if isinstance(child, etree._ProcessingInstruction):
            if child not in beside:
                yield child
        elif not isinstance(child.tag, str) or child.tag in dialect.hidden or child.tag.endswith(_SAY_HOW):
            continue
        elif child.tag == dialect.text:
            if (child.text or "").strip():
                yield child
        elif child.tag in _ABOUT_TAGS and _is_about_a_tag(child):
            yield from _content(child, dialect, beside)
        elif child.tag in _ABOUT_TAGS or child.tag not in dialect.invisible | _PLACES:
            yield child
        else:
            yield from _content(child, dialect, beside)


def _is_about_a_tag(element: etree._Element) -> bool:
    """Whether a content control stands around a tag, or a comment in the paragraph of one: it goes with the tag."""
    around = element if element.tag == _CONTROL else next(element.iterancestors(*BY_PARAGRAPH))
    return any(True for _ in placeholders(around))


def _word(content: etree._Element) -> str:
    """What an editor calls content that is no text."""
    if content.tag == _BREAK and (kind := _BREAKS.get(content.get(qn("w:type"), ""))):
        return kind
    words = (word for word, names in _WORDS.items() if next(content.iter(*names), None) is not None)
    return next(words, Message("something that is no text"))


def leave_marks(container: etree._Element, until: etree._Element | None = None) -> None:
    """Put the ends of ranges that stand in a container in front of it; with `until`, those before that placeholder."""
    for node in list(container.iter(*RANGE_MARKS, etree.ProcessingInstruction)):  # a list, since they are moved
        if node is until:
            break
        if node.tag in RANGE_MARKS:
            container.addprevious(node)
