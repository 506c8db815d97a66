"""Prose in the manner of a council's record goes to the Mainland and comes back in the same characters."""

from __future__ import annotations

import difflib
from pathlib import Path

from opencc import OpenCC

from reportgen.lang.chinese.converter import ChineseConverter

PARAGRAPHS = Path(__file__).with_name("council.txt").read_text("utf-8").splitlines()


def test_no_character_comes_back_in_another_form(to_hans: ChineseConverter, to_hant: ChineseConverter) -> None:
    """What comes back otherwise is another word, never another form of the same character."""
    simplified = OpenCC("hk2s").convert
    wrong = []
    for paragraph in PARAGRAPHS:
        back = to_hant.convert(to_hans.convert(paragraph))
        for kind, a, b, c, d in difflib.SequenceMatcher(None, paragraph, back, autojunk=False).get_opcodes():
            if kind == "replace" and simplified(paragraph[a:b]) == simplified(back[c:d]):
                wrong.append((paragraph[max(0, a - 4) : b + 4], back[c:d]))
    assert sum(map(len, PARAGRAPHS)) > 3_500
    assert wrong == []
