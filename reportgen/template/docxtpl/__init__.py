"""docxtpl's names for this engine: its users change one import.

    from reportgen.template.docxtpl import DocxTemplate, InlineImage, RichText

What differs, and why, is the table "Coming from docxtpl" in `docs/limits.md`.
"""

from reportgen.template.docxtpl.document import DocxTemplate
from reportgen.template.docxtpl.objects import InlineImage, Subdoc
from reportgen.template.docxtpl.texts import RP, Listing, R, RichText, RichTextParagraph

__all__ = ["RP", "DocxTemplate", "InlineImage", "Listing", "R", "RichText", "RichTextParagraph", "Subdoc"]
