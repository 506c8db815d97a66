"""Reads and holds fit policies: what may be done, in which order, with a text that is too long for its shape.

An editor states one in the shape's alt text, `{%shape fit tighten shrink 14 continue %}`; without that the table of
defaults has one for each kind of shape. A text that no step can fit is an error that names it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportgen.diagnostics import Message
from reportgen.office.drawing.text_styles import TextStyle

FIT = "fit"
"""The keyword of the tag that states a policy."""
STEPS = ("tighten", "grow", "shrink", "continue")
"""In the order of the names: closer gaps and lines; a taller shape; smaller type; fewer items on a slide, or another
slide for the rest."""
SMALLEST = 12.0
"""The smallest size in points that type is shrunk to; type that is designed smaller stays."""
_LEAST_SCALE = 2 / 3
"""Type is shrunk to no less than this share of its size, unless a tag states a floor."""
_KEEP = "keep"
_STEP_WORDS = re.compile(r"(?P<step>[a-z]+)(?:\s+(?P<points>\d+(?:\.\d+)?))?(?:\s*,)?\s*")
_USAGE = Message(
    "write it like {%shape fit shrink 14 continue %}; the steps are tighten, grow, shrink, continue; or keep alone"
)


class PolicyError(ValueError):
    """A `fit` tag that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The steps to take, in order.

    `floor` is the smallest size in points that `shrink` may make, 0 for the default; with `keep` the text is left as
    it is, however long; `explicit` says that a tag states the policy.
    """

    steps: tuple[str, ...] = ()
    floor: float = 0.0
    keep: bool = False
    explicit: bool = False

    def least_scale(self, size: float) -> float:
        """Return the least factor by which type of `size` points may be scaled."""
        floor = self.floor or max(SMALLEST, size * _LEAST_SCALE)
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
"""The policy by the kind of a shape; for others by their autofit: PowerPoint's own choices "Shrink text on overflow"
(`normal`), "Resize shape to fit text" (`shape`) and "Do not Autofit" (`none`)."""
STATIC: Mapping[str, Policy] = {
    "table": Policy(),
    "normal": Policy(),
    "shape": Policy(("grow",)),
    "none": Policy(),
}
"""What programs that show a slide do by themselves with a text that no tag fills: it is measured for a warning only."""


KEPT = Policy(keep=True)
"""The policy of a text that is right as it stands."""


def default_policy(style: TextStyle, on_title_slide: bool = False) -> Policy:
    """Return the policy of a shape whose alt text states none; a title slide is never continued."""
    if style.is_title or (on_title_slide and style.placeholder):
        return DEFAULTS["title"]
    if style.is_furniture:
        return DEFAULTS["furniture"]
    if style.placeholder and style.autofit == "none":
        return DEFAULTS["body"]
    return DEFAULTS[style.autofit]


def read_policy(text: str) -> Policy:
    """Return the policy that a tag states, from the words after `fit`; raises `PolicyError`."""
    steps: list[str] = []
    floor, position, words = 0.0, 0, text.strip()
    while position < len(words):
        found = _STEP_WORDS.match(words, position)
        if found is None or found["step"] not in (*STEPS, _KEEP) or found["step"] in steps:
            raise PolicyError(
                Message("'{word}' is no step that fits here; {usage}", word=words[position:].split()[0], usage=_USAGE)
            )
        if found["points"] and found["step"] != "shrink":
            raise PolicyError(Message("only 'shrink' has a size; {usage}", usage=_USAGE))
        steps.append(found["step"])
        floor = float(found["points"] or floor)
        position = found.end()
    if not steps or (_KEEP in steps and len(steps) > 1):
        raise PolicyError(_USAGE)
    return Policy(tuple(s for s in steps if s != _KEEP), floor, keep=_KEEP in steps, explicit=True)
