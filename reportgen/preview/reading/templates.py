"""The slides of a template: when each of them is made, and for whom it is made now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reportgen.diagnostics import ProblemsFound
from reportgen.files import read_file
from reportgen.model.target import Target
from reportgen.preview.messages import Box, Finding, PictureState, TemplatePage, TemplatePages
from reportgen.project.places import TEMPLATES_FOLDER
from reportgen.review.template_rules import TemplateSlide, slide_names, template_slides
from reportgen.review.traced_texts import TracedPage, traced_pages

Picture = Callable[[int], tuple[str, PictureState]]
"""The number of a template's slide → the address of its picture, and its state."""


def template_pages(
    root: Path,
    out: Path,
    name: str,
    targets: Sequence[Target],
    epoch: int,
    findings: Sequence[Finding],
    picture: Picture,
) -> TemplatePages:
    """The slides of the template `name`; `targets` are those that it makes, each in one language.

    Raises `ProblemsFound` where the template cannot be read, and `OSError`.
    """
    path = f"{TEMPLATES_FOLDER}/{name}"
    data = read_file(root / path)
    slides = template_slides(data, path)
    made = {target.sector: _made(out / target.path, slides) for target in targets}
    own = tuple(one for one in findings if one.place.path == path)
    pages = traced_pages(data, path)
    shown = zip(slides, pages, strict=False)  # a document has no slides, and one page at least
    return TemplatePages(
        name, epoch, pages[0].width, pages[0].height,
        tuple(_page(slide, made, *picture(slide.number), _faults(page, own)) for slide, page in shown),
        own,
    )  # fmt: skip


def _page(
    slide: TemplateSlide,
    made: Mapping[str, Mapping[int, tuple[int, ...]]],
    picture: str,
    state: PictureState,
    faults: tuple[Box, ...],
) -> TemplatePage:
    makes = {pack: numbers[slide.number] for pack, numbers in made.items() if slide.number in numbers}
    return TemplatePage(
        slide.number, slide.name, slide.section, slide.rules, slide.statements, makes, picture, state, faults
    )  # fmt: skip


def _faults(page: TracedPage, findings: Sequence[Finding]) -> tuple[Box, ...]:
    """Where the errors of a template's slide are: the shape of each, or the cell of a table."""
    found: dict[Box, None] = {}
    for steps in (one.place.steps for one in findings if one.severity == "error"):
        near = [one for one in page.paragraphs if one.box is not None and len(steps) > 1 and one.steps[:2] == steps[:2]]
        found |= {Box(*one.box): None for one in [one for one in near if one.steps == steps] or near if one.box}
    return tuple(found)


def _made(path: Path, slides: Sequence[TemplateSlide]) -> Mapping[int, tuple[int, ...]]:
    """The number of a template's slide → those of the slides that it has made, which have its name."""
    try:
        names = slide_names(read_file(path), path.name)
    except (OSError, ProblemsFound):  # it is not made yet
        return {}
    by_name = {slide.name: slide.number for slide in slides if slide.name}
    found: dict[int, list[int]] = {}
    for number, name in enumerate(names, 1):
        if name in by_name:
            found.setdefault(by_name[name], []).append(number)
    return {number: tuple(made) for number, made in found.items()}
