"""What a check has found, on the page and the text that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from reportgen.diagnostics import TEXT_TOO_LONG, Diagnostic, TextTooLong
from reportgen.model.target import OVERVIEW, Target
from reportgen.office.markup.steps import position
from reportgen.preview.messages import Cell, Finding, Mark, Page, Place
from reportgen.project.places import MEETING_FILE, TEMPLATES_FOLDER, sector_file

_TOO_LONG = (TEXT_TOO_LONG, "text-too-long")
"""What says that a text has no room."""
_SLIDE = re.compile(r"slide (\d+)")
"""The step to a slide, in English."""


def finding_of(found: Diagnostic) -> Finding:
    """A diagnostic as the page is told of it."""
    path, line, steps = found.location.path, found.location.line, found.location.steps
    slide = _SLIDE.match(steps[0]) if steps else None
    place = Place(path, line, steps=steps, slide=int(slide[1]) if slide else 0)
    return Finding(found.code, found.message, found.hint, found.severity.value, place)


def located(found: Iterable[Diagnostic], targets: Sequence[Target], root: Path) -> Iterator[Finding]:
    """Findings about the project in the folder `root`, with the packs that they are about.

    These are told by the file of the content, or by the file that was made.
    """
    by_content = {sector_file(target.sector): target.sector for target in targets} | {MEETING_FILE: OVERVIEW}
    folder = root.resolve()
    by_name = {target.path.name: target for target in targets}
    for one in found:
        name = one.document if isinstance(one, TextTooLong) else PurePosixPath(one.location.path).name
        target = by_name.get(name)
        finding = replace(finding_of(one), opens=_is_file_of(folder, one.location.path))
        if target is not None:
            yield replace(finding, pack=target.sector, kind=target.kind.name, tag=target.edition)
        else:
            yield replace(finding, pack=by_content.get(one.location.path, ""))


def _is_file_of(folder: Path, name: str) -> bool:
    path = (folder / name).resolve()
    return path.is_relative_to(folder) and path.is_file()


def about(findings: Iterable[Finding], targets: Sequence[Target]) -> list[Finding]:
    """The findings about a kind of a pack, whose `targets` are its languages, or about its templates."""
    pack, kind = targets[0].sector, targets[0].kind.name
    templates = {f"{TEMPLATES_FOLDER}/{target.template}" for target in targets}
    return [one for one in findings if one.place.path in templates or (one.pack == pack and one.kind in ("", kind))]


class OnTexts:
    """The findings about some documents, by where they lie; a finding is told by its position among all."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = findings
        self._by_line: dict[tuple[str, int], list[int]] = {}
        self._by_steps: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        for number, finding in enumerate(findings):
            if finding.place.line:
                self._by_line.setdefault((finding.place.path, finding.place.line), []).append(number)
            elif finding.tag:
                self._by_steps.setdefault((finding.tag, finding.place.steps), []).append(number)

    def on(self, cell: Cell, tag: str, steps: tuple[str, ...]) -> Cell:
        """A text with its findings: written on its line, or about its place in the file, where `steps` lead to.

        What is too long does not fit somewhere: that it has room here is then better not said.
        """
        place = cell.place
        found = [*self._by_line.get((place.path, place.line), ())] if place is not None else []
        for length in range(2, len(steps) + 1):
            found += self._by_steps.get((tag, steps[:length]), ())
        is_too_long = any(self.findings[number].code in _TOO_LONG for number in found)
        fit = None if is_too_long and cell.fit is not None and cell.fit.fits else cell.fit
        return replace(cell, findings=tuple(dict.fromkeys(found)), fit=fit)

    def spread(self, pages: Sequence[Page]) -> tuple[Page, ...]:
        """Pages with the findings that lie on none of their texts: those about a slide on it, others on the first."""
        cells = (cell for page in pages for row in page.rows for cell in row.texts.values())
        on_texts = {number for cell in cells for number in cell.findings}
        placed: dict[int, list[int]] = {}
        for number, finding in enumerate(self.findings):
            if number not in on_texts:
                for index in [index for index, page in enumerate(pages) if _is_about(finding, page)] or [0]:
                    placed.setdefault(index, []).append(number)
        return tuple(self._with(page, tuple(placed.get(index, ()))) for index, page in enumerate(pages))

    def _with(self, page: Page, findings: tuple[int, ...]) -> Page:
        """A page with findings, marked as its texts and these have it."""
        cells = [cell for row in page.rows for cell in row.texts.values()]
        fits = [cell.fit for cell in cells if cell.fit is not None]
        is_fault = any(_is_of_template(self.findings[number]) for number in findings)
        marks: dict[Mark, bool] = {
            "fault": is_fault,
            "full": not all(fit.fits for fit in fits),
            "finding": any(cell.findings for cell in cells) or (bool(findings) and not is_fault),
            "smaller": any(fit.smaller < 1 for fit in fits),
        }
        return replace(page, findings=findings, marks=tuple(mark for mark, is_so in marks.items() if is_so))


def _is_about(finding: Finding, page: Page) -> bool:
    """Whether a finding names a page: the slide of a file that was made, or the template's slide that has made it."""
    steps = [*map(position, finding.place.steps[:1])]
    if page.template is not None and finding.place.path == page.template.path:
        return bool(steps) and steps == [*map(position, page.template.steps)]
    sheet = page.sheets.get(finding.tag)
    return sheet is not None and steps == [f"slide {sheet.number}"]


def _is_of_template(finding: Finding) -> bool:
    return finding.severity == "error" and finding.place.path.startswith(TEMPLATES_FOLDER)
