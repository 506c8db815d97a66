"""The slides of a template, each with its picture, in words when it is shown, and what it makes of a pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.diagnostics import ProblemsFound
from reportgen.preview.messages import PictureState, TemplatePage
from reportgen.preview.pictures import Job, Pictures, Printed
from reportgen.preview.reading.words import Made
from reportgen.preview.sheets import picture_address
from reportgen.project.places import TEMPLATES_FOLDER
from reportgen.records.questions import digest
from reportgen.review.template_rules import TemplateSlide, template_slides


def template_pages(pictures: Pictures, name: str, data: bytes, made: Made) -> tuple[TemplatePage, ...]:
    """The pages of a template, whose pictures are printed if they are not there yet."""
    key = f"{TEMPLATES_FOLDER}/{name}"
    outcome = pictures.outcome(key, digest(data))
    if outcome is None and pictures.printer.available:
        pictures.want(Job(key, name, digest(data), lambda: data))
    slides = _slides(name, data) or [TemplateSlide(number, "", "", ()) for number in range(1, _count(outcome) + 1)]
    return tuple(_pages(slides, pictures, outcome, made.steps))


def _slides(name: str, data: bytes) -> list[TemplateSlide]:
    try:
        return template_slides(data, name)
    except ProblemsFound:  # the file is no package; its faults are told beside
        return []


def _count(outcome: Printed | None) -> int:
    return outcome.pages if outcome is not None else 0


def _pages(
    slides: Sequence[TemplateSlide], pictures: Pictures, outcome: Printed | None, steps: Sequence[str]
) -> Iterator[TemplatePage]:
    for slide in slides:
        is_there = outcome is not None and slide.number <= outcome.pages
        own = f"slide {slide.number}"
        yield TemplatePage(
            number=slide.number, name=slide.name, section=slide.section, rules=slide.rules,
            makes=tuple(number for number, step in enumerate(steps, 1) if step == own or step.startswith(f"{own} ")),
            picture=picture_address(outcome.key, slide.number) if outcome is not None and is_there else "",
            state="fresh" if is_there else _missing(pictures, outcome),
        )  # fmt: skip


def _missing(pictures: Pictures, outcome: Printed | None) -> PictureState:
    if not pictures.printer.available:
        return "none"
    return "failed" if outcome is not None and outcome.reason else "waiting"
