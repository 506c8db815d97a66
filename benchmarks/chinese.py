"""How fast conversion is beside OpenCC alone: `python benchmarks/chinese.py`.

A million characters of the repository's own content, in which one of 20 000 made-up names stands every
hundred characters, are converted by OpenCC alone and by the converter, best of a few runs each, in turn.
The aim is a ratio of at most 3, and a start within 0.3 s.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from pathlib import Path

from opencc import OpenCC

from reportgen.lang.chinese import ChineseConverter, converter
from reportgen.model.glossary import Glossary, Term

TERMS = 20_000
CHARACTERS = 1_000_000
RUNS = 5
CONTENT = Path(__file__).parents[1] / "content" / "sectors"
DIRECTIONS = {("zh-Hant", "zh-Hans"): "hk2s", ("zh-Hans", "zh-Hant"): "s2hk"}


def content() -> str:
    """The Chinese lines of the sectors' files, as prose: without references."""
    lines = (line.strip() for path in sorted(CONTENT.glob("*.yaml")) for line in path.read_text("utf-8").splitlines())
    return re.sub(r"\[\[.*?\]\]", "", "\n".join(line for line in lines if re.search("[\u4e00-\u9fff]", line)))


def made_up_glossary(characters: str) -> Glossary:
    """As many names as a large office has, of four to nine characters each."""
    choose = random.Random(2023)
    to_hans = OpenCC("hk2s").convert
    terms: dict[str, Term] = {}
    while len(terms) < TERMS:
        hant = "".join(choose.choices(characters, k=choose.randint(4, 9)))
        terms[f"t{len(terms)}"] = Term(f"t{len(terms)}", "body", {"zh-Hant": hant, "zh-Hans": to_hans(hant) + "局"})
    return Glossary(terms)


def text_with_names(prose: str, glossary: Glossary, tag: str) -> str:
    """The prose over and over, a name in every hundred characters, of the benchmark's length."""
    choose = random.Random(1997)
    names = [term.names[tag] for term in glossary]
    pieces: list[str] = []
    length = 0
    while length < CHARACTERS:
        at = choose.randrange(max(1, len(prose) - 92))
        pieces.append(prose[at : at + 92] + choose.choice(names))
        length += len(pieces[-1])
    return "".join(pieces)[:CHARACTERS]


def seconds(action: Callable[[], object]) -> float:
    """How long an action takes once."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main() -> None:
    """Print the figures for both directions."""
    hant = content()
    ideographs = "".join(sorted(set(re.findall("[\u4e00-\u9fff]", hant))))
    glossary = made_up_glossary(ideographs)
    prose = {"zh-Hant": hant, "zh-Hans": OpenCC("hk2s").convert(hant)}
    for (source, target), configuration in DIRECTIONS.items():
        text = text_with_names(prose[source], glossary, source)
        start = seconds(lambda: ChineseConverter(glossary, source, target).convert("測試测试"))  # noqa: B023
        ours, plain = converter(glossary, source, target), OpenCC(configuration)
        again = seconds(lambda: converter(glossary, source, target).convert("測試测试"))  # noqa: B023
        pairs = [(seconds(lambda: plain.convert(text)), seconds(lambda: ours.convert(text))) for _ in range(RUNS)]  # noqa: B023
        alone, whole = (min(times) for times in zip(*pairs, strict=True))
        print(
            f"{source} → {target}: start {start * 1000:.0f} ms, cached {again * 1000:.2f} ms; {len(text):,} characters:"
        )
        print(f"  OpenCC alone {alone * 1000:.0f} ms, reportgen {whole * 1000:.0f} ms, ratio {whole / alone:.1f}")


if __name__ == "__main__":
    main()
