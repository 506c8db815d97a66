"""Sentences of the Government's register, each with all that an editor would accept of its conversion.

`accepted.jsonl` holds one sentence a line: what was written, what is expected, what else is accepted, and the kind of
difficulty. They were written by people who had not seen the tables, who looked for what converters do wrong.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reportgen.lang.chinese.converter import ChineseConverter

MOST_MISSED = 1


def sentences(target: str) -> list[dict[str, Any]]:
    """The sentences towards one language."""
    lines = Path(__file__).with_name("accepted.jsonl").read_text("utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["to"] == target]


@pytest.mark.parametrize("target", ["zh-Hans", "zh-Hant"])
def test_at_most_one_sentence_is_not_accepted(
    target: str, to_hans: ChineseConverter, to_hant: ChineseConverter
) -> None:
    """At most one sentence each way comes out as an editor would not have it."""
    convert = (to_hans if target == "zh-Hans" else to_hant).convert
    printed = [(row, convert(row["source"]).replace("\u00a0", " ")) for row in sentences(target)]
    missed = [(row["expected"], got) for row, got in printed if got not in (row["expected"], *row["accepted"])]
    assert len(printed) >= 70
    assert len(missed) <= MOST_MISSED, missed
