"""Small meetings of invented places, as different from the shipped one as can be, on the templates that it has too."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]

SETTINGS = """\
kinds:
  deck: {templates: [deck.pptx]}
  summary: {templates: [summary.docx]}
"""

ENGLISH: Mapping[str, str] = {
    "content/meeting.yaml": """\
id: harbour-2024
title: {en: Harbour Forum 2024}
date: 2024-05-14
languages: [en]
sectors: [ferries]
""",
    "content/sectors/ferries.yaml": """\
id: ferries
title: {en: Ferries}
headline: {en: A night ferry links Eastport and Westport from the summer}
summary: {en: Both ports agreed on a night ferry. It starts as a trial and is reviewed after a year.}
progress:
  - lead: {en: Piers repaired}
    text: {en: Both ports have repaired their piers.}
next_steps:
  - lead: {en: Night ferry}
    text: {en: A night ferry starts as a trial.}
    by: [{en: Eastport Harbour Board}, {en: Westport Ferry Company}]
    due: 2024-07
  - lead: {en: Review}
    text: {en: The trial is reviewed.}
    by: [{en: Eastport Harbour Board}]
agreements:
  - document: {en: Memorandum on night ferries}
    parties: [{en: Eastport Harbour Board}, {en: Westport Ferry Company}]
    date: 2024-05-14
""",
}
"""English alone, one sector: no glossary, no figures, no sources, no overview, no chairs, no place."""


def make_meeting(root: Path, files: Mapping[str, str]) -> Path:
    """A project below `root` with these files and the repository's templates."""
    shutil.copytree(ROOT / "templates", root / "templates", ignore=shutil.ignore_patterns("~$*", "*.md"))
    for name, text in {"reportgen.yaml": SETTINGS, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root
