"""Inserted documents in a finished part: their blocks take the place of the paragraphs that asked for them.

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
_VISIBLE = re.compile(r"<(?:w:(?:r|fldSimple|drawing|pict|object)|m:oMath)[ />]")
_RANGE = re.compile(r"<w:(?:bookmark|commentRange)(Start|End)(?: [^>]*)?/>")
_PARAGRAPH = ("<w:p>", "<w:p ", "<w:p/>")


def mark(number: int) -> str:
    """What a tag prints for the inserted document of this number."""
    return f'<w:{INSERTED} w:n="{number}"/>'


def splice(markup: str, blocks: Sequence[str], misplaced: Callable[[int], None]) -> str:
    """A part with `blocks` in the places of their marks; `misplaced` hears of those beside other text."""
    outer, *rest = _MARK.split(markup)
    done: list[str] = []
    while rest:
        start = max(outer.rfind("<w:p>"), outer.rfind("<w:p "))
        done.append(outer[:start])
        around, numbers = outer[start:], []
        while rest:
            numbers.append(int(rest.pop(0)))
            inside, closed, outer = rest.pop(0).partition("</w:p>")
            around += inside
            if closed:
                break
        if "</w:p>" in around or _VISIBLE.search(_SILENT_RUN.sub("", around)):
            for number in numbers:
                misplaced(number)
            continue
        done.append(_in_place(around, [blocks[n] for n in numbers], done[-1], outer))
    return "".join([*done, outer])


def _in_place(around: str, inserted: list[str], before: str, behind: str) -> str:
    """The blocks that replace a paragraph, or precede it where it ends a section; nothing leaves it empty."""
    content = ""
    for markup in inserted:
        content += ("<w:p/>" if content.endswith("</w:tbl>") and markup.startswith("<w:tbl") else "") + markup
    if "<w:sectPr" in around or not content:
        return f"{content}{around}</w:p>"
    if before.endswith("</w:tbl>") and content.startswith("<w:tbl"):
        content = f"<w:p/>{content}"  # Word would make one table of the two
    if content.endswith("</w:tbl>") and not behind.startswith(_PARAGRAPH):
        content += "<w:p/>"
    ranges = list(_RANGE.finditer(around))
    starts = "".join(found[0] for found in ranges if found[1] == "Start")
    ends = "".join(found[0] for found in ranges if found[1] == "End")
    return starts + content + ends
