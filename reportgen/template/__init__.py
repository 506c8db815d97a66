"""The template engine: Jinja tags in Word and PowerPoint files, compiled once and rendered many times.

Usable alone: `OfficeTemplate("letter.docx").render({"name": "Ada"})`. It knows nothing of
sectors, glossaries or meetings.
"""

from jinja2 import pass_context

from reportgen.template.render.inline_pictures import InlinePicture
from reportgen.template.render.pictures import Picture
from reportgen.template.template import CompiledTemplate, OfficeTemplate
from reportgen.template.values.chart_data import Chart, Series, XYChart, XYSeries
from reportgen.template.values.rich_text import RichText, Span
from reportgen.template.values.subdocument import Subdocument

__all__ = [
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
    "pass_context",
]
