"""How often whole sentences of official prose come out exactly, without any glossary.

`sentences.csv` holds sentences in the manner of government press releases, each as Hong Kong and as the
Mainland would print it. The words tables were mended by classes, never by sentence; the rate over the
file is what is held, and a failure lists the sentences that came out otherwise.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from reportgen.lang.chinese.converter import ChineseConverter
from reportgen.model.glossary import Glossary

AIMS = {("zh-Hant", "zh-Hans"): 0.97, ("zh-Hans", "zh-Hant"): 0.92}


def sentences() -> list[dict[str, str]]:
    """The sentences, by language."""
    with Path(__file__).with_name("sentences.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("source", "target"), AIMS)
def test_rate(source: str, target: str) -> None:
    """Nearly every sentence comes out exactly as the other audience prints it."""
    convert = ChineseConverter(Glossary({}), source, target).convert
    rows = sentences()
    missed = [(row[target], got) for row in rows if (got := convert(row[source])) != row[target]]
    assert len(rows) >= 200
    assert 1 - len(missed) / len(rows) >= AIMS[source, target], missed


@pytest.mark.parametrize(("source", "target"), AIMS)
def test_already_right(source: str, target: str) -> None:
    """A sentence that is already in the target's Chinese is left as it is."""
    convert = ChineseConverter(Glossary({}), source, target).convert
    assert [(row[target], convert(row[target])) for row in sentences() if convert(row[target]) != row[target]] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("局长余先生", "局長余先生"),
        ("署长范志明说", "署長范志明說"),
        ("钟女士与叶博士", "鍾女士與葉博士"),
        ("剩余先生", "剩餘先生"),
        ("主任游客人数", "主任遊客人數"),
        ("约60只雀鸟", "約60隻雀鳥"),
        ("该只船与各只船", "該隻船與各隻船"),
        ("数据显示2023只有三宗", "數據顯示2023只有三宗"),
        ("天文台预测咪表冲厕", "天文台預測咪錶沖廁"),
    ],
)
def test_homographs(text: str, expected: str) -> None:
    """Surnames and counters are told from the words around them."""
    assert ChineseConverter(Glossary({}), "zh-Hans", "zh-Hant").convert(text) == expected
