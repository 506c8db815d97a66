"""A sector's files cost the same in a meeting of any number of sectors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.build.render import Renderer
from reportgen.project.load import load_project
from reportgen.project.sector_files import SectorFiles
from tests.support.meetings import ENGLISH, SETTINGS, make_meeting
from tests.support.projects import all_targets

MORE_THAN_FIT = 41
"""So many ticks have no room on a slide: the master has none then."""
KINDS = (
    SETTINGS
    + """\
  brief: {templates: [brief.pptx, brief.docx]}
  lines: {templates: [lines.docx]}
  terms: {templates: [terms.docx]}
"""
)


def _meeting(root: Path, number: int) -> Path:
    """The English meeting with so many sectors, alike but for their ids and titles."""
    files = {**ENGLISH, "reportgen.yaml": KINDS}
    sector = files.pop("content/sectors/ferries.yaml")
    names = ["ferries", *(f"ferries-{n}" for n in range(1, number))]
    for name in names:
        files[f"content/sectors/{name}.yaml"] = sector.replace("id: ferries", f"id: {name}")
    files["content/meeting.yaml"] = re.sub(r"\[ferries\]", f"[{', '.join(names)}]", files["content/meeting.yaml"])
    return make_meeting(root, files)


def test_the_files_of_a_sector_read_no_other_sector(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is made of one sector reads that sector alone, in a meeting of more sectors than ticks have room for."""
    project = load_project(_meeting(tmp_path, MORE_THAN_FIT))
    read: set[str] = set()
    whole = SectorFiles.__getitem__

    def noted(files: SectorFiles, sector_id: str) -> object:
        read.add(sector_id)
        return whole(files, sector_id)

    renderer = Renderer(project)
    monkeypatch.setattr(SectorFiles, "__getitem__", noted)
    for target in (target for target in all_targets(project) if target.sector == "ferries-7"):
        renderer.render(target)
    assert read == {"ferries-7"}
