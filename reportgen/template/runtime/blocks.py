"""Markup that takes the place of the paragraph in which a tag stands, when its part is whole."""

from __future__ import annotations

import re

from reportgen.office.drawing.theme_colours import fill_colour_marks
from reportgen.office.markup.equal_runs import join_equal_runs
from reportgen.office.markup.marks import INSERTED
from reportgen.template.runtime.state import RenderState
from reportgen.template.syntax.tags import Tag

BLOCK = f":{INSERTED} "
"""What stands in markup wherever there is a mark."""
MARK = re.compile(rf'<(w|a):{INSERTED} \1:n="(\d+)"/>')
"""What a tag has printed: the prefix of its paragraph, and the number of what is held for it."""


def hold(markup: str, tag: Tag, state: RenderState, prefix: str = "w") -> str:
    """Hold markup for the paragraph of a tag, and return the mark that stands for it until then; nothing for none."""
    if not markup:
        return ""
    state.blocks.append((fill_colour_marks(join_equal_runs(markup), state.colours), tag))
    return mark(len(state.blocks) - 1, prefix)


def mark(number: int, prefix: str = "w") -> str:
    """The mark that stands for what is held under a number."""
    return f'<{prefix}:{INSERTED} {prefix}:n="{number}"/>'
