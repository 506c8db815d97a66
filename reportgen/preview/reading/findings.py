"""What a check has found, on the page and the text that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from reportgen.diagnostics import Diagnostic, TextTooLong
from reportgen.model.target import OVERVIEW, Target
from reportgen.office.markup.steps import position
from reportgen.preview.messages import Cell, Finding, finding_of
from reportgen.project.places import MEETING_FILE, TEMPLATES_FOLDER, sector_file


def located(found: Iterable[Diagnostic], targets: Sequence[Target]) -> Iterator[Finding]:
    """Findings with the packs that they are about: by the file of the content, or by the file that was made."""
    by_content = {sector_file(target.sector): target.sector for target in targets} | {MEETING_FILE: OVERVIEW}
    by_name = {target.path.name: target for target in targets}
    for one in found:
        name = one.document if isinstance(one, TextTooLong) else PurePosixPath(one.location.path).name
        target = by_name.get(name)
        finding = finding_of(one)
        if target is not None:
            yield replace(finding, pack=target.sector, kind=target.kind.name, tag=target.edition)
        else:
            yield replace(finding, pack=by_content.get(one.location.path, ""))


def about(findings: Iterable[Finding], targets: Sequence[Target]) -> list[Finding]:
    """The findings about a kind of a pack, whose `targets` are its languages, or about its templates."""
    pack, kind = targets[0].sector, targets[0].kind.name
    templates = {f"{TEMPLATES_FOLDER}/{target.template}" for target in targets}
    return [one for one in findings if one.place.path in templates or (one.pack == pack and one.kind in ("", kind))]


class OnTexts:
    """The findings that may lie on texts, by where they lie; a finding is told by its position among all."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._by_line: dict[tuple[str, int], list[int]] = {}
        self._by_steps: dict[tuple[str, tuple[str, ...]], list[int]] = {}
        places = [finding.place for finding in findings if finding.severity == "error"]
        self._faults = {
            position(place.steps[0]) for place in places if place.path.startswith(TEMPLATES_FOLDER) and place.steps
        }
        for number, finding in enumerate(findings):
            if finding.place.line:
                self._by_line.setdefault((finding.place.path, finding.place.line), []).append(number)
            elif finding.tag:
                self._by_steps.setdefault((finding.tag, finding.place.steps), []).append(number)

    def on(self, cells: Mapping[str, Cell], steps: Mapping[str, tuple[str, ...]]) -> tuple[int, ...]:
        """The findings on a text: written on its line, or about its place in the file; `steps` lead there by tag."""
        found: dict[int, None] = {}
        for tag, cell in cells.items():
            if cell.place is not None:
                found.update(dict.fromkeys(self._by_line.get((cell.place.path, cell.place.line), ())))
            for length in range(2, len(steps[tag]) + 1):
                found.update(dict.fromkeys(self._by_steps.get((tag, steps[tag][:length]), ())))
        return tuple(found)

    def has_fault(self, template_step: str) -> bool:
        """Whether an error is on the slide of the template that a page was made by."""
        return bool(template_step) and position(template_step) in self._faults
