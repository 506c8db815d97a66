"""Word summaries and PowerPoint decks from structured content, a glossary and Office templates.

What a program that uses this as a library needs is named here; each name is imported when it is asked for.
"""

TYPE_CHECKING = False  # type checkers know it by its name; `typing` takes longer to import than all else here
if TYPE_CHECKING:
    from typing import Any

    from reportgen.check.nodes import CheckedFile
    from reportgen.check.project import CheckedProject
    from reportgen.check.registry import Finding
    from reportgen.diagnostics import Diagnostic, Location, ProblemsFound, Severity
    from reportgen.model.target import Target
    from reportgen.template import (
        BubbleChart,
        BubbleSeries,
        Chart,
        CompiledTemplate,
        InlinePicture,
        OfficeTemplate,
        Picture,
        RichText,
        Series,
        Span,
        Subdocument,
        XYChart,
        XYSeries,
        append,
        pass_context,
    )
    from reportgen.version import __version__

__all__ = [
    "BubbleChart",
    "BubbleSeries",
    "Chart",
    "CheckedFile",
    "CheckedProject",
    "CompiledTemplate",
    "Diagnostic",
    "Finding",
    "InlinePicture",
    "Location",
    "OfficeTemplate",
    "Picture",
    "ProblemsFound",
    "RichText",
    "Series",
    "Severity",
    "Span",
    "Subdocument",
    "Target",
    "XYChart",
    "XYSeries",
    "__version__",
    "append",
    "pass_context",
]

_HOMES = {
    "CheckedFile": "reportgen.check.nodes",
    "CheckedProject": "reportgen.check.project",
    "Diagnostic": "reportgen.diagnostics",
    "Finding": "reportgen.check.registry",
    "Location": "reportgen.diagnostics",
    "ProblemsFound": "reportgen.diagnostics",
    "Severity": "reportgen.diagnostics",
    "Target": "reportgen.model.target",
    "__version__": "reportgen.version",
}
"""The module of each name that is not one of the template engine's."""


def __getattr__(name: str) -> "Any":
    """Import what is asked for by name; it is found here from then on."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(_HOMES.get(name, "reportgen.template")), name)
    return value


def __dir__() -> list[str]:
    return [*globals(), *__all__]
