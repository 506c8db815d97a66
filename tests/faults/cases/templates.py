"""Templates that are none, that ask for what is not there, and that mean harm."""

from __future__ import annotations

from tests.faults.case import Case
from tests.faults.tiny import TINY
from tests.support.office import docx_of

LETTER = "templates/letter.docx"

SETTINGS = "reportgen.yaml"
LARGE = docx_of("{% for n in range(60000) %}{{ n }} {% endfor %}")
"""Some eight million characters."""

CASES = (
    Case("an empty template", {LETTER: b""}, says=(LETTER, "it is empty", "[not-a-template]")),
    Case("an unknown name in a template", {LETTER: docx_of("{{ nobody }}")}, values={}, says=("'nobody'",)),
    Case(
        "a template that makes more than the project allows",
        {LETTER: LARGE, SETTINGS: f"{TINY[SETTINGS]}templates: {{million_characters: 2}}\n"},
        says=(LETTER, "more than 2 million characters", "'million_characters' below 'templates' in reportgen.yaml"),
    ),
    Case("a template that makes what the project allows", {LETTER: LARGE}, code=0, changes=("out/*",)),
    Case(
        "a bound that lets nothing be made",
        {SETTINGS: f"{TINY[SETTINGS]}templates: {{million_characters: 0}}\n"},
        says=(SETTINGS, "million_characters"),
    ),
)
