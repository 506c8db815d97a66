"""Lists every text of a template as plain lines, for a person to read and for `git diff` to compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from reportgen.office.markup.comments import COMMENT_MARKS, step_to_comment, touched_paragraphs
from reportgen.office.markup.namespaces import qn
from reportgen.office.markup.paragraph_text import paragraph_text
from reportgen.office.markup.steps import Steps
from reportgen.office.markup.text_places import Use
from reportgen.office.markup.texts import texts
from reportgen.office.opc.package import Package
from reportgen.office.reading_order import plan_package
from reportgen.template.structure.editor_shapes import take_editor_shapes


def outline(data: bytes, name: str) -> Iterator[str]:
    """Yield the lines of a `.docx` or `.pptx` file: a heading for each place, its texts below, in reading order.

    Raises `ProblemsFound` for a file that is none.
    """
    package = Package.read(data, name)
    take_editor_shapes(package)
    heading = ""
    for part in plan_package(package).parts:
        root = package.parse(part.name)
        commented = _commented(package) if root.tag == qn("w:comments") else {}
        for steps, text in _texts(root, commented):
            place = " › ".join(steps if commented else (*part.steps, *steps))
            if place != heading:
                yield ("" if not heading else "\n") + place
                heading = place
            yield from (f"  {line}" for line in text.split("\n"))


def _commented(package: Package) -> dict[str, str]:
    """The steps to the comments of a Word document, by their ids."""
    body = package.parse(package.main_part)
    ids = dict.fromkeys(mark.get(qn("w:id"), "") for mark in body.iter(*COMMENT_MARKS))
    return {id_: step_to_comment(touched_paragraphs(body, id_)) for id_ in ids}


def _texts(root: etree._Element, commented: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every visible text of a part with its steps; `commented` has those to comments, by their ids.

    Paragraph numbers are left out, so that a new paragraph does not change every line after it.
    """
    counted = Steps()
    for text in texts(root, Use.LISTED):
        value = paragraph_text(text.element, text.dialect) if text.dialect else text.value
        if value.strip():
            steps = [step for step in counted.to(text.element) if not step.startswith("paragraph ")]
            steps += [
                commented.get(c.get(qn("w:id"), ""), "comment") for c in text.element.iterancestors(qn("w:comment"))
            ]
            yield (*steps, *([text.place.aspect] if text.place.aspect else ())), value
