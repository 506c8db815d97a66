"""Templates that are none, that ask for what is not there, and that mean harm."""

from __future__ import annotations

from tests.faults.case import Case
from tests.support.office import docx_of

LETTER = "templates/letter.docx"

CASES = (
    Case("an empty template", {LETTER: b""}, says=(LETTER, "it is empty", "[not-a-template]")),
    Case("an unknown name in a template", {LETTER: docx_of("{{ nobody }}")}, values={}, says=("'nobody'",)),
)
