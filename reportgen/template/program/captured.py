"""What stands between the tags of a macro, a `set` without `=`, a `filter` or a recursive loop, printed elsewhere.

What a block captures is text that remembers its looks. Printed as it is, it has the markup that it was written with,
the runs that look like its first tag in the looks of the new place; any filter, and all else that asks for a text, sees
the words alone, and gives words. What is no text cannot be lost so: to ask for its text is a fault.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from jinja2 import pass_context
from jinja2.runtime import Context, Macro

from reportgen.diagnostics import Message
from reportgen.office.markup.dialect import WORD
from reportgen.template.program.filters import state_of
from reportgen.template.render.runs import RunSlot
from reportgen.template.runtime.blocks import hold
from reportgen.template.runtime.limits import count_rounds
from reportgen.template.runtime.state import RenderState, Slot
from reportgen.template.values.rich_text import NotText, Placed

_TEXT = re.compile(r"<[wa]:t(?: [^<>]*)?>([^<]*)</[wa]:t>|<w:(tab|br|cr)/>|<(a:br)>|(</[wa]:p>)(?=<[wa]:p[ >])")
"""What has a text: the markup has the form of `office.markup.canonical_form`, or was written by the engine."""
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "a:br": "\n"}
_ELEMENT = re.compile(r"<([\w.]+:\w+)[ />]")
_RUN_PROPERTIES = re.compile(r"<([wa]):([rp]Pr)(?: [^<>]*)?>.*?</\1:\2>|<a:rPr(?: [^<>]*)?/>", re.DOTALL)
_TEXT_ELEMENTS = frozenset(
    ("w:p", "w:r", "w:t", "w:tab", "w:br", "w:cr", "w:proofErr", "w:lastRenderedPageBreak", "a:p", "a:r", "a:t", "a:br")
)
"""What is text alone, once the properties are taken out."""
_BLOCK = re.compile(r"<[wa]:(?:p|tbl)[ />]")
_TAG = re.compile(r"<[^<>]*>")
_PREFIX = re.compile(r"[</ ]([\w.]+):\w")


@dataclass(frozen=True, slots=True)
class _Passage:
    """Markup that was captured in a part (the number of its plan), in a place whose runs look like `home`."""

    markup: str
    part: int
    home: RunSlot | None

    def print(self, slot: RunSlot, state: RenderState) -> str:
        """The markup at a slot; whole paragraphs take the place of the slot's own."""
        if state.package.parts[-1].plan != self.part and not _travels(self.markup):
            message = Message("'{text}' prints here what belongs to another part of the file", text=slot.tag.text)
            state.problem(
                "captured-content", message, slot.tag.location, Message("define it in the part that prints it")
            )
            return ""
        if _BLOCK.search(self.markup):
            return hold(self.markup, slot.tag, state, slot.format.prefix)
        if self.home is None:
            return self.markup
        prefix = slot.format.prefix
        like_home = re.compile(
            rf"(<{prefix}:(?:r|br)(?: [^<>]*)?>){re.escape(self.home.base)}(?=<{prefix}:(?:t|tab|br)[ />])"
        )
        return like_home.sub(lambda found: found[1] + slot.base, self.markup)


class CapturedText(str, Placed):
    """Captured text: its words, and the looks that they were written with."""

    __slots__ = ("_passage",)
    _passage: _Passage

    def placed(self, slot: Any, state: Any) -> str:
        """The text with its looks."""
        return self._passage.print(slot, state)


class CapturedContent(Placed):
    """What was captured and is no text alone."""

    __slots__ = ("_passage",)

    def __init__(self, passage: _Passage) -> None:
        self._passage = passage

    def placed(self, slot: Any, state: Any) -> str:
        """The content."""
        return self._passage.print(slot, state)

    def __str__(self) -> str:
        raise NotText(
            Message("it holds more than text (a picture, a field, a table), which cannot be kept or changed as text")
        )


def captured(markup: str, home: Slot | None, part: int, inline: bool = False) -> CapturedText | CapturedContent:
    """The value that a passage of a part becomes; `home` (a `RunSlot`) is where it begins.

    Raises `ValueError` for whole paragraphs where it is to stand `inline`.
    """
    if inline and _BLOCK.search(markup):
        raise ValueError(Message("it holds whole paragraphs; write both of its tags into one paragraph"))
    passage = _Passage(markup, part, cast(RunSlot | None, home))
    if set(_ELEMENT.findall(_RUN_PROPERTIES.sub("", markup))) - _TEXT_ELEMENTS:
        return CapturedContent(passage)
    text = CapturedText("".join(map(_shown, _TEXT.finditer(markup))))
    text._passage = passage
    return text


class DocumentMacro:
    """A macro of the document's: what it prints is captured anew by each call."""

    def __init__(self, macro: Callable[..., str], home: Slot, part: int) -> None:
        self._macro, self._home, self._part = macro, home, part

    def __call__(self, *arguments: Any, **names: Any) -> CapturedText | CapturedContent:
        """What the macro prints for arguments."""
        count_rounds((None,), 0)  # a macro that calls itself is a loop
        return captured(self._macro(*arguments, **names), self._home, self._part)


def _shown(found: re.Match[str]) -> str:
    text, break_, line, _ = found.groups()
    return html.unescape(text) if text is not None else _BREAKS.get(break_ or line, "\u2029")


def _travels(markup: str) -> bool:
    """Whether markup means the same in every part: it names no relationship, and no namespace but the common ones."""
    return {prefix for tag in _TAG.findall(markup) for prefix in _PREFIX.findall(tag)} <= {WORD.prefix, "a", "xml"}


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
