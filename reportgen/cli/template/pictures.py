"""Draws each slide of a template beside a filled one, with the words that say when it is shown, on one page."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.build.render import Renderer
from reportgen.build.targets import ALL, checked_targets
from reportgen.diagnostics import ProblemsFound
from reportgen.files import write_atomically
from reportgen.printing.libreoffice import find_libreoffice
from reportgen.printing.page_pictures import page_pictures
from reportgen.printing.printer import Printer
from reportgen.project.load import Project
from reportgen.review.template_rules import TemplateSlide, template_slides

PAGE = "index.html"
_HEAD = """<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>
body {{ font: 16px/1.5 sans-serif; margin: 2rem; color: #1a2430; background: #f2f5f7 }}
section {{ display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; margin: 0 0 2.5rem }}
h2, p {{ grid-column: 1 / 3; margin: 0 }} img {{ width: 100%; border: 1px solid #cbd3db; background: #fff }}
figure {{ margin: 0 }} figcaption {{ font-size: 14px; color: #566270 }}
</style><h1>{title}</h1>
"""


@dataclass(frozen=True, slots=True)
class _Filled:
    """A finished slide: the file that it is in, and its number there."""

    file: str
    number: int


def draw_slides(project: Project, name: str, data: bytes, slides: Sequence[TemplateSlide], folder: Path) -> Path:
    """Write a page with pictures of a template's slides into a folder, and return the page's path.

    A filled slide is known by its name, which it keeps. Raises `ProblemsFound` where LibreOffice or the libraries that
    draw are missing, or nothing can be printed.
    """
    office = find_libreoffice()
    made, filled = _fill(project, name, {slide.name for slide in slides})
    with Printer[str](office, 1) as printer:
        printer.add(name, name, data)
        for file in {one.file for one in filled.values()}:
            printer.add(file, file, made[file])
        printed = {result.name: result.data for result in printer.finish() if result.data is not None}
    folder.mkdir(parents=True, exist_ok=True)
    empty = page_pictures(printed.get(name, b""), [slide.number for slide in slides]) if name in printed else {}
    page = [_HEAD.format(title=html.escape(name))]
    for slide in slides:
        pictures = {"template": ("The template", empty.get(slide.number))}
        one = filled.get(slide.name)
        if one is not None and one.file in printed:
            drawn = page_pictures(printed[one.file], [one.number]).get(one.number)
            pictures["filled"] = (f"{one.file}, slide {one.number}", drawn)
        page.append(_section(slide, folder, pictures))
    path = folder / PAGE
    write_atomically(path, "".join(page).encode("utf-8"))
    return path


def _fill(project: Project, name: str, wanted: set[str]) -> tuple[dict[str, bytes], dict[str, _Filled]]:
    """Make packs until every slide has been shown once: the files, and the first slide of each name."""
    renderer, targets = Renderer(project), checked_targets(project.catalogue, [ALL])
    made: dict[str, bytes] = {}
    filled: dict[str, _Filled] = {}
    for target in targets:
        if target.template != name or wanted <= filled.keys():
            continue
        try:
            data = renderer.render(target).data
        except ProblemsFound:
            continue  # a build says what is wrong with this pack; others may show the slide
        made[target.path.name] = data
        for slide in template_slides(data, target.path.name):
            if slide.name in wanted:
                filled.setdefault(slide.name, _Filled(target.path.name, slide.number))
    return made, filled


def _section(slide: TemplateSlide, folder: Path, pictures: dict[str, tuple[str, bytes | None]]) -> str:
    """A slide on the page: its name, its rules, and its pictures, which are written into the folder."""
    rules = html.escape("; ".join(slide.rules) or "always")
    lines = [f"<section><h2>{slide.number} {html.escape(slide.name)}</h2><p>Shown {rules}.</p>"]
    for kind, (caption, picture) in pictures.items():
        if picture is not None:
            file = f"{slide.number:02}-{kind}.png"
            write_atomically(folder / file, picture)
            alt, caption = (html.escape(text) for text in (f"Slide {slide.number}, {slide.name}: {caption}", caption))
            lines.append(f'<figure><img src="{file}" alt="{alt}"><figcaption>{caption}</figcaption></figure>')
    return "".join([*lines, "</section>\n"])
