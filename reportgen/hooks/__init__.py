"""What a project's own `reportgen_hooks.py` says its functions are: filters, rules, steps after rendering.

    from reportgen import hooks

    @hooks.filter
    def loud(value: object) -> str:
        return str(value).upper()

The decorators only mark a function and hand it on as it is, so it can be called and tested like any other. Whoever
runs the marked functions is `reportgen.hooks.own_hooks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import FunctionType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args

from reportgen.diagnostics import Message

if TYPE_CHECKING:
    from reportgen.model.target import Target
    from reportgen.office.opc.handed_over import Document, Presentation

    DocumentStep = Callable[[Document, Target], None]
    PresentationStep = Callable[[Presentation, Target], None]

__all__ = ["filter", "finish_document", "finish_presentation", "rule"]

AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])
RuleFunction = TypeVar("RuleFunction", bound=Callable[[Any], Iterable[Any]])
Reads = Literal["file", "glossary", "project"]
"""What a rule is called with: each file of content, the glossary's tables, or the whole project."""
Level = Literal["warning", "error"]
"""How severe the findings of a rule are."""
READS, SEVERITIES = get_args(Reads), get_args(Level)

MARK = "__reportgen_hooks__"
"""The attribute of a marked function: what it is marked as."""


class Purpose(StrEnum):
    """What a function is for; steps after rendering by the suffix of the files that they finish."""

    FILTER = "filter"
    RULE = "rule"
    FINISH_DOCUMENT = ".docx"
    FINISH_PRESENTATION = ".pptx"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a function is marked as; all but the purpose is of rules: code, severity, and what they are called with."""

    purpose: Purpose
    code: str = ""
    severity: Level = "warning"
    reads: Reads = "file"


def filter(function: AnyFunction) -> AnyFunction:
    """A filter of templates under the function's name: `{{ item.text|loud }}`.

    Its first argument is the value; a text of the content is rich text, of which `str()` gives the words. It outranks
    a filter of the same name that the program has.
    """
    return _marked(function, Mark(Purpose.FILTER))


def rule(code: str, severity: Level = "warning", reads: Reads = "file") -> Callable[[RuleFunction], RuleFunction]:
    """A rule of `reportgen check`, whose code names the fault; the docstring is its help page.

    It is called with each file of content (`CheckedFile`), with the `glossary` in the same form, or with the whole
    `project` (`CheckedProject`), and yields findings: `yield wording.finding("what is wrong", "what to do")`.
    """
    if not isinstance(code, str):
        raise TypeError(Message("a rule has a code: write @hooks.rule('two-or-three-words') above the function"))

    def register(function: RuleFunction) -> RuleFunction:
        return _marked(function, Mark(Purpose.RULE, code, severity, reads))

    return register


def finish_document(function: DocumentStep) -> DocumentStep:
    """A step after rendering a Word file: it changes the python-docx document of a target, and returns nothing."""
    return _marked(function, Mark(Purpose.FINISH_DOCUMENT))


def finish_presentation(function: PresentationStep) -> PresentationStep:
    """A step after rendering a PowerPoint file: it changes the python-pptx presentation of a target."""
    return _marked(function, Mark(Purpose.FINISH_PRESENTATION))


def _marked(function: AnyFunction, mark: Mark) -> AnyFunction:
    # a filter is called by its name, and faults are told with the line where a function begins
    if not isinstance(function, FunctionType) or not function.__name__.isidentifier():
        raise TypeError(Message("a hook is a function with a name: write it with 'def'"))
    setattr(function, MARK, (*getattr(function, MARK, ()), mark))
    return function
