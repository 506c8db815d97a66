"""What a check has found, on the page and the text that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from reportgen.diagnostics import Diagnostic, TextTooLong
from reportgen.model.target import OVERVIEW, Target
from reportgen.preview.messages import Cell, Finding, finding_of
from reportgen.project.places import MEETING_FILE, sector_file


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


class OnTexts:
    """The findings that may lie on texts, by where they lie; a finding is told by its position among all."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._by_line: dict[tuple[str, int], list[int]] = {}
        self._by_steps: dict[tuple[str, tuple[str, ...]], list[int]] = {}
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
