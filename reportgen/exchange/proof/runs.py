"""Divides a printed text into runs: names of the glossary, figures and dates, strong text, and what is between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from reportgen.exchange.proof.printed import Printed
from reportgen.lang.joints import joints

_MARKED_KINDS = ("date", "number and its unit")
_DIGITS = re.compile(r"\d+(?:[.,:/\u2013\u2014-]?\d+)*%?")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text that is shown in one way."""

    text: str
    is_name: bool = False
    is_figure: bool = False
    is_strong: bool = False


def runs_of(printed: Printed) -> Iterator[Run]:
    """The runs of a text, in order."""
    names = [range(name.start, name.end) for name in printed.names if name.term]
    figures = list(_figures(printed.text))
    strong = [range(span.start, span.end) for span in printed.spans if span.before == "**"]
    stretches = (*names, *figures, *strong)
    if not printed.text:
        return
    cuts = sorted({0, len(printed.text)}.union(*({each.start, each.stop} for each in stretches)))
    looks = ((tuple(any(at in each for each in kind) for kind in (names, figures, strong)), at) for at in cuts[:-1])
    starts = [next(places) for _, places in groupby(looks, key=itemgetter(0))]
    for (look, start), end in zip(starts, [*(at for _, at in starts[1:]), len(printed.text)], strict=True):
        yield Run(printed.text[start:end], *look)


def _figures(text: str) -> Iterator[range]:
    for joint in joints(text):
        if joint.kind in _MARKED_KINDS:
            yield range(joint.start, joint.end)
    for found in _DIGITS.finditer(text):
        yield range(*found.span())
