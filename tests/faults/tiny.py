"""The tiny project that all that is bad is put into: one sector, one language, one letter; it is built in no time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.support.office import docx_of

TINY: Mapping[str, str | bytes] = {
    "reportgen.yaml": "kinds:\n  letter: {templates: [letter.docx]}\n",
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
summary: {en: "The [[board]] agreed on a night ferry."}
progress:
  - lead: {en: Piers repaired}
    text: {en: Both ports have repaired their piers.}
""",
    "glossary/bodies.csv": "id,en,en_short,status,source,note\nboard,Eastport Harbour Board,Board,verified,Board,\n",
    "templates/labels.yaml": "{}\n",
    "templates/palette.yaml": "{}\n",
    "templates/letter.docx": docx_of(
        "{{ sector.title }}", "{{ sector.summary }}", "{%p for item in sector.progress %}", "{{ item.text }}",
        "{%p endfor %}",
    ),
}  # fmt: skip
"""Path → content."""


def make_project(root: Path) -> Path:
    """The tiny project in a new folder."""
    for name, content in TINY.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root
