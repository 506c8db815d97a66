"""The template engine: Jinja tags in Word and PowerPoint files, compiled once and rendered many times.

Usable alone: `OfficeTemplate("letter.docx").render({"name": "Ada"})`. It knows nothing of
sectors, glossaries or meetings.
"""

from jinja2 import pass_context

from reportgen.ooxml.chart_data import Chart, Series, XYChart, XYSeries
from reportgen.ooxml.pictures import Picture
from reportgen.ooxml.rich import RichText, Span
from reportgen.ooxml.subdocument import Subdocument
from reportgen.ooxml.template import CompiledTemplate, OfficeTemplate

__all__ = [
    "Chart",
    "CompiledTemplate",
    "OfficeTemplate",
    "Picture",
    "RichText",
    "Series",
    "Span",
    "Subdocument",
    "XYChart",
    "XYSeries",
    "pass_context",
]
