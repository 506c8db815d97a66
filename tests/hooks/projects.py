"""The small project with hooks, as somebody would write them."""

from __future__ import annotations

from pathlib import Path

from reportgen.project.places import HOOKS_FILE, SETTINGS_FILE

HEAD = """\
from collections.abc import Iterator

from docx.document import Document
from pptx.presentation import Presentation

from reportgen import CheckedFile, CheckedProject, Finding, Target, hooks, pass_context
"""
FILTER = """

@hooks.filter
def loud(value: object) -> str:
    return str(value).upper()
"""
RULE = '''

@hooks.rule("smooth-word")
def smooth_word(file: CheckedFile) -> Iterator[Finding]:
    """A text says 'smoothly'."""
    for wording in file.wordings:
        if "smoothly" in wording.plain:
            yield wording.finding("'smoothly' says little", "say what was done")
'''
DOCUMENT = """

@hooks.finish_document
def sign(document: Document, target: Target) -> None:
    document.add_paragraph(f"{target.sector} / {target.kind.name} / {target.edition}")
"""
PRESENTATION = """

@hooks.finish_presentation
def note(presentation: Presentation, target: Target) -> None:
    for slide in presentation.slides:
        slide.notes_slide.notes_text_frame.add_paragraph().text = f"for {target.sector}"
"""
ALL = HEAD + FILTER + RULE + DOCUMENT + PRESENTATION


def write_hooks(root: Path, source: str = ALL, settings: str = "hooks: true\n") -> None:
    """Give a project hooks; its settings say that they are on."""
    (root / HOOKS_FILE).write_text(source, encoding="utf-8")
    (root / SETTINGS_FILE).write_text(settings, encoding="utf-8")
