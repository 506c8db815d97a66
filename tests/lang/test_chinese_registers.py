"""Sentences of many registers, each with what an editor would accept of its conversion.

`registers.tsv` holds one sentence a line: the language to print, the difficulty or the register, the source, and
what is accepted, in which `{a|b}` stands for either wording. They were written before the program was asked: press
releases, papers of the legislature, law, finance, transport, medicine, schools, technology, co-operation, daily life.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.lang.chinese.converter import ChineseConverter

ROWS = [line.split("\t") for line in Path(__file__).with_name("registers.tsv").read_text("utf-8").splitlines()]


def accepted(pattern: str) -> re.Pattern[str]:
    """The sentences that a line accepts."""
    parts = re.split(r"\{([^}]*)\}", pattern)
    either = ("|".join(map(re.escape, part.split("|"))) for part in parts[1::2])
    return re.compile(
        "".join(re.escape(text) + f"(?:{words})" for text, words in zip(parts[::2], [*either, ""], strict=True))
    )


@pytest.mark.parametrize("target", ["zh-Hans", "zh-Hant"])
def test_every_sentence_is_accepted(target: str, to_hans: ChineseConverter, to_hant: ChineseConverter) -> None:
    """Each comes out as an editor of that place would have it."""
    convert = (to_hans if target == "zh-Hans" else to_hant).convert
    rows = [(source, pattern) for to, _, source, pattern in ROWS if to == target]
    printed = [(source, pattern, convert(source).replace("\u00a0", " ")) for source, pattern in rows]
    assert len(rows) > 200
    assert [row for row in printed if not accepted(row[1]).fullmatch(row[2])] == []
