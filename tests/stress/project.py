"""A project that asks too much of every template: no items and forty, long sentences, words without a break.

It has the templates, glossary and labels of the repository, and sectors that nobody would write.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.docs.reading import ROOT

SENTENCE = {
    "en": "Both sides will continue to explore closer co-operation in this area and to report in due course",
    "zh-Hant": "雙方會繼續在這個範疇探討加強合作，並適時匯報進展",
}
LONG = {
    "en": "Both sides will continue to explore closer co-operation in this area, to share experience in training and "
    "in accreditation, to support young people who want to learn, work or set up a business in the other city, and to "
    "report to the next meeting on what has been achieved, what remains to be done and who will do it next year",
    "zh-Hant": "雙方會繼續在這個範疇探討加強合作，就培訓和認證交流經驗，支援有意到對方城市學習、工作或創業的青年，"
    "並在下次會議匯報已取得的成果、尚待處理的事項，以及來年由誰跟進；兩地有關部門亦會按實際需要成立專責小組，"
    "定期檢視工作進度，適時公布詳情，讓市民和業界了解最新情況並提出意見，務求令各項措施早日落實，惠及兩地居民和企業",
}
UNBROKEN = "Shenzhen" + "Hongkong" * 6 + "Area"
"""Sixty letters without a place to break."""
UNPUNCTUATED = (
    "兩地將繼續在這個範疇探討加強合作並適時匯報進展讓市民和業界了解最新情況並提出意見務求令各項措施早日落實惠及居民"
)
ASTRAL = "𠮷野家在𨋢內展示𡃁仔的作品，並收錄㗎、喺、嘅等字"


@dataclass(frozen=True, slots=True)
class Stress:
    """One sector of the project: how many items it has, and what they say."""

    items: int
    text: dict[str, str]
    lead: dict[str, str]


def _same(text: str) -> dict[str, str]:
    return {"en": text, "zh-Hant": text}


def _twice(text: dict[str, str]) -> dict[str, str]:
    return {tag: f"{words} {words}" for tag, words in text.items()}


LEAD = {"en": "Joint work", "zh-Hant": "攜手合作"}
SECTORS = {
    "none": Stress(0, SENTENCE, LEAD),
    "one": Stress(1, SENTENCE, LEAD),
    "seven": Stress(7, SENTENCE, LEAD),
    "forty": Stress(40, SENTENCE, LEAD),
    "sentences": Stress(6, LONG, LEAD),
    "unbroken": Stress(3, _same(f"Project {UNBROKEN}"), LEAD),
    "bodies": Stress(5, _twice(LONG), {"en": "Exchange of experience in training", "zh-Hant": "培訓經驗交流"}),
    "unpunctuated": Stress(
        4, {"en": SENTENCE["en"], "zh-Hant": UNPUNCTUATED}, {"en": "Joint work", "zh-Hant": "加強合作"}
    ),
    "astral": Stress(
        4, {"en": "Signs such as 𝄞 and 🙂🏽 in a text", "zh-Hant": ASTRAL}, {"en": "Signs 𝄞", "zh-Hant": "𠮷𨋢𡃁"}
    ),
}
SOURCE = "press-release#1"
SLIDES = ("glance", "progress", "directions", "agreements", "milestones")


OVERVIEW_SLIDES = ("glance", "statements", "matrix", "agreements", "milestones")


def make_project(root: Path, sectors: Iterable[str] = SECTORS) -> Path:
    """Write the project with these sectors below `root`; files of JSON are YAML too."""
    for folder in ("templates", "glossary"):
        shutil.copytree(ROOT / folder, root / folder, dirs_exist_ok=True)
    (root / "content" / "sectors").mkdir(parents=True)
    for name in sectors:
        _write(root / "content" / "sectors" / f"{name}.yaml", _sector(name, SECTORS[name]))
    _write(root / "content" / "meeting.yaml", _meeting(sectors))
    (root / "reportgen.yaml").write_text("check: {}\n", encoding="utf-8")
    return root


def _write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(_present(content), ensure_ascii=False, indent=1), encoding="utf-8")


def _present(value: Any) -> Any:
    """A value without the keys that have none."""
    if isinstance(value, dict):
        return {key: _present(item) for key, item in value.items() if item is not None}
    return [_present(item) for item in value] if isinstance(value, list) else value


def _numbered(text: dict[str, str], number: int) -> dict[str, str]:
    return {"en": f"{text['en']} {number}", "zh-Hant": f"{text['zh-Hant']}{number}"}


def _list(stress: Stress, make: Callable[[int], dict[str, Any]]) -> list[dict[str, Any]]:
    return [make(number) for number in range(1, stress.items + 1)]


def _sector(name: str, stress: Stress) -> dict[str, Any]:
    def item(number: int) -> dict[str, Any]:
        return {
            "lead": _numbered(stress.lead, number), "text": stress.text, "source": SOURCE,
            "by": ["hksar-government", "shenzhen-government"][: number % 3],
        }  # fmt: skip

    takeaways = [item(number) for number in range(1, min(3, max(1, stress.items)) + 1)]
    return {
        "id": name,
        "title": {"en": f"Sector of {name}", "zh-Hant": f"範疇{name}"},
        "headline": SENTENCE,
        "summary": stress.text,
        "takeaways": takeaways,
        "progress": _list(stress, item),
        "next_steps": _list(stress, item),
        "agreements": _list(stress, lambda number: _agreement(stress, number))[:12],
        "figures": _list(stress, lambda number: _figure(stress, number)),
        "milestones": _list(stress, lambda number: _milestone(stress, number))[:14],
        "why_it_matters": {"text": stress.text, "source": SOURCE} if stress.items % 2 else None,
        "sections": {key: {"headline": _numbered(SENTENCE, n), "say": stress.text} for n, key in enumerate(SLIDES)},
        "overview": {
            "progress": stress.lead, "next_step": stress.lead, "signed": stress.lead if stress.items else None,
        },
    }  # fmt: skip


def _agreement(stress: Stress, number: int) -> dict[str, Any]:
    return {
        "document": "finance-letter-of-intent", "kind": LEAD, "parties": ["hksar-government", "shenzhen-government"],
        "date": f"2023-01-{number:02}", "purpose": stress.text, "source": SOURCE,
    }  # fmt: skip


def _figure(stress: Stress, number: int) -> dict[str, Any]:
    return {
        "value": str(10 ** (number % 7)),
        "unit": {"en": "firms", "zh-Hant": "家"},
        "label": stress.lead,
        "source": SOURCE,
    }


def _milestone(stress: Stress, number: int) -> dict[str, Any]:
    status = "done" if number < 3 else "planned"
    date = f"2023-02-{2 * number - 1:02}" if number < 14 else "2023-03"
    return {"date": date, "lead": stress.lead, "text": stress.text, "status": status, "source": SOURCE}


def _meeting(sectors: Iterable[str]) -> dict[str, Any]:
    title = {"en": "[[co-operation-meeting-2023]]", "zh-Hant": "[[co-operation-meeting-2023]]"}
    person = {"who": "chan-kwok-ki", "lead": LEAD, "text": SENTENCE, "source": SOURCE}
    return {
        "id": "stress",
        "title": title,
        "date": "2023-02-22",
        "place": {"en": "[[hong-kong|full]]", "zh-Hant": "[[hong-kong|full]]"},
        "chairs": ["chan-kwok-ki", "qin-weizhong"],
        "attendees": ["cheuk-wing-hing", "cheung-kwok-kwan", "alice-mak"],
        "attendees_source": SOURCE,
        "release": {"classification": {"en": "Public information", "zh-Hant": "公開資料"}},
        "languages": ["en", "zh-Hant", "zh-Hans"],
        "sectors": list(sectors),
        "sources": {"press-release": {"title": title, "publisher": "hksar-government", "issued": "2023-02-23"}},
        "statements": [person] * 9,
        "overview": {
            "title": {"en": "Everything at once", "zh-Hant": "全部範疇"},
            "headline": SENTENCE,
            "summary": LONG,
            "takeaways": [{"lead": LEAD, "text": SENTENCE, "source": SOURCE}] * 3,
            "figures": [],
            "periods": [
                {"title": {"en": "Up to February 2023", "zh-Hant": "2023年2月或之前"}, "until": "2023-02-22"},
                {"title": {"en": "After that", "zh-Hant": "其後"}},
            ],
            "sections": {
                key: {"headline": _numbered(SENTENCE, n), "say": SENTENCE} for n, key in enumerate(OVERVIEW_SLIDES)
            },
        },
    }


if __name__ == "__main__":
    make_project(Path(sys.argv[1]))
