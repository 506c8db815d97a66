"""Prints text that stands in a file twice the same way both times: what was printed first is printed again.

A SmartArt diagram has its text in its data and in its drawing, and a shape that older programs cannot show
in `mc:Choice` and in `mc:Fallback`. A value may print differently the second time (a name in full at its
first mention, short after it), so the second place does not ask it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lxml import etree

from reportgen.office.markup.namespaces import MC, qn
from reportgen.office.opc.package import Package
from reportgen.template.runtime.code import Piece, output_code
from reportgen.template.runtime.printing import Repetition

DATA = qn("dgm:dataModel")
DRAWING = qn("dsp:drawing")
DRAWING_OF_DATA = qn("dsp:dataModelExt")
"""The element of a diagram's data that names its drawing, by the relationship id of the slide (`relId`)."""
_FIRST, _SECOND = f"{{{MC}}}Choice", f"{{{MC}}}Fallback"


class RepeatedText:
    """The places of one part whose text stands there, or in the part that belongs to it, twice.

    `group` names a diagram whose data or drawing the part is.
    """

    def __init__(self, root: etree._Element, group: str) -> None:
        self._root = root
        self._group = group
        self._occurrences: Counter[tuple[str, bool, str]] = Counter()

    def repetition_of(self, paragraph: etree._Element, text: str) -> Repetition | None:
        """Where the next tag stands in a paragraph that says `text` in the template, where that is said twice."""
        version = next(paragraph.iterancestors(_FIRST, _SECOND), None)
        if version is not None:
            alternatives = version.getparent()
            assert alternatives is not None
            group, again = self._root.getroottree().getpath(alternatives), version.tag == _SECOND
        elif self._group:
            group, again = self._group, self._root.tag == DRAWING
        else:
            return None
        occurrence = self._occurrences[group, again, text]
        self._occurrences[group, again, text] += 1
        return Repetition(group, f"{text}\n{occurrence}", again)

    def begin(self) -> list[Piece]:
        """The code that begins a diagram anew, before its data."""
        if self._group and self._root.tag == DATA:
            return [output_code(f"{self._group!r}|__forget")]
        return []


def diagrams(package: Package, owners: list[str]) -> Mapping[str, str]:
    """Which diagram a part belongs to: data and drawing parts of `owners`, each with the drawing's name."""
    found = {}
    for owner in owners:
        targets = {item.id: package.resolve(owner, item.target) for item in package.relationships(owner)}
        for data in package.related(owner, "diagramdata"):
            extension = next(package.parse(data).iter(DRAWING_OF_DATA), None)
            drawing = targets.get(extension.get("relId", "")) if extension is not None else None
            if drawing in package.entries:
                found[data] = found[drawing] = drawing
    return found
