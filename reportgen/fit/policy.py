"""What may be done with a text that is too long for its shape, in which order.

An editor says it in the shape's alt text, `{%shape fit tighten shrink 14 continue %}`; without that a table of
defaults says it, by what the shape is. What no step can fit is an error that names the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.office.drawing.text_styles import TextStyle

FIT = "fit"
"""The keyword of the tag."""
STEPS = ("tighten", "grow", "shrink", "continue")
"""Closer gaps and lines; a taller shape; smaller type; fewer items on a slide, or a next slide."""
SMALLEST = 12.0
"""Nothing on a slide is made smaller than this, in points; what is designed smaller stays."""
_LEAST_SHARE = 2 / 3
_KEEP = "keep"
_WORD = re.compile(r"(?P<step>[a-z]+)(?:\s+(?P<points>\d+(?:\.\d+)?))?(?:\s*,)?\s*")
_USAGE = "write it like {%shape fit shrink 14 continue %}; the steps are tighten, grow, shrink, continue; or keep alone"


class PolicyError(ValueError):
    """A `fit` tag that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The steps to take, in order. `floor` is the least size in points that `shrink` may make, 0 for the usual.

    With `keep` the text is left as it is, however long.
    """

    steps: tuple[str, ...] = ()
    floor: float = 0.0
    keep: bool = False
    stated: bool = False

    def least_scale(self, size: float) -> float:
        """How far type of `size` points may be scaled down."""
        floor = self.floor or max(SMALLEST, size * _LEAST_SHARE)
        return min(1.0, floor / size)


DEFAULTS: Mapping[str, Policy] = {
    "title": Policy(("tighten", "shrink")),
    "furniture": Policy(("tighten", "shrink")),
    "table": Policy(("tighten", "continue")),
    "body": Policy(("tighten", "continue")),
    "normal": Policy(("tighten", "shrink", "continue")),
    "shape": Policy(("grow", "tighten", "continue")),
    "none": Policy(("tighten", "continue")),
}
"""By what a shape is; else by its autofit: PowerPoint's own choices "Shrink text on overflow" (`normal`),
"Resize shape to fit text" (`shape`) and "Do not Autofit" (`none`)."""


def default_policy(style: TextStyle, on_title_slide: bool = False) -> Policy:
    """What is done with a shape whose alt text says nothing; a title slide does not go on on a next one."""
    if style.is_title or (on_title_slide and style.placeholder):
        return DEFAULTS["title"]
    if style.is_furniture:
        return DEFAULTS["furniture"]
    if style.placeholder and style.autofit == "none":
        return DEFAULTS["body"]
    return DEFAULTS[style.autofit]


def read_policy(text: str) -> Policy:
    """The policy that a tag states, from the words behind `fit`; raises `PolicyError`."""
    steps: list[str] = []
    floor, position, words = 0.0, 0, text.strip()
    while position < len(words):
        found = _WORD.match(words, position)
        if found is None or found["step"] not in (*STEPS, _KEEP) or found["step"] in steps:
            raise PolicyError(f"'{words[position:].split()[0]}' is no step that fits here; {_USAGE}")
        if found["points"] and found["step"] != "shrink":
            raise PolicyError(f"only 'shrink' has a size; {_USAGE}")
        steps.append(found["step"])
        floor = float(found["points"] or floor)
        position = found.end()
    if not steps or (_KEEP in steps and len(steps) > 1):
        raise PolicyError(_USAGE)
    return Policy(tuple(s for s in steps if s != _KEEP), floor, keep=_KEEP in steps, stated=True)
