"""Puts the blocks of inserted documents in the place of the paragraphs that asked for them, when a part is whole.

A tag prints a mark; when the part is whole, the paragraph around each mark gives way. What cannot give
way, because it shows something besides, is a fault. The markup has the form of `office.markup.canonical_form`: of a
part that was read so, or of runs that the engine wrote.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from reportgen.office.markup.marks import INSERTED

_MARK = re.compile(rf'<w:{INSERTED} w:n="(\d+)"/>')
_SILENT_RUN = re.compile(
    r"<w:r(?: [^<>]*)?(?:/>|>(?:<w:rPr/>|<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?"
    r"(?:<w:t(?: [^<>]*)?(?:/>|>\s*</w:t>)|<w:lastRenderedPageBreak/>)*</w:r>)",
    re.DOTALL,
)
"""A run that shows nothing: properties, white space, and where Word last broke a page."""
_VISIBLE = re.compile(r"<(?:w:(?:r|fldSimple|drawing|pict|object)|m:oMath)[ />]")
"""What shows something, once the silent runs are taken out."""
_RANGE = re.compile(r"<w:(?:bookmark|commentRange)(Start|End)(?: [^>]*)?/>")
"""The ends of bookmarks and comments: they may stand between blocks, and go on holding what they held."""
_PARAGRAPH = ("<w:p>", "<w:p ", "<w:p/>")


def mark(number: int) -> str:
    """What a tag prints for the inserted document of this number."""
    return f'<w:{INSERTED} w:n="{number}"/>'


def splice(markup: str, blocks: Sequence[str], misplaced: Callable[[int], None]) -> str:
    """A part with `blocks` in the places of their marks; `misplaced` hears of those beside other text."""
    outside, *chunks = _MARK.split(markup)
    done: list[str] = []
    while chunks:
        start = max(outside.rfind("<w:p>"), outside.rfind("<w:p "))  # not `<w:pPr`
        done.append(outside[:start])
        paragraph, numbers = outside[start:], []
        while chunks:
            numbers.append(int(chunks.pop(0)))
            inside, closed, outside = chunks.pop(0).partition("</w:p>")
            paragraph += inside
            if closed:
                break
        if "</w:p>" in paragraph or _VISIBLE.search(_SILENT_RUN.sub("", paragraph)):
            for number in numbers:
                misplaced(number)
            continue
        done.append(_in_place(paragraph, [blocks[n] for n in numbers], done[-1], outside))
    return "".join([*done, outside])


def _in_place(paragraph: str, inserted: list[str], before: str, behind: str) -> str:
    """The blocks that replace a paragraph, or precede it where it ends a section.

    A document without blocks leaves the paragraph, empty.
    """
    content = ""
    for markup in inserted:
        content += ("<w:p/>" if content.endswith("</w:tbl>") and markup.startswith("<w:tbl") else "") + markup
    if "<w:sectPr" in paragraph or not content:
        return f"{content}{paragraph}</w:p>"
    if before.endswith("</w:tbl>") and content.startswith("<w:tbl"):
        content = f"<w:p/>{content}"  # Word would make one table of the two
    if content.endswith("</w:tbl>") and not behind.startswith(_PARAGRAPH):
        content += "<w:p/>"  # a cell must end with a paragraph, and another table would become one with this
    ranges = list(_RANGE.finditer(paragraph))
    starts = "".join(found[0] for found in ranges if found[1] == "Start")
    ends = "".join(found[0] for found in ranges if found[1] == "End")
    return starts + content + ends
