"""How fast conversion is beside OpenCC alone: `python benchmarks/chinese.py`.

A million characters of the repository's own content, in which one of 20 000 made-up names stands every
hundred characters, are converted by OpenCC alone and by the converter in turn, several times; printed are
the medians, and their ratio. The first conversion, in which the search builds its automaton, stands apart.
Starts are those of new processes, each in an empty cache folder and then in the same one.

The aim is a ratio of at most 3, a start within 0.3 s, and next to none of it when cached.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from opencc import OpenCC

from reportgen.model.glossary import Glossary, Term

TERMS = 20_000
CHARACTERS = 1_000_000
RUNS = 9
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


def start(source: str, target: str, cache: str) -> None:
    """Print how long this process takes to its first converted words, and how much of it OpenCC takes alone."""
    named = json.load(sys.stdin)
    glossary = Glossary({term_id: Term(term_id, "body", names) for term_id, names in named.items()})
    began = time.perf_counter()
    from reportgen.lang.chinese.converter import ChineseConverter

    imported = time.perf_counter()
    chinese = ChineseConverter(glossary, source, target, cache=Path(cache))
    made = time.perf_counter()
    chinese.convert("測試测试")
    done = time.perf_counter()
    print(*(f"{1000 * part:.0f}" for part in (done - began, imported - began, made - imported, done - made)))


def starts(glossary: Glossary, source: str, target: str) -> list[str]:
    """What `start` prints in new processes, without a cache and with one."""
    named = json.dumps({term.id: dict(term.names) for term in glossary})
    printed = []
    with tempfile.TemporaryDirectory() as cache:
        for _ in ("cold", "cached"):
            command = [sys.executable, __file__, source, target, cache]
            done = subprocess.run(command, input=named, capture_output=True, text=True, check=True)
            printed.append("{} ms (imports {}, table {}, OpenCC {})".format(*done.stdout.split()))
    return printed


def main() -> None:
    """Print the figures for both directions."""
    from reportgen.lang.chinese.converter import converter

    hant = content()
    ideographs = "".join(sorted(set(re.findall("[\u4e00-\u9fff]", hant))))
    glossary = made_up_glossary(ideographs)
    prose = {"zh-Hant": hant, "zh-Hans": OpenCC("hk2s").convert(hant)}
    for (source, target), configuration in DIRECTIONS.items():
        text = text_with_names(prose[source], glossary, source)
        ours, plain = converter(glossary, source, target).convert, OpenCC(configuration).convert
        ours("測試测试")
        first = seconds(lambda: ours(text))  # noqa: B023
        pairs = [(seconds(lambda: plain(text)), seconds(lambda: ours(text))) for _ in range(RUNS)]  # noqa: B023
        alone, whole = (median(times) for times in zip(*pairs, strict=True))
        print(f"{source} → {target}, {len(text):,} characters, {TERMS:,} terms:")
        print(f"  OpenCC alone {alone * 1000:.0f} ms, reportgen {whole * 1000:.0f} ms: ratio {whole / alone:.2f}")
        print(f"  the first time {first * 1000:.0f} ms: ratio {first / alone:.2f}")
        for state, printed in zip(("cold", "cached"), starts(glossary, source, target), strict=True):
            print(f"  start {state} {printed}")


if __name__ == "__main__":
    start(*sys.argv[1:]) if len(sys.argv) > 1 else main()
