"""A fault of every rule's kind, planted in a copy of this repository's content, is found at its line.

All are planted at once, each at a place of its own, and found in one run.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from reportgen.check import RULES, check_project
from reportgen.check.project import CheckedProject
from reportgen.check.structure.approvals import pairs_of
from reportgen.diagnostics import Collector, Diagnostic, ProblemsFound
from reportgen.project.approvals import Approvals, write_approvals
from reportgen.project.load import load_project
from reportgen.project.places import APPROVALS_FILE
from tests.project.sample import BROKEN_PICTURE

ROOT = Path(__file__).parents[2]
FINANCE, YOUTH, TOURISM, COMMERCE, HEALTH, INFRASTRUCTURE = (
    f"content/sectors/{name}.yaml" for name in ("finance", "youth", "tourism", "commerce", "health", "infrastructure")
)
MEETING, LABELS, PALETTE = "content/meeting.yaml", "templates/labels.yaml", "templates/palette.yaml"
BODIES, VOCABULARY, SETTINGS = "glossary/bodies.csv", "glossary/vocabulary.csv", "reportgen.yaml"
HEADER = "status,source,note\n"


class Fault(NamedTuple):
    """What is changed in a file, and words on the line it is found at, or in the text below that line."""

    code: str
    file: str
    old: str
    new: str
    at: str


def _row(term_id: str, en: str, hant: str, hans: str, short: str = "") -> str:
    return f"{HEADER}{term_id},{en},,{hant},{short},{hans},,verified,,\n"


_STEP = """\
  - id: step
    lead: {en: A step, zh-Hant: 工作}
    text: {en: A step is taken., zh-Hant: 展開工作。}
    state: dropped
    source: press-release#14
"""

FAULTS = [
    Fault("unknown-term", FINANCE, "by: [hksar-government]", "by: [hksar-goverment]", "[hksar-goverment]"),
    Fault("wrong-kind-of-term", MEETING, "who: chan-kwok-ki", "who: hksar-government", "who: hksar-government"),
    Fault(
        "wrong-term-form",
        FINANCE,
        "The [[shenzhen-government]]",
        "The [[shenzhen-government|post]]",
        "government|post]]",
    ),
    Fault("missing-language", FINANCE, "      zh-Hant: >-\n        機制運作\n", "", "- aspect:"),
    Fault("markup-error", FINANCE, "The market has welcomed", "The **market has welcomed", "The **market"),
    Fault("different-placeholders", LABELS, "另有%(names)s出席", "另有人出席", "另有人出席"),
    Fault("bidi-control", FINANCE, "有關機制推出後", "有關機\u202e制推出後", "有關機\u202e制"),
    Fault("invisible-character", HEALTH, "後續安排，讓病人", "後續安排，讓\u200b病人", "讓\u200b病人"),
    Fault("untranslated-text", HEALTH, "旨在促進", "The aim is to promote", "，The aim is to"),
    Fault("half-width-punctuation", FINANCE, "探討進一步擴大", "探討,進一步擴大", "探討,進一步"),
    Fault("space-beside-chinese", FINANCE, "目的是進一步鼓勵", "目的是 AI進一步鼓勵", "目的是 AI"),
    Fault("wrong-quotation-marks", FINANCE, "「四方面」", "“四方面”", "“四方面”"),
    Fault("straight-apostrophe", COMMERCE, "|full]]’s products and", "|full]]'s products and", "Four lines of work"),
    Fault("breakable-number", YOUTH, "about 1\u00a0000 diverse", "about 1 000 diverse", "about 1 000 diverse"),
    Fault("wrong-script", FINANCE, "公報沒有提供", "公报沒有提供", "公报沒有"),
    Fault("wrong-region-character", FINANCE, "兩地政府於會後簽署", "羣眾於會後簽署", "羣眾"),
    Fault("wrong-region-word", FINANCE, "市場反應\n", "市場短信\n", "市場短信"),
    Fault("undecided-word", FINANCE, "有關機制有助於內地", "有關機制支援內地", "有關機制支援"),
    Fault("avoided-wording", FINANCE, "The schemes help the", "Cross-border schemes help the", "Cross-border"),
    Fault(
        "headline-too-long",
        TOURISM,
        "headline:\n  en: >-\n",
        "headline:\n  en: >-\n    " + "Very " * 30 + "\n",
        "Very Very",
    ),
    Fault("text-too-long", FINANCE, "Running smoothly", "Running smoothly for a very long time", "smoothly for"),
    Fault("different-number", YOUTH, "about 1\u00a0000 diverse", "about 1\u00a0200 diverse", "計劃提供約1"),
    Fault("different-date", FINANCE, "2023年2月22日會議後，", "2023年2月23日會議後，", "2023年2月23日會議後，"),
    Fault("bare-name", TOURISM, "        [[hktb|short]]與[[sz", "        香港旅遊發展局與[[sz", "香港旅遊發展局與"),
    Fault(
        "missing-counterpart",
        FINANCE,
        "[[stock-connect]]等[[mutual-market-access]]推出至今",
        "[[mutual-market-access]]推出至今",
        "推出至今",
    ),
    Fault("unknown-source", FINANCE, "source: press-release#8", "source: pres-release#8", "pres-release#8"),
    Fault("wrong-paragraphs", TOURISM, "source: press-release#14", "source: press-release#14-13", "#14-13"),
    Fault("missing-source", MEETING, "attendees_source: press-release#29\n", "", "attendees:"),
    Fault(
        "unused-source",
        MEETING,
        "\nsources:\n",
        "\nsources:\n  minutes:\n    title: {en: Minutes, zh-Hant: 記錄}\n    publisher: vtc\n    issued: 2023\n",
        "  minutes:",
    ),
    Fault("duplicate-entry-id", TOURISM, "milestones:\n", f"follow_up:\n{_STEP}{_STEP}milestones:\n", "…id: step"),
    Fault("unwritten", HEALTH, "milestones:\n", f"follow_up:\n{_STEP.replace('dropped', '')}milestones:\n", "state:"),
    Fault("missing-party", FINANCE, "[hksar-government, shenzhen-government]", "[vtc, vtc]", "[vtc, vtc]"),
    Fault(
        "duplicate-headline",
        HEALTH,
        "兩地醫療合作涵蓋專科培訓、病人覆診和醫院評審",
        "檢視病人覆診計劃的後續安排，兩所醫院採用評審計劃",
        "…檢視病人覆診計劃的後續安排，兩所醫院採用評審計劃",
    ),
    Fault("missing-section", COMMERCE, "\n  milestones:\n    headline:", "\n  agreements:\n    headline:", "sections:"),
    Fault("unordered-milestones", INFRASTRUCTURE, "date: mid-2024", "date: 2021", "date: 2021"),
    Fault("missing-colour", PALETTE, "youth:", "yout:", "overview:"),
    Fault("unlisted-sector", MEETING, "  - environment\n", "", "sectors:"),
    Fault("unused-term", BODIES, HEADER, _row("hkma", "Monetary Authority", "金融管理局", "金融管理局"), "hkma,"),
    Fault(
        "duplicate-term", BODIES, HEADER, _row("chic", "Hong Kong Trade Development Council", "甲會", "甲会"), "hktdc,"
    ),
    Fault("ambiguous-term", BODIES, HEADER, _row("mib", "M Bureau", "乙局", "乙局", short="前海"), "mib,"),
    Fault("doubtful-name", BODIES, HEADER, _row("fic", "Fair Council", "公平议會", "公平议会"), "fic,"),
    Fault("conflicting-terms", BODIES, HEADER, _row("loop", "Loop Office", "香港旅遊發展局", "河套办"), "hktb,"),
    Fault(
        "conflicting-vocabulary",
        VOCABULARY,
        "資訊保安,信息安全,",
        "資訊科技,资讯科技,both,convert,,,,,\n資訊保安,信息安全,",
        "資訊科技,资讯",
    ),
    Fault("unmet-example", VOCABULARY, "→ 病人接受靶向治疗。", "→ 病人接受标靶治疗。", "標靶治療,"),
    Fault("stale-translation", HEALTH, "The training centre dates", "The centre dates", "培訓中心2019年成立，"),
    Fault(
        "unapproved-translation",
        SETTINGS,
        "  accepted:\n",
        "  severity: {unapproved-translation: warning}\n  accepted:\n",
        "",
    ),
    Fault(
        "broken-picture",
        FINANCE,
        "summary:",
        f"{BROKEN_PICTURE}\nsummary:",
        "pictures/broken.png",
    ),
    Fault("unused-acceptance", SETTINGS, "words: [海外]", "words: [海外, 海內]", "words: [海外, 海內]"),
]
"""Rule → fault. `unapproved-translation` is asked for, and found at a text that another fault has changed."""


def _line_of(root: Path, file: str, words: str) -> int:
    """The 1-based line of the words (after … the last such); for words of a block scalar that of its key."""
    lines = (root / file).read_text(encoding="utf-8").split("\n")
    places = [number for number, line in enumerate(lines) if words.removeprefix("…") in line]
    at = places[-1 if words.startswith("…") else 0]
    if file.endswith(".yaml") and not re.match(r"\s*(- )?[\w-]+:|\s*- [\w-]+$|#", lines[at]):
        while not lines[at].endswith(">-"):
            at -= 1
    return at + 1


def _copy(target: Path) -> Path:
    for folder in ("content", "glossary"):
        shutil.copytree(ROOT / folder, target / folder)
    (target / "templates").mkdir()
    (target / "pictures").mkdir()
    (target / "pictures/broken.png").write_text("no picture", encoding="utf-8")
    for name in (LABELS, PALETTE, SETTINGS):
        shutil.copy(ROOT / name, target / name)
    return target


def _change(root: Path, file: str, old: str, new: str) -> None:
    text = (root / file).read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def plant_faults(folder: Path) -> Path:
    """A copy of the content whose Chinese was signed off, and then every fault planted."""
    root = _copy(folder)
    files = CheckedProject.from_project(load_project(root), Collector()).files.values()
    approvals = Approvals().with_pairs([pair for file in files for _, pair in pairs_of(file)])
    (root / APPROVALS_FILE).write_text(write_approvals(approvals), encoding="utf-8")
    for fault in FAULTS:
        _change(root, fault.file, fault.old, fault.new)
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with all faults."""
    return plant_faults(tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def found(root: Path) -> list[Diagnostic]:
    """What one run finds in it."""
    return check_project(load_project(root))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_a_planted_fault_is_found_at_its_line(root: Path, found: list[Diagnostic], fault: Fault) -> None:
    """The finding stands in the file and on the line that the fault was planted in, and says what to do."""
    if fault.code == "unapproved-translation":
        fault = fault._replace(file=FINANCE, at="市場短信")
    findings = [diagnostic for diagnostic in found if diagnostic.code == fault.code]
    places = {(diagnostic.location.path, diagnostic.location.line) for diagnostic in findings}
    assert (fault.file, _line_of(root, fault.file, fault.at)) in places


def test_a_fault_of_every_rule_is_planted() -> None:
    """A rule that nothing is planted for would be untested."""
    assert {fault.code for fault in FAULTS} - {"unused-acceptance"} == set(RULES)


@pytest.mark.parametrize(
    ("old", "new", "at", "words"),
    [
        ("[hksar-government, shenzhen-government]", "[hksar-government]", "parties:", "needs at least 2"),
        ("    parties: [hksar-government, shenzhen-government]\n", "", "  - document:", "the key 'parties' is missing"),
    ],
)
def test_what_cannot_be_left_out_stops_the_reading(tmp_path: Path, old: str, new: str, at: str, words: str) -> None:
    """An agreement without parties cannot be read; the line is told all the same."""
    root = _copy(tmp_path)
    _change(root, FINANCE, old, new)
    with pytest.raises(ProblemsFound) as problems:
        load_project(root)
    (diagnostic,) = problems.value.diagnostics
    assert words in diagnostic.message
    assert (diagnostic.location.path, diagnostic.location.line) == (FINANCE, _line_of(root, FINANCE, at))
