"""The rule about words that are typed in a template."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from reportgen.check.registry import Finding, document_rule
from reportgen.diagnostics import Location, Message, Severity, shortened
from reportgen.model.target import BILINGUAL, template_variants
from reportgen.review.document import OfficeDocument
from reportgen.review.typed_words import typed_texts

UNLABELLED_WORDS = "unlabelled-words"
_MOST_SHOWN = 80


@document_rule(UNLABELLED_WORDS, Severity.WARNING)
def unlabelled_words(document: OfficeDocument) -> Iterator[Finding]:
    """Words are typed in a template, and no label has them in the meeting's other languages.

    Why: they stand in English in a Chinese deck. A whole paragraph is looked up in templates/labels.yaml; words
    beside a tag are not. Templates for two languages side by side are not asked, nor is a file outside of a
    project.

    For example:
        Signed on            and no label whose English is "Signed on"

    Instead:
        signed_on:           in templates/labels.yaml
          en: >-
            Signed on
          zh-Hant: >-
            簽署日期
    """
    is_bilingual = BILINGUAL in template_variants(PurePosixPath(document.name).name)
    for steps, text, is_whole in typed_texts(document) if document.is_template and not is_bilingual else ():
        message = Message(
            "no label has '{text}', so all languages print it as it is typed",
            text=shortened(text, _MOST_SHOWN),
        )
        whole = Message("add it to templates/labels.yaml")
        hint = whole if is_whole else Message("add it to templates/labels.yaml, and print it as {{ labels.KEY }}")
        yield Finding(Location(document.name, steps=steps), message, hint, text)
