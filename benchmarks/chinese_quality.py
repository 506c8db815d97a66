"""How right conversion is beside OpenCC and zhconv: `python benchmarks/chinese_quality.py`.

Two measures, in both directions, with the project's glossary:

* *Sentences*: how many of `tests/lang/accepted.jsonl` come out as an editor would accept them, and how many exactly
  as expected; of `tests/lang/siblings.tsv`, which holds readings that converters get wrong, how many come out right.
* *Prose*: texts of Hong Kong (`tests/lang/council.txt`, in the manner of a council's record, and the project's own
  content) go to the Mainland and back. Printed for 1,000 characters: characters that come back as another form of
  the same character (后 for 後), which is an error wherever it stands; words that come back otherwise; and Hong Kong
  words, listed in `tests/lang/hongkong_words.txt`, that are left in the Mainland's text.

Each other converter is shown with its best configuration. zhconv is shown where it is installed, which the project
itself does not need: `pip install zhconv`.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from opencc import OpenCC

from reportgen.lang.chinese.converter import ChineseConverter
from reportgen.lang.chinese.spelling import glyphs
from reportgen.project.load import load_project

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "lang"
TO_MAINLAND = ("hk2s", "hk2sp", "tw2sp", "t2s")
TO_HONGKONG = ("s2hk", "s2hkp", "s2twp", "s2t")

Convert = Callable[[str], str]
Pair = tuple[Convert, Convert]
"""A conversion to the Mainland's Chinese, and one to Hong Kong's."""


def converters() -> dict[str, Pair]:
    """All that are measured, by name."""
    glossary = load_project(ROOT).glossary
    ours = (ChineseConverter(glossary, *pair).convert for pair in (("zh-Hant", "zh-Hans"), ("zh-Hans", "zh-Hant")))
    found: dict[str, Pair] = {"reportgen": (next(ours), next(ours))}
    for to_mainland, to_hongkong in zip(TO_MAINLAND, TO_HONGKONG, strict=True):
        found[f"OpenCC {to_mainland}/{to_hongkong}"] = OpenCC(to_mainland).convert, OpenCC(to_hongkong).convert
    if find_spec("zhconv"):
        zhconv = import_module("zhconv")
        found["zhconv zh-cn/zh-hk"] = (
            lambda text: zhconv.convert(text, "zh-cn"),
            lambda text: zhconv.convert(text, "zh-hk"),
        )
    return found


def typed(text: str) -> str:
    """A text with one form for characters whose form is a matter of typing: 説 is 說, a no-break space a space."""
    for written, wanted in {**glyphs("hongkong"), "\u00a0": " "}.items():
        text = text.replace(written, wanted)
    return text


def sentences(pair: Pair) -> list[str]:
    """Rates of accepted and of exact sentences to the Mainland and to Hong Kong, and of readings."""
    rows = [json.loads(line) for line in (DATA / "accepted.jsonl").read_text("utf-8").splitlines()]
    cells = []
    for convert, target in zip(pair, ("zh-Hans", "zh-Hant"), strict=True):
        printed = [(row, typed(convert(row["source"]))) for row in rows if row["to"] == target]
        exact = sum(got == typed(row["expected"]) for row, got in printed)
        accepted = sum(got in map(typed, (row["expected"], *row["accepted"])) for row, got in printed)
        cells += [f"{accepted}/{len(printed)}", f"{exact}"]
    readings = [line.split("\t") for line in (DATA / "siblings.tsv").read_text("utf-8").splitlines()]
    right = sum(typed(pair[1](source)) == typed(expected) for _, source, expected in readings)
    return [*cells, f"{right}/{len(readings)}"]


def prose() -> list[str]:
    """The paragraphs that are converted: the council's, and the Traditional lines of the project's content."""
    paragraphs = (DATA / "council.txt").read_text("utf-8").splitlines()
    for path in sorted((ROOT / "content").rglob("*.yaml")):
        lines = re.sub(r"\[\[.*?\]\]", "", path.read_text("utf-8")).splitlines()
        paragraphs += [line.strip() for line in lines if re.search("[這們後會為與區]", line)]
    return paragraphs


def round_trip(pair: Pair, paragraphs: list[str]) -> list[str]:
    """Errors in characters, words that come back otherwise, and Hong Kong words left, for 1,000 characters each."""
    simplified = OpenCC("hk2s").convert
    words = [simplified(word) for word in (DATA / "hongkong_words.txt").read_text("utf-8").split()]
    left_over = re.compile("|".join(sorted(words, key=len, reverse=True)))
    wrong = reworded = left = 0
    for paragraph in paragraphs:
        mainland = pair[0](paragraph)
        left += len(left_over.findall(mainland))
        before, after = typed(paragraph), typed(pair[1](mainland))
        for kind, start, end, to, until in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if kind == "replace" and simplified(before[start:end]) == simplified(after[to:until]):
                wrong += end - start
            elif kind != "equal":
                reworded += 1
    scale = 1000 / sum(map(len, paragraphs))
    return [f"{count * scale:.2f}" for count in (wrong, reworded, left)]


def main() -> None:
    """Print a table."""
    paragraphs = prose()
    print(f"{sum(map(len, paragraphs)):,} characters of prose")
    heads = ("to Mainland", "exact", "to Hong Kong", "exact", "readings", "wrong/1000", "reworded/1000", "left/1000")
    print(f"{'':22}" + "".join(f"{head:>15}" for head in heads))
    for name, pair in converters().items():
        print(f"{name:22}" + "".join(f"{cell:>15}" for cell in (*sentences(pair), *round_trip(pair, paragraphs))))


if __name__ == "__main__":
    main()
