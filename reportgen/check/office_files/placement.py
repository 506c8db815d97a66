"""Rules about where things lie on slides: texts on one another, shapes that the edge cuts."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.registry import Finding, document_rule
from reportgen.diagnostics import Location, Message, Severity, in_one_line
from reportgen.review.document import OfficeDocument
from reportgen.review.layout.placement import clashes, cuts

_QUOTED = 40
"""How many characters of a text a message quotes."""


@document_rule("overlapping-texts", Severity.WARNING)
def overlapping_texts(document: OfficeDocument) -> Iterator[Finding]:
    """Lines of two texts of a slide lie on one another, or a text lies on a table.

    Why: neither can be read. Texts count by their lines as they are set, not by their boxes; what is animated may take
    the place of something else. Of a template only texts without tags are asked.

    For example:
        a note typed below a table of four rows, which has six in another pack

    Instead:
        the table in a frame that ends above the note, or the note further down
    """
    for steps, text, below, shared in clashes(document):
        message = Message(
            "'{quote}' lies on \"{below}\", over {width:.0f} by {height:.0f} points",
            quote=in_one_line(text, _QUOTED),
            below=below,
            width=shared.width,
            height=shared.height,
        )
        yield Finding(Location(document.name, steps=steps), message, Message("move one of them, or shorten it"), text)


@document_rule("cut-by-edge", Severity.WARNING)
def cut_by_edge(document: OfficeDocument) -> Iterator[Finding]:
    """A shape lies partly on its slide and partly beside it.

    Why: what lies beside the slide is not shown, and a printer leaves out what reaches the edge. What is marked as
    decorative may reach over it.

    For example:
        a text box that begins on the slide and ends 40 points to its right

    Instead:
        the box on the slide; or wholly beside it, where a template keeps remarks for its editors
    """
    for steps, name, points in cuts(document):
        message = Message("it reaches {points:.0f} points over the edge of the slide", points=points)
        yield Finding(
            Location(document.name, steps=steps), message, Message("move it onto the slide, or beside it"), name
        )
