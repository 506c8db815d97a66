"""Puts the blocks of inserted documents in the place of the paragraphs that asked for them, when a part is whole.

A tag prints a mark; when the part is whole, the paragraph around each mark gives way. What cannot give
way, because it shows something besides, is a fault. The markup has the form of `office.markup.canonical_form`: of a
part that was read so, or of runs that the engine wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from reportgen.diagnostics import Message
from reportgen.template.runtime.blocks import BLOCK, MARK
from reportgen.template.runtime.state import RenderState

_SILENT_RUN = re.compile(
    r"<(w|a):r(?: [^<>]*)?(?:/>|>(?:<\1:rPr(?: [^<>]*)?/>|<\1:rPr(?: [^<>]*)?>(?:(?!</\1:rPr>).)*</\1:rPr>)?"
    r"(?:<\1:t(?: [^<>]*)?(?:/>|>\s*</\1:t>)|<w:lastRenderedPageBreak/>)*</\1:r>)",
    re.DOTALL,
)
"""A run that shows nothing: properties, white space, and where Word last broke a page."""
_VISIBLE = re.compile(r"<(?:w:(?:r|fldSimple|drawing|pict|object)|m:oMath|a:(?:r|br|fld)|a14:m)[ />]")
"""What shows something, once the silent runs are taken out."""
_RANGE = re.compile(r"<w:(?:bookmark|commentRange)(Start|End)(?: [^>]*)?/>")
"""The ends of bookmarks and comments: they may stand between blocks, and go on holding what they held."""
_PARAGRAPH = ("<w:p>", "<w:p ", "<w:p/>")


def splice_blocks(state: RenderState) -> None:
    """Put what is held for paragraphs into the parts that asked for it; what is misplaced goes to `state.found`."""

    def misplaced(number: int) -> None:
        tag = state.blocks[number][1]
        message = Message(
            "'{text}' gives whole paragraphs, and stands beside other content in its paragraph", text=tag.text
        )
        state.problem("misplaced-document", message, tag.location, Message("put the tag alone into a paragraph"))

    blocks: list[str] = []
    for markup, _ in state.blocks:  # what a block holds itself was held before it
        blocks.append(splice(markup, blocks, misplaced))
    state.package.write(splice(part.markup, blocks, misplaced) for part in state.package.parts)


def splice(markup: str, blocks: Sequence[str], misplaced: Callable[[int], None]) -> str:
    """A part with `blocks` in the places of their marks; `misplaced` hears of those beside other text."""
    if BLOCK not in markup:
        return markup
    outside, *chunks = MARK.split(markup)
    done: list[str] = []
    while chunks:
        prefix = chunks.pop(0)
        start = max(outside.rfind(f"<{prefix}:p>"), outside.rfind(f"<{prefix}:p "))  # not `<w:pPr`
        done.append(outside[:start])
        paragraph, numbers = outside[start:], []
        while chunks:
            numbers.append(int(chunks.pop(0)))
            inside, closed, outside = chunks.pop(0).partition(f"</{prefix}:p>")
            paragraph += inside
            if closed or not chunks:
                break
            chunks.pop(0)  # the prefix of the next mark in the paragraph
        if f"</{prefix}:p>" in paragraph or _VISIBLE.search(_SILENT_RUN.sub("", paragraph)):
            for number in numbers:
                misplaced(number)
            continue
        before = next(filter(None, reversed(done)), "")  # nothing stands between two such paragraphs
        done.append(_in_place(paragraph, [blocks[n] for n in numbers], before, outside))
    return "".join([*done, outside])


def _in_place(paragraph: str, inserted: list[str], before: str, behind: str) -> str:
    """The blocks that replace a paragraph, or precede it where it ends a section."""
    content = ""
    for markup in inserted:
        content += ("<w:p/>" if content.endswith("</w:tbl>") and markup.startswith("<w:tbl") else "") + markup
    if "<w:sectPr" in paragraph:
        return f"{content}{paragraph}</w:p>"
    if before.endswith("</w:tbl>") and content.startswith("<w:tbl"):
        content = f"<w:p/>{content}"  # Word would make one table of the two
    if content.endswith("</w:tbl>") and not behind.startswith(_PARAGRAPH):
        content += "<w:p/>"  # a cell must end with a paragraph, and another table would become one with this
    ranges = list(_RANGE.finditer(paragraph))
    starts = "".join(found[0] for found in ranges if found[1] == "Start")
    ends = "".join(found[0] for found in ranges if found[1] == "End")
    return starts + content + ends
