"""Small meetings of invented places, as different from the shipped one as can be, on the templates that it has too."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from reportgen.project.places import LABELS_FILE, LANGUAGES_FILE

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

RIVERS: Mapping[str, str] = {
    "content/meeting.yaml": """\
id: rivers-2024
title: {zh-Hans: 江河合作会议, en: River Meeting}
date: 2024-05-03/04
languages: [zh-Hans, zh-Hant, en]
sectors: [water]
sources:
  minutes:
    title: {zh-Hans: 会议纪要, en: Agreed minutes}
    kind: minutes
    publisher: {zh-Hans: 上游水务局, en: Upper Water Board}
    issued: 2024-05-10
overview:
  title: {zh-Hans: 会议总览, en: Overview}
  headline: {zh-Hans: 两地商定水质监测安排, en: Both sides agree how water is monitored}
  summary: {zh-Hans: 两地商定共同监测水质。, en: Both sides agreed to monitor the water together.}
""",
    "content/sectors/water.yaml": """\
id: water
title: {zh-Hans: 水务, en: Water}
headline: {zh-Hans: 两地将共同监测水质, en: Both sides will monitor the water together}
summary: {zh-Hans: 两地商定共同监测水质，并共享数据。, en: Both sides agreed to monitor the water.}
takeaways:
  - lead: {zh-Hans: 共同监测, en: Joint monitoring}
    text: {zh-Hans: 两地将共同监测水质。, en: Both sides will monitor the water.}
    source: minutes#1
figures:
  - value: 20000
    unit: {zh-Hans: 户, en: households}
    label: {zh-Hans: 将受益, en: will benefit}
    source: minutes#2
milestones:
  - date: 2024-05-03
    status: done
    lead: {zh-Hans: 商定安排, en: Arrangement agreed}
    text: {zh-Hans: 两地商定安排。, en: Both sides agree.}
    source: minutes#1
  - date: autumn-2024
    status: planned
    lead: {zh-Hans: 首次监测, en: First samples}
    text: {zh-Hans: 进行首次监测。, en: The first samples are taken.}
    source: minutes#2
  - date: unknown
    status: planned
    lead: {zh-Hans: 检讨, en: Review}
    text: {zh-Hans: 检讨安排。, en: The arrangement is reviewed.}
    source: minutes#2
""",
}
"""zh-Hans first, with zh-Hant derived from it, and English; the minutes are the source."""

HARBOURS: Mapping[str, str] = {
    "languages.toml": """\
[fr]
name = "français"
script = "Latn"
office = "fr-FR"
quotes = "«»“”"
like = "en"
[fr.numbers]
group = "\\u202f"
decimal = ","
""",
    "content/meeting.yaml": """\
id: harbours-2024
title: {en: Harbours, fr: Ports, zh-Hant: 港口會議}
date: 2024-05-03
languages: [en, fr, zh-Hant]
chairs: [ann]
sectors: [ferries]
""",
    "content/sectors/ferries.yaml": """\
id: ferries
title: {en: Ferries, fr: Ferries, zh-Hant: 渡輪}
headline: {en: A night ferry starts, fr: Un ferry de nuit démarre, zh-Hant: 夜間渡輪啟航}
summary: {en: A night ferry starts., fr: Un ferry de nuit démarre., zh-Hant: 夜間渡輪啟航。}
next_steps:
  - lead: {en: Night ferry, fr: Ferry de nuit, zh-Hant: 夜間渡輪}
    text: {en: It starts in May., fr: Il démarre en mai., zh-Hant: 於5月啟航。}
    by: [board]
figures:
  - value: 20000.5
    label: {en: passengers, fr: passagers, zh-Hant: 乘客}
""",
    "glossary/bodies.csv": """\
id,en,en_short,fr,fr_short,zh-Hant,zh-Hant_short,status,source,note
board,Harbour Board,,Office du port,,港務局,,verified,,
""",
    "glossary/people.csv": """\
id,en,en_short,fr,fr_short,zh-Hant,zh-Hant_short,status,source,note,honorific,post
ann,Ann Lee,,Ann Lee,,李安,,verified,,,Ms,
""",
}
"""Three languages, one of the project's own, and a glossary with just these."""


def make_meeting(root: Path, files: Mapping[str, str]) -> Path:
    """A project below `root` with these files and the repository's templates."""
    shutil.copytree(ROOT / "templates", root / "templates", ignore=shutil.ignore_patterns("~$*", "*.md"))
    for name, text in {"reportgen.yaml": SETTINGS, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    if LANGUAGES_FILE in files:  # whoever has a language of their own writes its fixed words, here in English
        labels = root / LABELS_FILE
        words = re.sub(r"(?m)^  en: (>-\n    .*|.*)\n", r"\g<0>  fr: \1\n", labels.read_text(encoding="utf-8"))
        labels.write_text(words, encoding="utf-8")
    return root


def harbour_forums(root: Path) -> tuple[Path, Path]:
    """An invented meeting and the one after it, below `root`: the projects of `tests/compare` with the templates."""
    folders = root / "first", root / "second"
    for folder in folders:
        shutil.copytree(ROOT / "tests/compare" / folder.name, folder)
        shutil.copytree(ROOT / "templates", folder / "templates", ignore=shutil.ignore_patterns("~$*", "*.md"))
    return folders
