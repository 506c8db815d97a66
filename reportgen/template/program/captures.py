"""The filters that make values of what a program has captured: blocks of `set` and `filter`, and macros."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context, Macro

from reportgen.template.program.captured import CapturedContent, CapturedText, DocumentMacro, captured
from reportgen.template.program.filters import state_of


@pass_context
def _captured(context: Context, markup: str, slot: int, inline: int = 0) -> CapturedText | CapturedContent:
    state = state_of(context)
    return captured(markup, state.slots[slot], state.package.parts[-1].plan, bool(inline))


@pass_context
def _macro(context: Context, macro: Macro, slot: int) -> DocumentMacro:
    state = state_of(context)
    return DocumentMacro(macro, state.slots[slot], state.package.parts[-1].plan)


CAPTURE_FILTERS: Mapping[str, Callable[..., Any]] = {"__captured": _captured, "__macro": _macro}
"""For compiled programs alone."""
