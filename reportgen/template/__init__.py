"""The template engine: Jinja tags in Word and PowerPoint files, compiled once and rendered many times.

Usable alone: `OfficeTemplate("letter.docx").render({"name": "Ada"})`. It knows nothing of
sectors, glossaries or meetings. Each name is imported when it is asked for: who uses docxtpl's names needs few of them.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import pass_context

    from reportgen.template.appended.append import append
    from reportgen.template.render.inline_pictures import InlinePicture
    from reportgen.template.render.pictures import Picture
    from reportgen.template.template import CompiledTemplate, OfficeTemplate
    from reportgen.template.values.chart_data import BubbleChart, BubbleSeries, Chart, Series, XYChart, XYSeries
    from reportgen.template.values.rich_text import RichText, Span
    from reportgen.template.values.subdocument import Subdocument

__all__ = [
    "BubbleChart",
    "BubbleSeries",
    "Chart",
    "CompiledTemplate",
    "InlinePicture",
    "OfficeTemplate",
    "Picture",
    "RichText",
    "Series",
    "Span",
    "Subdocument",
    "XYChart",
    "XYSeries",
    "append",
    "pass_context",
]

_HOMES = {
    **dict.fromkeys(
        ("BubbleChart", "BubbleSeries", "Chart", "Series", "XYChart", "XYSeries"),
        "reportgen.template.values.chart_data",
    ),
    **dict.fromkeys(("CompiledTemplate", "OfficeTemplate"), "reportgen.template.template"),
    "InlinePicture": "reportgen.template.render.inline_pictures",
    "Picture": "reportgen.template.render.pictures",
    **dict.fromkeys(("RichText", "Span"), "reportgen.template.values.rich_text"),
    "Subdocument": "reportgen.template.values.subdocument",
    "append": "reportgen.template.appended.append",
    "pass_context": "jinja2",
}
"""The module of each name."""


def __getattr__(name: str) -> Any:
    """Import what is asked for by name; it is found here from then on."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value
