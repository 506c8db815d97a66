"""The smallest project, as files in memory, and how to put it on disk with changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_TEXT = "{en: Word, zh-Hant: 字}"

MEETING = f"""\
id: sample
title: {_TEXT}
date: 2023-02-22
place: {_TEXT}
chairs: [chan]
languages: [en, zh-Hant, zh-Hans]
sectors: [youth, rail]
sources:
  record:
    title: {_TEXT}
    publisher: council
    issued: 2023-02-23
statements:
  - {{who: chan, lead: {_TEXT}, text: {_TEXT}, source: record#1}}
overview:
  title: {_TEXT}
  headline: {_TEXT}
  summary: {_TEXT}
  takeaways:
    - {{lead: {_TEXT}, text: {_TEXT}, source: record#1}}
  sections:
    glance: {{headline: {{en: Glance, zh-Hant: 總覽}}, say: {_TEXT}}}
    statements: {{headline: {{en: Statements, zh-Hant: 發言}}, say: {_TEXT}}}
    matrix: {{headline: {{en: Matrix, zh-Hant: 一覽}}, say: {_TEXT}}}
    agreements: {{headline: {{en: Agreements, zh-Hant: 文件}}, say: {_TEXT}}}
    milestones: {{headline: {{en: Milestones, zh-Hant: 日程}}, say: {_TEXT}}}
"""

SECTOR = f"""\
id: youth
title: {_TEXT}
headline:
  en: >-
    Young people learn in both cities
  zh-Hant: >-
    兩地青年互相學習
summary: {_TEXT}
takeaways:
  - lead: {_TEXT}
    text: {_TEXT}
    source: record#1
progress:
  - lead: {_TEXT}
    text: {_TEXT}
    by: [council]
    source: record#1-2
agreements:
  - document: letter
    kind: {_TEXT}
    parties: [council, office]
    date: 2023-02-22
    purpose: {_TEXT}
    source: record#1,3
figures:
  - value: 10000
    qualifier: more-than
    label: {_TEXT}
    source: record#2
milestones:
  - {{date: 2023-03, lead: {_TEXT}, text: {_TEXT}, status: done, source: record#1}}
  - {{date: mid-2024, lead: {_TEXT}, text: {_TEXT}, status: planned, source: record#1}}
sections:
  glance: {{headline: {{en: Glance, zh-Hant: 總覽}}, say: {_TEXT}}}
  progress: {{headline: {{en: Progress, zh-Hant: 進展}}, say: {_TEXT}}}
  agreements: {{headline: {{en: Agreements, zh-Hant: 文件}}, say: {_TEXT}}}
  milestones: {{headline: {{en: Milestones, zh-Hant: 日程}}, say: {_TEXT}}}
overview:
  progress: {_TEXT}
  next_step: {_TEXT}
"""

_HEADER = "id,en,en_short,zh-Hant,zh-Hant_short,zh-Hans,zh-Hans_short,status,source,note"

BROKEN_PICTURE = "pictures: {map: {file: pictures/broken.png, alt: {en: Map, zh-Hant: 地圖}}}"
"""A line of content that names a file which is no picture."""

FILES: Mapping[str, str] = {
    "content/meeting.yaml": MEETING,
    "content/sectors/youth.yaml": SECTOR,
    "content/sectors/rail.yaml": SECTOR.replace("id: youth", "id: rail"),
    "glossary/bodies.csv": f"{_HEADER}\ncouncil,Youth Council,YC,青年議會,,青年议会,,verified,,\n"
    "office,Youth Office,,青年處,,青年处,,verified,,\n",
    "glossary/documents.csv": f"{_HEADER}\nletter,Letter of Intent,,意向書,,意向书,,unverified,,\n",
    "glossary/posts.csv": f"{_HEADER}\nsecretary,Secretary,,秘書長,,秘书长,,verified,,\n",
    "glossary/people.csv": f"{_HEADER},honorific,post\nchan,Chan Kwok-ki,,陳國基,,陈国基,,verified,,,Mr,secretary\n",
    "glossary/vocabulary.csv": "zh-Hant,zh-Hans,direction,action,note,source\n資訊,信息,both,convert,,\n",
    "templates/labels.yaml": f"page: {_TEXT}\n",
    "pictures/broken.png": "no picture\n",
    "templates/palette.yaml": "overview: 000000\nyouth: 0123AB\nrail: 00FF00\n",
}
"""Path → text; no rule finds anything in it."""


def write_project(root: Path, **changes: tuple[str, str]) -> Path:
    """The sample below `root`; each change replaces a text that must be there in the file `key` stands for.

    Keys are file names without folder and ending (`youth`, `bodies`).
    """
    left = dict(changes)
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.stem in left:
            old, new = left.pop(path.stem)
            assert old in text, f"{old!r} is not in {name}"
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        else:
            path.write_text(text, encoding="utf-8")
    assert not left, f"no such files: {left}"
    return root


def line_of(file: str, words: str) -> int:
    """The 1-based line of the sample file on which `words` first stand."""
    return FILES[file].split("\n").index(next(line for line in FILES[file].split("\n") if words in line)) + 1
