"""Reads the texts of a Word document, ready to be measured, as `paragraphs` reads those on slides."""

from __future__ import annotations

from lxml import etree

from reportgen.characters import has_chinese
from reportgen.fit.paragraphs import Line, Paragraph, RunStyle, usual_width
from reportgen.fonts.advances import STANDARD_LINE, face
from reportgen.lang.joints import NO_BREAK_SPACE
from reportgen.office.drawing.text_styles import ParagraphStyle
from reportgen.office.drawing.theme import Fonts
from reportgen.office.markup.dialect import WORD
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.word_styles import ParagraphFormat, RunFormat, WordStyles, cell_margins

_CELL_PROPERTIES, _MARGINS, _WIDTH = qn("w:tcPr"), qn("w:tcMar"), qn("w:tcW")
_BREAK, _TAB_MARK = qn("w:br"), qn("w:tab")
_TAB = 36.0
"""The room that a tab takes at the most, in points."""
_CELL_MARGIN = 5.4
"""The margin at the left and right of a cell that says nothing else, in points."""
_USUAL_SIZE = 11.0
LONGEST = 4_000
"""The characters of the longest paragraph whose lines are looked at."""
_MOST_KEPT = 4096
_A4 = (11906, 16838)
_MARGIN = 1440
TWIPS = 20
"""Twentieths of a point: the unit of sizes of paragraphs and tables."""


class WordTexts:
    """The texts of documents that have the same styles and, in their theme, the same `fonts`.

    `narrower` keeps how many points narrower a paragraph is set in a column, by its markup and the width of that: names
    come again in document after document.
    """

    def __init__(self, styles: WordStyles, fonts: Fonts) -> None:
        self.styles = styles
        self.narrower: dict[tuple[bytes, float], float] = {}
        self._fonts = fonts

    def remember_narrower(self, asked: tuple[bytes, float], narrower: float) -> None:
        """Note how many points narrower a paragraph is set in a column."""
        if len(self.narrower) < _MOST_KEPT:
            self.narrower[asked] = narrower

    def read(self, element: etree._Element, format_: ParagraphFormat) -> Paragraph:
        """A paragraph that is set so; a hanging number stands in the room of its first line."""
        text = "".join(element.itertext(WORD.text))
        chinese = not text.isascii() and has_chinese(text)
        lines, runs, style = [Line(on_page=True)], [], self.styles.style_id(element)
        for run in element.iter(WORD.run):
            run_format = self.styles.run(run, style)
            typeface = face(self._typeface(run_format), run_format.bold, run_format.italic, chinese)
            runs.append(RunStyle(run_format.size, typeface, 0.0, False))
            for child in run:
                if child.tag == _BREAK:
                    lines.append(Line(on_page=True))
                elif child.tag in (WORD.text, _TAB_MARK):
                    _add(lines[-1], (child.text or "") if child.tag == WORD.text else "\t", runs[-1])
        size = max((run.size for run in runs), default=0.0) or _USUAL_SIZE
        natural = max((run.face.line * run.size for run in runs), default=STANDARD_LINE * size)
        indents = ParagraphStyle(format_.left, format_.right, max(format_.first, 0.0))
        return Paragraph(element, indents, lines, runs, size, False, natural / size, 0.0)

    def may_wrap(self, element: etree._Element, room: float) -> bool:
        """Whether a paragraph may take more than a line of so many points, at a glance, in the size of its style.

        One of more than `LONGEST` characters is none of a report, and takes too long to be set again and again.
        """
        text = "".join(element.itertext(WORD.text))
        ems = room / self.styles.size(self.styles.style_id(element))
        return ems < len(text) <= LONGEST and usual_width(text) > ems

    def cell_width(self, cell: etree._Element, margins: dict[str, float]) -> float:
        """The width of the text in a cell in points, where `margins` are those of its table."""
        properties = next(cell.iterchildren(_CELL_PROPERTIES), None)
        stated = {} if properties is None else {child.tag: child for child in properties}
        if _MARGINS in stated:
            margins = margins | cell_margins(stated[_MARGINS])
        sides = margins.get("left", _CELL_MARGIN) + margins.get("right", _CELL_MARGIN)
        return points(stated.get(_WIDTH), "w:w", 2000) - sides

    def _typeface(self, format_: RunFormat) -> str:
        name = format_.latin
        if "HAnsi" in name or "Ascii" in name:
            return (self._fonts.major if name.startswith("major") else self._fonts.minor).typeface("lt")
        return name or self._fonts.minor.typeface("lt")


def _add(line: Line, text: str, style: RunStyle) -> None:
    """Add a text to a line; a no-break space is as wide as a space, which it is in the typefaces of Word."""
    line.text += text
    spaced = text.replace(NO_BREAK_SPACE, " ")
    line.advances += [_TAB if char == "\t" else style.face[char] * style.size for char in spaced]
    line.sizes += [style.size] * len(text)


def points(element: etree._Element | None, name: str, default: int) -> float:
    """An attribute in twentieths of a point, in points."""
    stated = element.get(qn(name), "") if element is not None else ""
    return int(stated if stated.lstrip("-").isdecimal() else default) / TWIPS


def text_size(section: etree._Element | None) -> tuple[float, float]:
    """The width and the height of the pages of a section between their margins, in points."""
    size, margins = (section.find(qn(name)) if section is not None else None for name in ("w:pgSz", "w:pgMar"))
    width, height = (points(size, name, default) for name, default in zip(("w:w", "w:h"), _A4, strict=True))
    left, right, top, bottom = (points(margins, f"w:{side}", _MARGIN) for side in ("left", "right", "top", "bottom"))
    return width - left - right, height - top - bottom
